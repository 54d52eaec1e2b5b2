package tell

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/document"
)

// mixedLetters: a keyboard that is switched between two alphabets leaves
// letters of the other in words where they look the same.
var mixedLetters = Tell{
	ID:    "text/mixed-letters",
	Asks:  "Does a word of Latin letters hold Cyrillic or Greek ones that look the same, or the other way round?",
	Rests: "UTS #39 §5.1: a word of one language is of one script",
	Innocent: []string{"a keyboard that was switched late", "text recognition or a font that took one letter for the other",
		"spam and tricksters that hide words from filters", "names of products and signs of units that mix alphabets"},
	Cause: Letters,
	Mail: func(m *Mail) Result {
		result := NotApplicable()
		for _, t := range m.texts() {
			text := t.text
			if t.Type == "text/html" {
				if !hasLookAlikes(text) {
					continue
				}
				text = strings.Join(pageWords(text), " ")
			}
			if r := mixedWords(text, "part "+t.Number); r.outcome != NotApplicable().outcome {
				if result = r; len(r.marks) > 0 {
					return r
				}
			}
		}
		return result
	},
	Document: func(d *document.Document) Result {
		if d.Kind == document.Image {
			return NotApplicable()
		}
		return mixedWords(d.Text, "the text")
	},
}

// Letters of other scripts that look like one of Latin. Small ones of Greek
// stand in formulas beside Latin ones, and are left out but for omicron.
const (
	likeLatin = "аеорсухіјѕһԁԛԝАВЕКМНОРСТХУІЈЅ" + "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
	// likeOthers are the Latin letters that they look like.
	likeOthers = "aeopcyxijshdqwABEKMHOPCTXYIJSZN"
)

// hasLookAlikes reports whether a Cyrillic or Greek letter can stand in a text:
// their letters begin with CE to D4 in UTF-8.
func hasLookAlikes(text string) bool {
	if isASCII(text) {
		return false
	}
	for i := range len(text) {
		if c := text[i]; 0xce <= c && c <= 0xd4 {
			return true
		}
	}
	return false
}

// Bounds: words that are long enough for their script to be plain, in a text
// where few are mixed.
const (
	leastLetters = 4 // of the one script; formulas mix fewer
	mostMixed    = 6 // words; more are a text that is written so: spam, or text recognition
	maxWord      = 60
)

// mixedWords looks for words in which letters of another script look like
// those of the rest.
func mixedWords(text, where string) Result {
	if text == "" {
		return NotApplicable()
	}
	if !hasLookAlikes(text) {
		return Absent()
	}
	var marks []Mark
	latin := !hasCyrillicWord(text)
	for word := range strings.FieldsFuncSeq(text, noLetter) {
		if len(word) > maxWord || !hasLookAlikes(word) {
			continue
		}
		if foreign, ok := foreignLetters(word, latin); ok {
			if len(marks) == mostMixed {
				return Absent()
			}
			marks = append(marks, Mark{
				Where:   fmt.Sprintf("%s, the word %q", where, word),
				Why:     fmt.Sprintf("The word %q is of two alphabets: %s stand among letters of another, and look like them.", word, foreign),
				Recheck: "copy the word, and print its code points",
			})
		}
	}
	return Of(marks)
}

func noLetter(r rune) bool { return !unicode.IsLetter(r) }

// hasCyrillicWord reports whether a word stands in a text that is Cyrillic and
// cannot be taken for a Latin one.
func hasCyrillicWord(text string) bool {
	for word := range strings.FieldsFuncSeq(text, noLetter) {
		if hasLookAlikes(word) && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Cyrillic, r) }) &&
			strings.ContainsFunc(word, func(r rune) bool { return !strings.ContainsRune(likeLatin, r) }) {
			return true
		}
	}
	return false
}

// foreignLetters names the letters of a word that are of another script than
// most of it, where all of these look like letters of that. In a Latin text, which
// has no word of Cyrillic alone, those are the Cyrillic ones, of short words too.
func foreignLetters(word string, inLatin bool) (named string, ok bool) {
	latin, cyrillic, greek := 0, 0, 0
	for _, r := range word {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Greek, r):
			greek++
		}
	}
	other := cyrillic + greek
	if latin == 0 || other == 0 || latin+other != utf8.RuneCountInString(word) {
		return "", false
	}
	long := max(latin, other) >= leastLetters
	if inLatin && greek == 0 || long && latin >= other {
		if named, ok = allLike(word, likeLatin, false); ok {
			return named, true
		}
	}
	if long && latin < other {
		return allLike(word, likeOthers, true)
	}
	return "", false
}

// allLike names the letters of a word that are Latin, or are not; ok is false
// where one of them does not look like another.
func allLike(word, like string, latin bool) (named string, ok bool) {
	var list []string
	for _, r := range word {
		if unicode.Is(unicode.Latin, r) != latin {
			continue
		}
		if !strings.ContainsRune(like, r) {
			return "", false
		}
		list = append(list, fmt.Sprintf("%U", r))
	}
	return strings.Join(list, ", "), true
}
