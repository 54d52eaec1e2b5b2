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
	mended  *judge.Mended
	record  *judge.Record
}

// identity is what an item is known by: a document can hold the path of an
// item that cannot be read, and then their digests are equal.
type identity struct {
	digest item.Digest
	of     item.IDOf
}

// Checked is what was read of roots that are looked at without a case. All of
// it is held in memory: it is for one message or a few.
type Checked struct {
	roots  []Root
	reader *examine.Examiner
	items  map[identity]*checked
	byPath map[string]*checked
	added  additions
}

// Check reads roots.
func Check(ctx context.Context, roots []Root, x *examine.Examiner) (*Checked, error) {
	all := &Checked{roots: roots, reader: x, items: map[identity]*checked{}, byPath: map[string]*checked{}, added: additions{}}
	w := source.Walker{Spool: x.Spool, Keep: x.Keep}
	for _, root := range roots {
		err := w.Walk(ctx, root.Path, root.Locator, func(e source.Entry) error {
			return x.Entry(ctx, e, all.add)
		})
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

func (all *Checked) add(it examine.Item) error {
	it.Text, it.To, it.Raw = "", "", nil
	id := identity{it.Digest, it.IDOf}
	c := all.items[id]
	if c == nil {
		c = &checked{Item: it}
		all.items[id] = c
	}
	c.place(it.Locator)
	all.byPath[it.Locator.String()] = c
	return nil
}

// Items is how many items there are.
func (all *Checked) Items() int { return len(all.items) }

// KeyNames are the names of all keys that signatures call for, in order.
func (all *Checked) KeyNames() (names []string) {
	for _, c := range all.items {
		names = append(names, c.Facts.KeyNames()...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Judge judges every item and calls visit with its record, in the order of
// first paths.
func (all *Checked) Judge(j *judge.Judge, visit func(*judge.Record) error) error {
	of := *j
	of.Additions = all.added.elsewhere
	count := boxes{}
	for _, c := range all.items {
		count.add(slices.Min(c.paths), c.Facts.Boxes, c.Facts.Keepers())
	}
	of.Held = count.held(j.Held)
	j = &of
	list := make([]*checked, 0, len(all.items))
	for _, c := range all.items {
		slices.Sort(c.paths)
		c.paths = slices.Compact(c.paths)
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *checked) int { return a.depth - b.depth })
	for _, c := range list {
		if err := c.judge(j, all.byPath); err != nil {
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
	c.record, err = j.Item(c.Digest, c.IDOf, &c.Facts, c.mended, func(visit func(corpus.Carrier) bool) error {
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
