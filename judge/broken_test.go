package judge_test

import (
	"slices"
	"testing"

	"assay/finding"
	"assay/internal/mailtest"
)

// TestBroken: a signature of the author's domain that fails is a finding with a
// cause, and one that holds says that it was looked for and is not there.
// Others' signatures, and those without a key, say nothing of it.
func TestBroken(t *testing.T) {
	const changed = "dkim/body-changed"
	for name, test := range map[string]struct {
		change        func(*mail)
		cause, absent bool
	}{
		"as it was signed":      {func(*mail) {}, false, true},
		"another body":          {afterwards("Monday", "Tuesday"), true, false},
		"another's signature":   {func(m *mail) { m.by.Domain = "stranger.example" }, false, false},
		"no key for it":         {afterwards(" s=k1;", " s=k2;"), false, false},
		"no signature at all":   {func(m *mail) { m.by = mailtest.Signature{} }, false, false},
		"another's, that fails": {func(m *mail) { m.by.Domain = "stranger.example"; afterwards("Monday", "Tuesday")(m) }, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMail()
			test.change(m)
			r := m.record(t)
			if got := slices.Contains(r.Absent, changed); got != test.absent {
				t.Errorf("looked for and absent: %v, want %v", got, test.absent)
			}
			caused := false
			for _, f := range r.Findings {
				if f.Cause == "signature" {
					caused = true
					if f.ID != changed || f.Outcome != finding.Found || len(f.Innocent) == 0 {
						t.Errorf("%+v", f)
					}
				}
			}
			if caused != test.cause {
				t.Errorf("a finding with the cause signature: %v, want %v", caused, test.cause)
			}
			if r.Conclusion != verified && r.Conclusion != undetermined {
				t.Errorf("a failed signature alone makes it %s", r.Conclusion)
			}
		})
	}
}
