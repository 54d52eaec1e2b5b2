package pdf

import (
	"bytes"
	"fmt"
)

// Same reports whether object x of state a and y of state b, of one file, have
// equal content: references are compared as such, streams by their data.
func Same(a, b *View, x, y Object) bool { return same(a, b, x, y) }

// same says whether two objects of the states a and b have equal content:
// references are compared as such, streams by their decoded data.
func same(a, b *View, x, y Object) bool {
	switch x := x.(type) {
	case Array:
		y, ok := y.(Array)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !same(a, b, x[i], y[i]) {
				return false
			}
		}
		return true
	case *Dict:
		y, ok := y.(*Dict)
		return ok && sameDict(a, b, x, y, nil)
	case *Stream:
		y, ok := y.(*Stream)
		return ok && sameStream(a, b, x, y)
	case int64:
		if f, ok := y.(float64); ok {
			return float64(x) == f
		}
	case float64:
		if n, ok := y.(int64); ok {
			return x == float64(n)
		}
	}
	switch y.(type) {
	case Array, *Dict, *Stream:
		return false // not comparable with ==
	}
	return x == y
}

// sameDict compares all entries but those in except; a null is no entry.
func sameDict(a, b *View, x, y *Dict, except map[Name]bool) bool {
	for _, e := range x.Entries {
		if !except[e.Key] && !same(a, b, x.Get(e.Key), y.Get(e.Key)) {
			return false
		}
	}
	for _, e := range y.Entries {
		if !except[e.Key] && x.Get(e.Key) == nil && y.Get(e.Key) != nil {
			return false
		}
	}
	return true
}

// coding are the entries of a stream that say how it is written down and not
// what it says.
var coding = map[Name]bool{"Length": true, "Filter": true, "DecodeParms": true, "DL": true}

var lengthOnly = map[Name]bool{"Length": true}

func sameStream(a, b *View, x, y *Stream) bool {
	if bytes.Equal(x.Raw, y.Raw) && x.ref == y.ref && sameDict(a, b, x.Dict, y.Dict, lengthOnly) {
		return true
	}
	if !sameDict(a, b, x.Dict, y.Dict, coding) {
		return false
	}
	old, err1 := a.Decode(x)
	young, err2 := b.Decode(y)
	return err1 == nil && err2 == nil && bytes.Equal(old, young)
}

// maxPaths bounds the differences that are told of one object.
const maxPaths = 100

// paths tells where two objects differ: "/Annots[2]", "(stream data)".
type paths struct {
	a, b *View
	list []string
}

func (p *paths) compare(at string, x, y Object) {
	if len(p.list) >= maxPaths || same(p.a, p.b, x, y) {
		return
	}
	switch x := x.(type) {
	case *Dict:
		if y, ok := y.(*Dict); ok {
			p.dicts(at, x, y)
			return
		}
	case Array:
		if y, ok := y.(Array); ok {
			for i := range max(len(x), len(y)) {
				p.compare(fmt.Sprintf("%s[%d]", at, i), element(x, i), element(y, i))
			}
			return
		}
	case *Stream:
		if y, ok := y.(*Stream); ok {
			before := len(p.list)
			p.dicts(at, without(x.Dict, coding), without(y.Dict, coding))
			old, err1 := p.a.Decode(x)
			young, err2 := p.b.Decode(y)
			if err1 != nil || err2 != nil || !bytes.Equal(old, young) || len(p.list) == before {
				p.list = append(p.list, at+"(stream data)")
			}
			return
		}
	}
	p.list = append(p.list, at)
}

func element(a Array, i int) Object {
	if i < len(a) {
		return a[i]
	}
	return nil
}

func without(d *Dict, except map[Name]bool) *Dict {
	out := &Dict{}
	for _, e := range d.Entries {
		if !except[e.Key] {
			out.add(e)
		}
	}
	return out
}

func (p *paths) dicts(at string, x, y *Dict) {
	for _, e := range x.Entries {
		p.compare(at+"/"+string(e.Key), x.Get(e.Key), y.Get(e.Key))
	}
	for _, e := range y.Entries {
		if x.Entry(e.Key) == nil {
			p.compare(at+"/"+string(e.Key), nil, e.Value)
		}
	}
}
