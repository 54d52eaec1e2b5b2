package tell

import (
	"testing"

	"pgregory.net/rapid"
)

// TestSketchTurnsNothingAway: whatever an expression of the table fits, its
// sketch allows.
func TestSketchTurnsNothingAway(t *testing.T) {
	for where, list := range shapes() {
		for _, s := range list {
			expression := s.fits.String()
			if len(s.sketch.lead) == 0 && s.sketch.needle == "" {
				t.Fatalf("%s %s turns nothing away", where, expression)
			}
			fits := s.fits
			rapid.Check(t, func(t *rapid.T) {
				text := rapid.StringMatching(expression).Draw(t, "text")
				if fits.MatchString(text) && !s.sketch.allows(text) {
					t.Errorf("%s: %q", expression, text)
				}
			})
		}
	}
}
