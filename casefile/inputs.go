package casefile

import (
	"database/sql"
	"encoding/json"
	"errors"
	"path/filepath"
)

// Key is a public key as it was published, with its provenance.
type Key struct {
	Name   string // DNS name, selector and all
	Record string // text of the TXT record
	Origin json.RawMessage
}

// AddKeys keeps keys in the case and counts those that it did not hold. A new
// one makes every verdict due again.
func (c *Case) AddKeys(keys ...Key) (added int64, err error) {
	err = c.write(func() error {
		for _, k := range keys {
			n, err := c.add(`INSERT INTO signing_key (name, record, origin) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
				k.Name, k.Record, string(k.Origin))
			if err != nil {
				return err
			}
			added += n
		}
		return c.ageIf(added > 0)
	})
	return added, err
}

// Keys calls visit for every key, in the order of name, record and origin,
// bytewise. An error of visit ends it and is returned as it is.
func (v *View) Keys(visit func(Key) error) error {
	return v.each(`SELECT name, record, origin FROM signing_key ORDER BY name, record, origin`, nil,
		func(rows *sql.Rows) error {
			var k Key
			if err := rows.Scan(&k.Name, &k.Record, (*[]byte)(&k.Origin)); err != nil {
				return explain(v.dir, err)
			}
			return visit(k)
		})
}

// AddTrust keeps domains of trusted relays and sealers in the case and counts
// those that it did not hold. A new one makes every verdict due again.
func (c *Case) AddTrust(domains ...string) (added int64, err error) {
	err = c.write(func() error {
		for _, d := range domains {
			n, err := c.add(`INSERT INTO trust (domain) VALUES (?) ON CONFLICT DO NOTHING`, d)
			if err != nil {
				return err
			}
			added += n
		}
		return c.ageIf(added > 0)
	})
	return added, err
}

// Trust returns the trusted domains, bytewise.
func (v *View) Trust() (domains []string, err error) {
	err = v.each(`SELECT domain FROM trust ORDER BY domain`, nil, func(rows *sql.Rows) error {
		var d string
		err := rows.Scan(&d)
		domains = append(domains, d)
		return err
	})
	return domains, err
}

// SetRules names the rules that the next verdicts follow, as the version of a
// program does. Other rules than before make every verdict due again.
func (c *Case) SetRules(rules string) error {
	return c.write(func() error {
		changed, err := c.add(`UPDATE state SET rules = ?1 WHERE rules <> ?1`, rules)
		if err != nil {
			return err
		}
		return c.ageIf(changed > 0)
	})
}

// Root registers an absolute PATH of the leak. base is its base name; nth is 0,
// or 2, 3, … where other PATHs of that base name were registered before it.
// The same PATH gets the same answer ever after.
func (c *Case) Root(path string) (base string, nth int, err error) {
	err = c.write(func() error {
		const known = `SELECT base, nth FROM root WHERE path = ?`
		err := c.writer.QueryRow(known, path).Scan(&base, &nth)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		base = filepath.Base(path)
		var others int
		if err := c.writer.QueryRow(`SELECT count(*) FROM root WHERE base = ?`, base).Scan(&others); err != nil {
			return err
		}
		if others > 0 {
			nth = others + 1
		}
		_, err = c.writer.Exec(`INSERT INTO root (path, base, nth) VALUES (?, ?, ?)`, path, base, nth)
		return err
	})
	return base, nth, err
}

// Root is a PATH of the leak as Case.Root registered it.
type Root struct {
	Path string // absolute
	Base string // base name
	Nth  int    // as item.Locator has it
}

// Roots returns the registered PATHs, bytewise.
func (v *View) Roots() (roots []Root, err error) {
	err = v.each(`SELECT path, base, nth FROM root ORDER BY path`, nil, func(rows *sql.Rows) error {
		var r Root
		err := rows.Scan(&r.Path, &r.Base, &r.Nth)
		roots = append(roots, r)
		return err
	})
	return roots, err
}

// add runs a statement and counts the rows that it changed.
func (c *Case) add(statement string, args ...any) (int64, error) {
	result, err := c.writer.Exec(statement, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (c *Case) ageIf(changed bool) error {
	if !changed {
		return nil
	}
	return c.age()
}
