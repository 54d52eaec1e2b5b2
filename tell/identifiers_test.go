package tell

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestShapes reads the example of every shape with the table as a whole: it
// must be that shape which fits first, and the time must be the one that the table says.
func TestShapes(t *testing.T) {
	second := time.Date(2021, time.March, 14, 8, 12, 33, 0, time.UTC)
	for line := range strings.Lines(identifierTable) {
		if line[0] == '#' {
			continue
		}
		col := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(col) != 11 || slices.Contains(col, "") {
			t.Errorf("%q has not eleven columns", line)
			continue
		}
		s, ok := stampOf(place(col[0]), col[10])
		if !ok || s.maker != col[7] || s.note != col[9] {
			t.Errorf("%q is read as %+v, %v", col[10], s.shape, ok)
			continue
		}
		want := second
		switch col[7] {
		case "sendmail or KMail":
			want = second.Truncate(time.Minute)
		case "sendmail 8.10 and 8.11":
			want = second.AddDate(2005-2021, 0, 0)
		}
		if got := s.wall.Truncate(time.Second); !got.Equal(want) {
			t.Errorf("%q is %s, want %s", col[10], got, want)
		}
		if s.ahead <= 0 || s.behind <= 0 || s.since < 1990 {
			t.Errorf("%q has no bounds", line)
		}
		if s.side != "writer" && s.side != "server" && s.side != "either" {
			t.Errorf("%q is of side %q", line, s.side)
		}
		if s.zone != zoneUTC && s.zone != zoneLocal && s.zone != zoneAny {
			t.Errorf("%q is in zone %q", line, s.zone)
		}
	}
}

// The boundary of tells.md, and the same time in the halves that were published.
func TestPublishedBoundary(t *testing.T) {
	s, ok := stampOf(inBoundary, "00000000000080915a05a0ae7bb6")
	if want := "2020-03-12T20:49:03Z"; !ok || s.wall.Truncate(time.Second).Format(time.RFC3339) != want {
		t.Errorf("%s, %v, want %s", s.wall, ok, want)
	}
}

func TestStampAgainstDate(t *testing.T) {
	east := time.FixedZone("", 9*60*60)
	date := time.Date(2021, time.March, 14, 8, 12, 33, 0, east)
	for _, c := range []struct {
		id   string
		want time.Duration
	}{
		{"20210314081233.5b6c7d80@desk.example", 0},           // by the writer's own clock
		{"20210313231233.5b6c7d80@desk.example", 0},           // the same in UTC
		{"20210314081233.GA4711@desk.example", 9 * time.Hour}, // always UTC
		{"202103140812.12E8CXyq004711@desk.example", 0},       // some zone
		{"202103160812.12E8CXyq004711@desk.example", 42*time.Hour + 59*time.Minute + 27*time.Second},
	} {
		s, ok := stampOf(inID, c.id)
		if got := s.after(date); !ok || got != c.want {
			t.Errorf("%s: %v %v, want %v", c.id, got, ok, c.want)
		}
	}
}
