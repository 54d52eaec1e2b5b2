package conclude

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"

	"assay/finding"
)

// events.tsv names the innocent events that leave traces of several causes, and
// those causes. What one event explains is counted once, as traces of one cause
// are: nobody is suspected of what a wrong clock does alone, or one gateway.
//
//go:embed events.tsv
var eventTable string

// reading says which event explains each cause. Where two events explain one
// cause there is a reading for each.
type reading map[string]string

// readings are all of them, in a defined order.
var readings = sync.OnceValue(func() []reading {
	list := []reading{{}}
	for line := range strings.Lines(eventTable) {
		event, causes, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(event, "#") {
			continue
		}
		for _, cause := range strings.Fields(causes) {
			list = read(list, cause, event)
		}
	}
	return list
})

// read adds to every reading that event explains cause, and doubles those in
// which another event does.
func read(list []reading, cause, event string) []reading {
	more := list
	for _, r := range list {
		if _, taken := r[cause]; taken {
			r = clone(r)
			more = append(more, r)
		}
		r[cause] = event
	}
	return more
}

func clone(r reading) reading {
	c := reading{}
	for cause, event := range r {
		c[cause] = event
	}
	return c
}

// lines adds findings up under a reading: a line for each event, and for each
// cause that none explains.
func (r reading) lines(findings []finding.Finding) []Line {
	var lines []Line
	causes := map[string]bool{}
	for _, f := range findings {
		if f.LR == nil {
			continue
		}
		if *f.LR <= suspectKind {
			causes[f.Cause] = true
		}
		line := Line{Cause: f.Cause, ID: f.ID, LR: *f.LR}
		at := slices.IndexFunc(lines, func(l Line) bool { return r.of(l.Cause) == r.of(f.Cause) })
		if at < 0 {
			lines = append(lines, line)
			continue
		}
		other := lines[at]
		if other.LR <= line.LR {
			line, other = other, line
		}
		line.Besides, line.Event = lines[at].Besides+1, lines[at].Event
		if line.Cause != other.Cause {
			line.Event = r.of(line.Cause)
		}
		lines[at] = line
	}
	return discount(lines, len(causes))
}

// of is the event that explains a cause, or the cause itself.
func (r reading) of(cause string) string {
	if event, ok := r[cause]; ok {
		return event
	}
	return cause
}

// discount takes from what several causes are discounted by the share of those
// that an event explains: they are not counted, so they are not discounted. Else
// a weak trace that is added would speak for the item.
func discount(lines []Line, causes int) []Line {
	kinds := 0
	for _, l := range lines {
		if l.LR <= suspectKind {
			kinds++
		}
	}
	if kinds >= causes {
		return lines
	}
	at := slices.IndexFunc(lines, func(l Line) bool { return l.Cause == together })
	switch {
	case at < 0:
	case kinds < 2:
		return slices.Delete(lines, at, at+1)
	default:
		lines[at].LR = math.Pow(lines[at].LR, float64(kinds-1)/float64(causes-1))
	}
	return lines
}
