package casefile

import (
	"database/sql"

	"assay/item"
)

// Repair is what a search for the signed message of an item came to.
type Repair struct {
	Digest  item.Digest
	Outcome []byte // JSON
}

// PutRepairs keeps outcomes in place of older ones of the same items. They make
// every verdict due again.
func (c *Case) PutRepairs(list []Repair) error {
	if len(list) == 0 {
		return nil
	}
	return c.write(func() error {
		for _, r := range list {
			_, err := c.writer.Exec(`INSERT INTO repair (item, outcome)
				SELECT id, ?2 FROM item WHERE digest = ?1 AND id_of = ?3
				ON CONFLICT (item) DO UPDATE SET outcome = excluded.outcome`, r.Digest[:], r.Outcome, string(item.IDOfBytes))
			if err != nil {
				return err
			}
		}
		return c.age()
	})
}

// Repairs calls visit for every outcome, in the order of the digests. An error
// of visit ends it and is returned as it is.
func (v *View) Repairs(visit func(Repair) error) error {
	return v.each(`SELECT i.digest, r.outcome FROM item i JOIN repair r ON r.item = i.id ORDER BY i.digest`, nil,
		func(rows *sql.Rows) error {
			var r Repair
			var digest sql.RawBytes
			if err := rows.Scan(&digest, &r.Outcome); err != nil {
				return explain(v.dir, err)
			}
			r.Digest = item.Digest(digest)
			return visit(r)
		})
}

// Files calls visit with the path of every document that stands in no mail and
// no other document, in their order, bytewise: once for each of its places. An
// error of visit ends it and is returned as it is.
func (v *View) Files(visit func(path string) error) error {
	// A # inside a name is written as %23: one in a path leads into a mail.
	return v.each(`SELECT p.path FROM place p CROSS JOIN item i ON i.id = p.item
			LEFT JOIN place pp ON pp.path = p.parent LEFT JOIN item pi ON pi.id = pp.item
		WHERE i.kind = ?1 AND instr(p.path, '#') = 0 AND pi.kind IS NOT ?1 ORDER BY p.path`, []any{string(item.Document)},
		func(rows *sql.Rows) error {
			var path string
			if err := rows.Scan(&path); err != nil {
				return explain(v.dir, err)
			}
			return visit(path)
		})
}

// Mail is a mail of the case, to be looked at again.
type Mail struct {
	Digest item.Digest
	Facts  []byte // JSON; to be used within the visit alone
	Path   string // of the first of its places
}

// Mails calls visit for every mail, in the order of the digests. An error of
// visit ends it and is returned as it is.
func (v *View) Mails(visit func(Mail) error) error {
	return v.each(`SELECT i.digest, f.facts, (SELECT min(path) FROM place WHERE item = i.id)
		FROM item i CROSS JOIN fact f ON f.item = i.id WHERE i.kind = ? ORDER BY i.digest, i.id_of`, []any{string(item.Mail)},
		func(rows *sql.Rows) error {
			var m Mail
			var digest sql.RawBytes
			if err := rows.Scan(&digest, (*sql.RawBytes)(&m.Facts), &m.Path); err != nil {
				return explain(v.dir, err)
			}
			m.Digest = item.Digest(digest)
			return visit(m)
		})
}
