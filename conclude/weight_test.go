package conclude

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"assay/finding"
)

func weighs(cause, id string, lr float64) finding.Finding {
	return finding.Finding{ID: id, Cause: cause, Outcome: finding.Found, LR: &lr}
}

func TestSuspect(t *testing.T) {
	partial := supports(finding.Repaired, "in part", "repaired-in-part")
	for name, test := range map[string]struct {
		findings []finding.Finding
		want     Word
	}{
		"two kinds, 100 to 1":             {[]finding.Finding{weighs("clock", "a", 0.1), weighs("letters", "b", 0.1)}, Suspect},
		"two kinds, less":                 {[]finding.Finding{weighs("clock", "a", 0.1), weighs("letters", "b", 0.11)}, Undetermined},
		"one kind, 500 to 1":              {[]finding.Finding{weighs("clock", "a", 0.002)}, Undetermined},
		"one kind, 1,000 to 1":            {[]finding.Finding{weighs("clock", "a", 0.001)}, Suspect},
		"a failed signature, 1,000 to 1":  {[]finding.Finding{weighs("signature", "a", 0.001)}, Undetermined},
		"a failed signature and another":  {[]finding.Finding{weighs("signature", "a", 0.1), weighs("letters", "b", 0.1)}, Suspect},
		"two kinds, discounted":           {[]finding.Finding{weighs("clock", "a", 0.02), weighs("letters", "b", 0.1), weighs("together", "c", 6)}, Undetermined},
		"two kinds, discounted, enough":   {[]finding.Finding{weighs("clock", "a", 0.01), weighs("letters", "b", 0.1), weighs("together", "c", 6)}, Suspect},
		"two findings of one kind":        {[]finding.Finding{weighs("clock", "a", 0.01), weighs("clock", "b", 0.01)}, Undetermined},
		"a second kind that says nothing": {[]finding.Finding{weighs("clock", "a", 0.002), weighs("letters", "b", 0.9)}, Undetermined},
		"not measured":                    {[]finding.Finding{{ID: "a", Cause: "clock", Outcome: finding.Found}, weighs("letters", "b", 0.01)}, Undetermined},
		"verified goes before":            {[]finding.Finding{weighs("clock", "a", 0.001), supports(finding.AuthorSigned, "")}, Verified},
		"corroborated goes before":        {[]finding.Finding{weighs("clock", "a", 0.001), supports(finding.Carried, "c")}, Corroborated},
		"partly corroborated comes after": {[]finding.Finding{weighs("clock", "a", 0.001), partial}, Suspect},
		"partly corroborated and clean":   {[]finding.Finding{weighs("nothing-found", "a", 20), partial}, Corroborated},
		"a failed signature alone":        {[]finding.Finding{{ID: "dkim/failed", Outcome: finding.Found, Says: finding.Neutral}}, Undetermined},
	} {
		t.Run(name, func(t *testing.T) {
			c := Of("its own", test.findings)
			if c.Word != test.want {
				t.Errorf("%s, want %s: %+v", c.Word, test.want, c.Weight)
			}
			if c.Word == Suspect && (c.Claim != "its own" || c.Basis != finding.NoBasis) {
				t.Errorf("%+v", c)
			}
		})
	}
}

func TestWeigh(t *testing.T) {
	got, ok := Weigh([]finding.Finding{weighs("letters", "c", 0.5), weighs("clock", "a", 0.2), {ID: "none"}, weighs("clock", "b", 0.1)})
	want := Weight{LR: 0.05, Support: "moderate support for altered or made up",
		Lines: []Line{{Cause: "clock", ID: "b", LR: 0.1, Besides: 1}, {Cause: "letters", ID: "c", LR: 0.5}}}
	if diff := cmp.Diff(want, got); diff != "" || !ok {
		t.Error(diff)
	}
	if w, ok := Weigh([]finding.Finding{{ID: "none"}}); ok {
		t.Errorf("%+v of nothing measured", w)
	}
}

func TestSupport(t *testing.T) {
	for lr, want := range map[float64]string{
		1: "no support for either", 1.9: "no support for either", 2: "weak support for as it was sent", 0.5: "weak support for altered or made up",
		0.1: "moderate support for altered or made up", 100: "moderately strong support for as it was sent", 0.001: "strong support for altered or made up",
		1e4: "very strong support for as it was sent", 1e-7: "extremely strong support for altered or made up",
	} {
		if got := Support(lr); got != want {
			t.Errorf("%v: %q, want %q", lr, got, want)
		}
	}
}

// TestOneCauseIsCountedOnce: more findings of a cause that is there already
// weigh no more than the strongest of them.
func TestOneCauseIsCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		causes := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 1, 8).Draw(t, "causes")
		strongest := map[string]float64{}
		var list []finding.Finding
		for _, cause := range causes {
			lr := rapid.Float64Range(0.001, 1).Draw(t, "lr")
			list = append(list, weighs(cause, "id", lr))
			if least, ok := strongest[cause]; !ok || lr < least {
				strongest[cause] = lr
			}
		}
		product := 1.0
		for _, lr := range strongest {
			product *= lr
		}
		w, _ := Weigh(list)
		if math.Abs(math.Log(w.LR)-math.Log(product)) > 1e-9 || len(w.Lines) != len(strongest) {
			t.Fatalf("%v, want %v", w, product)
		}
	})
}
