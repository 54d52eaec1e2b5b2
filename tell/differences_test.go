package tell

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestDifferencesLeadFromOneToTheOther holds that the changes turn the one list
// into the other, whatever they are.
func TestDifferencesLeadFromOneToTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"a", "b", "c"})
		a := rapid.SliceOfN(word, 0, 40).Draw(t, "a")
		b := rapid.SliceOfN(word, 0, 40).Draw(t, "b")
		list, ok := differences(a, b)
		if !ok {
			t.Fatal("too far apart")
		}
		var made []string
		at := 0
		for _, c := range list {
			made = append(append(made, a[at:c.a0]...), b[c.b0:c.b1]...)
			at = c.a1
		}
		if made = append(made, a[at:]...); !slices.Equal(made, b) {
			t.Fatalf("%q by %v is %q, want %q", a, list, made, b)
		}
	})
}

func TestDifferencesAreFew(t *testing.T) {
	a := strings.Fields("the sum of 500 is due on Monday morning")
	b := strings.Fields("the sum of 900 is not due on Monday")
	list, ok := differences(a, b)
	want := []change{{3, 4, 3, 4}, {5, 5, 5, 6}, {8, 9, 9, 9}}
	if want[2] = (change{8, 9, 9, 9}); !ok || len(list) != 3 || list[0] != want[0] || list[1] != want[1] {
		t.Errorf("%v, %v", list, ok)
	}
	if _, ok := differences(make([]string, maxEdits+1), nil); ok {
		t.Error("texts that share nothing are compared to the end")
	}
}
