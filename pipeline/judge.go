package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"assay/casefile"
	"assay/examine"
	"assay/judge"
	"assay/keys"
	"assay/sign"
)

// JudgeCase judges every item of a case whose conclusion is missing or rests
// on other keys, trust or rules than the case now holds. told is called, from
// several goroutines, for every item that was judged.
func JudgeCase(ctx context.Context, c *casefile.Case, workers int, now time.Time, told func()) error {
	if err := c.SetRules(judge.Rules); err != nil {
		return err
	}
	j, err := caseJudge(c.View, now)
	if err != nil {
		return err
	}
	added := additions{}
	if err := (caseShelf{c.View}).Attempts(added.count); err != nil {
		return err
	}
	j.Additions = added.elsewhere
	return c.Judge(ctx, workers, func(_ context.Context, s *casefile.Subject) (casefile.Verdict, error) {
		defer told()
		return judgeSubject(j, s)
	})
}

// caseJudge is the judge that knows what a case knows.
func caseJudge(v *casefile.View, now time.Time) (*judge.Judge, error) {
	lookup, err := Lookup(v)
	if err != nil {
		return nil, err
	}
	exposures, err := Exposures(v, lookup)
	if err != nil {
		return nil, err
	}
	acquired, err := v.Acquired()
	if err != nil {
		return nil, err
	}
	roots, err := KnownRoots(v)
	if err != nil {
		return nil, err
	}
	held, err := heldAccounts(v)
	if err != nil {
		return nil, err
	}
	trust, err := v.Trust()
	return &judge.Judge{Roots: roots, Held: held, Keys: lookup, Trust: trust, Now: now, Exposed: exposures.Of, Acquired: acquired}, err
}

// Lookup finds the keys of a case by name.
func Lookup(v *casefile.View) (sign.Lookup, error) {
	list, err := Keys(v)
	return keys.NewSet(list).Lookup, err
}

// Keys are the keys of a case.
func Keys(v *casefile.View) (list []keys.Key, err error) {
	err = v.Keys(func(stored casefile.Key) error {
		var k keys.Key
		if err := json.Unmarshal([]byte(stored.Record), &k); err != nil {
			return fmt.Errorf("key %q of the case: %w", stored.Name, err)
		}
		list = append(list, k)
		return nil
	})
	return list, err
}

// AddKeys keeps keys in a case and counts the new ones. What is kept of a key
// is its stored form; keys.Key makes the same key of it.
func AddKeys(c *casefile.Case, list []keys.Key) (int64, error) {
	stored := make([]casefile.Key, 0, len(list))
	for _, k := range list {
		s, err := storedKey(k)
		if err != nil {
			return 0, err
		}
		stored = append(stored, s)
	}
	return c.AddKeys(stored...)
}

// storedKey is the form in which a case keeps a key.
func storedKey(k keys.Key) (casefile.Key, error) {
	record, err := json.Marshal(k)
	if err != nil {
		return casefile.Key{}, fmt.Errorf("key %q: %w", k.Name, err)
	}
	origin, err := json.Marshal(k.Origin)
	if err != nil {
		return casefile.Key{}, fmt.Errorf("key %q: %w", k.Name, err)
	}
	return casefile.Key{Name: k.Name, Record: string(record), Origin: origin}, nil
}

func judgeSubject(j *judge.Judge, s *casefile.Subject) (casefile.Verdict, error) {
	facts, err := examine.ReadFacts(s.Facts)
	if err != nil {
		return casefile.Verdict{}, fmt.Errorf("item %s: %w", s.Digest, err)
	}
	mended, err := readMended(s.Repair)
	if err != nil {
		return casefile.Verdict{}, fmt.Errorf("item %s: %w", s.Digest, err)
	}
	r, err := j.Item(s.Digest, s.IDOf, facts, mended, hear(s))
	if err != nil {
		return casefile.Verdict{}, err
	}
	record, err := r.JSON()
	if err != nil {
		return casefile.Verdict{}, err
	}
	testimony, err := json.Marshal(r.Carrier())
	return casefile.Verdict{Conclusion: string(r.Conclusion), Testimony: testimony, Record: record}, err
}

// Record is the record of a row of a case, its places filled in.
func Record(row casefile.Row) (*judge.Record, error) {
	r, err := judge.ReadRecord(row.Record)
	if err != nil {
		return nil, err
	}
	r.Paths = row.Paths
	for _, p := range row.Parents {
		r.Parents = append(r.Parents, p.String())
	}
	return r, nil
}
