package tell

import (
	_ "embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed identifiers.tsv
var identifierTable string

// place is where an identifier stands.
type place string

const (
	inID       place = "id"
	inBoundary place = "boundary"
	inQueue    place = "queue"
)

// zone is the one that an identifier's time is written in.
type zone string

const (
	zoneUTC   zone = "utc"
	zoneLocal zone = "local" // that of the date beside it, or UTC: versions differ
	zoneAny   zone = "any"   // of a server that may stand anywhere
)

// shape is one line of the table.
type shape struct {
	fits          *regexp.Regexp
	sketch        sketch
	decode        func(groups string) (time.Time, bool)
	zone          zone
	since         int
	ahead, behind time.Duration
	maker, side   string // side: of the writer, of a server, or either
	note          string
}

var shapes = sync.OnceValue(func() map[place][]*shape {
	table := map[place][]*shape{}
	for line := range strings.Lines(identifierTable) {
		if line[0] == '#' {
			continue
		}
		col := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		s := &shape{fits: regexp.MustCompile(col[1]), sketch: sketchOf(col[1]), decode: decoders[col[2]], zone: zone(col[3]), maker: col[7], side: col[8], note: col[9]}
		s.since, _ = strconv.Atoi(col[4])
		s.ahead, _ = time.ParseDuration(col[5])
		s.behind, _ = time.ParseDuration(col[6])
		table[place(col[0])] = append(table[place(col[0])], s)
	}
	return table
})

// stamp is the time that stands in an identifier.
type stamp struct {
	*shape
	text string    // the identifier
	wall time.Time // what the clock showed, as UTC
}

// maxIdentifier bounds what is taken for an identifier, in bytes: a line of mail
// holds no more. RFC 5322 §2.1.1
const maxIdentifier = 998

// newestYear bounds what is taken for a time and not for chance.
const newestYear = 2040

// stampOf reads the time in an identifier, which stands without brackets.
func stampOf(where place, text string) (stamp, bool) {
	if len(text) > maxIdentifier {
		return stamp{}, false
	}
	for _, s := range shapes()[where] {
		if !s.sketch.allows(text) {
			continue
		}
		m := s.fits.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		at, ok := s.decode(strings.Join(m[1:], ""))
		if ok && s.since <= at.Year() && at.Year() < newestYear {
			return stamp{s, text, at}, true
		}
	}
	return stamp{}, false
}

// widest is how far zones are from UTC at most.
const widest = 14 * time.Hour

// after is by how much the stamp is later than date, both of one programme;
// where the zone is not known, by how much it is at least. Negative: earlier.
func (s stamp) after(date time.Time) time.Duration {
	d := s.wall.Sub(date)
	switch s.zone {
	case zoneLocal:
		_, offset := date.Zone()
		if local := d - time.Duration(offset)*time.Second; local.Abs() < d.Abs() {
			return local
		}
	case zoneAny:
		return beyond(d, widest)
	}
	return d
}

// afterElsewhere is after, where another programme wrote date, in its own zone.
func (s stamp) afterElsewhere(date time.Time) time.Duration {
	if s.zone == zoneUTC {
		return s.wall.Sub(date)
	}
	return beyond(s.wall.Sub(date), widest)
}

// beyond is by how much d is further from nought than bound.
func beyond(d, bound time.Duration) time.Duration {
	if d > 0 {
		return max(0, d-bound)
	}
	return min(0, d+bound)
}

// contradicts reports whether the stamp cannot have been written with date.
func (s stamp) contradicts(date time.Time) bool {
	d := s.after(date)
	return d > s.ahead || d < -s.behind
}

// says is the stamp in words.
func (s stamp) says() string {
	clock := map[zone]string{zoneUTC: "UTC", zoneLocal: "by its maker's clock", zoneAny: "in a zone it does not name"}[s.zone]
	return fmt.Sprintf("%s %s (%s: %s)", s.wall.Format(onTheClock), clock, s.maker, s.note)
}

// recheck is how to read the stamp without assay.
func (s stamp) recheck() string {
	return fmt.Sprintf("take apart %q (%s); date -u -d @%d", s.text, s.note, s.wall.Unix())
}

// identifiers are those of a field that names messages, without their brackets.
func identifiers(value string) (list []string) {
	for {
		_, rest, ok := strings.Cut(value, "<")
		id, after, closed := strings.Cut(rest, ">")
		if !ok || !closed {
			return list
		}
		list = append(list, id[strings.LastIndexByte(id, '<')+1:])
		value = after
	}
}
