package casefile

import "database/sql"

// AddHeld keeps addresses of accounts that an intruder may have held, in lower
// case. Anything new makes every verdict due again.
func (c *Case) AddHeld(addresses ...string) error {
	return c.write(func() error {
		added := int64(0)
		for _, a := range addresses {
			n, err := c.add(`INSERT INTO held (address) VALUES (?) ON CONFLICT DO NOTHING`, a)
			if err != nil {
				return err
			}
			added += n
		}
		return c.ageIf(added > 0)
	})
}

// Held lists the addresses that AddHeld kept, bytewise.
func (v *View) Held() (addresses []string, err error) {
	err = v.each(`SELECT address FROM held ORDER BY address`, nil, func(rows *sql.Rows) error {
		var a string
		if err := rows.Scan(&a); err != nil {
			return explain(v.dir, err)
		}
		addresses = append(addresses, a)
		return nil
	})
	return addresses, err
}

// SetIntrusion keeps the first day on which an intruder may have held accounts,
// "" where that is not known. Another day than before makes every verdict due
// again.
func (c *Case) SetIntrusion(day string) error { return c.setDay("intrusion", day) }

// Intrusion is the day that SetIntrusion kept; "" where there is none.
func (v *View) Intrusion() (day string, err error) { return v.day("intrusion") }
