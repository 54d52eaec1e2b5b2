package casefile

import (
	"context"
	"database/sql"
	"sync"
	"sync/atomic"

	"assay/item"
)

const (
	pageItems = 1_000    // items that are judged at a time
	pageBytes = 16 << 20 // bytes of facts after which a page ends, with the item that passed them
)

// Verdict is what was concluded of an item.
type Verdict struct {
	Conclusion string
	Testimony  []byte // JSON: what it says to the items that stand in it; short, for they all read it
	Record     []byte // JSON
}

// Judge has every item judged whose verdict is missing or older than what the
// case holds, from the outside inwards: an item after those that it stands in.
// judge is called from so many goroutines; its answers must depend on nothing
// but the Subject and what holds for the whole call. They are stored a page at
// a time, so that a run that was broken off goes on where it was; the error of
// judge, of ctx or of the case ends it. What is put or added meanwhile makes
// the verdicts due again.
func (c *Case) Judge(ctx context.Context, goroutines int, judge func(context.Context, *Subject) (Verdict, error)) error {
	var generation int64
	err := c.write(func() error { // so that it counts what was put before
		return c.writer.QueryRow(`SELECT generation FROM state`).Scan(&generation)
	})
	if err != nil {
		return err
	}
	at := cursor{depth: -1}
	for {
		page, err := c.nextPage(generation, &at)
		if err != nil || len(page) == 0 {
			return err
		}
		verdicts, err := judgePage(ctx, page, goroutines, judge)
		if err != nil {
			return err
		}
		// Nothing is read meanwhile: the write-ahead log can start anew.
		if err := c.putVerdicts(generation, page, verdicts); err != nil {
			return err
		}
	}
}

// cursor is the last item that was judged.
type cursor struct{ depth, id int64 }

// nextPage returns the next items to judge, all of one depth, and moves the
// cursor behind them. None is left where the page is empty.
func (c *Case) nextPage(generation int64, at *cursor) (page []*Subject, err error) {
	for {
		if page, err = c.readPage(generation, at); err != nil || len(page) > 0 {
			return page, err
		}
		var deeper sql.NullInt64
		err = c.db.QueryRow(`SELECT min(depth) FROM item WHERE depth > ?`, at.depth).Scan(&deeper)
		if err != nil || !deeper.Valid {
			return nil, explain(c.dir, err)
		}
		*at = cursor{depth: deeper.Int64}
	}
}

func (c *Case) readPage(generation int64, at *cursor) (page []*Subject, err error) {
	rows, err := c.db.Query(`SELECT i.id, i.digest, i.id_of, i.kind, f.facts, r.outcome
		FROM item i JOIN fact f ON f.item = i.id LEFT JOIN verdict v ON v.item = i.id LEFT JOIN repair r ON r.item = i.id
		WHERE i.depth = ? AND i.id > ? AND v.generation IS NOT ?
		ORDER BY i.id LIMIT ?`, at.depth, at.id, generation, pageItems)
	if err != nil {
		return nil, explain(c.dir, err)
	}
	defer rows.Close()
	for size := 0; size < pageBytes && rows.Next(); {
		s := &Subject{view: c.View, depth: at.depth, generation: generation}
		var digest sql.RawBytes
		if err := rows.Scan(&s.id, &digest, &s.IDOf, &s.Kind, &s.Facts, &s.Repair); err != nil {
			return nil, explain(c.dir, err)
		}
		s.Digest = item.Digest(digest)
		page, at.id = append(page, s), s.id
		size += len(s.Facts) + len(s.Repair)
	}
	return page, explain(c.dir, rows.Err())
}

// judgePage shares the page out among goroutines. After an error the rest of
// the page is left.
func judgePage(ctx context.Context, page []*Subject, goroutines int, judge func(context.Context, *Subject) (Verdict, error)) ([]Verdict, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	verdicts := make([]Verdict, len(page))
	var next atomic.Int64
	var group sync.WaitGroup
	for range max(1, goroutines) {
		group.Go(func() {
			for ctx.Err() == nil {
				n := int(next.Add(1)) - 1
				if n >= len(page) {
					return
				}
				var err error
				if verdicts[n], err = judge(ctx, page[n]); err != nil {
					stop(err)
				}
			}
		})
	}
	group.Wait()
	return verdicts, context.Cause(ctx)
}

func (c *Case) putVerdicts(generation int64, page []*Subject, verdicts []Verdict) error {
	return c.write(func() error {
		for n, v := range verdicts {
			if _, err := c.stmts.putVerdict.Exec(page[n].id, generation, v.Conclusion, solid(v.Testimony)); err != nil {
				return err
			}
			if _, err := c.stmts.putRecord.Exec(page[n].id, solid(v.Record)); err != nil {
				return err
			}
		}
		return nil
	})
}
