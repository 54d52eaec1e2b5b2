package tell

import (
	"bytes"
	"fmt"
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
			h, known := habitOf(softLines([]byte(t.text)))
			if !known {
				continue
			}
			result = Absent()
			for _, o := range h.odd {
				if tooLong := o.length > h.width; !tooLong && o.next <= h.width-spare || tooLong && o.canBreak {
					marks = append(marks, oddWrap(&t, h, o))
				}
			}
		}
		if len(marks) > 0 {
			return Found(marks...)
		}
		return result
	},
}

func isFlowed(t *ownText) bool {
	f, ok := fieldOf(t.Part, "content-type")
	return ok && strings.Contains(strings.ToLower(f.Unfolded()), "flowed")
}

// softLines are the lines of the author's own text that the programme cut: they
// end in a blank and go on in the next. What is quoted was cut elsewhere.
func softLines(text []byte) (list []broken) {
	var last []byte
	start, at := 0, 0
	for line := range bytes.Lines(text) {
		line = bytes.TrimRight(line, "\r\n")
		if footerBegins(line) {
			break
		}
		if soft(last) && len(line) > 0 && line[0] != '>' && line[0] != ' ' {
			n := letterCount(last) - 1
			word := letterCount(bytes.TrimRight(line[:firstWord(line)], " "))
			list = append(list, broken{at: start, length: n, next: n + 1 + word, canBreak: bytes.IndexByte(last, ' ') < len(last)-1})
		}
		last, start = line, at
		if at += len(line) + 1; at < len(text) && text[at-1] == '\r' {
			at++
		}
	}
	return list
}

// footerBegins reports whether a line separates a text from what a signature or
// a list put behind it.
func footerBegins(line []byte) bool {
	const rule = 5
	return string(line) == "-- " || len(line) >= rule && strings.Trim(string(line[:rule]), string(line[0])) == "" && strings.IndexByte("-_=*", line[0]) >= 0
}

// soft reports whether a line ends in one blank, is no signature's mark and is
// not quoted. RFC 3676 §4.2, §4.3
func soft(line []byte) bool {
	return len(line) > 1 && line[len(line)-1] == ' ' && line[len(line)-2] != ' ' && line[0] != '>' && line[0] != ' ' && string(line) != "-- "
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
	return Mark{
		Where:   fmt.Sprintf("part %s, the line %q", t.Number, shown(string(line))),
		Why:     fmt.Sprintf("%d lines of this text are filled up to %d letters and cut at the last blank; this one has %d, with the next word %d.", h.kept, h.width, o.length, o.next),
		Recheck: "count the letters of the lines that end in a blank, and of the first word of the next",
	}
}
