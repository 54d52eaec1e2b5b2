package score

import (
	"fmt"
	"io"

	"assay/lab/label"
)

// Print writes a score as people read it on a terminal.
func (s *Score) Print(w io.Writer) error {
	p := printer{w: w}
	p.line("authentic items accused        %s", s.Authentic.bounded())
	p.line("forged items trusted           %d of %d", len(s.Trusted), len(s.LRForged))
	p.line("sent by the intruder, trusted without the limit that says so   %d of %d", s.Intruder.Found, s.Intruder.All)
	p.line("Cllr over authentic items and forged ones with traces   %.3f (of it calibration %.3f)",
		Cllr(s.LRAuthentic, s.LRTraced), Cllr(s.LRAuthentic, s.LRTraced)-MinCllr(s.LRAuthentic, s.LRTraced))
	p.line("")
	p.line("%-28s %-7s %18s %18s %18s %18s %8s", "technique", "skill", "trace, noticed", "trace, accused", "signature only", "no trace", "trusted")
	for _, t := range s.Forgeries {
		p.line("%-28s %-7s %18s %18s %18s %18s %8d", t.ID, t.Skill, t.Noticed, t.Traced, t.Unsigned, t.Clean, t.Trusted)
	}
	for _, skill := range []label.Skill{label.Clumsy, label.Fair, label.Able, label.Expert} {
		t := Sum(s.Forgeries, skill)
		p.line("%-28s %-7s %18s %18s %18s %18s %8d", "all", skill, t.Noticed, t.Traced, t.Unsigned, t.Clean, t.Trusted)
	}
	t := Sum(s.Forgeries, "")
	p.line("%-28s %-7s %18s %18s %18s %18s %8d", "all", "", t.Noticed, t.Traced, t.Unsigned, t.Clean, t.Trusted)
	for _, it := range s.Accused {
		p.line("accused: %s %s %v", it.Digest, it.Path, it.Found())
	}
	for _, it := range s.Trusted {
		p.line("trusted: %s %s", it.Digest, it.Path)
	}
	return p.err
}

type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

// String writes found of all with the share.
func (c Count) String() string {
	if c.All == 0 {
		return "–"
	}
	return fmt.Sprintf("%d of %d (%.0f %%)", c.Found, c.All, 100*float64(c.Found)/float64(c.All))
}

func (c Count) bounded() string {
	if c.All == 0 {
		return "none were there"
	}
	return fmt.Sprintf("%d of %d; the true rate is below %.3g %% with 95 %% confidence", c.Found, c.All, 100*UpperBound(c.Found, c.All))
}

// Sum adds up the techniques of a skill; all of them where it is "".
func Sum(list []Technique, skills ...label.Skill) (total Technique) {
	add := func(to *Count, c Count) { to.Found, to.All = to.Found+c.Found, to.All+c.All }
	for _, t := range list {
		for _, s := range skills {
			if t.Skill == s || s == "" {
				add(&total.Traced, t.Traced)
				add(&total.Unsigned, t.Unsigned)
				add(&total.Clean, t.Clean)
				add(&total.Noticed, t.Noticed)
				total.Trusted, total.Named = total.Trusted+t.Trusted, total.Named+t.Named
			}
		}
	}
	return total
}
