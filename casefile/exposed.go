package casefile

import (
	"database/sql"
	"encoding/json"
	"errors"
)

// Exposed says that the private half of a key is public.
type Exposed struct {
	Key    string // DNS name, or fingerprint of the public half
	Since  string // day
	Origin json.RawMessage
}

// AddExposed keeps what lists of exposed keys say and counts what the case did
// not hold. Anything new makes every verdict due again.
func (c *Case) AddExposed(list ...Exposed) (added int64, err error) {
	err = c.write(func() error {
		for _, e := range list {
			n, err := c.add(`INSERT INTO exposed_key (key, since, origin) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
				e.Key, e.Since, string(e.Origin))
			if err != nil {
				return err
			}
			added += n
		}
		return c.ageIf(added > 0)
	})
	return added, err
}

// Exposed calls visit for all that lists of exposed keys say, in the order of
// key, day and origin, bytewise. An error of visit ends it and is returned as
// it is.
func (v *View) Exposed(visit func(Exposed) error) error {
	return v.each(`SELECT key, since, origin FROM exposed_key ORDER BY key, since, origin`, nil,
		func(rows *sql.Rows) error {
			var e Exposed
			if err := rows.Scan(&e.Key, &e.Since, (*[]byte)(&e.Origin)); err != nil {
				return explain(v.dir, err)
			}
			return visit(e)
		})
}

// SetAcquired keeps the day on which the leak was in hand, "" where that is not
// known. Another day than before makes every verdict due again.
func (c *Case) SetAcquired(day string) error { return c.setDay("acquired", day) }

// Acquired is the day on which the leak was in hand; "" where that is not known.
func (v *View) Acquired() (day string, err error) { return v.day("acquired") }

// setDay keeps the one day of a table of this package, or takes it back.
func (c *Case) setDay(table, day string) error {
	return c.write(func() error {
		statement, args := `INSERT INTO `+table+` (one, day) VALUES (1, ?1)
			ON CONFLICT (one) DO UPDATE SET day = ?1 WHERE day <> ?1`, []any{day}
		if day == "" {
			statement, args = `DELETE FROM `+table, nil
		}
		changed, err := c.add(statement, args...)
		if err != nil {
			return err
		}
		return c.ageIf(changed > 0)
	})
}

// day is the one day of a table; "" where there is none.
func (v *View) day(table string) (day string, err error) {
	err = v.db.QueryRow(`SELECT day FROM ` + table).Scan(&day)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return day, explain(v.dir, err)
}
