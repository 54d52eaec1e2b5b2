package tell

// broken is one line that a programme broke because it was full.
type broken struct {
	at     int // offset of the line in its text
	length int // bytes that it has, as the programme counts them
	next   int // bytes that it would have, had what follows stayed on it
}

// maxWidth bounds the widths that are tried; lines of mail have at most 998
// bytes. RFC 5322 §2.1.1
const maxWidth = 1000

// usualWidth is the width that explains most of the lines, and how many.
func usualWidth(lines []broken) (width, explained int) {
	var change [maxWidth + 1]int
	for _, l := range lines {
		if l.length <= maxWidth {
			change[l.length]++
			change[min(max(l.next, l.length), maxWidth)]--
		}
	}
	sum := 0
	for w, c := range change {
		if sum += c; sum > explained {
			width, explained = w, sum
		}
	}
	return width, explained
}

// habit is a width that a programme kept, and the lines that break it.
type habit struct {
	width int
	most  int // bytes that a line may have
	kept  int
	odd   []broken
}

// rule says how exactly a programme keeps its width.
type rule struct {
	kept  float64 // share of the lines that keep it, at least
	early int     // bytes that a line may be cut too early beside what it explains
	late  int     // bytes that it may have more: some do not count what they end it with
}

// Bounds of a habit. They are those at which the real mail of two lists and of
// the SpamAssassin corpus stays silent.
const (
	leastBroken = 8 // lines from which a width can be learned
	mostOdd     = 4 // lines that may break it: more are another habit, not an edit
)

// habitOf learns at which width lines were broken; ok is false where there are
// too few, or no width explains them.
func habitOf(lines []broken, r rule) (h habit, ok bool) {
	if len(lines) < leastBroken {
		return h, false
	}
	h.width, h.kept = usualWidth(lines)
	h.most = h.width + r.late
	if float64(h.kept) < r.kept*float64(len(lines)) || len(lines)-h.kept > mostOdd {
		return h, false
	}
	for _, l := range lines {
		if l.length > h.most || l.next+r.early <= h.width {
			h.odd = append(h.odd, l)
		}
	}
	return h, true
}
