package tell

import (
	"strings"
)

// Bounds on when it tells something that a passage shares no matter with the
// rest of its text.
const (
	leastStems = 4    // words that carry matter, in the passage
	sharedRest = 0.25 // of the matter of an average line this much stands elsewhere
)

// unrelated reports whether no matter of the passage stands anywhere else in the
// text, though the lines of the text share theirs.
func (p *prose) unrelated(first, last int) bool {
	p.findStems()
	inside := map[*stem]int{}
	for _, u := range p.units[first : last+1] {
		for _, s := range u.stems {
			inside[s]++
		}
	}
	if len(inside) < leastStems {
		return false
	}
	for s, n := range inside {
		if s.units > n {
			return false
		}
	}
	return p.coherent
}

// shared is how much of the matter of the text's lines stands in others too.
func shared(stems map[string]*stem) float64 {
	shared, all := 0, 0
	for _, s := range stems {
		all += s.units
		if s.units > 1 {
			shared += s.units
		}
	}
	return float64(shared) / float64(max(all, 1))
}

// share is how much of the words of the text stand in units from first to last.
func (p *prose) share(first, last int) float64 {
	words := 0
	for _, u := range p.units[first : last+1] {
		words += len(u.words)
	}
	return float64(words) / float64(max(p.words, 1))
}

func hasLink(text string) bool {
	return strings.Contains(text, "http://") || strings.Contains(text, "https://") || strings.Contains(text, "www.")
}

// onlyLink reports whether the links of the text stand in the passage alone.
func (p *prose) onlyLink(first, last int) bool {
	inside := 0
	for _, u := range p.units[first : last+1] {
		if hasLink(u.text) {
			inside++
		}
	}
	return inside > 0 && inside == p.links
}

// shownWords is how much of a line is quoted, in words.
const shownWords = 5

func tail(text string) string {
	words := strings.Fields(text)
	return strings.Join(words[max(0, len(words)-shownWords):], " ")
}

func begin(text string) string {
	words := strings.Fields(text)
	return strings.Join(words[:min(len(words), shownWords)], " ")
}
