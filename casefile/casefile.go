// Package casefile is the store of one examination: a folder that only its
// owner can read, with an SQLite database (WAL, FTS5) and a cache folder that
// may be deleted at any time. The leak itself is not in it.
//
// Of each item it keeps a few columns to search by and two opaque pieces of
// JSON: facts, which were read off the item and depend on nothing else, and a
// record, which was concluded from the facts, the keys and the items around
// it. Reading ([Case.Put]) comes first, in any order; judging ([Case.Judge])
// goes from the outside inwards and is repeated, without the leak, whenever
// items, keys, trust or rules have changed. Then [View.List] streams records.
//
// One process at a time writes a case; others read it meanwhile. A run may be
// killed at any instant: opened again and run to its end, the case lists the
// same bytes as after a run that was not disturbed. Memory stays bounded
// whatever the number of items; lists stream.
//
// What it cannot show: that nobody edited the database behind its back. The
// triggers that make the log append-only bind this program, not an editor.
package casefile

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
)

// Case is a case that is being written. Its methods may be called from several
// goroutines.
type Case struct {
	*View
	lock *sql.DB

	mu     sync.Mutex // held for every use of writer
	writer *sql.DB    // of a single connection
	stmts  writeStatements
	batch  batch
}

// Create opens the case in dir and makes it where dir is missing or empty; the
// folder then has the mode 0700. Errors: as for Open.
func Create(dir string) (*Case, error) {
	if err := makeFolder(dir); err != nil {
		return nil, explain(dir, err)
	}
	c, err := openCase(dir)
	return c, explain(dir, err)
}

// Open opens an existing case to write it and brings its schema up to date.
//
// Errors wrap ErrNotCase, ErrInUse, ErrNoAccess, ErrDiskFull, ErrCorrupt or
// *VersionError, and name dir.
func Open(dir string) (*Case, error) {
	if err := hasDatabase(dir); err != nil {
		return nil, explain(dir, err)
	}
	c, err := openCase(dir)
	return c, explain(dir, err)
}

func openCase(dir string) (_ *Case, err error) {
	c := &Case{}
	defer func() {
		if err != nil {
			err = errors.Join(err, c.release())
		}
	}()
	if c.lock, err = lock(dir); err != nil {
		return nil, err
	}
	if c.writer, err = openWriter(filepath.Join(dir, databaseName)); err != nil {
		return nil, err
	}
	if err = migrate(c.writer); err != nil {
		return nil, err
	}
	if err = os.MkdirAll(filepath.Join(dir, cacheName), 0o700); err != nil {
		return nil, err
	}
	if c.View, err = openView(dir, false); err != nil {
		return nil, err
	}
	return c, c.stmts.prepare(c.writer)
}

// CacheDir is a folder for what can be made again; it may be deleted between runs.
func (c *Case) CacheDir() string { return filepath.Join(c.dir, cacheName) }

// Close commits what was put, closes the case and frees it for others.
func (c *Case) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	err := c.commit()
	return errors.Join(err, c.release())
}

// release closes whatever is open; the lock goes last.
func (c *Case) release() error {
	var errs []error
	if c.View != nil {
		errs = append(errs, c.View.Close())
	}
	for _, db := range []*sql.DB{c.writer, c.lock} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// write makes one change, durable when it returns, together with what was put
// before it.
func (c *Case) write(change func() error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.commit(); err != nil {
		return err
	}
	if _, err := c.writer.Exec("BEGIN IMMEDIATE"); err != nil {
		return explain(c.dir, err)
	}
	err := change()
	if err == nil {
		_, err = c.writer.Exec("COMMIT")
	}
	if err != nil {
		c.rollback()
	}
	return explain(c.dir, err)
}

// rollback ends the open transaction. SQLite may have ended it itself, as it
// does on a full disk, and then says so: nothing to act on.
func (c *Case) rollback() { _, _ = c.writer.Exec("ROLLBACK") }
