package tell

import (
	"regexp/syntax"
	"strings"
)

// sketch is what a text must have for a regular expression to fit: most texts
// are turned away by it, a hundred times faster than by the expression.
type sketch struct {
	lead   []map256 // the bytes that may stand at the beginning, one after the other
	needle string   // where nothing is known of the beginning: what must stand somewhere
}

// map256 holds a bit for every byte.
type map256 [4]uint64

func (m *map256) set(b byte)      { m[b/64] |= 1 << (b % 64) }
func (m *map256) has(b byte) bool { return m[b/64]&(1<<(b%64)) != 0 }

// sketchOf reads an expression of ASCII.
func sketchOf(expression string) (s sketch) {
	re, err := syntax.Parse(expression, syntax.Perl)
	if err != nil || re.Op != syntax.OpConcat {
		return s
	}
	if re.Sub[0].Op == syntax.OpBeginText && (s.follow(re) || len(s.lead) > 0) {
		return s
	}
	for _, sub := range re.Sub {
		if literal := string(sub.Rune); sub.Op == syntax.OpLiteral && len(literal) > len(s.needle) {
			s.needle = literal
		}
	}
	return s
}

// follow adds what re stands for to the beginning, as far as its length is
// fixed, and reports whether it is so to its end.
func (s *sketch) follow(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpBeginText:
		return true
	case syntax.OpCapture, syntax.OpConcat:
		for _, sub := range re.Sub {
			if !s.follow(sub) {
				return false
			}
		}
		return true
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			s.add(r, r)
		}
		return true
	case syntax.OpCharClass:
		s.add(re.Rune...)
		return true
	case syntax.OpPlus:
		s.follow(re.Sub[0])
	case syntax.OpRepeat:
		for range re.Min {
			s.follow(re.Sub[0])
		}
		return re.Min == re.Max
	}
	return false
}

// add adds one byte, of the ranges that are given as pairs.
func (s *sketch) add(pairs ...rune) {
	var m map256
	for i := 0; i+1 < len(pairs); i += 2 {
		for r := pairs[i]; r <= min(pairs[i+1], 255); r++ {
			m.set(byte(r))
		}
	}
	s.lead = append(s.lead, m)
}

// allows reports whether the expression may fit the text.
func (s *sketch) allows(text string) bool {
	if len(text) < len(s.lead) || !strings.Contains(text, s.needle) {
		return false
	}
	for i := range s.lead {
		if !s.lead[i].has(text[i]) {
			return false
		}
	}
	return true
}
