package tell

import (
	"testing"
	"time"

	"assay/document"
)

// TestMomentApart holds what is no contradiction: seconds of one saving, zones that
// are written wrongly, and zones that are not written.
func TestMomentApart(t *testing.T) {
	for _, c := range []struct {
		later, earlier string
		apart          time.Duration
	}{
		{"2021-03-04T09:15:00+01:00", "2021-03-04T09:15:00+01:00", 0},
		{"2021-03-04T09:15:00+01:00", "2021-03-04T08:15:00Z", 0},
		{"2021-03-04T09:18:07+01:00", "2021-03-04T09:15:00+01:00", 0},                // one saving
		{"2021-03-04T10:15:02+01:00", "2021-03-04T09:15:00+01:00", 0},                // a zone written wrongly
		{"2021-03-04T15:45:00+01:00", "2021-03-04T09:15:00+01:00", 0},                // one of half hours
		{"2021-03-04T20:22:00", "2021-03-04T09:15:00+01:00", 0},                      // no zone
		{"2021-03-04T10:22:00+01:00", "2021-03-04T09:15:00+01:00", 67 * time.Minute}, // no zone differs so
		{"2021-03-04T10:22:00", "2021-03-04T09:15:00", 67 * time.Minute},
		{"2021-03-09T09:15:00", "2021-03-04T09:15:00+01:00", 5 * 24 * time.Hour},
		{"2021-03-04T09:15:00+01:00", "2021-03-09T09:15:00+01:00", -5 * 24 * time.Hour},
	} {
		a, ok1 := momentOf(document.Time{At: c.later})
		b, ok2 := momentOf(document.Time{At: c.earlier})
		if got := a.apart(b); got != c.apart || !ok1 || !ok2 {
			t.Errorf("%s is %v later than %s, want %v", c.later, got, c.earlier, c.apart)
		}
	}
	if _, ok := momentOf(document.Time{Text: "in spring"}); ok {
		t.Error("a time that cannot be read was read")
	}
}

// TestSameShape holds that resizing keeps the shape, but for whole pixels.
func TestSameShape(t *testing.T) {
	for _, c := range []struct {
		w, h, x, y int
		same       bool
	}{
		{640, 480, 1280, 960, true}, {100, 75, 2272, 1704, true}, {480, 270, 3264, 1836, true},
		{61, 100, 1704, 2272, false}, {1136, 775, 2272, 1704, false}, {200, 200, 300, 200, false},
	} {
		if got := sameShape(c.w, c.h, c.x, c.y); got != c.same {
			t.Errorf("%d x %d and %d x %d: same shape %v", c.w, c.h, c.x, c.y, got)
		}
	}
}
