// Package prose writes the texts of the lab's leaks in English and French:
// mail, minutes, news articles, tables, all on one topic and with one set of
// figures for each story, so that two sentences of a story share words.
//
// Everything in its tables is made up: sentences, surnames, towns, firms. It
// depends on the random numbers passed in and on nothing else.
//
// What it cannot stand for: people. Its vocabulary is a few hundred words, its
// sentences repeat, and whoever measures style on them measures this package.
package prose

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"
)

// Topics are what stories are about; Private comes last.
var Topics = []string{"finance", "meeting", "press", "law", "it", "travel", Private}

// Private is the topic of life outside work.
const Private = "private"

// anyTopic marks patterns that go with every topic.
const anyTopic = "*"

var (
	//go:embed en.tsv
	english string
	//go:embed fr.tsv
	french string
	//go:embed foreign.tsv
	foreignTable string
	//go:embed names.tsv
	namesTable string
)

// patterns are those of a language by topic and role.
var patterns = map[string]map[[2]string][]string{"en": readPatterns(english), "fr": readPatterns(french)}

// names are parts of names by language and kind.
var names = readNames()

// passages are those of foreign.tsv by kind and language.
var passages = readPassages()

// rows are the lines of a table that are no comments, cut at tabs.
func rows(table string, columns int) (list [][]string) {
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != columns {
			panic(fmt.Sprintf("lab/prose: %d columns in %q", len(cells), line))
		}
		list = append(list, cells)
	}
	return list
}

func readPatterns(table string) map[[2]string][]string {
	m := map[[2]string][]string{}
	for _, row := range rows(table, 3) {
		key := [2]string{row[0], row[1]}
		if strings.HasPrefix(row[1], "word:") {
			m[key] = append(m[key], strings.Split(row[2], "|")...)
		} else {
			m[key] = append(m[key], row[2])
		}
	}
	return m
}

func readNames() map[[2]string][]string {
	m := map[[2]string][]string{}
	for _, row := range rows(namesTable, 3) {
		m[[2]string{row[0], row[1]}] = strings.Split(row[2], "|")
	}
	return m
}

func readPassages() map[[2]string][]string {
	m := map[[2]string][]string{}
	for _, row := range rows(foreignTable, 3) {
		key := [2]string{row[0], row[1]}
		m[key] = append(m[key], row[2])
	}
	return m
}

// one picks one of a list.
func one(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }

// Spam is a passage of spam, of the language or English.
func Spam(r *rand.Rand, lang string) string {
	list := passages[[2]string{"spam", lang}]
	if list == nil {
		list = passages[[2]string{"spam", "en"}]
	}
	return one(r, list)
}

// Foreign is a passage of another matter: one time in four in another language
// altogether, else in the language.
func Foreign(r *rand.Rand, lang string) string {
	if r.IntN(4) == 0 {
		return one(r, passages[[2]string{"other", one(r, []string{"de", "es", "it"})}])
	}
	return one(r, passages[[2]string{"other", lang}])
}
