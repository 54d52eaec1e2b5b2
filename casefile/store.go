package casefile

import "time"

func (c *Case) putPart(p Part) error {
	for i := range p.Items {
		if err := c.putItem(&p.Items[i]); err != nil {
			return err
		}
	}
	if p.Unit != nil {
		if _, err := c.stmts.putUnit.Exec(p.Unit.Path, p.Unit.Expanded); err != nil {
			return err
		}
	}
	if p.File != nil {
		f := p.File
		if _, err := c.stmts.putFile.Exec(f.Path, f.Size, mtime(f.ModTime), f.Digest[:]); err != nil {
			return err
		}
	}
	c.batch.log = append(c.batch.log, p.Log...)
	return nil
}

// putItem stores an item where it is new, and its place where that is.
func (c *Case) putItem(i *Item) error {
	columns, unindexed := i.words()
	result, err := c.stmts.putItem.Exec(i.Digest[:], string(i.IDOf), string(i.Kind), i.Size,
		i.Place.Depth, i.Subject, i.From, i.MessageID, i.Date, unindexed)
	if err != nil {
		return err
	}
	inserted, err := result.RowsAffected()
	if err != nil {
		return err
	}
	if inserted == 0 {
		return c.putAgain(i)
	}
	id, err := result.LastInsertId()
	if err != nil {
		return err
	}
	c.batch.changed = true
	if _, err := c.stmts.putFact.Exec(id, solid(i.Facts)); err != nil {
		return err
	}
	if columns != [4]string{} {
		if _, err := c.stmts.putWords.Exec(id, columns[0], columns[1], columns[2], columns[3]); err != nil {
			return err
		}
	}
	return c.putPlace(id, i)
}

// putAgain stores a place of an item that the case already holds. What the
// item brought at the first of its places counts, in whatever order they come.
func (c *Case) putAgain(i *Item) error {
	var id, depth int64
	var first string
	if err := c.stmts.itemByDigest.QueryRow(i.Digest[:], string(i.IDOf)).Scan(&id, &depth, &first); err != nil {
		return err
	}
	if int64(i.Place.Depth) > depth {
		if _, err := c.stmts.deepen.Exec(i.Place.Depth, id); err != nil {
			return err
		}
		c.batch.changed = true
	}
	if i.Place.Path < first {
		if _, err := c.stmts.replaceItem.Exec(string(i.Kind), i.Subject, i.From, i.MessageID, i.Date, id); err != nil {
			return err
		}
		if _, err := c.stmts.replaceFact.Exec(solid(i.Facts), id); err != nil {
			return err
		}
	}
	return c.putPlace(id, i)
}

// mtime is how the time of a file is stored.
func mtime(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// solid gives an empty value for a missing one, which SQLite would take as NULL.
func solid(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
