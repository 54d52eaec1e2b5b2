package tell

import (
	"fmt"
	"strings"
	"unicode"
)

// passage is a run of units that does not belong to the text around it.
type passage struct {
	first, last int // units
	from, to    int // lines
	reasons     []string
	points      int
	own         int // points of its own words, whatever stands around it
}

func (f passage) why() string {
	return fmt.Sprintf("The passage does not belong to the text around it: %s.", strings.Join(f.reasons, "; "))
}

// maxPassage is how many units a passage has at most: longer ones are a text of
// their own.
const maxPassage = 6

// mostOfText is how much of the words of a text a foreign passage has at most: a
// mail that is spam has nothing foreign in it.
const mostOfText = 0.25

// enoughPoints is what a passage needs; one that breaks a sentence needs a point
// less, for nothing that belongs does that.
const enoughPoints = 3

// passages finds foreign passages, those with most points first where two
// overlap, in the order of the text.
func (p *prose) passages() (found []passage) {
	for first := 1; first < len(p.units)-1; first++ {
		if !p.odd(first) {
			continue
		}
		var best passage
		for last := first; last < min(first+maxPassage, len(p.units)-1); last++ {
			if f, ok := p.weigh(first, last); ok && (best.points == 0 || f.own > best.own) {
				best = f
			}
		}
		if best.points == 0 {
			continue
		}
		best = p.shortest(best)
		found = append(found, best)
		first = best.last
	}
	return found
}

// shortest leaves out what stands at the beginning of a passage and has none of
// the words that tell it.
func (p *prose) shortest(f passage) passage {
	for f.first < f.last {
		less, ok := p.weigh(f.first+1, f.last)
		if !ok || less.own < f.own || f.own == 0 && less.points < f.points {
			break
		}
		f = less
	}
	return f
}

// odd reports whether a unit could begin a foreign passage: something in it is
// no part of the text's own language or matter, or the unit before is cut off.
func (p *prose) odd(at int) bool {
	u := &p.units[at]
	for l, n := range &u.tongues {
		if n > 0 && language(l) != p.lang {
			return true
		}
	}
	return len(u.spam) > 0 || u.link || p.units[at-1].open && !u.lower
}

// weigh looks at the passage of units from first to last.
func (p *prose) weigh(first, last int) (passage, bool) {
	f := passage{first: first, last: last, from: int(p.units[first].line), to: int(p.units[last].line)}
	lang := p.foreignTongue(first, last)
	matter, words := p.spam(first, last)
	if lang == none && len(words) == 0 && !p.breaks(first, last) {
		return f, false // nearly all end here
	}
	add := func(points int, reason string, values ...any) {
		f.points += points
		f.reasons = append(f.reasons, fmt.Sprintf(reason, values...))
	}
	if lang != none {
		add(2, "its language is another (%s in a text in %s)", lexica().languages[lang], lexica().languages[p.lang])
	}
	if len(words) > 0 {
		add(worth(matter, words), "its words are of %s and stand nowhere else in the text (%s)", matter, strings.Join(words, ", "))
	}
	f.own = f.points
	if f.own > 0 && p.share(first, last) > mostOfText {
		return f, false
	}
	broken := p.breaks(first, last)
	ended := broken && !p.units[last].open && p.plain(first-1, last+1)
	if f.own == 0 && !ended || f.own < enoughPoints && !broken && !p.apart(first, last) {
		return f, false
	}
	if lang != none && p.alone(first, last) {
		add(1, "it is a paragraph of its own")
	}
	if p.unrelated(first, last) {
		add(1, "none of its matter stands anywhere else in the text")
	}
	if f.own > 0 && p.onlyLink(first, last) {
		add(1, "the only link of the text stands in it")
	}
	if broken {
		add(1, "the sentence before it goes on behind it: %q … %q", tail(p.units[first-1].text), begin(p.units[last+1].text))
	}
	if ended && f.own == 0 {
		add(1, "it ends a sentence of its own there")
	}
	return f, f.points >= enoughPoints
}

// plain reports whether units from first to last are words and their signs, and
// nothing of lists, programmes and references.
func (p *prose) plain(first, last int) bool {
	for i := first; i <= last; i++ {
		u := &p.units[i]
		if u.words < leastPlain || strings.ContainsAny(u.text, "#<>[]{}=*_|@/\\0123456789") || strings.ContainsFunc(u.text, unscripted) {
			return false
		}
	}
	return true
}

// leastPlain is how many words a line of running text has at least.
const leastPlain = 5

// unscripted reports letters of scripts that have no small letters, in which it
// cannot be seen where a sentence begins.
func unscripted(r rune) bool {
	return unicode.IsLetter(r) && !unicode.IsLower(r) && !unicode.IsUpper(r)
}

// breaks reports whether the passage stands inside a sentence: what is before it
// is not ended, and what is behind it goes on in lower case, in one paragraph.
func (p *prose) breaks(first, last int) bool {
	before, behind := &p.units[first-1], &p.units[last+1]
	return before.paragraph == behind.paragraph && before.open && behind.lower && !p.units[first].lower
}

// apart reports whether the passage stands between sentences: it could be taken
// out and nothing would miss it.
func (p *prose) apart(first, last int) bool {
	return !p.units[first-1].open && !p.units[first].lower && !p.units[last].open && !p.units[last+1].lower
}
