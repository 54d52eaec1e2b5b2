package pipeline

import (
	"context"
	"errors"
	"slices"
	"sync"

	"assay/examine"
	"assay/item"
	"assay/repair"
	"assay/sign"
)

// The rounds of repair. What one round finds serves the next as hints, and no
// round uses what it finds itself, so that a run that was broken off and begun
// again comes to the same end.
const (
	firstRound    = 1
	thoroughRound = 3 // one mail of each shape is searched with more effort
	lastRound     = 6
)

// maxThorough bounds the mails of that round: each takes seconds.
const maxThorough = 100

// shelf is where the mails of an examination are, and what came of searches.
type shelf interface {
	// Signed calls visit for every mail with a DKIM signature, in the order of
	// digests; People for every mail likewise, with those it names.
	Signed(visit func(d item.Digest, s *examine.Signed, path string) error) error
	People(visit func(people []string) error) error
	// Files calls visit with the path of every document that stands in no mail
	// and no document, bytewise.
	Files(visit func(path string) error) error
	// Attempts calls visit likewise for what was kept.
	Attempts(visit func(d item.Digest, a attempt) error) error
	// Keep keeps outcomes.
	Keep(list map[item.Digest]attempt) error
}

// Repairer looks for the messages that signatures were made of, where the
// stored bytes are not they.
type Repairer struct {
	Keys    sign.Lookup
	Roots   []Root
	Workers int
	// Examiner reads again what is wanted.
	Examiner *examine.Examiner
	// Begin is told of each round and how many mails it searches; Step, from
	// several goroutines, of each that was.
	Begin func(round, mails int)
	Step  func()
}

// repairs is the work of a Repairer.
type repairs struct {
	*Repairer
	shelf shelf
	asked map[item.Digest]pendingMail
	tried map[item.Digest]attempt // without facts and patches
}

// pendingMail is a mail with questions.
type pendingMail struct {
	path string
	questions
}

// keepEvery is how many outcomes are kept at a time.
const keepEvery = 500

// run goes through the rounds. It returns how many mails have signatures that a
// repair could mend and are no longer where they were.
func (r *repairs) run(ctx context.Context) (missing int, err error) {
	if err := r.survey(); err != nil || len(r.asked) == 0 {
		return 0, err
	}
	for round := firstRound; round <= lastRound; round++ {
		due := r.due(round)
		if len(due) == 0 {
			continue
		}
		left, err := r.round(ctx, round, due)
		if err != nil {
			return 0, err
		}
		missing = max(missing, left)
	}
	return missing, nil
}

// survey finds the mails that ask something, and what was answered before.
func (r *repairs) survey() error {
	r.asked, r.tried = map[item.Digest]pendingMail{}, map[item.Digest]attempt{}
	err := r.shelf.Signed(func(d item.Digest, f *examine.Signed, path string) error {
		if q := ask(f, r.Keys); len(q) > 0 {
			r.asked[d] = pendingMail{path, q}
		}
		return nil
	})
	if err != nil || len(r.asked) == 0 {
		return err
	}
	return r.shelf.Attempts(func(d item.Digest, a attempt) error {
		if p, ok := r.asked[d]; ok && string(p.sum()) == string(a.Question) {
			r.remember(d, a)
		}
		return nil
	})
}

// remember keeps of an attempt what later rounds need.
func (r *repairs) remember(d item.Digest, a attempt) {
	a.Patch, a.Difference, a.Rewrites, a.BodyRewrites = "", nil, nil, nil
	if a.Facts != nil {
		a.Facts = &examine.Facts{}
	}
	r.tried[d] = a
}

// round searches the mails that are due.
func (r *repairs) round(ctx context.Context, round int, due []item.Digest) (missing int, err error) {
	memory, err := r.memory(round)
	if err != nil {
		return 0, err
	}
	effort := repair.Usual
	if round == thoroughRound {
		effort = repair.Thorough
	}
	reading := newAgain(r.Roots, r.Examiner, r.Workers)
	thorough := map[item.Digest][]byte{}
	for _, d := range due {
		before := r.tried[d]
		if thorough[d] = before.Thorough; round == thoroughRound {
			shape := before.shape()
			thorough[d] = shape[:]
		}
		if err := reading.want(d, r.asked[d].path); err != nil {
			return 0, err
		}
	}
	r.Begin(round, len(due))
	var mu sync.Mutex
	batch, done := map[item.Digest]attempt{}, 0
	keep := func() error {
		err := r.shelf.Keep(batch)
		batch = map[item.Digest]attempt{}
		return err
	}
	err = reading.read(ctx, func(d item.Digest, raw []byte) error {
		a := r.asked[d].questions.search(raw, memory, effort)
		a.Round, a.Thorough = round, thorough[d]
		if a.Facts != nil {
			a.Found = round
		}
		mu.Lock()
		defer mu.Unlock()
		r.Step()
		r.remember(d, a)
		batch[d] = a
		if done++; len(batch) < keepEvery {
			return nil
		}
		return keep()
	})
	return len(due) - done, errors.Join(err, keep()) // what was found is kept also where the rest was not
}

// sortedDigests are the keys of a map in their order.
func sortedDigests[V any](m map[item.Digest]V) []item.Digest {
	list := make([]item.Digest, 0, len(m))
	for d := range m {
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b item.Digest) int { return slices.Compare(a[:], b[:]) })
	return list
}
