package forge

import (
	_ "embed"
	"strings"
)

//go:embed swaps.tsv
var swapTable string

//go:embed negations.tsv
var negationTable string

// swaps and negations map language and word to what a forger writes instead.
var (
	swaps     = readPairs(swapTable, true)
	negations = readPairs(negationTable, false)
)

type wordKey struct{ lang, word string }

func readPairs(table string, both bool) map[wordKey]string {
	m := map[wordKey]string{}
	for _, row := range rows(table) {
		m[wordKey{row[0], row[1]}] = row[2]
		if back := (wordKey{row[0], row[2]}); both && m[back] == "" {
			m[back] = row[1]
		}
	}
	return m
}

// rows are the lines of a table but comments, cut at tabs.
func rows(table string) (list [][]string) {
	for line := range strings.Lines(table) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && line[0] != '#' {
			list = append(list, strings.Split(line, "\t"))
		}
	}
	return list
}

// common are words that tell the language of a text.
var common = map[string][]string{
	"en": {" the ", " and ", " of ", " to ", " is ", " that ", " you "},
	"fr": {" le ", " la ", " les ", " de ", " et ", " vous ", " est ", " que "},
}

// lang is the language of a text.
func (w *work) lang(text []byte) string {
	if w.Lang != "" {
		return w.Lang
	}
	s, best, most := strings.ToLower(string(text)), "en", 0
	for _, lang := range []string{"en", "fr"} {
		n := 0
		for _, word := range common[lang] {
			n += strings.Count(s, word)
		}
		if n > most {
			best, most = lang, n
		}
	}
	return best
}

// likeCase writes word with the capitals of model.
func likeCase(word, model string) string {
	switch {
	case len(model) > 1 && model == strings.ToUpper(model) && model != strings.ToLower(model):
		return strings.ToUpper(word)
	case model[:1] == strings.ToUpper(model[:1]) && model[:1] != strings.ToLower(model[:1]):
		return strings.ToUpper(word[:1]) + word[1:]
	}
	return word
}
