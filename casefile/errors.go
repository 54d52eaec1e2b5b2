package casefile

import (
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"assay/item"
)

// The reasons for which a case fails. Their texts are whole: with the folder
// before them they make the one line that a person reads.
var (
	ErrNotCase  = errors.New("not a case")
	ErrInUse    = errors.New("in use by another run; try again when it has ended")
	ErrDiskFull = errors.New("no space left; free some and run again: what was stored so far is kept")
	ErrNoAccess = errors.New("cannot be opened or written; check the permissions of the folder and the files in it")
	ErrCorrupt  = errors.New("the database is damaged; examine the leak into a new case")
	ErrChanged  = errors.New("the leak is not what it was when it was first read; examine it into a new case")
	ErrTooLarge = fmt.Errorf("an item may bring at most %d MiB into the case", MaxItem>>20)
	ErrNotFound = errors.New("no such item in the case")
)

// VersionError says that a case was written by another version of assay.
type VersionError struct {
	Have int64 // version of the case
	Know int64 // newest version that this program knows
}

func (e *VersionError) Error() string {
	if e.Have > e.Know {
		return fmt.Sprintf("version %d is newer than version %d, the newest that this program knows; use a newer program", e.Have, e.Know)
	}
	return fmt.Sprintf("version %d is older than version %d; run the examination again to bring it up", e.Have, e.Know)
}

// AmbiguousError says that the first digits of a digest stand for several items.
type AmbiguousError struct {
	Digits     string
	Candidates []item.Digest // ascending, the first maxCandidates of them
	More       bool          // there are others
}

func (e *AmbiguousError) Error() string {
	names := make([]string, len(e.Candidates))
	for i, d := range e.Candidates {
		names[i] = d.String()
	}
	if e.More {
		names = append(names, "…")
	}
	return fmt.Sprintf("%q stands for several items: %s", e.Digits, strings.Join(names, " "))
}

// reasons sorts SQLite's result codes, primary or extended, by what a person
// can do about them.
var reasons = map[int]error{
	sqlite3.SQLITE_FULL:            ErrDiskFull,
	sqlite3.SQLITE_IOERR_SHMSIZE:   ErrDiskFull,
	sqlite3.SQLITE_BUSY:            ErrInUse,
	sqlite3.SQLITE_READONLY:        ErrNoAccess,
	sqlite3.SQLITE_CANTOPEN:        ErrNoAccess,
	sqlite3.SQLITE_CORRUPT:         ErrCorrupt,
	sqlite3.SQLITE_NOTADB:          ErrNotCase,
	sqlite3.SQLITE_IOERR_CORRUPTFS: ErrCorrupt,
}

// explain puts the folder of the case before err and, where SQLite's result
// code tells it, the reason in place of SQLite's own words.
func explain(dir string, err error) error {
	if err == nil {
		return nil
	}
	var failed *sqlite.Error
	if errors.As(err, &failed) {
		const primary = 0xff // https://sqlite.org/rescode.html
		if reason, ok := reasons[failed.Code()]; ok {
			err = reason
		} else if reason, ok := reasons[failed.Code()&primary]; ok {
			err = reason
		}
	}
	return fmt.Errorf("case %q: %w", dir, err)
}
