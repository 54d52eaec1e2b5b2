package tell

import "strings"

// alone reports whether units from first to last are paragraphs of their own and
// whole sentences, and no more of their language stands in the text: in one of two
// languages both go on.
func (p *prose) alone(first, last int) bool {
	if p.units[first-1].paragraph == p.units[first].paragraph || p.units[last].paragraph == p.units[last+1].paragraph {
		return false
	}
	words := 0
	for _, u := range p.units[first : last+1] {
		if words += len(u.words); strings.ContainsAny(u.text, signsOfManuals) {
			return false
		}
	}
	if words < leastAlone || open(p.units[last].text) {
		return false
	}
	for i := 1; i < len(p.units); i++ {
		if i == first {
			i = last
			continue
		}
		if lang := p.language(i, i+1); lang != "" && lang != p.lang {
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
