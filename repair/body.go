package repair

import (
	"bytes"
	"crypto/sha256"
	"hash"
	"slices"

	"assay/mail"
	"assay/sign/dkim"
)

// task is a form that waits to be tried in one way.
type task struct {
	*form
	cost    int
	way     way
	rewrite int // of bodyRewrites, for the way another
}

// way is what is tried with a form.
type way int

const (
	ending  way = iota // nothing is taken out, or lines at the end
	inside             // lines at another place where an addition may end
	banner             // lines at a beginning
	pair               // lines at two ends
	another            // what else a rewrite makes of it
)

// wayCosts are what the ways cost beside the form: each hashes the body many
// times more than the one before.
var wayCosts = map[way]int{inside: 2, banner: 2, pair: 3}

// queue holds tasks, the cheapest first, and of equal ones the oldest.
type queue []task

func (q *queue) put(t task) {
	at, _ := slices.BinarySearchFunc(*q, t.cost+1, func(t task, cost int) int { return t.cost - cost })
	*q = slices.Insert(*q, at, t)
}

// bodySearch looks for bodies that fit bh=.
type bodySearch struct {
	*search
	waiting queue
	seen    map[[sha256.Size]byte]bool
	held    int // bytes of the forms that were put down
	hits    int
	yield   func(*form) (enough bool)
}

// bodies yields the forms of m whose body fits bh=, the likeliest first, until
// yield says that it is enough.
func (s *search) bodies(m *mail.Message, yield func(*form) (enough bool)) {
	b := bodySearch{search: s, seen: map[[sha256.Size]byte]bool{}, yield: yield}
	b.waiting.put(task{form: &form{Message: m}})
	for len(b.waiting) > 0 {
		t := b.waiting[0]
		b.waiting = b.waiting[1:]
		if b.do(t) {
			return
		}
	}
}

// do does one task; it reports whether the search is at its end.
func (b *bodySearch) do(t task) (enough bool) {
	switch t.way {
	case ending:
		return b.whole(t)
	case another:
		return b.undo(t)
	}
	kept := b.budget.bytes - b.budget.bytes/wayShare // for what comes behind
	b.budget.bytes -= kept
	cut := b.cuts(t.form, t.way)
	b.budget.bytes += kept
	return cut != nil && b.hit(cut)
}

// wayShare is which part of the bytes that are left one way with one form may
// use up.
const wayShare = 5

func (b *bodySearch) hit(f *form) (enough bool) {
	b.hits++
	// What it was is mostly the first that fits.
	b.budget.bytes = min(b.budget.bytes, int64(hashedAfter*len(f.Raw)))
	return b.yield(f) || b.hits == maxBodyHits
}

// whole tries a form as it is and without lines at its end, and puts down what
// else there is to do with it.
func (b *bodySearch) whole(t task) (enough bool) {
	f := t.form
	if f.Message == nil {
		f.Message = mail.Parse(f.raw)
	}
	if !b.budget.body(len(f.Raw) - f.Body) {
		return true
	}
	if b.fits(f) { // what fits is not taken apart any further
		return b.hit(f)
	}
	if cut := b.cuts(f, ending); cut != nil && b.hit(cut) {
		return true
	}
	for _, w := range []way{inside, banner, pair} {
		b.waiting.put(task{form: f, cost: t.cost + wayCosts[w], way: w})
	}
	if len(f.trail) < maxDepth {
		for i, r := range bodyRewrites {
			if !slices.Contains(f.trail, r.id) {
				b.waiting.put(task{form: f, cost: t.cost + r.cost(), way: another, rewrite: i})
			}
		}
	}
	return false
}

// undo puts down the forms that one more rewrite of the body leads to.
func (b *bodySearch) undo(t task) (enough bool) {
	r := bodyRewrites[t.rewrite]
	trail := append(slices.Clip(t.trail), r.id)
	n := 0
	pass := func() bool { return b.budget.body(len(t.Raw)) }
	if !pass() {
		return true
	}
	r.run(t.Message, b.hints, func(raw []byte) bool {
		if raw == nil { // a pass over the message that led to nothing
			return pass()
		}
		key := sha256.Sum256(raw)
		switch {
		case b.seen[key]:
			return pass()
		case len(b.seen) == maxForms || !pass():
			b.budget.spent = true
			return false
		case b.held+len(raw) > maxHeld && b.held > 0:
			b.budget.spent = true // there is no room to keep it
			return true
		}
		b.seen[key] = true
		b.held += len(raw)
		b.waiting.put(task{form: &form{raw: raw, trail: trail}, cost: t.cost + n/8})
		n++
		return true
	})
	return false
}

// fits reports whether the body of a form has the hash that bh= announces, as
// it stands or, where line ends are mixed, as SMTP reads it.
func (s *search) fits(f *form) bool {
	if s.fitsAs(f, dkim.EndsOf(f.Message)) {
		return true
	}
	return f.Lines == mail.Mixed && s.fitsAs(f, dkim.Ends{EOL: '\n', Strict: true})
}

func (s *search) fitsAs(f *form, ends dkim.Ends) bool {
	h := s.newHash()
	b := dkim.Body{Canon: s.terms.Body, Ends: ends, Limit: s.terms.Limit}
	_ = b.WriteTo(h, f.Raw[f.Body:]) // a hash returns no error
	return b.Written >= s.terms.Limit && bytes.Equal(h.Sum(s.sum[:0]), s.terms.BodyHash)
}

func (s *search) newHash() hash.Hash { return dkim.NewHash(s.terms.Hash) }
