package mail

import (
	"slices"
	"strings"
)

// renderings are the types of text that programmes write as alternatives of
// each other, beside multiparts that hold one with its pictures.
var renderings = []string{"text/plain", "text/html", "text/calendar", "text/enriched", "text/x-amp-html"}

// alternatives reports whether parts can be renderings of one text: each of a
// type of its own, none a file.
func alternatives(parts []*Part) bool {
	seen := map[string]bool{}
	for _, p := range parts {
		if seen[p.Type] || p.Disposition() == "attachment" || !p.Multipart() && !slices.Contains(renderings, p.Type) {
			return false
		}
		seen[p.Type] = true
	}
	return true
}

// How much two renderings have to share: an HTML page and the plain text made
// of it hold nearly the same words, two texts that somebody wrote to stand
// beside each other do not.
const (
	sameShare  = 0.7 // of the words of the shorter, found in the longer
	leastShare = 0.5 // of the number of words of the longer, in the shorter
)

// sameText reports whether parts that are declared as alternatives are
// renderings of one text. Where there is more text than can be compared they
// are taken for none.
func (m *Message) sameText(parts []*Part) bool {
	var last map[string]bool
	for _, p := range parts {
		if p.Type == "text/calendar" { // an appointment: times and places
			continue
		}
		words, all := m.words(p)
		if !all || last != nil && !mostlySame(last, words) {
			return false
		}
		last = words
	}
	return true
}

// words are the words of the text in p and below; all is false where they have
// more than MaxText bytes.
func (m *Message) words(p *Part) (words map[string]bool, all bool) {
	words = map[string]bool{}
	room := MaxText
	p.Leaves(func(leaf *Part) bool {
		if !slices.Contains(renderings, leaf.Type) || leaf.Disposition() == "attachment" {
			return true
		}
		content, _ := m.Decode(leaf)
		if room -= len(content); room < 0 {
			return false
		}
		text, _ := DecodeCharset(content, leaf.param("charset"))
		if leaf.Type != "text/plain" {
			text = htmlText(text)
		}
		addWords(words, text)
		return true
	})
	return words, room >= 0
}

func addWords(words map[string]bool, text string) {
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		if w = strings.Trim(w, ".,;:!?()[]<>\"'*_-|"); w != "" {
			words[w] = true
		}
	}
}

// mostlySame reports whether two texts of these words can be one.
func mostlySame(a, b map[string]bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	shared := 0
	for w := range a {
		if b[w] {
			shared++
		}
	}
	return float64(shared) >= sameShare*float64(len(a)) && float64(len(a)) >= leastShare*float64(len(b))
}
