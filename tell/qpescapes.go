package tell

import (
	"bytes"
	"fmt"
)

// escapes counts, for each byte, how often a quoted-printable text escapes it
// and how often it stands there as it is.
type escapes struct {
	coded, plain [256]int
	firstPlain   [256]int // offset of the first that stands as it is
	firstCoded   [256]int
	lower, upper int // escapes in small and in capital letters
	firstLower   int
	firstUpper   int
	bare, at     int // equals signs that introduce nothing, and the first of them
}

// Bounds of what a text escapes; an encoder has no exceptions, but texts hold
// what was encoded before.
const (
	leastHabit = 8 // times that a byte is treated in one way, for a habit
	mostBreach = 2 // times that the habit may be broken to be an edit
)

// countEscapes reads a text in quoted-printable once.
func countEscapes(body []byte) *escapes {
	var e escapes
	for i := 0; i < len(body); i++ {
		c := body[i]
		if c != '=' {
			if e.plain[c]++; e.plain[c] == 1 {
				e.firstPlain[c] = i
			}
			continue
		}
		switch v, digits := escapeAt(body, i); {
		case digits:
			if e.coded[v]++; e.coded[v] == 1 {
				e.firstCoded[v] = i
			}
			e.spelt(body, i)
			i += 2
		case !softBreakAt(body, i):
			if e.bare++; e.bare == 1 {
				e.at = i
			}
		}
	}
	return &e
}

// spelt counts in which letters the escape at i is written.
func (e *escapes) spelt(body []byte, i int) {
	two := body[i+1 : i+3]
	switch small, capital := bytes.ContainsAny(two, "abcdef"), bytes.ContainsAny(two, "ABCDEF"); {
	case small && !capital:
		if e.lower++; e.lower == 1 {
			e.firstLower = i
		}
	case capital && !small:
		if e.upper++; e.upper == 1 {
			e.firstUpper = i
		}
	}
}

// escapeAt is the byte that the escape at i stands for.
func escapeAt(body []byte, i int) (byte, bool) {
	if i+2 >= len(body) {
		return 0, false
	}
	high, low := hexDigit(body[i+1]), hexDigit(body[i+2])
	return byte(high<<4 | low), high >= 0 && low >= 0
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// softBreakAt reports whether the equals sign at i ends its line.
func softBreakAt(body []byte, i int) bool {
	rest := bytes.TrimLeft(body[i+1:min(len(body), i+80)], " \t")
	return len(rest) == 0 || rest[0] == '\r' || rest[0] == '\n'
}

// placed are the bytes that encoders escape in some places only: at the end or
// the beginning of a line. RFC 2045 §6.7 (3), RFC 4155 for From and what looks like it, RFC 5321 §4.5.2
// for the dot.
const placed = " \t\r\n.-Ff>"

// oddEscapes are escapes, and bytes without one, that the rest of the text does
// otherwise. judged is false where it has too few to learn from.
func oddEscapes(t *ownText) (marks []Mark, judged bool) {
	e := countEscapes(t.body)
	mark := func(offset int, format string, args ...any) {
		marks = append(marks, Mark{Where: t.at(offset), Recheck: lineAt(t.Body + offset),
			Why: fmt.Sprintf(format, args...) + " An encoder does the same every time."})
	}
	if n := e.coded['=']; n >= leastHabit && e.bare > 0 && e.bare <= mostBreach {
		mark(e.at, "An equals sign stands here without its escape =3D, which the text writes %d times.", n)
	}
	if e.upper >= leastHabit && e.lower > 0 && e.lower <= mostBreach {
		mark(e.firstLower, "This escape is written in small letters, and %d others in capitals.", e.upper)
	}
	if e.lower >= leastHabit && e.upper > 0 && e.upper <= mostBreach {
		mark(e.firstUpper, "This escape is written in capitals, and %d others in small letters.", e.lower)
	}
	eight, bare, first := 0, 0, -1
	for c := range 256 {
		coded, plain := e.coded[c], e.plain[c]
		judged = judged || coded >= leastHabit
		if c >= 0x80 {
			eight, bare = eight+coded, bare+plain
			if plain > 0 && (first < 0 || e.firstPlain[c] < first) {
				first = e.firstPlain[c]
			}
			continue
		}
		if c == '=' || bytes.IndexByte([]byte(placed), byte(c)) >= 0 {
			continue
		}
		switch {
		case coded >= leastHabit && plain > 0 && plain <= mostBreach:
			mark(e.firstPlain[c], "%q stands here as it is, and is escaped %d times in this text.", rune(c), coded)
		case plain >= leastHabit && coded > 0 && coded <= mostBreach:
			mark(e.firstCoded[c], "%q is escaped here, and stands as it is %d times in this text.", rune(c), plain)
		}
	}
	if eight >= leastHabit && bare > 0 && bare <= 4*mostBreach { // a letter of UTF-8 has up to four bytes
		mark(first, "A letter beyond ASCII stands here without an escape; %d bytes of this text are escaped.", eight)
	}
	return marks, judged
}
