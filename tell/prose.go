package tell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds on what is read of a text that is searched for foreign passages.
const (
	maxProseLines = 4000
	maxProseUnits = 20_000 // sentences of long lines too
	maxProseBytes = 256 << 10
	longLine      = 160 // bytes: a line that holds a paragraph is taken apart into sentences
)

// leastUnits and leastWords are how much text there has to be before a passage
// in it can be told from the rest.
const (
	leastUnits = 6
	leastWords = 60
)

// prose is a text, taken apart.
type prose struct {
	units []unit
	words int
	lang  language // of the most; none where none prevails
	// others is how many units are in another language.
	others int
	// In how many units a word of each matter of spam stands, and a link.
	matters [maxMatters]int
	links   int
	linked  bool // something in the text looks like a link
	reader  wordReader
	shares  *shares // made when it is first asked for
}

// unit is a line of a text, or a sentence of a line that holds many.
type unit struct {
	text      string
	line      int32 // from 1
	paragraph int32 // number of the paragraph it stands in
	words     int32
	tongues   [maxLanguages]uint16 // words that tell each language; of more than it holds as many as that
	spam      []*entry             // words of matters of spam, each once
	matters   uint8                // a bit for each of these
	link      bool
	open      bool // its sentence is not at its end
	lower     bool // it begins in lower case
}

// readProse takes a text apart.
func readProse(text string) *prose { return readLines(text, false) }

// readOwnProse takes the text of a mail apart, without the lines that quote
// another, and up to its signature. Lines keep their numbers. RFC 3676 §4.3, §4.5
func readOwnProse(text string) *prose { return readLines(text, true) }

func readLines(text string, own bool) *prose {
	p := &prose{linked: hasLink(text)}
	p.units = make([]unit, 0, min(strings.Count(text, "\n")+1, maxProseLines))
	paragraph, line, left := int32(0), int32(0), maxProseBytes
	for raw := range strings.Lines(text) {
		if own && strings.HasPrefix(raw, "-- ") && strings.TrimRight(raw, "\r\n") == "-- " {
			break
		}
		if own && quotes(raw) {
			raw = "\n"
		}
		raw = raw[:min(len(raw), left)]
		if line++; line > maxProseLines || len(p.units) >= maxProseUnits || raw == "" {
			break
		}
		left -= len(raw)
		if !utf8.ValidString(raw) {
			raw = strings.ToValidUTF8(raw, "")
		}
		raw = strings.TrimSpace(raw)
		if raw == "" {
			paragraph++
			continue
		}
		if len(raw) <= longLine {
			p.add(unit{text: raw, line: line, paragraph: paragraph})
			continue
		}
		paragraph++
		sentences(raw, func(s string) bool {
			p.add(unit{text: s, line: line, paragraph: paragraph})
			return len(p.units) < maxProseUnits
		})
		paragraph++
	}
	p.lang = p.language(0, len(p.units))
	p.others = p.otherTongues(0, len(p.units))
	return p
}

// quotes reports whether a line begins with the sign of a quotation.
func quotes(line string) bool {
	if c := line[0]; c > ' ' && c < utf8.RuneSelf {
		return c == '>'
	}
	return strings.HasPrefix(strings.TrimSpace(line), ">")
}

func (p *prose) add(u unit) {
	u.open, u.lower = open(u.text), startsLower(u.text)
	p.reader.read(&u)
	for m := range p.matters {
		if u.matters != 0 && u.holds(m) {
			p.matters[m]++
		}
	}
	if u.link = p.linked && hasLink(u.text); u.link {
		p.links++
	}
	p.words += int(u.words)
	p.units = append(p.units, u)
}

func (p *prose) enough() bool { return len(p.units) >= leastUnits && p.words >= leastWords }

// sentences cuts a paragraph behind full stops and the like, until do reports
// that it has enough.
func sentences(text string, do func(string) bool) {
	start := 0
	for i, r := range text {
		if r != '.' && r != '!' && r != '?' && r != '…' {
			continue
		}
		end := i + utf8.RuneLen(r)
		for end < len(text) && strings.ContainsRune("\"'»”)", rune(text[end])) {
			end++
		}
		if end < len(text) && text[end] == ' ' && startsNew(text[end+1:]) {
			if !do(strings.TrimSpace(text[start:end])) {
				return
			}
			start = end
		}
	}
	do(strings.TrimSpace(text[start:]))
}

// startsNew reports whether text begins as a sentence does.
func startsNew(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return !unicode.IsLower(r)
		}
	}
	return false
}

// open reports whether a sentence is not at its end: the last sign is a letter,
// a figure or a comma.
func open(text string) bool {
	for text != "" {
		r, n := utf8.DecodeLastRuneInString(text)
		switch r {
		case ' ', '"', '\'', '»', '”', '’', ')':
			text = text[:len(text)-n]
		default:
			return unicode.IsLetter(r) || unicode.IsDigit(r) || r == ',' || r == '-'
		}
	}
	return false
}

func startsLower(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return unicode.IsLower(r)
		}
		if unicode.IsDigit(r) {
			return false
		}
	}
	return false
}
