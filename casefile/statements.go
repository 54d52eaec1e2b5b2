package casefile

import (
	"database/sql"
	"errors"
)

// writeStatements are prepared once, on the connection that writes.
type writeStatements struct {
	putItem, putFact, putWords, putPlace, putUnit, putFile *sql.Stmt
	itemByDigest, replaceItem, replaceFact, deepen         *sql.Stmt
	atPlace, movePlace, lastPlace                          *sql.Stmt
	putVerdict, putRecord, putEntry                        *sql.Stmt
}

func (s *writeStatements) prepare(db *sql.DB) error {
	return prepare(db, []statement{
		{&s.putItem, `INSERT INTO item (digest, id_of, kind, size, depth, subject, sender, message_id, date, unindexed)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest, id_of) DO NOTHING`},
		{&s.putFact, `INSERT INTO fact (item, facts) VALUES (?, ?)`},
		{&s.putWords, `INSERT INTO words (rowid, subject, sender, recipients, body) VALUES (?, ?, ?, ?, ?)`},
		{&s.putPlace, `INSERT INTO place (path, parent, item) VALUES (?, ?, ?) ON CONFLICT (path) DO NOTHING`},
		{&s.putUnit, `INSERT INTO unit (path, expanded) VALUES (?, ?)
			ON CONFLICT (path) DO UPDATE SET expanded = excluded.expanded`},
		{&s.putFile, `INSERT INTO file (path, size, mtime, digest) VALUES (?, ?, ?, ?)
			ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime, digest = excluded.digest`},
		{&s.itemByDigest, `SELECT i.id, i.depth, coalesce((SELECT min(path) FROM place WHERE item = i.id), '')
			FROM item i WHERE i.digest = ? AND i.id_of = ?`},
		{&s.replaceItem, `UPDATE item SET kind = ?, subject = ?, sender = ?, message_id = ?, date = ? WHERE id = ?`},
		{&s.replaceFact, `UPDATE fact SET facts = ? WHERE item = ?`},
		{&s.deepen, `UPDATE item SET depth = ? WHERE id = ?`},
		{&s.atPlace, `SELECT i.id, i.id_of FROM place p JOIN item i ON i.id = p.item WHERE p.path = ?`},
		{&s.movePlace, `UPDATE place SET item = ?, parent = ? WHERE path = ?`},
		{&s.lastPlace, `SELECT count(*) FROM (SELECT 1 FROM place WHERE item = ? LIMIT 1)`},
		{&s.putVerdict, `INSERT INTO verdict (item, generation, conclusion, testimony) VALUES (?, ?, ?, ?)
			ON CONFLICT (item) DO UPDATE SET generation = excluded.generation, conclusion = excluded.conclusion,
				testimony = excluded.testimony`},
		{&s.putRecord, `INSERT INTO record (item, record) VALUES (?, ?)
			ON CONFLICT (item) DO UPDATE SET record = excluded.record`},
		{&s.putEntry, `INSERT INTO log (at, event, fields) VALUES (?, ?, ?)`},
	})
}

// readStatements are prepared once; the pool repeats it on each connection.
type readStatements struct {
	unitDone, places, parentIDs, parent *sql.Stmt
}

func (s *readStatements) prepare(db *sql.DB) error {
	return prepare(db, []statement{
		{&s.unitDone, `SELECT expanded FROM unit WHERE path = ?`},
		{&s.places, `SELECT p.path, pi.digest FROM place p
			LEFT JOIN place pp ON pp.path = p.parent LEFT JOIN item pi ON pi.id = pp.item
			WHERE p.item = ? ORDER BY p.path`},
		{&s.parentIDs, `SELECT pp.item FROM place p JOIN place pp ON pp.path = p.parent
			WHERE p.item = ? GROUP BY pp.item ORDER BY min(p.path)`},
		{&s.parent, `SELECT i.digest, i.kind, coalesce(v.conclusion, ''), v.testimony
			FROM item i LEFT JOIN verdict v ON v.item = i.id AND v.generation = ?2 AND i.depth < ?3
			WHERE i.id = ?1`},
	})
}

type statement struct {
	stmt **sql.Stmt
	text string
}

func prepare(db *sql.DB, all []statement) error {
	var errs []error
	for _, s := range all {
		var err error
		*s.stmt, err = db.Prepare(s.text)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
