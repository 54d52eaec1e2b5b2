package pipeline

import (
	"context"
	"slices"

	"assay/keys"
)

// maxRounds bounds how long keys that anchor the keys of others are followed.
const maxRounds = 8

// settle looks again at keys that nothing anchored, until no key that was
// anchored meanwhile anchors another.
func (r *Recoverer) settle(ctx context.Context, names []*named) error {
	for range maxRounds {
		var err error
		if r.judge, err = caseJudge(r.Case.View, r.Now); err != nil || len(r.judge.Trust) == 0 {
			return err
		}
		var open []*named
		for _, n := range names {
			if slices.ContainsFunc(r.ofLeak(n.name), func(k keys.Key) bool { return k.Origin.Unanchored() }) {
				open = append(open, n)
			}
		}
		changed := false
		for len(open) > 0 {
			batch := nextBatch(open)
			open = open[len(batch):]
			samples, err := r.collect(batch)
			if err != nil {
				return err
			}
			for _, n := range batch {
				again, err := r.again(ctx, n, samples[n.name], len(names))
				if err != nil {
					return err
				}
				changed = changed || again
			}
		}
		if !changed {
			return nil
		}
	}
	return nil
}

// again looks whether something anchors a key of a name by now, and tells of
// the name only then.
func (r *Recoverer) again(ctx context.Context, n *named, samples []held, all int) (changed bool, err error) {
	before := r.ofLeak(n.name)
	var told *Recovered
	quiet := *r
	quiet.Told = func(t Recovered) error { told = &t; return nil }
	if err := quiet.name(ctx, n, samples, all, all); err != nil || told == nil {
		return false, err
	}
	if slices.EqualFunc(before, told.Keys, func(a, b keys.Key) bool { return slices.Equal(a.Origin.Anchors, b.Origin.Anchors) }) {
		return false, nil
	}
	return true, r.Told(*told)
}
