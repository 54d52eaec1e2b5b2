package pdf

import (
	"errors"
	"fmt"
)

// pack is an opened object stream. ISO 32000-2 §7.5.7.
type pack struct {
	objects []*Definition
	byNum   map[int]int
	twice   map[int]bool // numbers that stand in it more than once
}

// packed gives an object out of an object stream.
func (v *View) packed(number int, e entry) *Definition {
	held, ok := v.table[e.offset]
	if !ok || held.kind != plain {
		v.f.trouble("object %d is said to stand in object stream %d, which is not there", number, e.offset)
		return nil
	}
	d := v.written(e.offset, held)
	if d == nil {
		if d = v.f.found(e.offset, v.end); d == nil {
			v.f.trouble("object stream %d is not where the cross-reference says", e.offset)
			return nil
		}
	}
	p := v.open(d)
	if p == nil {
		return nil
	}
	if e.generation < len(p.objects) {
		if d := p.objects[e.generation]; d != nil && d.Ref.Number == number {
			return d
		}
	}
	if i, ok := p.byNum[number]; ok {
		return p.objects[i]
	}
	v.f.trouble("object %d is not in object stream %d", number, e.offset)
	return nil
}

// open reads the object stream d; nil, with a trouble told, if it cannot.
func (v *View) open(d *Definition) *pack {
	f := v.f
	if p, ok := f.packs[d.From]; ok {
		return p
	}
	p, nodes, err := v.unpack(v.complete(d, true))
	if err != nil {
		f.partial = true
		if !errors.Is(err, ErrLocked) { // told of once, for the whole file
			f.trouble("object stream %d cannot be read in full: %v", d.Ref.Number, err)
		}
	}
	if f.cached += nodes; f.cached > maxCached {
		clear(f.cache)
		clear(f.packs)
		f.cached = nodes
	}
	f.packs[d.From] = p
	return p
}

// packBudget bounds the bytes read out of an object stream, as a multiple of
// its own: objects that overlap would be read again and again.
const packBudget = 4

func (v *View) unpack(d *Definition) (*pack, int, error) {
	s, ok := d.Value.(*Stream)
	if !ok {
		return nil, 0, fmt.Errorf("it is no stream")
	}
	data, err := v.Decode(s)
	if len(data) == 0 {
		return nil, 0, fmt.Errorf("it has no data: %w", err)
	}
	first := v.length(s.Dict.Get("First"), true)
	count := v.length(s.Dict.Get("N"), true)
	if first < 0 || first > len(data) {
		return nil, 0, fmt.Errorf("its /First is out of range")
	}
	heads := &lexer{b: data[:first]}
	p := &pack{byNum: map[int]int{}, twice: map[int]bool{}}
	nodes, read := 0, 0
	for i := 0; i < count; i++ {
		number, ok1 := heads.whole()
		offset, ok2 := heads.whole()
		if !ok1 || !ok2 || number > maxNumber {
			return p, nodes, fmt.Errorf("it says %d objects and lists %d", count, i)
		}
		q := &parser{lexer: lexer{b: data, pos: min(first+offset, len(data))}}
		from := q.pos
		value, wrong := q.object(0)
		if read += q.pos - from; read > packBudget*len(data)+maxGap {
			return p, nodes, fmt.Errorf("its objects overlap")
		}
		if wrong != nil {
			err = fmt.Errorf("object %d in it: %w", number, wrong)
		}
		nodes += q.nodes
		if _, known := p.byNum[number]; known {
			p.twice[number] = true
		}
		p.byNum[number] = len(p.objects)
		p.objects = append(p.objects, &Definition{Ref: Ref{Number: number}, From: d.From, To: d.To, Container: d.Ref.Number, Index: i, Value: value})
	}
	return p, nodes, err
}
