package tell

import "strings"

// foreignTongue is the language of units from first to last, where it is another
// than the text's and stands in one paragraph alone: in a letter of two languages,
// or with an answer in another below it, both go on.
func (p *prose) foreignTongue(first, last int) language {
	lang := p.language(first, last+1)
	if lang == none || lang == p.lang || p.lang == none || p.units[first].paragraph != p.units[last].paragraph {
		return none
	}
	if p.otherTongues(first, last+1) < p.others {
		return none
	}
	return lang
}

// otherTongues counts units that are in another language than the text.
func (p *prose) otherTongues(from, to int) (n int) {
	for i := from; i < to; i++ {
		if lang := p.language(i, i+1); lang != none && lang != p.lang {
			n++
		}
	}
	return n
}

// alone reports whether units from first to last are a paragraph of its own in whole
// sentences.
func (p *prose) alone(first, last int) bool {
	parted := p.units[first-1].paragraph != p.units[first].paragraph && p.units[last].paragraph != p.units[last+1].paragraph
	// In the text of a page nothing but its line parts a paragraph from the next.
	ownLine := p.units[first-1].line != p.units[first].line && p.units[last].line != p.units[last+1].line
	if !parted && (first != last || !ownLine || !p.apart(first, last)) {
		return false
	}
	words := 0
	for i := first; i <= last; i++ {
		u := &p.units[i]
		if words += int(u.words); strings.ContainsAny(u.text, signsOfManuals) {
			return false
		}
	}
	return words >= leastAlone && !p.units[last].open
}

// signsOfManuals stand in what manuals leave untranslated.
const signsOfManuals = "\"*[]{}()<>="

// leastAlone is how many words a paragraph has at least that its language alone
// tells: headings and captions have fewer.
const leastAlone = 10
