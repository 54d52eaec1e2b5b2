// Package carve finds text in bytes that no structure describes any more: free
// sectors, the gaps of a fast save. It takes only what reads like sentences, or
// holds the path of a file,
// in UTF-16 of the alphabets below U+0700 or in a code page of single bytes;
// text in other scripts, short strings and compressed text stay unseen.
package carve

import (
	"strings"
	"unicode"

	"assay/ole/locale"
)

const (
	minimum   = 24 // characters of a piece
	maxPieces = 200
	maxPiece  = 1500 // bytes of a piece; longer text makes several
)

// Text gives pieces of text in the order in which they stand, and how many
// more there were.
func Text(data []byte, page int) (pieces []string, more int) {
	for at := 0; at < len(data); {
		words, n := wide(data[at:])
		if n == 0 {
			words, n = narrow(data[at:], page)
		}
		for _, piece := range split(words) {
			if len(pieces) < maxPieces {
				pieces = append(pieces, piece)
			} else {
				more++
			}
		}
		at += max(n, 1)
	}
	return pieces, more
}

// split joins words to pieces of maxPiece bytes, or of one word that is longer.
func split(words []string) (pieces []string) {
	for len(words) > 0 {
		n, size := 1, len(words[0])
		for n < len(words) && size+1+len(words[n]) <= maxPiece {
			size += 1 + len(words[n])
			n++
		}
		pieces = append(pieces, strings.Join(words[:n], " "))
		words = words[n:]
	}
	return pieces
}

// wide reads a run of UTF-16 from the start of b: its words if it is text, and
// its length in bytes; 0 where it is short, and may be a run of bytes.
func wide(b []byte) (words []string, n int) {
	for n+2 <= len(b) && plausible(rune(b[n])|rune(b[n+1])<<8) {
		n += 2
	}
	if n < 2*minimum {
		return nil, 0
	}
	return tidy(locale.UTF16Text(b[:n])), n
}

// narrow does the same for bytes of a code page.
func narrow(b []byte, page int) (words []string, n int) {
	for n < len(b) && (b[n] >= ' ' && b[n] != 0x7F || strings.ContainsRune("\r\n\t\x07\x0B", rune(b[n]))) {
		n++
	}
	if n < minimum {
		return nil, n
	}
	text, _ := locale.Text(page, b[:n])
	return tidy(text), n
}

func plausible(r rune) bool {
	switch {
	case r == '\r' || r == '\n' || r == '\t' || r == 7 || r == 11:
		return true
	case r < ' ' || r >= 0x7F && r < 0xA0:
		return false
	case r < 0x700:
		return r < 0x300 || r > 0x36F // combining marks are seldom written apart
	}
	return r >= 0x2010 && r <= 0x2026 || r == 0x20AC
}

// tidy gives the words of text if it reads like words, or holds the path of a
// file, else nothing.
func tidy(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || r == 0xA0 })
	total := len([]rune(text))
	if strings.ContainsRune(text, unicode.ReplacementChar) || !oneScript(text) || mixedCase(words)*4 > len(words)+2 {
		return nil
	}
	path := strings.Contains(text, `:\`) && strings.Count(text, `\`) > 1
	if !path && (len(words) < 4 || total > 12*len(words) || len(words)*2 > total) {
		return nil
	}
	return words
}

// mixedCase counts the words in which a capital follows a small letter.
func mixedCase(words []string) (n int) {
	for _, w := range words {
		small := false
		for _, r := range w {
			if small && unicode.IsUpper(r) {
				n++
				break
			}
			small = unicode.IsLower(r)
		}
	}
	return n
}

// oneScript says whether most of text is letters, and most letters are of
// one script; accents may be a fifth of Latin letters. Compressed data that
// happens to decode mixes them.
func oneScript(text string) bool {
	plain, accents, letters, printed := 0, 0, 0, 0
	blocks := map[rune]int{}
	for _, r := range text {
		if r > ' ' {
			printed++
		}
		switch {
		case r|0x20 >= 'a' && r|0x20 <= 'z':
			plain++
		case !unicode.IsLetter(r):
			continue
		case r < 0x250:
			accents++
		default:
			blocks[r>>8]++
		}
		letters++
	}
	if letters*10 < printed*7 {
		return false
	}
	most := plain
	if accents*4 <= plain {
		most += accents
	}
	for _, n := range blocks {
		most = max(most, n)
	}
	return most*10 >= letters*7
}
