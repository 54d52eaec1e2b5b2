package tell

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed foreign.tsv
var foreignTable string

// language is the number of a language in the table, matter that of a matter.
type language int8

const none language = -1

// Bounds of the table, which its test holds it to.
const (
	maxLanguages = 8
	maxMatters   = 8
)

// entry is a word of the table.
type entry struct {
	word    string
	lang    language // that it alone tells, or none
	matters uint8    // a bit for each
}

// lexicon is what foreign.tsv holds.
type lexicon struct {
	words     map[string]*entry
	begins    [1 << 12]bool // whether a word of this mark can be in words
	longest   int
	languages []string // in the order of the table
	matters   []string
}

// lexica reads foreign.tsv. A word that two languages have tells neither.
var lexica = sync.OnceValue(func() *lexicon {
	l := &lexicon{words: map[string]*entry{}}
	shared := map[*entry]bool{}
	for line := range strings.Lines(foreignTable) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' || len(cells) != 3 {
			continue
		}
		if cells[0] == "matter" {
			l.matters = append(l.matters, cells[1])
		} else {
			l.languages = append(l.languages, cells[1])
		}
		for _, w := range strings.Fields(cells[2]) {
			e := l.entry(w)
			switch {
			case cells[0] == "matter":
				e.matters |= 1 << (len(l.matters) - 1)
			case e.lang != none:
				shared[e] = true
			default:
				e.lang = language(len(l.languages) - 1)
			}
		}
	}
	for e := range shared {
		e.lang = none
	}
	return l
})

// entry is that of a word, made where there is none.
func (l *lexicon) entry(word string) *entry {
	e := l.words[word]
	if e == nil {
		e = &entry{word: word, lang: none}
		l.words[word] = e
		l.begins[markOf([]byte(word))] = true
		l.longest = max(l.longest, len(word))
	}
	return e
}

// find is the entry of a word in lower case; nil where there is none.
func (l *lexicon) find(word []byte) *entry {
	if len(word) > l.longest || !l.begins[markOf(word)] {
		return nil
	}
	return l.words[string(word)]
}

func markOf(word []byte) uint {
	n := len(word)
	return mark(word[0], word[n/2], word[n-1], n)
}

// mark is a number of three letters and the length of a word, the same for few.
func mark(first, middle, last byte, n int) uint {
	return (uint(first)*5 ^ uint(middle)<<5 ^ uint(last)<<2 ^ uint(n)<<8) & (1<<12 - 1)
}

// language is the one that most words of units tell, of at least leastStops
// and leastTimes as many as of any other.
func (p *prose) language(from, to int) language {
	var counts [maxLanguages]int
	for i := from; i < to; i++ {
		for l, n := range &p.units[i].tongues {
			counts[l] += int(n)
		}
	}
	best, second, name := 0, 0, none
	for l, n := range counts {
		switch {
		case n > best:
			best, second, name = n, best, language(l)
		case n > second:
			second = n
		}
	}
	if best < leastStops || best < leastTimes*second {
		return none
	}
	return name
}

const (
	leastStops = 4
	leastTimes = 4
)

// holds reports whether a unit has a word of a matter of spam.
func (u *unit) holds(matter int) bool { return u.matters&(1<<matter) != 0 }

func (e *entry) of(matter int) bool { return e.matters&(1<<matter) != 0 }

// spam finds the matter of spam that most words of the passage belong to, of
// two different words or more, where the rest of the text holds none of it.
func (p *prose) spam(first, last int) (matter string, words []string) {
	units := p.units[first : last+1]
	held := uint8(0)
	for i := range units {
		held |= units[i].matters
	}
	if held == 0 {
		return "", nil
	}
	for m, name := range lexica().matters {
		holding, list := 0, []string(nil)
		for i := range units {
			if units[i].holds(m) {
				holding++
			}
		}
		if holding == 0 || holding != p.matters[m] {
			continue
		}
		for i := range units {
			for _, e := range units[i].spam {
				if e.of(m) {
					list = append(list, e.word)
				}
			}
		}
		slices.Sort(list)
		if list = slices.Compact(list); len(list) >= 2 && len(list) > len(words) {
			matter, words = name, list
		}
	}
	return matter, words
}

// common are the matters whose words stand in any text of trade, so that they are
// worth less.
var common = []string{"sale", "finance"}

// worth is how many points the words of a matter give. Forms of one word count
// once.
func worth(matter string, words []string) int {
	stems := map[string]bool{}
	for _, w := range words {
		stems[beginning(w)] = true
	}
	if slices.Contains(common, matter) {
		return len(stems) / 2
	}
	return len(stems)
}

// stemLetters is how many letters of a word stand for it: endings differ.
const stemLetters = 5

// beginning is the first letters of a word.
func beginning[T string | []byte](word T) T {
	n := 0
	for i := range string(word) {
		if n == stemLetters {
			return word[:i]
		}
		n++
	}
	return word
}

// stem is what a word and its forms have in common; empty for short words,
// which carry little matter, and for those of every text.
func stem(word []byte) []byte {
	if len(word) < 4 || utf8.RuneCount(word) < 4 {
		return nil
	}
	if e := lexica().find(word); e != nil && e.lang != none {
		return nil
	}
	return beginning(word)
}
