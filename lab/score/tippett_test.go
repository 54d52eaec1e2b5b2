package score

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

var (
	curve = regexp.MustCompile(`<path [^>]* d="M([\d.]+) ([\d.]+)([^"]*)"`)
	step  = regexp.MustCompile(`H([\d.]+)(?:V([\d.]+))?`)
)

// TestTippett: whatever the ratios, the plot is well-formed, its curves run from
// left to right and fall from all items to none, inside the picture.
func TestTippett(t *testing.T) {
	ratio := rapid.OneOf(rapid.Float64Range(1e-12, 1e12), rapid.Just(1.0))
	rapid.Check(t, func(t *rapid.T) {
		authentic, forged := rapid.SliceOfN(ratio, 0, 30).Draw(t, "authentic"), rapid.SliceOfN(ratio, 0, 30).Draw(t, "forged")
		var b bytes.Buffer
		if err := Tippett(&b, authentic, forged); err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(bytes.NewReader(b.Bytes())); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%v in\n%s", err, b.String())
			}
		}
		want := min(len(authentic), 1) + min(len(forged), 1)
		curves := curve.FindAllStringSubmatch(b.String(), -1)
		if len(curves) != want {
			t.Fatalf("%d curves of %d", len(curves), want)
		}
		for _, c := range curves {
			falls(t, c)
		}
	})
}

// falls checks one curve; y grows downwards.
func falls(t *rapid.T, c []string) {
	number := func(text string) float64 {
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	x, y := number(c[1]), number(c[2])
	if y != plotY(1) {
		t.Fatalf("a curve begins at %v, not with all items", y)
	}
	for _, s := range step.FindAllStringSubmatch(c[3], -1) {
		if next := number(s[1]); next < x {
			t.Fatalf("a curve goes back from %v to %v", x, next)
		} else {
			x = next
		}
		if s[2] == "" {
			continue
		}
		if next := number(s[2]); next < y {
			t.Fatalf("a curve rises from %v to %v", y, next)
		} else {
			y = next
		}
	}
	if y != plotY(0) || x > plotWidth {
		t.Fatalf("a curve ends at %v, %v", x, y)
	}
}
