package c2pa

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed sources.tsv
var sourcesTSV string

//go:embed actions.tsv
var actionsTSV string

// rows reads a table by its first column; lines with # are comments.
func rows(text string) map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		out[cells[0]] = cells[1:]
	}
	return out
}

var (
	sourceRows = sync.OnceValue(func() map[string][]string { return rows(sourcesTSV) })
	actionRows = sync.OnceValue(func() map[string][]string { return rows(actionsTSV) })
)

// sourceWords says what a digital source type means, and whether it says that a
// trained model had a hand in it; the address itself where it is not known.
func sourceWords(uri string) (words string, ai bool) {
	uri = strings.TrimSpace(uri)
	row := sourceRows()[uri[strings.LastIndexAny(uri, "/:")+1:]]
	if len(row) != 2 {
		return uri, false
	}
	return row[1], row[0] == "ai"
}

// actionWords says what an action means; its own name where it is not known.
func actionWords(name string) string {
	if row := actionRows()[name]; len(row) == 1 {
		return row[0]
	}
	return name
}
