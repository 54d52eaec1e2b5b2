package pipeline

import (
	"errors"
	"sync"

	"assay/casefile"
	"assay/corpus"
	"assay/item"
	"assay/judge"
)

// maxKnown is how many carriers are kept at hand. Items that stand in one mail
// are judged one after the other, and the record of a mail of 10,000 parts
// takes longer to read than all of them to judge.
const maxKnown = 64

// carriers remembers the carriers that were read last. The record of a parent
// does not change while the items that stand in it are judged.
type carriers struct {
	mu    sync.Mutex
	known map[item.Digest]corpus.Carrier
}

// of tells what the record of a parent says to the items in it.
func (c *carriers) of(p casefile.Parent) (corpus.Carrier, error) {
	c.mu.Lock()
	carrier, ok := c.known[p.Digest]
	c.mu.Unlock()
	if ok {
		return carrier, nil
	}
	r, err := judge.ReadRecord(p.Record)
	if err != nil {
		return corpus.Carrier{}, err
	}
	carrier = r.Carrier()
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.known) >= maxKnown {
		clear(c.known)
	}
	c.known[p.Digest] = carrier
	return carrier, nil
}

// errHeard ends the hearing of parents.
var errHeard = errors.New("heard enough")

// hear yields the carriers of a subject.
func (c *carriers) hear(s *casefile.Subject) corpus.Carriers {
	return func(visit func(corpus.Carrier) bool) error {
		err := s.Parents(func(p casefile.Parent) error {
			if p.Record == nil {
				return nil
			}
			carrier, err := c.of(p)
			if err == nil && !visit(carrier) {
				err = errHeard
			}
			return err
		})
		if errors.Is(err, errHeard) {
			return nil
		}
		return err
	}
}
