package casefile

import (
	"fmt"
	"time"
)

const (
	batchItems = 4_000                  // items that fill a transaction
	batchBytes = 16 << 20               // bytes that fill a transaction
	batchTime  = 500 * time.Millisecond // after which one is committed though not full
)

// batch is the transaction that parts are gathered in.
type batch struct {
	open    bool
	changed bool // something was inserted that conclusions may depend on
	items   int
	bytes   int
	// log is written at the end: its triggers make SQLite open a savepoint for
	// each entry, at which FTS5 writes out all that it has gathered.
	log    []Entry
	timer  *time.Timer
	failed error // for good: parts that were taken are lost, so the run must end
}

// Put stores what was read. It becomes durable within half a second, or at
// Flush or Close; a part is never torn, and parts become durable in the order
// in which they were put. To put the same again changes nothing.
//
// ErrTooLarge: an item is beyond the bound and the part was not taken. Any
// other error, ErrDiskFull or ErrChanged among them, is final for this Case:
// parts since the last commit are lost, and the next run reads them again.
func (c *Case) Put(p Part) error {
	size := 0
	for i := range p.Items {
		n := p.Items[i].Bytes()
		if n > MaxItem {
			return fmt.Errorf("%q: %w", p.Items[i].Place.Path, ErrTooLarge)
		}
		size += n + len(p.Items[i].Text)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.begin(); err != nil {
		return err
	}
	if err := c.putPart(p); err != nil {
		return c.fail(err)
	}
	c.batch.items += len(p.Items) + len(p.Log) + 1
	c.batch.bytes += size
	if c.batch.items >= batchItems || c.batch.bytes >= batchBytes {
		return c.commit()
	}
	return nil
}

// Flush makes durable what was put.
func (c *Case) Flush() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.commit()
}

// begin opens a batch where none is open.
func (c *Case) begin() error {
	if c.batch.failed != nil || c.batch.open {
		return c.batch.failed
	}
	if _, err := c.writer.Exec("BEGIN IMMEDIATE"); err != nil {
		return c.fail(err)
	}
	// An error of this Flush stays in batch.failed, for the next call.
	c.batch = batch{open: true, timer: time.AfterFunc(batchTime, func() { _ = c.Flush() })}
	return nil
}

// commit ends the open batch, if there is one.
func (c *Case) commit() error {
	if c.batch.failed != nil || !c.batch.open {
		return c.batch.failed
	}
	if c.batch.changed {
		if err := c.age(); err != nil {
			return c.fail(err)
		}
	}
	for _, e := range c.batch.log {
		if err := c.putEntry(e); err != nil {
			return c.fail(err)
		}
	}
	if _, err := c.writer.Exec("COMMIT"); err != nil {
		return c.fail(err)
	}
	c.batch.timer.Stop()
	c.batch = batch{}
	return nil
}

// fail gives the batch up.
func (c *Case) fail(err error) error {
	if c.batch.open {
		c.rollback()
		c.batch.timer.Stop()
	}
	c.batch = batch{failed: explain(c.dir, err)}
	return c.batch.failed
}

// age makes every verdict due again.
func (c *Case) age() error {
	_, err := c.writer.Exec("UPDATE state SET generation = generation + 1")
	return err
}
