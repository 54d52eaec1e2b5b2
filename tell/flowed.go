package tell

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// flowed: a programme that writes format=flowed cuts every paragraph at one
// width, and marks each cut by a blank. Who edits a word moves the cut.
var flowed = Tell{
	ID:    "mail/wrap",
	Asks:  "Are few lines of a flowed text cut at another place than their programme cuts all others?",
	Rests: "RFC 3676 §4.2: the generating programme wraps flowed lines; the width is learned from the mail itself",
	Innocent: []string{"a writer who ends lines with a blank", "a text that was pasted, already flowed, out of another mail",
		"a list or gateway that added or cut lines"},
	Cause: Encoding,
	Mail: func(m *Mail) Result {
		result := NotApplicable()
		var marks []Mark
		for _, t := range m.texts() {
			if t.Type != "text/plain" || !isFlowed(&t) {
				continue
			}
			lines := ownLines([]byte(t.text))
			soft := softLines(lines)
			h, known := habitOf(soft, wrapped)
			if !known {
				h, known = flowedLimit(soft)
			}
			if !known {
				continue
			}
			result = Absent()
			for _, o := range append(h.odd, tooLong(lines, h)...) {
				marks = append(marks, oddWrap(&t, h, o))
			}
		}
		if len(marks) > mostOdd {
			return Absent()
		}
		if len(marks) > 0 {
			return Found(marks...)
		}
		return result
	},
}

// wrapped is the rule of programmes that write format=flowed; some count
// letters beyond ASCII as two.
var wrapped = rule{kept: 0.85, early: 2, late: 2}

func isFlowed(t *ownText) bool {
	f, ok := fieldOf(t.Part, "content-type")
	return ok && strings.Contains(strings.ToLower(f.Unfolded()), "flowed")
}

// flowedLine is one line of the author's own text, without its end.
type flowedLine struct {
	at   int
	line []byte
}

// ownLines are the lines up to a signature or a footer; a quoted line, which was
// cut elsewhere, and one that is not to be wrapped, is empty.
func ownLines(text []byte) (list []flowedLine) {
	at := 0
	for whole := range bytes.Lines(text) {
		line := bytes.TrimRight(whole, "\r\n")
		if footerBegins(line) {
			break
		}
		if len(line) > 0 && (line[0] == '>' || line[0] == ' ') { // RFC 3676 §4.4, §4.5
			line = nil
		}
		list = append(list, flowedLine{at, line})
		at += len(whole)
	}
	return list
}

// softLines are the lines that the programme cut: they end in a blank and go on
// in the next.
func softLines(lines []flowedLine) (list []broken) {
	for i := 1; i < len(lines); i++ {
		last, line := lines[i-1], lines[i].line
		if len(line) == 0 || !soft(last.line) || !canBreak(last.line) { // a link may be longer than any line
			continue
		}
		n := letterCount(last.line) - 1
		word := letterCount(bytes.TrimRight(line[:firstWord(line)], " "))
		list = append(list, broken{at: last.at, length: n, next: n + 1 + word})
	}
	return list
}

// Bounds of a text with few lines that were cut: its longest one shows how wide
// the programme writes, but for some letters.
const (
	fewBroken = 3
	longer    = 12 // letters more than it: a programme would have cut the line
)

// flowedLimit is the habit of a programme of which nothing is known but the
// longest line that it cut.
func flowedLimit(lines []broken) (h habit, ok bool) {
	for _, l := range lines {
		h.width = max(h.width, l.length)
	}
	h.kept, h.most = len(lines), h.width
	return h, len(lines) >= fewBroken && h.width <= maxFlowed
}

// maxFlowed is the width beyond which a text was not wrapped at all. RFC 3676 §4.2
const maxFlowed = 80

// tooLong are the lines that end by themselves and are clearly wider than the
// programme writes, although they could have been cut.
func tooLong(lines []flowedLine, h habit) (list []broken) {
	for _, l := range lines {
		if n := letterCount(l.line); n > h.most+longer && !soft(l.line) && canBreak(l.line) {
			list = append(list, broken{at: l.at, length: n, next: n})
		}
	}
	return list
}

// canBreak reports whether a line holds a blank before its end.
func canBreak(line []byte) bool {
	return bytes.IndexByte(bytes.TrimRight(line, " "), ' ') >= 0
}

// footerBegins reports whether a line separates a text from what a signature or
// a list put behind it.
func footerBegins(line []byte) bool {
	const rule = 5
	return string(line) == "-- " || len(line) >= rule && strings.Trim(string(line[:rule]), string(line[0])) == "" && strings.IndexByte("-_=*", line[0]) >= 0
}

// soft reports whether a line ends in one blank. RFC 3676 §4.2
func soft(line []byte) bool {
	return len(line) > 1 && line[len(line)-1] == ' ' && line[len(line)-2] != ' '
}

// letterCount is the number of letters of UTF-8.
func letterCount(line []byte) (n int) {
	for _, c := range line {
		if c&0xc0 != 0x80 {
			n++
		}
	}
	return n
}

func oddWrap(t *ownText, h habit, o broken) Mark {
	line, _, _ := bytes.Cut([]byte(t.text[o.at:]), []byte("\n"))
	how := fmt.Sprintf("%d, and with the next word %d", o.length, o.next)
	if o.length == o.next {
		how = strconv.Itoa(o.length)
	}
	return Mark{
		Where:   fmt.Sprintf("part %s, the line %q", t.Number, shown(string(line))),
		Why:     fmt.Sprintf("%d lines of this text are cut at the last blank so that they have up to %d letters; this one has %s.", h.kept, h.width, how),
		Recheck: "count the letters of the lines that end in a blank, and of the first word of the next",
	}
}
