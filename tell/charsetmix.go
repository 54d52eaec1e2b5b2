package tell

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// charsetMix: a text that a programme wrote is in one encoding; what somebody
// adds with an editor of another system is in the editor's.
var charsetMix = Tell{
	ID:    "mail/charset-mix",
	Asks:  "Are letters of one text written in two encodings?",
	Rests: "RFC 2046 §4.1.2: a text part has one charset; UTF-8 beside single bytes of ISO-8859 or Windows is two",
	Innocent: []string{"a quoted text that a programme copied without converting it", "a list or server that added a footer in its own charset",
		"a web page put into a mail by a programme that mixes sources"},
	Cause: Encoding,
	Mail: func(m *Mail) Result {
		result := NotApplicable()
		var marks []Mark
		for _, t := range m.texts() {
			if !singleOrUTF8(t.charset) {
				continue
			}
			multi, single := t.multi, t.single
			if multi.n+single.n > 0 {
				result = Absent()
			}
			marks = append(marks, twoEncodings(&t, multi, single)...)
		}
		if len(marks) > 0 {
			return Found(marks...)
		}
		return result
	},
}

// singleOrUTF8 reports whether a charset has one byte a letter or is UTF-8. In
// those of East Asia any two bytes may look like UTF-8.
func singleOrUTF8(charset string) bool {
	switch charset {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
		return true
	}
	return strings.HasPrefix(charset, "iso-8859-") || strings.HasPrefix(charset, "windows-125")
}

// letters are those beyond ASCII in one encoding, and the first of them.
type letters struct {
	n, first int
	close    int // those that stand right behind another
	end      int // offset behind the last
}

func (l *letters) add(at, n int) {
	if l.n++; l.n == 1 {
		l.first = at
	} else if at == l.end {
		l.close++
	}
	l.end = at + n
}

// stride is how many bytes are looked at at once: nearly all texts are ASCII.
const stride = 64

// isASCII reports whether no letter beyond ASCII stands in a text.
func isASCII[T string | []byte](text T) bool {
	for len(text) >= 8 {
		if (text[0]|text[1]|text[2]|text[3]|text[4]|text[5]|text[6]|text[7])&0x80 != 0 {
			return false
		}
		text = text[8:]
	}
	var all byte
	for i := range len(text) {
		all |= text[i]
	}
	return all < utf8.RuneSelf
}

// countLetters counts the letters in UTF-8 and the bytes that belong to none.
func countLetters(content []byte) (multi, single letters) {
	for i := 0; i < len(content); {
		if i%stride == 0 && isASCII(content[i:min(len(content), i+stride)]) {
			i += stride
			continue
		}
		if content[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(content[i:])
		if r == utf8.RuneError && n == 1 {
			single.add(i, n)
		} else {
			multi.add(i, n)
		}
		i += n
	}
	return multi, single
}

// Bounds: the usual encoding shows in several letters, the other in few.
const (
	leastUsual = 4
	otherTimes = 4 // the usual is so many times as frequent as the other
	// Of bytes that are letters of Latin script few stand side by side; those
	// of other scripts may look like UTF-8 by chance.
	closeShare = 0.3
)

func twoEncodings(t *ownText, multi, single letters) []Mark {
	if multi.n == 0 || single.n == 0 {
		return nil
	}
	usual, other, names := multi, single, [2]string{"UTF-8", "single bytes"}
	if single.n > multi.n {
		usual, other, names = single, multi, [2]string{"single bytes", "UTF-8"}
	}
	if float64(single.close) > closeShare*float64(single.n) {
		return nil
	}
	if usual.n < leastUsual || usual.n < otherTimes*other.n {
		return nil
	}
	return []Mark{{
		Where: fmt.Sprintf("part %s, byte %d of its decoded text", t.Number, other.first),
		Why: fmt.Sprintf("%d letters of this text are in %s and %d in %s, the first in %q. A programme writes a text in one encoding.",
			usual.n, names[0], other.n, names[1], shown(around(t.content, other.first))),
		Recheck: "decode the part; iconv -f UTF-8 stops at the first byte that is not UTF-8",
	}}
}

// around is a few words before and behind a byte.
func around(content []byte, at int) string {
	const some = 24
	return strings.ToValidUTF8(string(content[max(0, at-some):min(len(content), at+some)]), "?")
}
