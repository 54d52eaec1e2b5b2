package casefile

import (
	"fmt"

	"assay/item"
)

// putPlace records that the item with this id stands at i.Place.
func (c *Case) putPlace(id int64, i *Item) error {
	result, err := c.stmts.putPlace.Exec(i.Place.Path, i.Place.Parent, id)
	if err != nil {
		return err
	}
	inserted, err := result.RowsAffected()
	if err != nil {
		return err
	}
	if inserted == 1 {
		c.batch.changed = true
		return nil
	}
	return c.settlePlace(id, i)
}

// settlePlace decides between the item that stands at a place already and the
// one that is put there. Readable bytes take the place of what could not be
// read before, and keep it where they cannot be read again; two different
// readings of the same bytes mean that the leak has changed.
func (c *Case) settlePlace(id int64, i *Item) error {
	var old int64
	var oldIDOf string
	if err := c.stmts.atPlace.QueryRow(i.Place.Path).Scan(&old, &oldIDOf); err != nil {
		return err
	}
	switch {
	case old == id:
		return nil
	case oldIDOf == string(item.IDOfLocator):
		c.batch.changed = true
		if _, err := c.stmts.movePlace.Exec(id, i.Place.Parent, i.Place.Path); err != nil {
			return err
		}
		return c.dropHomeless(old)
	case i.IDOf == item.IDOfLocator:
		return c.dropHomeless(id)
	}
	return fmt.Errorf("%q: %w", i.Place.Path, ErrChanged)
}

// dropHomeless deletes an item that stands nowhere. Its row of words stays, as
// an index without content cannot find it; nothing leads to it any more.
func (c *Case) dropHomeless(id int64) error {
	var places int
	if err := c.stmts.lastPlace.QueryRow(id).Scan(&places); err != nil || places > 0 {
		return err
	}
	for _, statement := range []string{
		`DELETE FROM item WHERE id = ?`,
		`DELETE FROM fact WHERE item = ?`,
		`DELETE FROM verdict WHERE item = ?`,
		`DELETE FROM record WHERE item = ?`,
		`DELETE FROM repair WHERE item = ?`,
	} {
		if _, err := c.writer.Exec(statement, id); err != nil {
			return err
		}
	}
	return nil
}
