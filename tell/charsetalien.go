package tell

import (
	"fmt"
	"slices"
)

// charsetAlien: a programme declares the charset that its text needs. Letters
// that somebody puts in later need another.
var charsetAlien = Tell{
	ID:    "mail/charset-alien",
	Asks:  "Does a text hold a few letters that are not in the charset it declares?",
	Rests: "RFC 2046 §4.1.2: the charset is that of the text; programmes choose it by what the text holds",
	Innocent: []string{"a programme that declares one charset whatever it sends, as many did before 2003",
		"a list or server that put a footer in its own charset into the text", "a gateway that turned the text into UTF-8 and left the declaration"},
	Cause: Encoding,
	Mail: func(m *Mail) Result {
		result := NotApplicable()
		var marks []Mark
		for _, t := range m.texts() {
			if !singleOrUTF8(t.charset) || t.charset == "utf-8" || t.charset == "utf8" {
				continue
			}
			result = Absent()
			if letters, ok := alienLetters(&t, t.multi, t.single); ok {
				marks = append(marks, alienMark(&t, letters))
			}
		}
		if len(marks) > 0 {
			return Found(marks...)
		}
		return result
	},
}

// mostAlien bounds the letters of an insertion; a text that has more was
// written so.
const mostAlien = 24

// plainCharsets are those that have no letters beyond ASCII.
var plainCharsets = []string{"us-ascii", "ascii"}

// alienLetters are the letters that the declared charset lacks: any beyond ASCII
// of one that is said to be ASCII, those in UTF-8 of any other. Single bytes in
// a text that declares nothing are left out: 26 of 2070 mails of 2002 have them.
func alienLetters(t *ownText, multi, single letters) (letters, bool) {
	switch {
	case multi.n > 0 && single.n == 0 && multi.n <= mostAlien:
		return multi, true
	case single.n > 0 && multi.n == 0 && single.n <= mostAlien && slices.Contains(plainCharsets, t.charset):
		return single, true
	}
	return letters{}, false
}

func alienMark(t *ownText, l letters) Mark {
	declared := "declares " + t.charset
	if t.charset == "" {
		declared = "declares no charset, which is us-ascii"
	}
	return Mark{
		Where: fmt.Sprintf("part %s, byte %d of its decoded text", t.Number, l.first),
		Why: fmt.Sprintf("The text %s, and %d letters of it are in another, the first in %q. A programme declares what its text needs.",
			declared, l.n, shown(around(t.content, l.first))),
		Recheck: "decode the part, and look for bytes above 0x7f",
	}
}
