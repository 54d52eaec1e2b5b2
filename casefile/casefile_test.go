package casefile

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCreate(t *testing.T) {
	for _, name := range []string{"case", "deep/er/case", "od?d #c%41se&_pragma=x;", "käse", "  "} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), name)
			c := createIn(t, dir)
			put(t, c, mail("a", "leak/a", ""))
			closeCase(t, c)
			info, err := os.Stat(dir)
			if err != nil || info.Mode().Perm() != 0o700 {
				t.Errorf("mode is %v, %v; want 0700", info.Mode(), err)
			}
			var names []string
			entries, err := os.ReadDir(dir)
			for _, e := range entries {
				names = append(names, e.Name())
			}
			if diff := cmp.Diff([]string{cacheName, databaseName, lockName}, names); err != nil || diff != "" {
				t.Errorf("files, %v (-want +got):\n%s", err, diff)
			}
			again := createIn(t, dir)
			if got := len(list(t, again.View, Filter{})); got != 1 {
				t.Errorf("%d items, want 1", got)
			}
		})
	}
}

func TestCreateTakesAnEmptyFolderAndClosesItToOthers(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	createIn(t, dir)
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("mode is %v, %v", info.Mode(), err)
	}
}

// A kill may come before the first migration is through.
func TestCreateGoesOnWithAHalfMadeCase(t *testing.T) {
	for name, make := range map[string]func(dir string) error{
		"lock alone":     func(dir string) error { return os.WriteFile(filepath.Join(dir, lockName), nil, 0o600) },
		"empty database": func(dir string) error { return os.WriteFile(filepath.Join(dir, databaseName), nil, 0o600) },
		"no table but that of versions": func(dir string) error {
			return execIn(dir, `CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT,
				version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')));
				INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1)`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := make(dir); err != nil {
				t.Fatal(err)
			}
			put(t, createIn(t, dir), mail("a", "leak/a", ""))
		})
	}
}

// execIn runs a statement on the database of a folder, as another program would.
func execIn(dir, statement string) error {
	db, err := openWriter(filepath.Join(dir, databaseName))
	if err != nil {
		return err
	}
	_, err = db.Exec(statement)
	return errors.Join(err, db.Close())
}

func TestNotACase(t *testing.T) {
	for name, make := range map[string]func(dir string) error{
		"other files": func(dir string) error { return os.WriteFile(filepath.Join(dir, "letter.txt"), nil, 0o600) },
		"not a database": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, databaseName), []byte("Dear all, this is a letter."), 0o600)
		},
		"database a folder": func(dir string) error { return os.Mkdir(filepath.Join(dir, databaseName), 0o700) },
		"other database":    func(dir string) error { return execIn(dir, `CREATE TABLE goods (price INTEGER)`) },
		"other application": func(dir string) error { return execIn(dir, `PRAGMA application_id = 7`) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := make(dir); err != nil {
				t.Fatal(err)
			}
			_, err := Open(dir)
			wantError(t, err, ErrNotCase)
			_, err = OpenView(dir)
			wantError(t, err, ErrNotCase)
			if name != "database a folder" {
				_, err = Create(dir)
				wantError(t, err, ErrNotCase)
			}
		})
	}
}

func TestOpenMakesNothing(t *testing.T) {
	for _, dir := range []string{t.TempDir(), filepath.Join(t.TempDir(), "missing")} {
		_, err := Open(dir)
		wantError(t, err, ErrNotCase)
		_, err = OpenView(dir)
		wantError(t, err, ErrNotCase)
		if entries, _ := os.ReadDir(dir); len(entries) > 0 {
			t.Errorf("Open left %v", entries)
		}
	}
}

func TestOtherVersions(t *testing.T) {
	know, err := known()
	if err != nil || know < 1 {
		t.Fatal(know, err)
	}
	dir := t.TempDir()
	closeCase(t, createIn(t, dir))
	if err := execIn(dir, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (1000, 1)`); err != nil {
		t.Fatal(err)
	}
	want := &VersionError{Have: 1000, Know: know}
	_, openErr := Open(dir)
	_, createErr := Create(dir)
	_, viewErr := OpenView(dir)
	for _, err := range []error{openErr, createErr, viewErr} {
		var got *VersionError
		if !errors.As(err, &got) || *got != *want {
			t.Errorf("error is %v, want %v", err, want)
		}
	}

	empty := t.TempDir()
	if err := os.WriteFile(filepath.Join(empty, databaseName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = OpenView(empty)
	var got *VersionError
	if !errors.As(err, &got) || *got != (VersionError{Have: 0, Know: know}) {
		t.Errorf("error is %v, want that version 0 is older", err)
	}
}

func TestDamagedDatabase(t *testing.T) {
	dir := t.TempDir()
	c := createIn(t, dir)
	put(t, c, mail("a", "leak/a", ""))
	closeCase(t, c)
	name := filepath.Join(dir, databaseName)
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for n := 200; n < len(b); n++ {
		b[n] = 0xff
	}
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Open(dir)
	wantError(t, err, ErrCorrupt)
	_, err = OpenView(dir)
	wantError(t, err, ErrCorrupt)
}

func TestOneWriterInAProcess(t *testing.T) {
	dir := t.TempDir()
	c := createIn(t, dir)
	_, err := Open(dir)
	wantError(t, err, ErrInUse)
	closeCase(t, c)
	again, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	closeCase(t, again)
}

// Readers work while a case is written and see what is durable.
func TestViewDuringARun(t *testing.T) {
	dir := t.TempDir()
	c := createIn(t, dir)
	put(t, c, mail("a", "leak/a", ""))
	v, err := OpenView(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	c.mu.Lock()
	b := mail("b", "leak/b", "")
	if err := errors.Join(c.begin(), c.putItem(&b)); err != nil {
		t.Fatal(err)
	}
	if got := len(list(t, v, Filter{})); got != 1 {
		t.Errorf("%d items before the commit, want 1", got)
	}
	c.mu.Unlock()
	if err := c.Flush(); err != nil {
		t.Fatal(err)
	}
	if got := len(list(t, v, Filter{})); got != 2 {
		t.Errorf("%d items after the commit, want 2", got)
	}
}

// The cache may be deleted between runs.
func TestCacheIsMadeAgain(t *testing.T) {
	dir := t.TempDir()
	c := createIn(t, dir)
	closeCase(t, c)
	if err := os.RemoveAll(c.CacheDir()); err != nil {
		t.Fatal(err)
	}
	c = createIn(t, dir)
	if info, err := os.Stat(c.CacheDir()); err != nil || !info.IsDir() {
		t.Error(err)
	}
}
