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

// shares says in which units which words that carry matter stand. Few texts have
// a passage for which that has to be known.
type shares struct {
	of       [][]int // numbers of the stems of each unit, each once
	units    []int   // for each stem, in how many units it stands
	inside   []int   // for each stem, the same of a passage, while that is looked at
	coherent bool    // the lines of the text share their matter
}

// related reads the matter of all units.
func (p *prose) related() *shares {
	if p.shares != nil {
		return p.shares
	}
	s := &shares{of: make([][]int, len(p.units))}
	numbers := map[string]int{}
	var last []int // for each stem, the unit it stood in last
	for i := range p.units {
		p.reader.each(p.units[i].text, func(word []byte) {
			word = stem(word)
			if word == nil {
				return
			}
			n, known := numbers[string(word)]
			if !known {
				n = len(last)
				numbers[string(word)] = n
				last, s.units = append(last, -1), append(s.units, 0)
			}
			if last[n] != i {
				last[n] = i
				s.units[n]++
				s.of[i] = append(s.of[i], n)
			}
		})
	}
	s.inside = make([]int, len(s.units))
	s.coherent = s.shared() >= sharedRest
	p.shares = s
	return s
}

// unrelated reports whether no matter of the passage stands anywhere else in the
// text, though the lines of the text share theirs.
func (p *prose) unrelated(first, last int) bool {
	s := p.related()
	if !s.coherent {
		return false
	}
	different, alone := 0, true
	for _, list := range s.of[first : last+1] {
		for _, n := range list {
			if s.inside[n]++; s.inside[n] == 1 {
				different++
			}
			if s.units[n] > last+1-first {
				alone = false
			}
		}
	}
	for _, list := range s.of[first : last+1] {
		for _, n := range list {
			alone = alone && s.inside[n] == s.units[n]
		}
	}
	for _, list := range s.of[first : last+1] {
		for _, n := range list {
			s.inside[n] = 0
		}
	}
	return alone && different >= leastStems
}

// shared is how much of the matter of the text's lines stands in others too.
func (s *shares) shared() float64 {
	shared, all := 0, 0
	for _, n := range s.units {
		all += n
		if n > 1 {
			shared += n
		}
	}
	return float64(shared) / float64(max(all, 1))
}

// share is how much of the words of the text stand in units from first to last.
func (p *prose) share(first, last int) float64 {
	words := 0
	for i := first; i <= last; i++ {
		words += int(p.units[i].words)
	}
	return float64(words) / float64(max(p.words, 1))
}

func hasLink(text string) bool {
	for rest := text; ; {
		before, after, ok := strings.Cut(rest, "://")
		if !ok {
			return strings.Contains(text, "www.")
		}
		if strings.HasSuffix(before, "http") || strings.HasSuffix(before, "https") {
			return true
		}
		rest = after
	}
}

// onlyLink reports whether the links of the text stand in the passage alone.
func (p *prose) onlyLink(first, last int) bool {
	inside := 0
	for i := first; i <= last; i++ {
		if p.units[i].link {
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
