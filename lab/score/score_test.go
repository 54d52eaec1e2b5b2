package score

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/finding"
	"assay/lab/label"
	"assay/weigh"
)

// measured is a table in which mail/a alone makes suspect, and mail/b does not.
var measured = weigh.New([]weigh.Row{
	{Class: weigh.Mail, ID: "mail/a", Authentic: weigh.Side{Trials: 99999, Units: 99999}, Forged: weigh.Side{Trials: 9999, Found: 9999, Units: 9999}},
	{Class: weigh.Mail, ID: "mail/b", Authentic: weigh.Side{Trials: 999, Found: 10, Units: 999}, Forged: weigh.Side{Trials: 999, Found: 100, Units: 999}},
})

// mailWith is a mail on which tells found something; each has a cause of its own.
func mailWith(digest string, found ...string) *Item {
	it := &Item{Digest: digest, Class: weigh.Mail, Unit: digest + "@example.org", Absent: []string{"mail/c"}}
	for _, id := range found {
		it.Findings = append(it.Findings, finding.Finding{ID: id, Outcome: finding.Found, Cause: id})
	}
	return it
}

// signedBy is a mail that a signature proves, with its limits.
func signedBy(digest string, limits ...string) *Item {
	return &Item{Digest: digest, Class: weigh.Mail, Findings: []finding.Finding{
		{ID: "dkim/author-signed", Outcome: finding.Found, Says: finding.Supports, Basis: finding.AuthorSigned, Limits: limits}}}
}

func forgedBy(act, technique string, traces ...label.Trace) label.Label {
	return label.Label{Truth: label.Forged, Act: act, Technique: technique, Skill: label.Fair, Traces: traces}
}

// TestScorer: acts are counted by what they left, once however many items they
// have, and every accusation and every trust of the wrong item is named.
func TestScorer(t *testing.T) {
	s := Scorer{Table: measured}
	authentic := label.Label{Truth: label.Authentic}
	s.Add("one", mailWith("silent"), authentic)
	s.Add("one", mailWith("odd", "mail/b"), authentic)
	s.Add("one", mailWith("accused", "mail/a"), authentic)
	s.Add("one", signedBy("sent", heldLimit), label.Label{Truth: label.Intruder})
	s.Add("one", signedBy("sent too"), label.Label{Truth: label.Intruder})
	s.Add("one", mailWith("found", "mail/a"), forgedBy("1", "dated-back", "weekday"))
	s.Add("one", mailWith("its document"), forgedBy("1", "dated-back"))
	s.Add("two", mailWith("missed", "mail/b"), forgedBy("1", "dated-back", "weekday", label.Signature))
	s.Add("one", mailWith("broken"), forgedBy("2", "dated-back", label.Signature))
	s.Add("one", mailWith("clean"), forgedBy("3", "dated-back"))
	s.Add("one", signedBy("believed"), forgedBy("4", "by-key"))
	got := s.Score()
	want := []Technique{
		{ID: "by-key", Skill: label.Fair, Clean: Count{0, 1}, Trusted: 1},
		{ID: "dated-back", Skill: label.Fair, Traced: Count{1, 2}, Noticed: Count{2, 2}, Unsigned: Count{0, 1}, Clean: Count{0, 1}},
	}
	if diff := cmp.Diff(want, got.Forgeries); diff != "" {
		t.Error(diff)
	}
	if got.Authentic != (Count{1, 3}) || got.Intruder != (Count{1, 2}) {
		t.Errorf("authentic %v, sent by the intruder %v", got.Authentic, got.Intruder)
	}
	if len(got.Accused) != 1 || got.Accused[0].Digest != "accused" || len(got.Trusted) != 1 || got.Trusted[0].Digest != "believed" {
		t.Errorf("accused %v, trusted %v", got.Accused, got.Trusted)
	}
	if len(got.LRAuthentic) != 3 || len(got.LRForged) != 6 || len(got.LRTraced) != 2 {
		t.Errorf("%d, %d and %d ratios", len(got.LRAuthentic), len(got.LRForged), len(got.LRTraced))
	}
	if sum := Sum(got.Forgeries, label.Fair); sum != Sum(got.Forgeries, "") || sum.Traced != (Count{1, 2}) || sum.Trusted != 1 {
		t.Errorf("in all %+v", sum)
	}
	if sum := Sum(got.Forgeries, label.Expert); sum != (Technique{}) {
		t.Errorf("of experts %+v", sum)
	}
	var b strings.Builder
	if err := got.Print(&b); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"1 of 3; the true rate is below", "accused: accused", "trusted: believed", "1 of 2 (50 %)"} {
		if !strings.Contains(b.String(), line) {
			t.Errorf("%q is missing from\n%s", line, b.String())
		}
	}
}

// TestCounts: trials, findings and independent units of each side, by class; an
// item on which no check could run is no trial.
func TestCounts(t *testing.T) {
	var c Counts
	a := mailWith("a", "mail/a", "mail/a")
	c.Authentic(a)
	c.Authentic(mailWith("b"))
	again := mailWith("c")
	again.Unit = a.Unit
	c.Authentic(again)
	c.Authentic(&Item{Digest: "d", Class: weigh.Mail, Unit: "d"})
	c.Forged(mailWith("e", "mail/a"), "act 1")
	c.Forged(mailWith("f", "mail/a"), "act 1")
	pdf := mailWith("g", "pdf/a")
	pdf.Class = weigh.PDF
	c.Forged(pdf, "act 2")
	side := func(trials, found, units int) weigh.Side {
		return weigh.Side{Trials: trials, Found: found, Units: units}
	}
	want := []weigh.Row{
		{Class: weigh.Mail, ID: "mail/a", Authentic: side(1, 1, 1), Forged: side(2, 2, 1)},
		{Class: weigh.Mail, ID: "mail/c", Authentic: side(3, 0, 2), Forged: side(2, 0, 1)},
		{Class: weigh.Mail, ID: weigh.Nothing, Authentic: side(3, 2, 2), Forged: side(2, 0, 1)},
		{Class: weigh.PDF, ID: "mail/c", Authentic: side(0, 0, 0), Forged: side(1, 0, 1)},
		{Class: weigh.PDF, ID: "pdf/a", Authentic: side(0, 0, 0), Forged: side(1, 1, 1)},
		{Class: weigh.PDF, ID: weigh.Nothing, Authentic: side(0, 0, 0), Forged: side(1, 0, 1)},
	}
	if diff := cmp.Diff(want, c.Table().Rows()); diff != "" {
		t.Error(diff)
	}
}

func TestLabels(t *testing.T) {
	got, err := Labels(strings.NewReader(`{"item":"sha256:1","truth":"authentic"}
{"item":"sha256:2","truth":"forged","act":"a"}
{"item":"sha256:1","truth":"forged","act":"b"}
{"item":"sha256:2","truth":"authentic"}
`))
	if err != nil || len(got) != 2 || got["sha256:1"].Act != "b" || got["sha256:2"].Act != "a" {
		t.Errorf("%+v, %v", got, err)
	}
	for _, text := range []string{"{", "{}\n", `{"item":"1"}`, "\n"} {
		if _, err := Labels(strings.NewReader(text)); err == nil {
			t.Errorf("%q is read as labels", text)
		}
	}
}

func TestTraced(t *testing.T) {
	for _, test := range []struct {
		traces []label.Trace
		want   bool
	}{{nil, false}, {[]label.Trace{label.Signature}, false}, {[]label.Trace{label.Signature, "weekday"}, true}, {[]label.Trace{"few-fields"}, false}} {
		if got := Traced(label.Label{Traces: test.traces}); got != test.want {
			t.Errorf("%v: %v", test.traces, got)
		}
	}
}

// TestConclude: a table decides, and the item keeps its findings as they were.
func TestConclude(t *testing.T) {
	it := mailWith("a", "mail/a")
	before := slices.Clone(it.Findings)
	if w := it.Conclude(measured).Word; w != "suspect" {
		t.Errorf("it is %s", w)
	}
	if w := it.Conclude(weigh.New(nil)).Word; w != "undetermined" {
		t.Errorf("nothing was measured, and it is %s", w)
	}
	if lr := it.LR(weigh.New(nil)); lr != 1 {
		t.Errorf("nothing was measured, and it weighs %v", lr)
	}
	if diff := cmp.Diff(before, it.Findings); diff != "" {
		t.Error(diff)
	}
}
