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
	words := lexica()
	w.n++
	w.each(u.text, func(word []byte) {
		u.words++
		e := words.find(word)
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
		}
	})
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
var inWord = func() (table [utf8.RuneSelf]byte) {
	for c := range table {
		switch c := byte(c); {
		case 'A' <= c && c <= 'Z':
			table[c] = c + ('a' - 'A')
		case 'a' <= c && c <= 'z', c == '\'', c == '-':
			table[c] = c
		}
	}
	return table
}()
