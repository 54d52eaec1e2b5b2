package tell

import "strings"

// alone reports whether units from first to last are paragraphs of their own and
// whole sentences, and no more of their language stands in the text: in one of two
// languages both go on.
func (p *prose) alone(first, last int) bool {
	parted := p.units[first-1].paragraph != p.units[first].paragraph && p.units[last].paragraph != p.units[last+1].paragraph
	// In the text of a page nothing but its line parts a paragraph from the next.
	if !parted && (first != last || p.units[first].sentence || !p.apart(first, last)) {
		return false
	}
	words := int32(0)
	for _, u := range p.units[first : last+1] {
		if words += u.words; strings.ContainsAny(u.text, signsOfManuals) {
			return false
		}
	}
	if words < leastAlone || p.units[last].open {
		return false
	}
	for i := 1; i < len(p.units); i++ {
		if i == first {
			i = last
			continue
		}
		if lang := p.language(i, i+1); lang != none && lang != p.lang {
			return false
		}
	}
	return true
}

// signsOfManuals stand in what manuals leave untranslated.
const signsOfManuals = "\"*[]{}()<>="

// leastAlone is how many words a paragraph has at least that its language alone
// tells: headings and captions have fewer.
const leastAlone = 10
