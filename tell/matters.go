package tell

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed foreign.tsv
var foreignTable string

// lexicon is what foreign.tsv holds.
type lexicon struct {
	language map[string]string          // of words that one language alone has
	matters  map[string]map[string]bool // of words
	names    []string                   // of matters, in the order of the table
}

// lexica reads foreign.tsv. A word that two languages have tells neither.
var lexica = sync.OnceValue(func() *lexicon {
	l := &lexicon{language: map[string]string{}, matters: map[string]map[string]bool{}}
	shared := map[string]bool{}
	for line := range strings.Lines(foreignTable) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' || len(cells) != 3 {
			continue
		}
		if cells[0] == "matter" {
			l.names = append(l.names, cells[1])
		}
		for _, w := range strings.Fields(cells[2]) {
			switch {
			case cells[0] == "lang" && l.language[w] != "":
				shared[w] = true
			case cells[0] == "lang":
				l.language[w] = cells[1]
			default:
				if l.matters[w] == nil {
					l.matters[w] = map[string]bool{}
				}
				l.matters[w][cells[1]] = true
			}
		}
	}
	for w := range shared {
		delete(l.language, w)
	}
	return l
})

// language is the one that most words of units tell, of at least leastStops
// and leastTimes as many as of any other.
func (p *prose) language(from, to int) string {
	counts := map[string]int{}
	for _, u := range p.units[from:to] {
		for _, w := range u.words {
			if w.language != "" {
				counts[w.language]++
			}
		}
	}
	best, second, name := 0, 0, ""
	for l, n := range counts {
		switch {
		case n > best:
			best, second, name = n, best, l
		case n > second:
			second = n
		}
	}
	if best < leastStops || best < leastTimes*second {
		return ""
	}
	return name
}

const (
	leastStops = 4
	leastTimes = 4
)

// matters are the matters of spam that a unit has words of, with these words.
func (u *unit) matters() map[string][]string {
	var found map[string][]string
	for _, w := range u.words {
		for m := range w.matters {
			if found == nil {
				found = map[string][]string{}
			}
			found[m] = append(found[m], w.text)
		}
	}
	return found
}

// spam finds the matter of spam that most words of the passage belong to, of
// two different words or more, where the rest of the text holds none of it.
func (p *prose) spam(first, last int) (matter string, words []string) {
	units, inside := map[string]int{}, map[string][]string{}
	for i := first; i <= last; i++ {
		for m, list := range p.units[i].matters() {
			units[m]++
			inside[m] = append(inside[m], list...)
		}
	}
	for _, m := range lexica().names {
		list := inside[m]
		slices.Sort(list)
		list = slices.Compact(list)
		if len(list) >= 2 && len(list) > len(words) && units[m] == p.matters[m] {
			matter, words = m, list
		}
	}
	return matter, words
}

// common are the matters whose words stand in any text of trade, so that they are
// worth less.
var common = []string{"sale", "finance"}

// worth is how many points the words of a matter give. Forms of one word count
// once.
func (p *prose) worth(matter string, words []string) int {
	stems := map[string]bool{}
	for _, w := range words {
		runes := []rune(w)
		stems[string(runes[:min(len(runes), stemLetters)])] = true
	}
	if slices.Contains(common, matter) {
		return len(stems) / 2
	}
	return len(stems)
}
