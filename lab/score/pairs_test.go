package score

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"assay/conclude"
	"assay/lab/forge"
	"assay/lab/label"
	"assay/weigh"
)

// TestPairs: of 100 authentic mails 10 have traces of two causes. Where they are
// the same ten, pairs are ten times what chance gives.
func TestPairs(t *testing.T) {
	const first, second = "mail/weekday", "mail/date-received" // of two causes
	for name, test := range map[string]struct {
		second   int // number of the first mail with the second trace
		observed float64
	}{"on the same mails": {0, 10}, "on half of them": {5, 5}, "on others": {10, 0}} {
		var c Counts
		for n := range 100 {
			it := mailWith(fmt.Sprint(n))
			it.Absent = nil
			for i, id := range []string{first, second} {
				if from := i * test.second; from <= n && n < from+10 {
					it.Findings = append(it.Findings, mailWith("", id).Findings...)
					it.Findings[len(it.Findings)-1].Cause = causesOfTells()[id]
				} else {
					it.Absent = append(it.Absent, id)
				}
			}
			c.Authentic(it)
		}
		for n := range 100 {
			c.Forged(mailWith(fmt.Sprint("f", n), first, second), fmt.Sprint("act", n))
		}
		got := c.Table().PairsOf(weigh.Mail)
		if got.Observed != test.observed || math.Abs(got.Expected-1) > 1e-9 { // 100 mails, a tenth of a tenth
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestNamed: every technique of the table is one of the lab, every limit one that
// assay has, and a limit that names what was changed takes the trust away.
func TestNamed(t *testing.T) {
	for technique, limits := range namedBy() {
		if technique != "*" && !known(technique) {
			t.Errorf("the lab has no technique %q", technique)
		}
		for _, l := range limits {
			if _, ok := conclude.Limits()[l]; !ok || len(limits) == 0 {
				t.Errorf("%s: there is no limit %q", technique, l)
			}
		}
	}
	s := Scorer{Table: measured}
	s.Add("one", signedBy("a", "cc-unsigned"), forgedBy("1", "field-cc"))
	s.Add("one", signedBy("b", "to-unsigned"), forgedBy("2", "field-cc"))
	s.Add("one", signedBy("c", "repaired-in-part"), label.Label{Truth: label.Forged, Act: "3", Technique: "body-word"})
	got := s.Score()
	if sum := Sum(got.Forgeries, ""); sum.Named != 2 || sum.Trusted != 1 || len(got.Trusted) != 1 || got.Trusted[0].Digest != "b" {
		t.Errorf("%+v; trusted %v", sum, got.Trusted)
	}
}

func known(technique string) bool {
	return slices.ContainsFunc(forge.Techniques, func(t forge.Technique) bool { return t.ID == technique })
}
