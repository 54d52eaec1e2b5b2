package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// words are the distinct words of a text: runs of letters and digits, in
// compatibility form (ligatures and wide letters are taken apart) and lower
// case. Scripts that set no blanks between words give one word a character.
func words(text string, numbers bool) map[string]bool {
	list := map[string]bool{}
	text = strings.ToLower(norm.NFKC.String(strings.ReplaceAll(text, "\u00ad", "")))
	for _, run := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		start := 0
		for i, r := range run {
			if !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
				continue
			}
			add(list, run[start:i], numbers)
			start = i + len(string(r))
			add(list, run[i:start], numbers)
		}
		add(list, run[start:], numbers)
	}
	return list
}

func add(list map[string]bool, word string, numbers bool) {
	if word != "" && (numbers || !strings.ContainsFunc(word, unicode.IsDigit)) {
		list[word] = true
	}
}

// share is how many of the words of b are in a; 1 where b has none.
func share(a, b map[string]bool) (part float64, missing []string) {
	for _, w := range sortedKeys(b, b) {
		if !a[w] {
			missing = append(missing, w)
		}
	}
	if len(b) == 0 {
		return 1, nil
	}
	return 1 - float64(len(missing))/float64(len(b)), missing
}
