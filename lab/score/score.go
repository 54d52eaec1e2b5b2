package score

import (
	"cmp"
	"slices"

	"assay/conclude"
	"assay/lab/label"
	"assay/weigh"
)

// Score is how the conclusions of one leak, or of several, hold against the
// truth.
type Score struct {
	Forgeries []Technique // by ID
	Authentic Count       // items as they were sent: how many were accused
	Intruder  Count       // mail that the intruder really sent: how many are trusted without the limit that says so
	Accused   []Item      // the authentic items that were
	Trusted   []Item      // forged items that are verified or corroborated

	// Ratios of authentic items, of forged ones, and of those that have traces.
	LRAuthentic, LRForged, LRTraced []float64
}

// Count is some of all.
type Count struct{ Found, All int }

// Technique is how the acts of one technique fared. Acts without a trace in any
// of their items cannot be found, and are counted apart.
type Technique struct {
	ID       string
	Skill    label.Skill
	Traced   Count // acts that left a trace: found are those with an item that is suspect or refuted
	Noticed  Count // of these acts: found are those of which any check found a trace that weighs against an item
	Unsigned Count // acts whose only trace is a signature that no longer fits
	Clean    Count // acts without any trace
	Trusted  int   // acts with an item that is verified or corroborated, and nothing names what was changed as not covered
	Named    int   // likewise, and a limit names it
}

// act is one forging.
type act struct {
	technique string
	skill     label.Skill
	traced    bool
	signature bool
	accused   bool
	noticed   bool
	trusted   bool
	named     bool
}

// Scorer gathers items.
type Scorer struct {
	Table *weigh.Table
	score Score
	acts  map[string]*act
}

// heldLimit is the limit that mail of an account has which an intruder may have held.
const heldLimit = "account-may-have-been-held"

// Add scores one item under its label. leak names the leak, so that acts of
// several are told apart.
func (s *Scorer) Add(leak string, it *Item, l label.Label) {
	c := it.Conclude(s.Table)
	accused := c.Word == conclude.Suspect || c.Word == conclude.Refuted
	trusted := c.Word == conclude.Verified || c.Word == conclude.Corroborated
	lr := it.LR(s.Table)
	switch l.Truth {
	case label.Authentic:
		s.score.Authentic.All++
		s.score.LRAuthentic = append(s.score.LRAuthentic, lr)
		if accused {
			s.score.Authentic.Found++
			s.score.Accused = append(s.score.Accused, *it)
		}
		return
	case label.Intruder:
		s.score.Intruder.All++
		if trusted && !slices.Contains(c.Limits, heldLimit) {
			s.score.Intruder.Found++
		}
		return
	}
	s.score.LRForged = append(s.score.LRForged, lr)
	if Traced(l) {
		s.score.LRTraced = append(s.score.LRTraced, lr)
	}
	named := trusted && names(c.Limits, l.Technique)
	trusted = trusted && !named
	if trusted {
		s.score.Trusted = append(s.score.Trusted, *it)
	}
	if s.acts == nil {
		s.acts = map[string]*act{}
	}
	a := s.acts[leak+"/"+l.Act]
	if a == nil {
		a = &act{technique: l.Technique, skill: l.Skill}
		s.acts[leak+"/"+l.Act] = a
	}
	a.traced = a.traced || Traced(l)
	a.signature = a.signature || slices.Contains(l.Traces, label.Signature)
	a.accused = a.accused || accused
	a.noticed = a.noticed || noticed(c.Weight)
	a.trusted = a.trusted || trusted
	a.named = a.named || named
}

// noticed reports whether anything weighs against an item.
func noticed(w *conclude.Weight) bool {
	return w != nil && slices.ContainsFunc(w.Lines, func(l conclude.Line) bool { return l.LR <= weigh.Neutral })
}

// Score sums up what was added.
func (s *Scorer) Score() Score {
	byID := map[string]*Technique{}
	for _, a := range s.acts {
		t := byID[a.technique]
		if t == nil {
			t = &Technique{ID: a.technique, Skill: a.skill}
			byID[a.technique] = t
		}
		count := &t.Clean
		switch {
		case a.traced:
			count = &t.Traced
		case a.signature:
			count = &t.Unsigned
		}
		count.All++
		if a.accused {
			count.Found++
		}
		if a.trusted {
			t.Trusted++
		}
		if a.named {
			t.Named++
		}
		if a.traced {
			t.Noticed.All++
			if a.noticed {
				t.Noticed.Found++
			}
		}
	}
	sum := s.score
	for _, t := range byID {
		sum.Forgeries = append(sum.Forgeries, *t)
	}
	slices.SortFunc(sum.Forgeries, func(a, b Technique) int { return cmp.Compare(a.ID, b.ID) })
	return sum
}
