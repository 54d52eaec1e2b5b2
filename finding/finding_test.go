package finding_test

import (
	"testing"

	"assay/finding"
)

func TestSentence(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "it is cut off": "It is cut off.", "Done.": "Done.", "écrit": "écrit.", "x": "X.",
	} {
		if got := finding.Sentence(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
