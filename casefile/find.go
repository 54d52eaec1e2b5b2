package casefile

import (
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"assay/item"
)

// maxCandidates is how many items an AmbiguousError names.
const maxCandidates = 20

// Find returns the item that a person names by one of its paths or by the
// first digits of its digest, item.MinDigits or more. A path goes first.
// Errors: ErrNotFound, *AmbiguousError.
func (v *View) Find(name string) (row Row, err error) {
	id, err := v.findPath(name)
	if errors.Is(err, ErrNotFound) {
		if digits, ok := item.DigestPrefix(name); ok {
			id, err = v.findDigest(digits)
		}
	}
	if errors.Is(err, ErrNotFound) {
		err = fmt.Errorf("%q: %w", name, err)
	}
	if err != nil {
		return row, explain(v.dir, err)
	}
	err = v.rows(rowQuery+` AND p.item = ?`, []any{id}, func(r Row) error {
		row = r
		return nil
	})
	return row, err
}

func (v *View) findPath(path string) (id int64, err error) {
	err = v.db.QueryRow(`SELECT item FROM place WHERE path = ?`, path).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return id, err
}

// findDigest looks for digests from digits000… to digitsfff….
func (v *View) findDigest(digits string) (id int64, err error) {
	const all = 2 * len(item.Digest{})
	from, err := hex.DecodeString(digits + strings.Repeat("0", all-len(digits)))
	if err != nil {
		return 0, err
	}
	to, err := hex.DecodeString(digits + strings.Repeat("f", all-len(digits)))
	if err != nil {
		return 0, err
	}
	var found []item.Digest
	err = v.each(`SELECT id, digest FROM item WHERE digest BETWEEN ? AND ? ORDER BY digest LIMIT ?`,
		[]any{from, to, maxCandidates + 1}, func(rows *sql.Rows) error {
			var digest sql.RawBytes
			err := rows.Scan(&id, &digest)
			if err == nil {
				found = append(found, item.Digest(digest))
			}
			return err
		})
	switch {
	case err != nil:
		return 0, err
	case len(found) == 0:
		return 0, ErrNotFound
	case len(found) == 1:
		return id, nil
	}
	n := min(len(found), maxCandidates)
	return 0, &AmbiguousError{Digits: digits, Candidates: found[:n], More: len(found) > n}
}
