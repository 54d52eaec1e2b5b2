package tell

import (
	"math"
	"unicode"
	"unicode/utf8"
)

// wordReader reads the words of texts: runs of letters, with the apostrophes and
// hyphens inside them, in lower case. Nearly all words are in no table, so that
// it keeps none of them.
type wordReader struct {
	word []byte
	seen map[*entry]int // the line of words that were counted, for those of spam
	n    int
}

// read counts the words of a unit and notes those that the lexicon has.
func (w *wordReader) read(u *unit) {
	w.n++
	if !isASCII(u.text) {
		w.each(u.text, func(word []byte) { w.count(u, lexica().find(word)) })
		return
	}
	words, text := lexica(), u.text
	for i := 0; i < len(text); i++ {
		if inWord[text[i]] == 0 {
			continue
		}
		start := i
		for i++; i < len(text) && inWord[text[i]] != 0; i++ {
		}
		word := text[start:i]
		if n := len(word); n > words.longest || !words.begins[mark(inWord[word[0]], inWord[word[n/2]], inWord[word[n-1]], n)] {
			u.words++
			continue
		}
		w.word = w.word[:0]
		for k := range len(word) {
			w.word = append(w.word, inWord[word[k]])
		}
		w.count(u, words.words[string(w.word)])
	}
}

// count notes one word of a unit, and its entry if it has one.
func (w *wordReader) count(u *unit, e *entry) {
	u.words++
	if e == nil {
		return
	}
	if e.lang != none && u.tongues[e.lang] < math.MaxUint16 {
		u.tongues[e.lang]++
	}
	if e.matters != 0 && w.seen[e] != w.n {
		if w.seen == nil {
			w.seen = map[*entry]int{}
		}
		w.seen[e] = w.n
		u.spam = append(u.spam, e)
		u.matters |= e.matters
	}
}

// each calls do with every word of a text, which it must not keep.
func (w *wordReader) each(text string, do func(word []byte)) {
	word := w.word[:0]
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			if c = inWord[c]; c != 0 {
				word = append(word, c)
				continue
			}
		} else {
			r, n := utf8.DecodeRuneInString(text[i:])
			i += n
			if r = unicode.ToLower(r); unicode.IsLetter(r) || r == '’' {
				word = utf8.AppendRune(word, r)
				continue
			}
		}
		if len(word) > 0 {
			do(word)
			word = word[:0]
		}
	}
	if len(word) > 0 {
		do(word)
	}
	w.word = word
}

// inWord is, for each sign of ASCII that stands in words, its small letter; 0 for
// the others.
var inWord = func() (table [256]byte) {
	for c := range utf8.RuneSelf {
		switch c := byte(c); {
		case 'A' <= c && c <= 'Z':
			table[c] = c + ('a' - 'A')
		case 'a' <= c && c <= 'z', c == '\'', c == '-':
			table[c] = c
		}
	}
	return table
}()
