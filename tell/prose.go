package tell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds on what is read of a text that is searched for foreign passages.
const (
	maxProseLines = 4000
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
	// stems counts in how many units each stem stands.
	stems map[string]int
	lang  string // of the most; empty where none prevails
	// others is how many units are in another language.
	others int
	// In how many units a word of each matter of spam stands, and a link.
	matters map[string]int
	links   int
	// coherent tells that the lines of the text share their matter.
	coherent bool
}

// unit is a line of a text, or a sentence of a line that holds many.
type unit struct {
	line      int // from 1
	text      string
	paragraph int  // number of the paragraph it stands in
	sentence  bool // taken from a long line
	words     []string
	stems     []string // of words that carry matter, each once
}

// readProse takes a text apart.
func readProse(text string) *prose {
	if len(text) > maxProseBytes {
		text = text[:maxProseBytes]
	}
	p := &prose{stems: map[string]int{}, matters: map[string]int{}}
	paragraph, line := 0, 0
	for raw := range strings.Lines(text) {
		if line++; line > maxProseLines {
			break
		}
		raw = strings.TrimSpace(strings.ToValidUTF8(raw, ""))
		if raw == "" {
			paragraph++
			continue
		}
		if len(raw) <= longLine {
			p.add(unit{line: line, text: raw, paragraph: paragraph})
			continue
		}
		paragraph++
		for _, s := range sentences(raw) {
			p.add(unit{line: line, text: s, paragraph: paragraph, sentence: true})
		}
		paragraph++
	}
	p.lang = p.language(0, len(p.units))
	p.others = p.otherTongues(0, len(p.units))
	p.coherent = p.shared() >= sharedRest
	return p
}

func (p *prose) add(u unit) {
	u.words = wordsOf(u.text)
	seen := map[string]bool{}
	for _, w := range u.words {
		if s := stem(w); s != "" && !seen[s] {
			seen[s] = true
			u.stems = append(u.stems, s)
			p.stems[s]++
		}
	}
	for m := range u.matters() {
		p.matters[m]++
	}
	if hasLink(u.text) {
		p.links++
	}
	p.words += len(u.words)
	p.units = append(p.units, u)
}

func (p *prose) enough() bool { return len(p.units) >= leastUnits && p.words >= leastWords }

// wordsOf are the words of a text in lower case: runs of letters, with the
// apostrophes and hyphens inside them.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '-' && r != '’' })
}

// stemLetters is how many letters of a word stand for it: endings differ.
const stemLetters = 5

// stem is what a word and its forms have in common; empty for short words,
// which carry little matter, and for those of every text.
func stem(word string) string {
	if utf8.RuneCountInString(word) < 4 || stopLanguage(word) != "" {
		return ""
	}
	runes := []rune(word)
	return string(runes[:min(len(runes), stemLetters)])
}

// sentences cuts a paragraph behind full stops and the like.
func sentences(text string) (list []string) {
	start := 0
	for i, r := range text {
		if !strings.ContainsRune(".!?…", r) {
			continue
		}
		end := i + utf8.RuneLen(r)
		for end < len(text) && strings.ContainsRune("\"'»”)", rune(text[end])) {
			end++
		}
		if end < len(text) && text[end] == ' ' && startsNew(text[end+1:]) {
			list = append(list, strings.TrimSpace(text[start:end]))
			start = end
		}
	}
	return append(list, strings.TrimSpace(text[start:]))
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

// withoutQuotes blanks the lines of a mail that quote another, and ends it at
// its signature, so that the numbers of the others stay. RFC 3676 §4.3, §4.5
func withoutQuotes(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimRight(line, "\r\n") == "-- " {
			break
		}
		if strings.HasPrefix(strings.TrimSpace(line), ">") {
			line = "\n"
		}
		b.WriteString(line)
	}
	return b.String()
}
