package tell

import (
	"bytes"
	"fmt"
)

// quotedPrintable: an encoder fills its lines up to one width and escapes the
// same characters every time. Who types into the encoded text does not.
var quotedPrintable = Tell{
	ID:   "mail/quoted-printable",
	Asks: "Do few lines of a quoted-printable text break the habit of the encoder that wrote the others?",
	Rests: "RFC 2045 §6.7: lines are cut by rule, and an encoder applies one rule to all; " +
		"the rule is learned from the part itself",
	Innocent: []string{"a list or gateway that added lines of its own to the encoded text",
		"a programme that puts an encoded text together out of several", "a filter that cut or replaced links in the encoded text"},
	Cause: Encoding,
	Mail: func(m *Mail) Result {
		result := NotApplicable()
		var marks []Mark
		for _, t := range m.texts() {
			if t.Encoding != "quoted-printable" {
				continue
			}
			lines := qpLines(t.body)
			width, known := qpHabit(lines)
			if known {
				marks = append(marks, oddWidths(&t, width, lines)...)
			}
			odd, judged := oddEscapes(&t)
			marks = append(marks, odd...)
			if known || judged {
				result = Absent()
			}
		}
		if len(marks) > 0 {
			return Found(marks...)
		}
		return result
	},
}

// qpLine is one line of a quoted-printable text, without its end.
type qpLine struct {
	at   int
	line []byte
	soft bool // it ends in a soft break
}

func qpLines(body []byte) (list []qpLine) {
	at := 0
	for line := range bytes.Lines(body) {
		text := bytes.TrimRight(line, "\r\n")
		list = append(list, qpLine{at, text, bytes.HasSuffix(text, []byte("="))})
		at += len(line)
	}
	return list
}

// slack is how many bytes short of its width an encoder may cut a line: some
// leave room for an escape that does not come, some for the end of the line.
const slack = 4

// qpHabit learns the width from the lines with a soft break. Encoders cut
// either wherever the line is full or before the word that no longer fits.
func qpHabit(lines []qpLine) (habit, bool) {
	var anywhere, atWords []broken
	for i, l := range lines {
		if !l.soft || i+1 == len(lines) || len(lines[i+1].line) == 0 { // some end the text with a soft break
			continue
		}
		n, next := len(l.line), lines[i+1].line
		anywhere = append(anywhere, broken{at: l.at, length: n, next: n + max(firstLetter(next), slack)})
		atWords = append(atWords, broken{at: l.at, length: n, next: n + firstWord(next) + slack})
	}
	if h, ok := habitOf(anywhere); ok {
		return h, true
	}
	return habitOf(atWords)
}

// firstLetter is the length of what no encoder cuts in two at the beginning of
// an encoded line: a letter, an escape, or the escapes of one letter in UTF-8.
func firstLetter(line []byte) int {
	n := 0
	for n+2 < len(line) && line[n] == '=' && n < 4*3 {
		n += 3
	}
	return max(n, 1)
}

// firstWord is the length of a line up to its first blank, that included.
func firstWord(line []byte) int {
	if i := bytes.IndexAny(line, " \t"); i >= 0 {
		return i + 1
	}
	return len(line)
}

// oddWidths are the lines that the width does not explain, and those that end
// by themselves and are too long.
func oddWidths(t *ownText, h habit, lines []qpLine) (marks []Mark) {
	for _, o := range h.odd {
		marks = append(marks, oddWidth(t, h, o))
	}
	for _, l := range lines {
		if n := len(l.line); !l.soft && n > h.width+spare {
			marks = append(marks, oddWidth(t, h, broken{at: l.at, length: n}))
		}
	}
	if len(marks) > mostOdd {
		return nil
	}
	return marks
}

func oddWidth(t *ownText, h habit, o broken) Mark {
	how := fmt.Sprintf("is cut at %d, and more would have fitted", o.length)
	if o.length > h.width+spare {
		how = fmt.Sprintf("has %d", o.length)
	}
	return Mark{
		Where: t.at(o.at),
		Why: fmt.Sprintf("%d lines of this text are filled up to %d bytes and cut there; this one %s. Encoders cut all lines by one rule.",
			h.kept, h.width, how),
		Recheck: lineAt(t.Body + o.at),
	}
}
