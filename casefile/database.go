package casefile

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

const (
	applicationID = 0x61737361 // as the first migration sets it

	writerCache = 16 << 10 // KiB of page cache of the one writing connection
	readerCache = 2 << 10  // KiB of page cache of each reading connection
	idleReaders = 8        // reading connections that are kept open
	busyMillis  = 10_000   // wait for the locks that a checkpoint or a recovery takes
	maxIdleWAL  = 64 << 20 // bytes to which the write-ahead log shrinks after a burst
	walPages    = 4_000    // pages of 4 KiB in the write-ahead log that bring on a checkpoint
)

// background serves statements that are short and must not be torn: a context
// that can be cancelled would have SQLite roll the whole batch back.
var background = context.Background()

// common holds what every connection wants: nothing in memory that could grow
// with the leak, and no trust in a case that somebody handed over.
func common(cacheKiB int) []string {
	return []string{
		fmt.Sprintf("busy_timeout(%d)", busyMillis),
		fmt.Sprintf("cache_size(-%d)", cacheKiB),
		"mmap_size(0)",
		"temp_store(FILE)",
		"trusted_schema(OFF)",
		"cell_size_check(ON)",
	}
}

// openWriter opens the one connection that writes.
//
// With a write-ahead log and synchronous NORMAL a kill loses nothing that was
// committed. A power cut may lose the last commits, whole and latest first,
// and never tears one: the marks of units go with their items, so the next run
// reads those units again.
func openWriter(path string) (*sql.DB, error) {
	pragmas := append(common(writerCache),
		"journal_mode(WAL)",
		"synchronous(NORMAL)",
		fmt.Sprintf("wal_autocheckpoint(%d)", walPages),
		fmt.Sprintf("journal_size_limit(%d)", maxIdleWAL),
	)
	return openOne(path, pragmas)
}

// openOne opens a database by a single connection, which stays the same.
func openOne(path string, pragmas []string) (*sql.DB, error) {
	// Made here, so that a copy of the file is as private as its folder is.
	// Where that fails SQLite says why.
	if f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE, 0o600); err == nil {
		_ = f.Close()
	}
	db, err := open(path, url.Values{"_pragma": pragmas})
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// openReaders opens a pool of connections that cannot write, without a limit:
// what visits a row may read another one. immutable is for a medium where not
// even a lock can be written.
func openReaders(path string, immutable bool) (*sql.DB, error) {
	query := url.Values{"_pragma": common(readerCache), "mode": {"ro"}}
	if immutable {
		query.Set("immutable", "1")
	}
	db, err := open(path, query)
	if err == nil {
		db.SetMaxIdleConns(idleReaders)
	}
	return db, err
}

func open(path string, query url.Values) (*sql.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // file:///C:/…
	}
	query.Set("_defensive", "1")
	uri := url.URL{Scheme: "file", Path: slashed, RawQuery: query.Encode()}
	return sql.Open("sqlite", uri.String())
}

// version reads which version of the schema a database holds: 0 where it is
// new. ErrNotCase: it belongs to something else.
func version(db *sql.DB) (have int64, err error) {
	var id, tables, versioned int
	err = db.QueryRow(`SELECT (SELECT application_id FROM pragma_application_id),
		count(*), coalesce(sum(name = 'goose_db_version'), 0)
		FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'`).Scan(&id, &tables, &versioned)
	switch {
	case err != nil:
		return 0, err
	case id == 0 && tables == versioned:
		return 0, nil // killed before the first migration was through, or new
	case id != applicationID || versioned == 0:
		return 0, ErrNotCase
	}
	err = db.QueryRow(`SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&have)
	return have, err
}

// known is the newest version of the schema in this program.
func known() (newest int64, err error) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	for _, name := range files {
		n, e := goose.NumericComponent(name)
		newest, err = max(newest, n), errors.Join(err, e)
	}
	return newest, err
}

// migrate brings the database to the newest version known.
func migrate(db *sql.DB) error {
	have, err := version(db)
	if err != nil {
		return err
	}
	know, err := known()
	if err != nil {
		return err
	}
	if have > know {
		return &VersionError{Have: have, Know: know}
	}
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, folder,
		goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true),
		goose.WithAllowOutofOrder(true)) // numbers have gaps that later versions may fill
	if err != nil {
		return err
	}
	_, err = provider.Up(background)
	return err
}
