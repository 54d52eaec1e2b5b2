package conclude

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"assay/finding"
)

// TestOneEventIsNoSuspicion: what one innocent event leaves never makes an item
// suspect, however many causes it has; with a trace of another kind it may.
func TestOneEventIsNoSuspicion(t *testing.T) {
	for name, causes := range map[string][]string{
		"the clock of the sender was wrong":            {"server-clock", "thread-order", "anachronism"},
		"and the server gave the Message-ID":           {"server-clock", "mailer-clock", "thread-order"},
		"a gateway put a banner into an encoded text":  {"signature", "encoding", "foreign"},
		"a footer in one of two texts":                 {"signature", "two-versions", "lengths"},
		"a gateway built the mail anew":                {"signature", "structure", "mailer-clock", "author"},
		"a converter wrote a document and kept dates":  {"rewritten", "document-time", "anachronism", "younger-than-mail"},
		"the clock was wrong when a document was made": {"document-time", "younger-than-mail", "anachronism"},
	} {
		t.Run(name, func(t *testing.T) {
			var list []finding.Finding
			for _, cause := range causes {
				list = append(list, weighs(cause, cause, 0.002))
			}
			c := Of("", append(list, weighs("together", "tell/together", math.Pow(2, float64(len(causes)-1)))))
			if c.Word != Undetermined || len(c.Weight.Lines) != 1 || c.Weight.Lines[0].Besides != len(causes)-1 || c.Weight.Lines[0].Event == "" {
				t.Errorf("%s: %+v", c.Word, c.Weight)
			}
			if c = Of("", append(list, weighs("date-writing", "mail/weekday", 0.002))); c.Word != Suspect {
				t.Errorf("with a trace that it does not explain: %s, %+v", c.Word, c.Weight)
			}
		})
	}
}

// TestMoreTracesDoNotHelp: a trace that is added to others never speaks for the
// item by the discount of what is not counted.
func TestMoreTracesDoNotHelp(t *testing.T) {
	const factor = 1.9
	discounted := func(n int) finding.Finding {
		return weighs("together", "tell/together", math.Pow(factor, float64(n-1)))
	}
	names := []string{"server-clock", "mailer-clock", "thread-order", "signature", "encoding", "letters", "relays"}
	rapid.Check(t, func(t *rapid.T) {
		causes := rapid.Permutation(names).Draw(t, "causes")[:rapid.IntRange(3, len(names)).Draw(t, "number")]
		var list []finding.Finding
		for _, cause := range causes {
			list = append(list, weighs(cause, cause, rapid.Float64Range(0.01, 0.5).Draw(t, "lr")))
		}
		fewer, _ := Weigh(append(list[:len(list)-1:len(list)-1], discounted(len(list)-1)))
		more, _ := Weigh(append(list[:len(list):len(list)], discounted(len(list))))
		if more.LR > fewer.LR*(1+rounding) {
			t.Fatalf("%v with one more trace, %v without: %+v", more.LR, fewer.LR, more)
		}
	})
}
