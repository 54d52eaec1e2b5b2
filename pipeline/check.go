package pipeline

import (
	"context"
	"slices"
	"strings"

	"assay/corpus"
	"assay/examine"
	"assay/item"
	"assay/judge"
	"assay/source"
)

// checked is one item of a check, with all its places.
type checked struct {
	examine.Item
	paths   []string
	parents []string // paths
	depth   int      // the greatest of its places
	record  *judge.Record
}

// Check examines roots without a case and calls visit for every item, in the
// order of first paths. All of it is held in memory: it is for one message or
// a few. spool is a folder for temporary files.
func Check(ctx context.Context, roots []Root, spool string, j *judge.Judge, visit func(*judge.Record) error) error {
	items := map[item.Digest]*checked{}
	byPath := map[string]*checked{}
	x := &examine.Examiner{Spool: spool}
	w := source.Walker{Spool: spool}
	for _, root := range roots {
		err := w.Walk(ctx, root.Path, root.Locator, func(e source.Entry) error {
			return x.Entry(ctx, e, func(it examine.Item) error {
				it.Text = ""
				c := items[it.Digest]
				if c == nil {
					c = &checked{Item: it}
					items[it.Digest] = c
				}
				c.place(it.Locator)
				byPath[it.Locator.String()] = c
				return nil
			})
		})
		if err != nil {
			return err
		}
	}
	list := make([]*checked, 0, len(items))
	for _, c := range items {
		slices.Sort(c.paths)
		c.paths = slices.Compact(c.paths)
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *checked) int { return a.depth - b.depth })
	for _, c := range list {
		if err := c.judge(j, byPath); err != nil {
			return err
		}
	}
	slices.SortFunc(list, func(a, b *checked) int { return strings.Compare(a.paths[0], b.paths[0]) })
	for _, c := range list {
		if err := visit(c.record); err != nil {
			return err
		}
	}
	return nil
}

func (c *checked) place(l item.Locator) {
	c.paths = append(c.paths, l.String())
	c.depth = max(c.depth, len(l.Steps))
	if parent, ok := l.Parent(); ok {
		c.parents = append(c.parents, parent.String())
	}
}

func (c *checked) judge(j *judge.Judge, byPath map[string]*checked) (err error) {
	slices.Sort(c.parents)
	var carriers []*judge.Record
	digests := []string{}
	for _, path := range c.parents {
		if p := byPath[path]; p != nil && p.record != nil && !slices.Contains(digests, p.Digest.String()) {
			carriers = append(carriers, p.record)
			digests = append(digests, p.Digest.String())
		}
	}
	c.record, err = j.Item(c.Digest, c.IDOf, &c.Facts, func(visit func(corpus.Carrier) bool) error {
		for _, r := range carriers {
			if !visit(r.Carrier()) {
				break
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.record.Paths = c.paths
	slices.Sort(digests)
	c.record.Parents = append(c.record.Parents, digests...)
	return nil
}
