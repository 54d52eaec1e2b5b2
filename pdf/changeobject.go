package pdf

import (
	"fmt"
	"strings"

	"assay/document"
)

// silentPageKeys are entries of a page that change nothing that a reader sees,
// or that are told of where what they lead to changed.
var silentPageKeys = map[string]bool{"Annots": true, "LastModified": true, "Tabs": true, "StructParents": true, "PieceInfo": true, "Metadata": true, "Parent": true, "Thumb": true, "ID": true, "AA": true, "AF": true, "B": true}

// object files one object's change under what it means.
func (c *changes) object(o ObjectChange) {
	where := ""
	if o.Page > 0 {
		where = fmt.Sprintf("page %d", o.Page)
	}
	switch {
	case o.Number == 0 || o.Only(RolePlumbing) || o.Only(RoleEncryption):
	case o.Reverted:
		c.gather(document.Unknown, string(o.Kind)+" by pointing back at an older object: viewers that repair files show something else", where, o.Number)
	case o.Misplaced:
		c.gather(document.Unknown, string(o.Kind)+", and the cross-reference points beside it: viewers may show something else", where, o.Number)
	case o.Kind == Rewritten:
		c.gather(document.Harmless, "written down again with equal content", "", o.Number)
	case len(o.Roles) == 0:
		c.gather(document.Unknown, string(o.Kind)+", and nothing leads there: not shown", "", o.Number)
	case c.ofSignature(o):
		c.gather(document.Harmless, "belongs to the signature that was added", "", o.Number)
	case o.Is(RolePage):
		c.page(o, where)
	case o.Is(RoleContent), o.Is(RoleFont) && o.Page > 0:
		c.gather(document.Visible, "what the page draws: "+kindOf(o)+" "+string(o.Kind), where, o.Number)
	case o.Is(RoleAnnotation):
		c.annotation(o, where)
	case o.Is(RoleAppearance), o.Is(RoleFont):
		c.appearance(o, where)
	case o.Is(RoleInfo):
		c.info(o)
	default:
		c.rest(o)
	}
}

// kindOf names what a page draws.
func kindOf(o ObjectChange) string {
	d := o.After
	if d == nil {
		d = o.Before
	}
	dict := dictAt(d)
	switch subtype, _ := dict.Get("Subtype").(Name); {
	case o.Is(RoleFont):
		return "font"
	case subtype == "Image":
		return "picture"
	case subtype == "Form":
		return "form"
	case strings.HasSuffix(o.Path, "/Contents") || strings.Contains(o.Path, "/Contents["):
		return "content"
	}
	return "resource"
}

func (c *changes) page(o ObjectChange, where string) {
	if o.Kind != Changed {
		return // told of by pages
	}
	var keys []string
	for _, p := range o.Paths {
		key := strings.TrimPrefix(p, "/")
		if i := strings.IndexAny(key, "/[("); i >= 0 {
			key = key[:i]
		}
		if !silentPageKeys[key] && (len(keys) == 0 || keys[len(keys)-1] != key) {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		c.gather(document.Harmless, "the page's dictionary has another list of annotations or other notes for programmes", where, o.Number)
		return
	}
	c.gather(document.Visible, "the page has another "+strings.Join(keys, ", "), where, o.Number)
}

func isStream(d *Definition) bool {
	if d == nil {
		return false
	}
	_, ok := d.Value.(*Stream)
	return ok
}

// covering are annotations that draw over the page. ISO 32000-2 table 171.
var covering = map[Name]bool{"FreeText": true, "Stamp": true, "Square": true, "Circle": true, "Polygon": true, "Line": true, "PolyLine": true, "Ink": true, "Redact": true, "Watermark": true, "Screen": true, "3D": true, "RichMedia": true}

func (c *changes) annotation(o ObjectChange, where string) {
	d, v := dictAt(o.After), c.b
	if d == nil {
		d, v = dictAt(o.Before), c.a
	}
	if isStream(o.Before) || isStream(o.After) {
		c.appearance(o, where)
		return
	}
	subtype := v.Name(d.Get("Subtype"))
	switch {
	case c.filled[o.Number]:
	case covering[subtype]:
		c.gather(document.Visible, fmt.Sprintf("an annotation that draws over the page (%s) was %s", subtype, o.Kind), where, o.Number)
	case v.Name(d.Get("FT")) == "Sig" && d.Get("V") == nil:
		c.gather(document.Allowed, "a place for a signature was "+string(o.Kind), where, o.Number)
	case subtype == "Widget":
		c.gather(document.Allowed, "a form field's place was "+string(o.Kind), where, o.Number)
	case subtype == "":
		c.gather(document.Allowed, "a part of an annotation was "+string(o.Kind), where, o.Number)
	default:
		c.gather(document.Allowed, fmt.Sprintf("a note or link (%s) was %s", subtype, o.Kind), where, o.Number)
	}
}

// appearance weighs what annotations draw: where the value of a form's field
// changed too it is what one expects.
func (c *changes) appearance(o ObjectChange, where string) {
	if len(c.filled) > 0 || o.Kind == Added {
		c.gather(document.Allowed, "what an annotation or field draws was "+string(o.Kind), where, o.Number)
		return
	}
	c.gather(document.Visible, "what an annotation or field draws was "+string(o.Kind)+", and no field's value was", where, o.Number)
}

// info tells which entries changed.
func (c *changes) info(o ObjectChange) {
	before, after := dictAt(o.Before), dictAt(o.After)
	for _, d := range []*Dict{before, after} {
		if d == nil {
			continue
		}
		for _, e := range d.Entries {
			if d == after && before.Get(e.Key) != nil {
				continue // told of with the old
			}
			old, young := c.a.Text(before.Get(e.Key)), c.b.Text(after.Get(e.Key))
			if old != young {
				c.say(document.Harmless, "Info /"+string(e.Key), "the metadata said %q and say %q", document.Clip(old), document.Clip(young))
			}
		}
	}
}

// meanings of the remaining roles, the weightiest first.
var meanings = []struct {
	role   Role
	weight document.Weight
	what   string
}{
	{RoleLayer, document.Visible, "layers, which decide what is shown"},
	{RoleAction, document.Unknown, "actions (scripts, links)"},
	{RoleFile, document.Unknown, "embedded files"},
	{RoleOther, document.Unknown, "something that is not understood"},
	{RoleOutline, document.Unknown, "bookmarks, destinations or page labels"},
	{RoleNames, document.Unknown, "the name dictionary"},
	{RolePages, document.Unknown, "the page tree"},
	{RoleStructure, document.Harmless, "tags (structure for reading aloud)"},
	{RoleForm, document.Allowed, "the form"},
	{RoleField, document.Allowed, "a form's field"},
	{RoleValue, document.Allowed, "the value of a field"},
	{RoleSignature, document.Harmless, "what signatures lock and permit"},
	{RoleValidation, document.Harmless, "validation data of signatures"},
	{RoleMetadata, document.Harmless, "XMP metadata"},
	{RoleTrailer, document.Unknown, "the trailer"},
}

// catalogKeys are entries of the catalogue that are told of where what they
// lead to changed, or that draw nothing.
var catalogKeys = map[string]bool{"AcroForm": true, "DSS": true, "Extensions": true, "Version": true, "Metadata": true, "Perms": true, "Lang": true, "MarkInfo": true, "StructTreeRoot": true, "PieceInfo": true, "PageMode": true, "PageLayout": true}

func (c *changes) rest(o ObjectChange) {
	for _, m := range meanings {
		if o.Is(m.role) {
			c.gather(m.weight, m.what+": "+string(o.Kind), "", o.Number)
			return
		}
	}
	weight := document.Harmless
	var keys []string
	for _, p := range o.Paths {
		key := strings.TrimPrefix(p, "/")
		if i := strings.IndexAny(key, "/[("); i >= 0 {
			key = key[:i]
		}
		if !catalogKeys[key] {
			weight = document.Unknown
		}
		if len(keys) == 0 || keys[len(keys)-1] != key {
			keys = append(keys, key)
		}
	}
	if o.Kind != Changed {
		c.gather(document.Unknown, "a catalogue was "+string(o.Kind), "", o.Number)
		return
	}
	c.gather(weight, "the catalogue was "+string(o.Kind)+": "+strings.Join(keys, ", "), "", o.Number)
}
