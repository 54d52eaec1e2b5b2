package pdfsig

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/pdf"
)

// under gives the paths below a prefix; "/" itself where the prefix is one.
func under(paths []string, prefix string) (list []string) {
	for _, p := range paths {
		if rest, ok := strings.CutPrefix(p, prefix); ok && (rest == "" || rest[0] == '/' || rest[0] == '[') {
			list = append(list, rest)
		}
	}
	return list
}

// form weighs the form's own dictionary, and objects of their own under it.
// ISO 32000-2 §12.7.3; XFA is that of ISO 32000-1 §12.7.8
func (w *weigher) form(c *pdf.ObjectChange) {
	switch {
	case c.Kind == pdf.Added: // told of with what leads to it
	case c.Path == "/Root/AcroForm":
		w.formKeys(c, c.Paths)
	case strings.HasPrefix(c.Path, "/Root/AcroForm/XFA") && w.level == noChange:
		w.say(document.Visible, place(c), "the form in XFA was changed, which some viewers draw instead of the pages, and the signer allowed no change")
	case strings.HasPrefix(c.Path, "/Root/AcroForm/XFA"):
		w.say(document.Unknown, place(c), "the form in XFA was changed, which some viewers draw instead of the pages")
	default:
		w.say(document.Unknown, place(c), "a part of the form's dictionary was %s", c.Kind)
	}
}

func (w *weigher) formKeys(c *pdf.ObjectChange, paths []string) {
	for _, key := range keys(paths) {
		switch key {
		case "":
			w.otherForm(c)
		case "DR":
			w.resources(c, under(paths, "/DR"))
		case "Fields", "SigFlags", "CO":
			w.gather("the form's list of fields, or notes for programmes", c.Number)
		default:
			w.say(document.Unknown, place(c), "the form changed in its %s", key)
		}
	}
	for _, p := range under(paths, "/Fields") {
		if strings.Contains(p, "]/") {
			w.say(document.Unknown, place(c), "a form field that is written inside the form's own list changed")
			return
		}
	}
}

// resources weighs what the form gives its fields to draw with: filling in adds
// to it, and has no cause to replace what was there.
func (w *weigher) resources(c *pdf.ObjectChange, paths []string) {
	then := w.then.Dict(w.then.Dict(w.then.Root().Get("AcroForm")).Get("DR"))
	for _, p := range paths {
		steps := strings.SplitN(strings.TrimPrefix(p, "/"), "/", 3)
		kind := w.then.Dict(then.Get(pdf.Name(steps[0])))
		if p == "" && then != nil || len(steps) > 1 && kind.Get(pdf.Name(steps[1])) != nil {
			w.say(document.Unknown, place(c), "what form fields are drawn with was replaced")
			return
		}
	}
	w.gather("the form's list of fields, or notes for programmes", c.Number)
}

// otherForm compares two dictionaries of the form as such.
func (w *weigher) otherForm(c *pdf.ObjectChange) {
	before, now := w.then.Dict(w.then.Root().Get("AcroForm")), w.now.Dict(w.now.Root().Get("AcroForm"))
	for _, key := range []pdf.Name{"NeedAppearances", "XFA", "DA", "Q"} {
		if fmt.Sprint(before.Get(key)) != fmt.Sprint(now.Get(key)) {
			w.say(document.Unknown, place(c), "another form is in force, which differs in its %s", key)
		}
	}
	w.gather("the form's list of fields, or notes for programmes", c.Number)
}

// newFields tells of fields that came into the form and are on no page, and of
// those that went.
func (w *weigher) newFields() {
	list := func(v *pdf.View) (refs []int) {
		for _, o := range v.Array(v.Dict(v.Root().Get("AcroForm")).Get("Fields")) {
			if ref, ok := o.(pdf.Ref); ok {
				refs = append(refs, ref.Number)
			}
		}
		return refs
	}
	before, now := numbers(list(w.then)), list(w.now)
	for _, n := range now {
		if !before[n] && !w.added[n] && !ofSignature(w.now, w.now.Dict(pdf.Ref{Number: n})) {
			w.say(document.Unknown, fmt.Sprintf("object %d", n), "a form field was added")
		}
	}
	stands := numbers(now)
	for _, n := range list(w.then) {
		if !stands[n] {
			w.say(document.Unknown, fmt.Sprintf("object %d", n), "a form field was taken out of the form")
		}
	}
}

func numbers(list []int) map[int]bool {
	m := map[int]bool{}
	for _, n := range list {
		m[n] = true
	}
	return m
}
