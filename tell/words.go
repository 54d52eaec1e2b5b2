package tell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is one word of a text, in lower case, with what it tells. The words of a
// text come again and again, so that each is looked up once.
type word struct {
	text     string
	language string          // that it alone tells; empty for most
	matters  map[string]bool // of spam
	stem     *stem           // nil of words that carry little matter, and until it is found
}

// stem is what a word and its forms have in common.
type stem struct {
	units int // of the text in which it stands
	last  int // number of the last of them, from 1
}

// wordsOf are the words of a text: runs of letters, with the apostrophes and
// hyphens inside them.
func (p *prose) wordsOf(text string) []*word {
	const letters = 5 // of a word with its blank; most have more
	text = strings.ToLower(text)
	list, start := make([]*word, 0, len(text)/letters+1), -1
	for i, r := range text {
		switch inside := inWord(r); {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			list = append(list, p.word(text[start:i]))
			start = -1
		}
	}
	if start >= 0 {
		list = append(list, p.word(text[start:]))
	}
	return list
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || r == '\'' || r == '-' // in lower case
	}
	return r == '’' || unicode.IsLetter(r)
}

func (p *prose) word(text string) *word {
	w := p.known[text]
	if w == nil {
		l := lexica()
		w = &word{text: text, language: l.language[text], matters: l.matters[text]}
		p.known[text] = w
	}
	return w
}

// Short words carry little matter; of the others so many letters stand for the
// word, as endings differ.
const (
	stemLetters = 5
	leastStem   = 4
)

// findStems finds the stems of all words, in how many units each stands, and
// whether the lines share them.
func (p *prose) findStems() {
	if p.stemmed {
		return
	}
	p.stemmed = true
	stems := map[string]*stem{}
	for _, w := range p.known {
		if text, ok := w.begins(); ok {
			if stems[text] == nil {
				stems[text] = &stem{}
			}
			w.stem = stems[text]
		}
	}
	for i := range p.units {
		u := &p.units[i]
		for _, w := range u.words {
			if s := w.stem; s != nil && s.last != i+1 {
				s.last, s.units = i+1, s.units+1
				u.stems = append(u.stems, s)
			}
		}
	}
	p.coherent = shared(stems) >= sharedRest
}

// begins is the text of a word's stem; false of short words, and of those of
// every text.
func (w *word) begins() (string, bool) {
	runes := []rune(w.text)
	if len(runes) < leastStem || w.language != "" {
		return "", false
	}
	return string(runes[:min(len(runes), stemLetters)]), true
}
