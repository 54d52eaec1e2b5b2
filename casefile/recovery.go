package casefile

import (
	"database/sql"
	"encoding/json"

	"assay/item"
)

// Recovery is what the search for the keys of one name gave.
type Recovery struct {
	Name    string
	Samples item.Digest // of the signatures that were searched
	Outcome json.RawMessage
}

// PutRecovery keeps what a search gave, in place of what an earlier one of that
// name did, and puts the keys of new in place of those of old. All of it is
// durable when it returns. Other keys than before make every verdict due again.
func (c *Case) PutRecovery(r Recovery, old, new []Key) error {
	return c.write(func() error {
		changed := false
		for _, k := range old {
			if containsKey(new, k) {
				continue
			}
			n, err := c.add(`DELETE FROM signing_key WHERE name = ? AND record = ? AND origin = ?`, k.Name, k.Record, string(k.Origin))
			if err != nil {
				return err
			}
			changed = changed || n > 0
		}
		for _, k := range new {
			n, err := c.add(`INSERT INTO signing_key (name, record, origin) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, k.Name, k.Record, string(k.Origin))
			if err != nil {
				return err
			}
			changed = changed || n > 0
		}
		_, err := c.writer.Exec(`INSERT INTO recovery (name, samples, outcome) VALUES (?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET samples = excluded.samples, outcome = excluded.outcome`,
			r.Name, r.Samples[:], string(r.Outcome))
		if err != nil {
			return err
		}
		return c.ageIf(changed)
	})
}

func containsKey(list []Key, k Key) bool {
	for _, other := range list {
		if other.Name == k.Name && other.Record == k.Record && string(other.Origin) == string(k.Origin) {
			return true
		}
	}
	return false
}

// Recoveries calls visit for what every search gave, by name, bytewise. An error
// of visit ends it and is returned as it is.
func (v *View) Recoveries(visit func(Recovery) error) error {
	return v.each(`SELECT name, samples, outcome FROM recovery ORDER BY name`, nil, func(rows *sql.Rows) error {
		var r Recovery
		var samples sql.RawBytes
		var outcome string
		if err := rows.Scan(&r.Name, &samples, &outcome); err != nil {
			return explain(v.dir, err)
		}
		copy(r.Samples[:], samples)
		r.Outcome = json.RawMessage(outcome)
		return visit(r)
	})
}

// MailFacts calls visit with the facts of every mail, in the order of their
// digests, one at a time. An error of visit ends it and is returned as it is.
func (v *View) MailFacts(visit func(d item.Digest, facts []byte) error) error {
	return v.each(`SELECT i.digest, f.facts FROM item i CROSS JOIN fact f ON f.item = i.id
		WHERE i.kind = ? AND i.id_of = ? ORDER BY i.digest`, []any{string(item.Mail), string(item.IDOfBytes)},
		func(rows *sql.Rows) error {
			var digest, facts sql.RawBytes
			if err := rows.Scan(&digest, &facts); err != nil {
				return explain(v.dir, err)
			}
			return visit(item.Digest(digest), facts)
		})
}

// Holds reports whether the case has an item of these bytes.
func (v *View) Holds(d item.Digest) (held bool, err error) {
	err = v.db.QueryRow(`SELECT EXISTS (SELECT 1 FROM item WHERE digest = ? AND id_of = ?)`, d[:], string(item.IDOfBytes)).Scan(&held)
	return held, explain(v.dir, err)
}
