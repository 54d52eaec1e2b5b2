package casefile

import (
	"database/sql"
	"encoding/json"
	"time"
)

// Entry is a line of the case's log.
type Entry struct {
	At     time.Time
	Event  string
	Fields json.RawMessage
}

// Log appends to the log, which the database itself keeps from being changed.
// The entry is durable when Log returns, and so is all that was put before.
func (c *Case) Log(e Entry) error {
	return c.write(func() error { return c.putEntry(e) })
}

func (c *Case) putEntry(e Entry) error {
	_, err := c.stmts.putEntry.Exec(e.At.Format(time.RFC3339Nano), e.Event, string(e.Fields))
	return err
}

// Entries calls visit for every entry of the log, oldest first. An error of
// visit ends it and is returned as it is.
func (v *View) Entries(visit func(Entry) error) error {
	return v.each(`SELECT at, event, fields FROM log ORDER BY id`, nil, func(rows *sql.Rows) error {
		var e Entry
		var at string
		err := rows.Scan(&at, &e.Event, (*[]byte)(&e.Fields))
		if err == nil {
			e.At, err = time.Parse(time.RFC3339Nano, at)
		}
		if err != nil {
			return explain(v.dir, err)
		}
		return visit(e)
	})
}
