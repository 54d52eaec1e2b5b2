package casefile

import (
	"database/sql"
	"slices"
	"strings"

	"assay/item"
)

// Row is an item as the case holds it.
type Row struct {
	Digest item.Digest
	IDOf   item.IDOf
	Kind   item.Kind
	Size   int64 // bytes

	Subject, From, MessageID, Date string

	Conclusion string        // empty: not judged yet
	Record     []byte        // JSON; nil: not judged yet
	Paths      []string      // every place, bytewise
	Parents    []item.Digest // every item that it stands in, bytewise
	Unindexed  int64         // bytes of its text that Filter.Match does not reach
}

// Filter chooses among the items; its zero value chooses all.
type Filter struct {
	Kind       item.Kind
	Conclusion string
	Match      string // words that all have to stand in it, "a phrase", a prefix*
}

// rowQuery yields each item once, at the first of its places. Its order and
// that of its joins are fixed, so that rows stream off the index of place and
// nothing is sorted.
const rowQuery = `SELECT i.id, i.digest, i.id_of, i.kind, i.size, i.subject, i.sender, i.message_id, i.date,
	coalesce(v.conclusion, ''), r.record, i.unindexed, p.path, pi.digest,
	EXISTS (SELECT 1 FROM place q WHERE q.item = p.item AND q.path > p.path)
FROM place p CROSS JOIN item i ON i.id = p.item
	LEFT JOIN verdict v ON v.item = i.id
	LEFT JOIN record r ON r.item = i.id
	LEFT JOIN place pp ON pp.path = p.parent
	LEFT JOIN item pi ON pi.id = pp.item
WHERE NOT EXISTS (SELECT 1 FROM place q WHERE q.item = p.item AND q.path < p.path)`

// List calls visit for every item that the filter chooses, in the order of
// their first paths, bytewise. It shows the case as it was when List was
// called and holds one row at a time, with all its places. An error of visit
// ends it and is returned as it is.
func (v *View) List(f Filter, visit func(Row) error) error {
	query, args := rowQuery, []any(nil)
	if f.Kind != "" {
		query, args = query+` AND i.kind = ?`, append(args, string(f.Kind))
	}
	if f.Conclusion != "" {
		query, args = query+` AND v.conclusion = ?`, append(args, f.Conclusion)
	}
	if words := matchQuery(f.Match); words != "" {
		// The + keeps the order of place: no sorting.
		query, args = query+` AND +p.item IN (SELECT rowid FROM words WHERE words MATCH ?)`, append(args, words)
	}
	return v.rows(query+` ORDER BY p.path`, args, visit)
}

// rows reads a query made from rowQuery, in one transaction.
func (v *View) rows(query string, args []any, visit func(Row) error) error {
	tx, err := v.db.Begin()
	if err != nil {
		return explain(v.dir, err)
	}
	defer func() { _ = tx.Rollback() }() // it only read
	places := tx.Stmt(v.stmts.places)
	rows, err := tx.Query(query, args...)
	if err != nil {
		return explain(v.dir, err)
	}
	defer rows.Close()
	for rows.Next() {
		row, err := scanRow(tx, places, rows)
		if err != nil {
			return explain(v.dir, err)
		}
		if err := visit(row); err != nil {
			return err
		}
	}
	return explain(v.dir, rows.Err())
}

func scanRow(tx *sql.Tx, places *sql.Stmt, rows *sql.Rows) (row Row, err error) {
	var id int64
	var path string
	var digest, parent sql.RawBytes
	var several bool
	err = rows.Scan(&id, &digest, &row.IDOf, &row.Kind, &row.Size, &row.Subject, &row.From, &row.MessageID, &row.Date,
		&row.Conclusion, &row.Record, &row.Unindexed, &path, &parent, &several)
	if err != nil {
		return row, err
	}
	copy(row.Digest[:], digest)
	if several {
		return row, addPlaces(tx, places, id, &row)
	}
	row.Paths = []string{path}
	if parent != nil {
		row.Parents = []item.Digest{item.Digest(parent)}
	}
	return row, nil
}

// addPlaces reads all the places of an item that stands in several.
func addPlaces(tx *sql.Tx, places *sql.Stmt, id int64, row *Row) error {
	rows, err := places.Query(id)
	if err != nil {
		return err
	}
	defer rows.Close()
	seen := map[item.Digest]bool{}
	for rows.Next() {
		var path string
		var parent sql.RawBytes
		if err := rows.Scan(&path, &parent); err != nil {
			return err
		}
		row.Paths = append(row.Paths, path)
		if parent != nil && !seen[item.Digest(parent)] {
			seen[item.Digest(parent)] = true
			row.Parents = append(row.Parents, item.Digest(parent))
		}
	}
	slices.SortFunc(row.Parents, func(a, b item.Digest) int { return strings.Compare(string(a[:]), string(b[:])) })
	return rows.Err()
}
