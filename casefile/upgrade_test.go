package casefile

import (
	"errors"
	"io/fs"
	"path/filepath"
	"testing"

	"github.com/pressly/goose/v3"
)

// A case of the first version is refused to those who only read it, and brought
// up, with what it holds, by the next run. Numbers of versions have gaps.
func TestFirstVersionIsBroughtUp(t *testing.T) {
	dir := t.TempDir()
	if err := makeFirstVersion(dir); err != nil {
		t.Fatal(err)
	}
	know, err := known()
	if err != nil {
		t.Fatal(err)
	}
	var older *VersionError
	if _, err := OpenView(dir); !errors.As(err, &older) || *older != (VersionError{Have: 1, Know: know}) {
		t.Errorf("error is %v, want that version 1 is older", err)
	}
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer closeCase(t, c)
	if trust, err := c.Trust(); len(trust) != 1 || err != nil {
		t.Errorf("trust is %q, %v", trust, err)
	}
	if have, err := version(c.writer); have != know || err != nil {
		t.Errorf("version %d, %v; want %d", have, err, know)
	}
	if n, err := c.AddExposed(Exposed{Key: "a", Since: "2018-06-01", Origin: []byte("{}")}); n != 1 || err != nil {
		t.Errorf("%d added, %v", n, err)
	}
}

func makeFirstVersion(dir string) error {
	db, err := openWriter(filepath.Join(dir, databaseName))
	if err != nil {
		return err
	}
	defer db.Close()
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, folder, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	if _, err := provider.UpTo(background, 1); err != nil {
		return err
	}
	_, err = db.Exec(`INSERT INTO trust (domain) VALUES ('example.net')`)
	return err
}
