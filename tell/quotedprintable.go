package tell

import (
	"bytes"
	"fmt"
	"slices"
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
			if !known {
				width, known = qpLimit(lines)
			}
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

// The rules by which encoders cut, the strictest first: exactly where the next
// letter no longer fits, about there (some leave room for an escape that does
// not come, or for the end of the line), or before the word that no longer fits.
// No line of up to 76 is too long, RFC 2045 §6.7 (5), nor one of 77: some do not
// count the sign of the break.
var (
	exact   = rule{kept: 0.93, early: 1}
	about   = rule{kept: 0.85, late: 2}
	atWords = rule{kept: 0.85, late: 2}
)

const (
	slack      = 4 // bytes short of its width at which a line may be cut, by the looser rules
	widestLine = 77
)

// qpHabit learns the width from the lines with a soft break.
func qpHabit(lines []qpLine) (habit, bool) {
	var letters, some, words []broken
	for i, l := range lines {
		if !l.soft || i+1 == len(lines) || len(lines[i+1].line) == 0 { // some end the text with a soft break
			continue
		}
		n, next := len(l.line), lines[i+1].line
		letter := firstLetter(next)
		letters = append(letters, broken{at: l.at, length: n, next: n + letter})
		some = append(some, broken{at: l.at, length: n, next: n + max(letter, slack)})
		words = append(words, broken{at: l.at, length: n, next: n + firstWord(next) + slack})
	}
	if h, ok := habitOf(letters, exact); ok {
		return notBelow(h, widestLine), true
	}
	if h, ok := habitOf(some, about); ok {
		return notBelow(h, widestLine), true
	}
	return habitOf(words, atWords)
}

// qpLimit is the habit of an encoder of which nothing is known but that it cuts
// long lines, where the text has too few of them to learn more. Encoders that
// cut at all leave no line longer than the rule allows: none of 650 texts of two
// lists and of the ham of 2002 has one, but for those that were edited there.
func qpLimit(lines []qpLine) (habit, bool) {
	h, long := habit{width: widestLine, most: widestLine}, 0
	for _, l := range lines {
		n := len(l.line)
		switch {
		case n > widestLine+1:
			if long++; l.soft {
				h.odd = append(h.odd, broken{at: l.at, length: n})
			}
		case l.soft:
			h.kept++
		}
	}
	return h, len(lines) >= leastLimited && long <= mostOdd
}

// leastLimited is the number of lines of a text from which a long one stands out.
const leastLimited = 5

// notBelow takes back what is not longer than every encoder may write.
func notBelow(h habit, most int) habit {
	h.most = max(h.most, most)
	h.odd = slices.DeleteFunc(h.odd, func(o broken) bool { return o.length > h.width && o.length <= h.most })
	return h
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
		if n := len(l.line); !l.soft && n > h.most+1 { // it has no sign of a soft break
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
	if o.length > h.most {
		how = fmt.Sprintf("has %d", o.length)
	}
	if h.kept == 0 {
		return Mark{Where: t.at(o.at), Recheck: lineAt(t.Body + o.at),
			Why: fmt.Sprintf("A line of this text has %d bytes; quoted-printable allows 76, to which encoders cut.", o.length)}
	}
	return Mark{
		Where: t.at(o.at),
		Why: fmt.Sprintf("%d lines of this text are cut so that they have up to %d bytes; this one %s. Encoders cut all lines by one rule.",
			h.kept, h.width, how),
		Recheck: lineAt(t.Body + o.at),
	}
}
