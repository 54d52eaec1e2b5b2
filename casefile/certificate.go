package casefile

import "database/sql"

// Certificate is a root certificate that the examiner trusts.
type Certificate struct {
	DER    []byte
	Origin string // file that it came from
}

// AddCertificates keeps root certificates in the case and counts those that it
// did not hold. A new one makes every verdict due again.
func (c *Case) AddCertificates(list ...Certificate) (added int64, err error) {
	err = c.write(func() error {
		for _, k := range list {
			n, err := c.add(`INSERT INTO root_certificate (der, origin) VALUES (?, ?) ON CONFLICT DO NOTHING`, k.DER, k.Origin)
			if err != nil {
				return err
			}
			added += n
		}
		return c.ageIf(added > 0)
	})
	return added, err
}

// Certificates returns the root certificates, bytewise.
func (v *View) Certificates() (list []Certificate, err error) {
	err = v.each(`SELECT der, origin FROM root_certificate ORDER BY der`, nil, func(rows *sql.Rows) error {
		var c Certificate
		err := rows.Scan(&c.DER, &c.Origin)
		list = append(list, c)
		return err
	})
	return list, err
}
