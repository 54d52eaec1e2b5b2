package casefile

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// What a case's folder holds. SQLite puts files of its own beside the
// database: their names begin with its name.
const (
	databaseName = "case.db"
	lockName     = "case.lock"
	cacheName    = "cache"
)

// makeFolder makes the folder of a new case, or takes an empty one, readable by
// its owner alone. A folder that already holds a case is left as it is.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return os.Chmod(dir, 0o700)
	}
	// The lock comes first: where it stands alone, a run was killed early.
	for _, e := range entries {
		if e.Name() == databaseName || e.Name() == lockName {
			return nil
		}
	}
	return fmt.Errorf("%w, and not empty", ErrNotCase)
}

// hasDatabase says that dir holds a case, as far as names tell.
func hasDatabase(dir string) error {
	info, err := os.Stat(filepath.Join(dir, databaseName))
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: it holds no %s", ErrNotCase, databaseName)
	}
	if err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%w: its %s is not a file", ErrNotCase, databaseName)
	}
	return err
}

// lock keeps other processes from writing the case until it is closed or the
// process ends, however it ends: an open exclusive transaction on a database
// of its own, so that readers of the case are not disturbed.
func lock(dir string) (*sql.DB, error) {
	db, err := openOne(filepath.Join(dir, lockName), []string{"busy_timeout(0)"})
	if err != nil {
		return nil, err
	}
	if _, err := db.Exec("BEGIN EXCLUSIVE"); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}
