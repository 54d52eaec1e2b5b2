package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// Bounds of telling a language.
const (
	MinLetters  = 100     // fewer say nothing
	languageOf  = 8 << 10 // bytes of letters that are looked at
	wantedTrust = 0.8     // of whatlanggo
	longWord    = 40      // bytes of what is encoded data rather than a word
	kanaShare   = 0.05    // of Japanese text in Chinese characters, at the least
)

// Language is the language that most of a text is in, as a BCP 47 tag of two or
// three letters. sure is false, and the tag "", where the text is short, or could
// be of several languages. It speaks of the words, not of who wrote them.
func Language(text string) (tag string, sure bool) {
	letters, n := onlyWords(text)
	if n < MinLetters {
		return "", false
	}
	info := whatlanggo.Detect(letters)
	if info.Script == unicode.Han || info.Script == unicode.Hiragana || info.Script == unicode.Katakana {
		return eastern(letters, n), true // telling these apart is not statistics
	}
	if info.Lang < 0 || info.Confidence < wantedTrust {
		return "", false
	}
	if tag = info.Lang.Iso6391(); tag == "" {
		tag = info.Lang.Iso6393()
	}
	return tag, tag != ""
}

// eastern tells Japanese, which mixes kana into Chinese characters.
func eastern(letters string, n int) string {
	kana := 0
	for _, r := range letters {
		if unicode.In(r, unicode.Hiragana, unicode.Katakana) {
			kana++
		}
	}
	if float64(kana) > kanaShare*float64(n) {
		return "ja"
	}
	return "zh"
}

// onlyWords leaves out what is of no language: addresses, numbers, names of
// files and code. It gives the text and its number of letters.
func onlyWords(text string) (string, int) {
	var b strings.Builder
	n := 0
	for word := range strings.FieldsSeq(text) {
		if b.Len() > languageOf {
			break
		}
		if len(word) > longWord && word[0] < utf8.RuneSelf || strings.ContainsAny(word, "@/\\_=<>{}#0123456789") {
			continue
		}
		b.WriteString(word)
		b.WriteByte(' ')
		for _, r := range word {
			if r >= utf8.RuneSelf && unicode.IsLetter(r) || 'a' <= r|0x20 && r|0x20 <= 'z' {
				n++
			}
		}
	}
	return b.String(), n
}
