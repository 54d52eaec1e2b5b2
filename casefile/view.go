package casefile

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"time"

	"assay/item"
)

// View is a case that is being read, also while this or another process writes
// it: it shows what is durable. Its methods may be called from several
// goroutines, and from the functions that they call.
type View struct {
	dir   string
	db    *sql.DB
	stmts readStatements
}

// OpenView opens an existing case to read it. Errors: as for Open, but it is
// never in use.
func OpenView(dir string) (*View, error) {
	if err := hasDatabase(dir); err != nil {
		return nil, explain(dir, err)
	}
	v, err := openView(dir, false)
	if errors.Is(explain(dir, err), ErrNoAccess) && !hasLog(dir) {
		v, err = openView(dir, true)
	}
	return v, explain(dir, err)
}

// hasLog says that a write-ahead log stands beside the database: what is in it
// must not be ignored.
func hasLog(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, databaseName+"-wal"))
	return !errors.Is(err, os.ErrNotExist)
}

func openView(dir string, immutable bool) (*View, error) {
	db, err := openReaders(filepath.Join(dir, databaseName), immutable)
	if err != nil {
		return nil, err
	}
	v := &View{dir: dir, db: db}
	if err = checkVersion(db); err == nil {
		err = v.stmts.prepare(db)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return v, nil
}

// checkVersion refuses a database that this program cannot read as it is.
func checkVersion(db *sql.DB) error {
	have, err := version(db)
	if err != nil {
		return err
	}
	know, err := known()
	if err == nil && have != know {
		err = &VersionError{Have: have, Know: know}
	}
	return err
}

// Close ends the reading.
func (v *View) Close() error { return v.db.Close() }

// UnitDone says whether a unit was read to its end, and how many bytes that
// came to.
func (v *View) UnitDone(path string) (expanded int64, ok bool, err error) {
	err = v.stmts.unitDone.QueryRow(path).Scan(&expanded)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return expanded, err == nil, explain(v.dir, err)
}

// FileDone says whether a file of the leak was read to its end, and what it
// was like then.
func (v *View) FileDone(path string) (f File, ok bool, err error) {
	var modified string
	var digest []byte
	err = v.db.QueryRow(`SELECT size, mtime, digest FROM file WHERE path = ?`, path).Scan(&f.Size, &modified, &digest)
	if errors.Is(err, sql.ErrNoRows) {
		return File{}, false, nil
	}
	if err == nil {
		f.ModTime, err = time.Parse(time.RFC3339Nano, modified)
	}
	f.Path = path
	copy(f.Digest[:], digest)
	return f, err == nil, explain(v.dir, err)
}

// Facts returns the facts of an item. Error: ErrNotFound.
func (v *View) Facts(d item.Digest) (facts []byte, err error) {
	err = v.db.QueryRow(`SELECT f.facts FROM item i JOIN fact f ON f.item = i.id WHERE i.digest = ?`, d[:]).Scan(&facts)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return facts, explain(v.dir, err)
}

// Count is a number of items.
type Count struct {
	Kind       item.Kind
	Conclusion string // empty: not judged yet
	Items      int64
}

// Counts counts the items by kind and conclusion, in the order of these.
func (v *View) Counts() (counts []Count, err error) {
	err = v.each(`SELECT i.kind, coalesce(v.conclusion, ''), count(*)
		FROM item i LEFT JOIN verdict v ON v.item = i.id GROUP BY 1, 2 ORDER BY 1, 2`, nil,
		func(rows *sql.Rows) error {
			var c Count
			err := rows.Scan(&c.Kind, &c.Conclusion, &c.Items)
			counts = append(counts, c)
			return err
		})
	return counts, err
}

// Pending counts the items whose conclusion is missing or older than what the
// case holds by now: a run was broken off.
func (v *View) Pending() (items int64, err error) {
	err = v.db.QueryRow(`SELECT count(*) FROM item i LEFT JOIN verdict v ON v.item = i.id
		WHERE v.generation IS NOT (SELECT generation FROM state)`).Scan(&items)
	return items, explain(v.dir, err)
}

// each calls visit for every row of a query. An error of visit ends it and is
// returned as it is.
func (v *View) each(query string, args []any, visit func(*sql.Rows) error) error {
	rows, err := v.db.Query(query, args...)
	if err != nil {
		return explain(v.dir, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := visit(rows); err != nil {
			return err
		}
	}
	return explain(v.dir, rows.Err())
}
