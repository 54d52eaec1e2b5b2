package pdf

import (
	"fmt"
	"slices"
)

// inventory is what a state holds, wherever it hangs.
type inventory struct {
	v       *View
	actions map[Name][]int // by type: the objects that hold one
	links   []link
	specs   []spec
	fonts   []fontUse
	layers  []int
	seen    map[string]bool
}

type link struct {
	uri   string
	where string
}

// spec is a file specification with a file in it.
type spec struct {
	dict  *Dict
	where string
}

type fontUse struct {
	dict   *Dict
	number int
}

// fontTypes are the fonts that content names. ISO 32000-2 table 108.
var fontTypes = []Name{"Type0", "Type1", "MMType1", "Type3", "TrueType"}

// takeInventory goes over all objects that the state's trailer leads to.
func (v *View) takeInventory() *inventory {
	r := v.reached()
	in := &inventory{v: v, actions: map[Name][]int{}, seen: map[string]bool{}}
	for _, number := range v.Numbers() {
		if r.roles[number] == 0 {
			continue
		}
		if d := v.Get(number); d != nil {
			in.object(number, d.Value, 0)
		}
	}
	return in
}

func (in *inventory) object(number int, o Object, depth int) {
	switch o := o.(type) {
	case Array:
		for _, e := range o {
			switch e.(type) {
			case Array, *Dict:
				in.object(number, e, depth+1)
			}
		}
	case *Stream:
		in.object(number, o.Dict, depth)
	case *Dict:
		in.dict(number, o)
		for _, e := range o.Entries {
			switch e.Value.(type) {
			case Array, *Dict:
				in.object(number, e.Value, depth+1)
			}
		}
	}
}

// actionTypes are those that do more than turn pages. ISO 32000-2 table 201.
var actionTypes = []Name{"JavaScript", "Launch", "URI", "SubmitForm", "ImportData", "GoToR", "GoToE", "Rendition", "RichMediaExecute"}

func (in *inventory) dict(number int, d *Dict) {
	v := in.v
	where := func() string { return fmt.Sprintf("object %d (%s)", number, v.reached().path(number)) }
	if s, ok := d.Get("S").(Name); ok && slices.Contains(actionTypes, s) {
		if list := in.actions[s]; len(list) == 0 || list[len(list)-1] != number {
			in.actions[s] = append(list, number)
		}
		if uri := v.Text(d.Get("URI")); s == "URI" && uri != "" && !in.seen[uri] {
			in.seen[uri] = true
			in.links = append(in.links, link{uri, where()})
		}
	}
	if v.Dict(d.Get("EF")) != nil {
		in.specs = append(in.specs, spec{d, where()})
	}
	if kind := d.Get("Type"); kind == Name("OCG") {
		in.layers = append(in.layers, number)
	} else if kind == Name("Font") || v.reached().roles[number].has(RoleFont) {
		if subtype, ok := d.Get("Subtype").(Name); ok && slices.Contains(fontTypes, subtype) {
			in.fonts = append(in.fonts, fontUse{d, number})
		}
	}
}
