package rtf

import (
	"strings"

	"assay/document"
)

// destination is where the text of a group goes.
type destination int

const (
	shown     destination = iota // a reader sees it
	ignored                      // it is no text
	value                        // it is a value, taken when its group ends
	objectHex                    // digits of an object
	pictureHex
	fontTable
	rsidTable
)

// target is the object whose data the present group holds.
func (r *reader) target() *object {
	switch r.state.into {
	case objectHex:
		return &r.object
	case pictureHex:
		return &r.picture
	}
	return nil
}

// asides are groups of text beside the paragraph.
var asides = map[string]bool{
	"header": true, "headerl": true, "headerr": true, "headerf": true,
	"footer": true, "footerl": true, "footerr": true, "footerf": true,
	"footnote": true, "annotation": true, "shptxt": true, "dptxbxtext": true,
}

// silent are groups without the star whose text is none of the document's.
var silent = map[string]bool{
	"colortbl": true, "stylesheet": true, "listtable": true, "listoverridetable": true, "info": true, "filetbl": true,
	"shprslt": true, "nonesttables": true, "upr": true, "xe": true, "rxe": true, "tc": true, "tcn": true, "txe": true,
	"pgdsctbl": true, "bkmkstart": true, "bkmkend": true, "ftnsep": true, "ftnsepc": true, "ftncn": true,
	"aftnsep": true, "aftnsepc": true, "aftncn": true, "sp": true, "shpinst": true, "do": true,
	"datafield": true, "formfield": true, "fldtype": true, "pnseclvl": true, "mmathPr": true,
}

// transparent are groups that may bear the star and hold text all the same.
var transparent = map[string]bool{"shppict": true, "nonshppict": true, "moMath": true, "moMathPara": true}

// enter takes words that begin a destination; unknown ones after \* hide their
// group (RTF 1.9.1, "Destinations").
func (r *reader) enter(t token) bool {
	s := &r.state
	if s.into == objectHex && t.name != "objdata" || s.into == pictureHex && !r.starred {
		return r.starred && r.hide()
	}
	switch {
	case t.name == "ud": // the readable half of \upr
		if len(r.stack) >= 2 {
			s.into = r.stack[len(r.stack)-2].into
		}
	case t.name == "objdata":
		r.begin(objectHex, &r.object, func() { r.takeObject() })
	case t.name == "pict":
		r.begin(pictureHex, &r.picture, func() { r.takePicture() })
	case transparent[t.name]:
	case t.name == "fonttbl":
		s.into = fontTable
	case t.name == "rsidtbl":
		s.into = rsidTable
	case asides[t.name]:
		r.aside()
	case r.valued(t.name):
	case silent[t.name]:
		s.into = ignored
	case r.starred:
		return r.hide()
	default:
		return false
	}
	return true
}

func (r *reader) hide() bool {
	r.state.into = ignored
	return true
}

// begin collects the data of an object until its group ends.
func (r *reader) begin(into destination, o *object, take func()) {
	class, name := o.class, o.name
	*o = object{}
	if into == objectHex {
		o.class, o.name = class, name
	}
	r.state.into, r.state.closes = into, take
}

// takers say what becomes of the value of a destination. The destination's
// name is given, for the place.
var takers = map[string]func(r *reader, text, where string){
	"title":     func(r *reader, text, where string) { r.c.Title(text, where) },
	"author":    func(r *reader, text, where string) { r.c.Author(text, where) },
	"operator":  func(r *reader, text, where string) { r.c.Editor(text, where) },
	"company":   func(r *reader, text, where string) { r.c.Organisation(text, where) },
	"generator": (*reader).generator,
	"creatim":   func(r *reader, _, where string) { r.c.Time(document.Created, r.moment.String(), where) },
	"revtim":    func(r *reader, _, where string) { r.c.Time(document.Modified, r.moment.String(), where) },
	"printim":   func(r *reader, _, where string) { r.c.Time(document.Printed, r.moment.String(), where) },
	"buptim":    func(r *reader, _, where string) { r.c.Field("backup time", r.moment.String(), where) },
	"propname":  func(r *reader, text, _ string) { r.property = text },
	"staticval": func(r *reader, text, where string) { r.c.Field(r.property, text, where) },
	"objclass":  func(r *reader, text, where string) { r.object.class = text; r.c.Field("object class", text, where) },
	"objname":   func(r *reader, text, where string) { r.object.name = text; r.c.Field("object name", text, where) },
	"fldinst":   (*reader).fieldCode,
	"atnauthor": func(r *reader, text, where string) { r.c.Editor(text, where) },
	"atnid":     func(r *reader, text, where string) { r.c.Field("comment initials", text, where) },
	"atndate":   (*reader).commentDate,
	"subject":   nil, "manager": nil, "category": nil, "keywords": nil, "comment": nil, "hlinkbase": nil, "template": nil, "docvar": nil,
	"doccomm": named("description"), "linkval": named("property linked to"), "fname": named("file"), "falt": named("alternative font"),
	"objalias": named("object alias"), "passwordhash": named("password hash"),
}

// named makes a field of a value under a name that speaks.
func named(name string) func(*reader, string, string) {
	return func(r *reader, text, where string) { r.c.Field(name, text, where) }
}

// valued begins a value; false where the destination has none.
func (r *reader) valued(name string) bool {
	if name == "revtbl" {
		r.state.into, r.value, r.state.closes = value, nil, r.revisionTable
		return true
	}
	take, ok := takers[name]
	if !ok {
		return false
	}
	around := r.value // a value may stand inside another
	r.state.into, r.value, r.moment = value, nil, moment{}
	r.state.closes = func() {
		text := strings.TrimSpace(string(r.value))
		r.value = around
		if take == nil {
			r.c.Field(name, text, `\`+name)
			return
		}
		take(r, text, `\`+name)
	}
	return true
}

// revisionTable names the revisers: groups that end in a semicolon each.
func (r *reader) revisionTable() {
	names := strings.Split(string(r.value), ";")
	r.value = nil
	for _, name := range names[:len(names)-1] {
		r.reviser(name, `\revtbl`)
	}
}

// reviser adds one; Word's first one is always "Unknown".
func (r *reader) reviser(name, where string) {
	if len(r.revisers) >= 10*document.MaxFields { // Bound says so
		return
	}
	name = document.Clip(name)
	r.revisers = append(r.revisers, name)
	if name != "Unknown" {
		r.c.Editor(name, where)
	}
}
