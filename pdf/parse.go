package pdf

import (
	"errors"
	"fmt"
)

// maxDepth bounds how deep arrays and dictionaries may nest.
const maxDepth = 200

var errDepth = fmt.Errorf("objects nest deeper than %d", maxDepth)

// parser reads objects.
type parser struct {
	lexer
	nodes int // objects made, for the cache's account
}

// structural words end an object that forgot its own end.
var structural = map[string]bool{"endobj": true, "obj": true, "stream": true, "endstream": true, "xref": true, "trailer": true, "startxref": true}

// object reads the object at pos. A word that means nothing is null.
func (p *parser) object(depth int) (Object, error) {
	p.skip()
	if p.pos >= len(p.b) {
		return nil, errEnd
	}
	if depth > maxDepth {
		return nil, errDepth
	}
	p.nodes++
	switch c := p.b[p.pos]; c {
	case '/':
		return p.name(), nil
	case '(':
		return p.literal()
	case '[':
		return p.array(depth)
	case '<':
		if p.pos+1 < len(p.b) && p.b[p.pos+1] == '<' {
			return p.dict(depth)
		}
		return p.hex()
	case ']', '>', '{', '}', ')':
		p.pos++
		if depth > 0 {
			return nil, nil // as viewers do
		}
		return nil, fmt.Errorf("%q stands where an object should", c)
	}
	return p.other()
}

// other reads what is made of regular characters: numbers, references, words.
func (p *parser) other() (Object, error) {
	at := p.pos
	word := p.word()
	if n, ok := digits(word); ok {
		if ref, ok := p.ref(n); ok {
			return ref, nil
		}
		return int64(n), nil
	}
	if n, ok := number(word); ok {
		return n, nil
	}
	switch string(word) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	if structural[string(word)] {
		p.pos = at
		return nil, fmt.Errorf("%q stands where an object should", word)
	}
	return nil, nil
}

// ref reads the rest of "12 0 R" after its first number. Nothing but blanks
// may stand between, so that no look ahead runs far.
func (p *parser) ref(n int) (Ref, bool) {
	at := p.pos
	gap := func() bool {
		from := p.pos
		for p.pos < len(p.b) && p.pos-from < maxGap && class[p.b[p.pos]] == blank {
			p.pos++
		}
		return p.pos > from
	}
	if n <= maxNumber && gap() {
		if g, ok := digits(p.word()); ok && g <= maxGeneration && gap() && string(p.word()) == "R" {
			return Ref{n, g}, true
		}
	}
	p.pos = at
	return Ref{}, false
}

const (
	maxGap        = 64        // blanks inside a reference
	maxNumber     = 8_388_607 // of an indirect object: ISO 32000-1 annex C
	maxGeneration = 65_535
)

func (p *parser) array(depth int) (Object, error) {
	p.pos++
	list := Array{}
	for {
		p.skip()
		if p.pos >= len(p.b) {
			return nil, errEnd
		}
		switch p.b[p.pos] {
		case ']':
			p.pos++
			return list, nil
		case '}', '{', ')':
			p.pos++
			continue
		}
		o, err := p.object(depth + 1)
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
}

var errKey = errors.New("a dictionary's key is no name")

func (p *parser) dict(depth int) (Object, error) {
	p.pos += 2
	d := &Dict{}
	for {
		p.skip()
		if p.pos >= len(p.b) {
			return nil, errEnd
		}
		if p.b[p.pos] == '>' {
			p.pos++
			if p.pos < len(p.b) && p.b[p.pos] == '>' {
				p.pos++
			}
			return d, nil
		}
		if p.b[p.pos] != '/' {
			if err := p.stray(depth); err != nil {
				return nil, err
			}
			continue
		}
		if err := p.entry(d, depth); err != nil {
			return nil, err
		}
	}
}

// entry reads a key and its value into d.
func (p *parser) entry(d *Dict, depth int) error {
	key := p.name()
	p.skip()
	if p.pos < len(p.b) && p.b[p.pos] == '>' && (p.pos+1 >= len(p.b) || p.b[p.pos+1] == '>') {
		d.add(Entry{Key: key, From: p.pos, To: p.pos}) // a key without a value is null
		return nil
	}
	from := p.pos
	value, err := p.object(depth + 1)
	if err != nil {
		return err
	}
	d.add(Entry{Key: key, Value: value, From: from, To: p.pos})
	return nil
}

// stray goes over an object that stands where a key should, as viewers do.
func (p *parser) stray(depth int) error {
	at := p.pos
	if _, err := p.object(depth + 1); err != nil {
		return err
	}
	if p.pos == at {
		return errKey
	}
	return nil
}
