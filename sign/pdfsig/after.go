package pdfsig

import (
	"fmt"
	"slices"
	"strings"

	"assay/document"
	"assay/pdf"
)

// comparison is the signed state beside the newest.
type comparison struct {
	then, now *pdf.View
	objects   []pdf.ObjectChange
	fresh     map[int]bool    // fields, widgets and values of signatures made since
	added     map[int]bool    // annotations that were put on a page since
	told      map[int]bool    // fields and annotations whose change is told of
	owners    map[int][]owner // by the objects that they draw, in the signed state
	paged     map[int]bool    // what pages of the signed state draw themselves
	woken     []document.Change
}

// weigher weighs the changes since one signature.
type weigher struct {
	*comparison
	leave
	end  int // where the signed bytes end
	list []document.Change
	// groups gather harmless objects of which the same can be said.
	groups []group
}

type group struct {
	what    string
	numbers []int
}

// after tells what was done to the file since the signature that covers c.
func (e *examiner) after(c coverage, l leave) []document.Change {
	m := e.changes[c.revision]
	if m == nil {
		m = &comparison{then: e.f.At(c.revision), now: e.now, objects: e.f.Diff(c.revision, e.last), fresh: map[int]bool{}, added: map[int]bool{}, told: map[int]bool{}}
		e.changes[c.revision] = m
		m.woken = m.prepared()
	}
	if m.then.Cut() || m.now.Cut() {
		return []document.Change{{Weight: document.Unknown, Where: fmt.Sprintf("state %d", c.revision),
			What: fmt.Sprintf("%d objects changed, and the file has too many for what they mean to be found out", len(m.objects))}}
	}
	w := &weigher{comparison: m, leave: l, end: c.end}
	w.signatures(e.fieldsOf(c.revision), e.fieldsOf(e.last))
	if twice(w.now.Trailer(), 0) && w.now.Trailer() != w.then.Trailer() {
		w.say(document.Unknown, "trailer", "the trailer has an entry twice: viewers disagree which one counts")
	}
	w.pages()
	w.newFields()
	w.fields()
	for i := range m.objects {
		w.object(&m.objects[i])
	}
	w.list = append(w.list, m.woken...)
	w.stacked()
	w.tell()
	return w.list
}

func (w *weigher) say(weight document.Weight, where, format string, args ...any) {
	w.list = append(w.list, document.Change{Weight: weight, What: document.Clip(fmt.Sprintf(format, args...)), Where: document.Clip(where)})
}

// gather notes an object of which nothing is told but its number.
func (w *weigher) gather(what string, number int) {
	for i := range w.groups {
		if w.groups[i].what == what {
			if !slices.Contains(w.groups[i].numbers, number) {
				w.groups[i].numbers = append(w.groups[i].numbers, number)
			}
			return
		}
	}
	w.groups = append(w.groups, group{what, []int{number}})
}

func (w *weigher) tell() {
	for _, g := range w.groups {
		at := pdf.Objects(g.numbers)
		if g.numbers[0] == 0 {
			at = "trailer"
		}
		w.say(document.Harmless, at, "%s", g.what)
	}
}

// place says where a changed object stands.
func place(c *pdf.ObjectChange) string {
	where := fmt.Sprintf("object %d", c.Number)
	if c.Number == 0 {
		where = "trailer"
	}
	if c.Page > 0 {
		where = fmt.Sprintf("page %d, %s", c.Page, where)
	}
	if c.Path != "" && c.Number != 0 {
		where += " (" + c.Path + ")"
	}
	return where
}

// ofSignature reports whether a dictionary is the field or widget of a signature.
func ofSignature(v *pdf.View, d *pdf.Dict) bool {
	for range maxParents {
		if d == nil {
			return false
		}
		if kind := v.Name(d.Get("FT")); kind != "" {
			return kind == "Sig"
		}
		d = v.Dict(d.Get("Parent"))
	}
	return false
}

// dict is the dictionary of a definition, or nil.
func dict(d *pdf.Definition) *pdf.Dict {
	if d == nil {
		return nil
	}
	switch o := d.Value.(type) {
	case *pdf.Dict:
		return o
	case *pdf.Stream:
		return o.Dict
	}
	return nil
}

// keys are the first steps of paths inside an object, each once, sorted.
func keys(paths []string) (list []string) {
	for _, p := range paths {
		key := strings.TrimPrefix(p, "/")
		if i := strings.IndexAny(key, "/[("); i > 0 {
			key = key[:i]
		}
		list = append(list, key)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// maxParents bounds the way up from a widget to its field.
const maxParents = 50
