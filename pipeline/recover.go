package pipeline

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"slices"
	"time"

	"assay/casefile"
	"assay/item"
	"assay/judge"
	"assay/keys"
	"assay/recoverkey"
)

// Recovered is what is known of the keys of one name after a search.
type Recovered struct {
	Name     string
	Messages int        // of the leak, that carry a signature of that name
	Keys     []keys.Key // with Origin.Agree, Of and Anchors
	Searched bool       // now; otherwise an earlier run did
	Outcome
}

// Outcome is what a search gave beside keys, as a case keeps it.
type Outcome struct {
	Pairs  int            `json:"pairs,omitempty"` // that were computed
	Why    recoverkey.Why `json:"why,omitempty"`   // why there is no key
	Detail string         `json:"detail,omitempty"`
	// Anchors are messages from outside the leak that verify under a key.
	Anchors []anchor `json:"anchors,omitempty"`
}

// Recoverer searches a case for the keys of names that nobody has, and for what
// anchors the keys that were found.
type Recoverer struct {
	Case   *casefile.Case
	Finder recoverkey.Finder // without Progress
	Domain string            // that d= must be or lie below; empty for all
	Now    time.Time         // moment of the examination
	// Told is told of every name, those with most messages first; of one again
	// where a key of another name anchored its own.
	Told func(Recovered) error
	// Progress is told how far the search is: the names that are done, of all,
	// and the one under way.
	Progress func(done, all int, name string, p recoverkey.Progress)
	// LeftOut counts, after Run, the signatures of names beyond a bound.
	LeftOut int

	known    map[string][]keys.Key // of the case, by name
	judge    *judge.Judge
	outside  map[string][]held // mail from elsewhere, by name
	previous map[string]casefile.Recovery
}

// Run searches. Mail from elsewhere is added with Outside before it. What was
// finished when ctx ends is kept, and the next Run goes on with the rest.
func (r *Recoverer) Run(ctx context.Context) error {
	if err := r.prepare(); err != nil {
		return err
	}
	names, err := r.survey()
	if err != nil {
		return err
	}
	for done := 0; done < len(names); {
		batch := nextBatch(names[done:])
		samples, err := r.collect(batch)
		if err != nil {
			return err
		}
		for i, n := range batch {
			if err := r.name(ctx, n, samples[n.name], done+i, len(names)); err != nil {
				return err
			}
		}
		done += len(batch)
	}
	return r.settle(ctx, names)
}

// prepare reads what the case knows.
func (r *Recoverer) prepare() error {
	r.known, r.previous = map[string][]keys.Key{}, map[string]casefile.Recovery{}
	list, err := Keys(r.Case.View)
	if err != nil {
		return err
	}
	for _, k := range list {
		r.known[k.Name] = append(r.known[k.Name], k)
	}
	if r.judge, err = caseJudge(r.Case.View, r.Now); err != nil {
		return err
	}
	return r.Case.Recoveries(func(p casefile.Recovery) error {
		r.previous[p.Name] = p
		return nil
	})
}

// ofLeak are the keys of a name that were computed from the leak.
func (r *Recoverer) ofLeak(name string) (list []keys.Key) {
	for _, k := range r.known[name] {
		if k.Origin.Source == keys.FromLeak && k.RSA != nil {
			list = append(list, k)
		}
	}
	return list
}

// name does what is due of one name and tells of it.
func (r *Recoverer) name(ctx context.Context, n *named, samples []held, done, all int) error {
	told := Recovered{Name: n.name, Messages: n.messages}
	before := r.ofLeak(n.name)
	var outcome Outcome
	previous, searched := r.previous[n.name]
	if searched {
		if err := json.Unmarshal(previous.Outcome, &outcome); err != nil {
			return err
		}
	}
	fresh := r.fresh(n.name, samples)
	told.Searched = !searched || previous.Samples != n.chain || len(before) == 0 && len(fresh) > 0
	if !told.Searched && len(before) == 0 {
		told.Outcome = outcome
		return r.Told(told)
	}
	result := recoverkey.Check(merge(samples, fresh), public(before))
	if told.Searched {
		f := r.Finder
		f.Progress = func(p recoverkey.Progress) { r.Progress(done, all, n.name, p) }
		var err error
		if result, err = f.Find(ctx, merge(samples, fresh), public(before)); err != nil {
			return err
		}
		outcome.Pairs, outcome.Why, outcome.Detail = result.Pairs, result.Why, result.Detail
	}
	var err error
	if told.Keys, told.Outcome, err = r.anchored(n.name, result, outcome, samples, fresh); err != nil {
		return err
	}
	if err := r.store(n, told, before); err != nil {
		return err
	}
	return r.Told(told)
}

func public(list []keys.Key) (out []*rsa.PublicKey) {
	for _, k := range list {
		out = append(out, k.RSA)
	}
	return out
}

// store keeps what is known of a name where it is not what the case holds.
func (r *Recoverer) store(n *named, told Recovered, before []keys.Key) error {
	outcome, err := json.Marshal(told.Outcome)
	if err != nil {
		return err
	}
	p := casefile.Recovery{Name: n.name, Samples: n.chain, Outcome: outcome}
	old, err := stored(before)
	if err != nil {
		return err
	}
	now, err := stored(told.Keys)
	if err != nil {
		return err
	}
	if err := r.Case.PutRecovery(p, old, now); err != nil {
		return err
	}
	r.previous[n.name] = p
	others := slices.DeleteFunc(slices.Clone(r.known[n.name]), func(k keys.Key) bool { return k.Origin.Source == keys.FromLeak })
	r.known[n.name] = append(others, told.Keys...)
	return nil
}

// stored is the form in which a case keeps keys.
func stored(list []keys.Key) ([]casefile.Key, error) {
	out := make([]casefile.Key, 0, len(list))
	for _, k := range list {
		s, err := storedKey(k)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// digestOf names a key among others.
func digestOf(k *rsa.PublicKey) item.Digest { return item.Sum(k.N.Bytes()) }
