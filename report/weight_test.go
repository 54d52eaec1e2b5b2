package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/conclude"
	"assay/finding"
	"assay/item"
	"assay/judge"
	"assay/weigh"
)

func TestOdds(t *testing.T) {
	for lr, want := range map[float64]string{
		1: "1 to 1", 2.5: "2.5 to 1", 0.5: "1 to 2", 1.0 / 300: "1 to 300", 1.0 / 123456: "1 to 120,000", 3e6: "3,000,000 to 1",
	} {
		if got := Odds(lr); got != want {
			t.Errorf("Odds(%v) = %q, want %q", lr, got, want)
		}
	}
}

// weighed is a mail with findings of two causes, two of them of one.
func weighed(t *testing.T) *judge.Record {
	t.Helper()
	lr := func(x float64) *float64 { return &x }
	findings := []finding.Finding{
		{ID: "mail/made-up", Outcome: finding.Found, Says: finding.Contradicts, LR: lr(1.0 / 40), Cause: "date-writing", Where: "Date at byte 9",
			Why: "It is so.", Recheck: "look", Innocent: []string{"a clock", "a person"}},
		{ID: "mail/made-up-too", Outcome: finding.Found, Says: finding.Contradicts, LR: lr(1.0 / 20), Cause: "date-writing", Where: "Date", Why: "And so.", Recheck: "look"},
		{ID: "mail/other", Outcome: finding.Found, Says: finding.Contradicts, LR: lr(1.0 / 5), Cause: "relays\x1b", Where: "Received", Why: "Or so.", Recheck: "look"},
	}
	c := conclude.Of("sent by A", findings)
	return &judge.Record{Kind: item.Mail, Claim: "sent by A", Conclusion: c.Word, Weight: c.Weight, Findings: findings}
}

// TestWeight: the sum stands above its lines, one for each cause, and every
// finding with who is innocent of it.
func TestWeight(t *testing.T) {
	r := weighed(t)
	if r.Conclusion != conclude.Suspect {
		t.Fatalf("it is %s", r.Conclusion)
	}
	want := strings.TrimPrefix(`
    weight    1 to 200: moderately strong support for altered or made up
      1 to 40      date-writing: mail/made-up (findings of the same cause that are not counted: 1)
      1 to 5       relays<U+001B>: mail/other
`, "\n")
	for _, full := range []Full{Brief, Whole} { // of what is suspect nothing is left out
		var b bytes.Buffer
		(&printer{w: &b}).weight(r, full)
		if diff := cmp.Diff(want, b.String()); diff != "" {
			t.Error(diff)
		}
	}
	var b bytes.Buffer
	if err := Item(&b, r, Style{}, Whole, ""); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"    finding   mail/made-up (contradicts)\n", "              innocent: a clock\n                        a person\n", "relays<U+001B>"} {
		if !strings.Contains(b.String(), text) {
			t.Errorf("%q is missing from\n%s", text, b.String())
		}
	}
	if strings.Contains(b.String(), "\x1b") {
		t.Error("a cause steers the terminal")
	}
}

// TestWeightBrief: of what is not suspect the sum is left out of the brief form.
func TestWeightBrief(t *testing.T) {
	r := weighed(t)
	r.Conclusion = conclude.Undetermined
	for full, printed := range map[Full]bool{Brief: false, Whole: true} {
		var b bytes.Buffer
		(&printer{w: &b}).weight(r, full)
		if (b.Len() > 0) != printed {
			t.Errorf("whole %v: %q", full, b.String())
		}
	}
}

// TestWeightMeasured: a finding that stands in the table is printed with its counts.
func TestWeightMeasured(t *testing.T) {
	for _, row := range weigh.Measured().Rows() {
		if row.Class != weigh.Mail {
			continue
		}
		r := &judge.Record{Kind: item.Mail, Conclusion: conclude.Suspect,
			Weight: &conclude.Weight{LR: row.LR(), Lines: []conclude.Line{{Cause: "c", ID: row.ID, LR: row.LR()}}}}
		var b bytes.Buffer
		(&printer{w: &b}).weight(r, Whole)
		want := fmt.Sprintf("measured on %s of %s authentic items", number(int64(row.Authentic.Found)), number(int64(row.Authentic.Trials)))
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s: %q is missing from\n%s", row.ID, want, b.String())
		}
	}
}
