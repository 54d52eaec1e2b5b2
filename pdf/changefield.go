package pdf

import (
	"fmt"
	"slices"
	"strings"

	"assay/document"
)

// signatures tells of signatures that came or went.
func (c *changes) signatures() {
	if !slices.ContainsFunc(c.objects, func(o ObjectChange) bool {
		return o.Is(RoleField) || o.Is(RoleAnnotation) || o.Is(RoleValue) || o.Is(RoleForm) || o.Is(RoleCatalog)
	}) {
		return
	}
	before := map[string]bool{}
	for _, s := range c.a.signatureFields().list {
		if s.Dict != nil {
			before[s.Name] = true
		}
	}
	after := map[string]bool{}
	for _, s := range c.b.signatureFields().list {
		if s.Dict == nil {
			continue
		}
		after[s.Name] = true
		if before[s.Name] {
			continue
		}
		what := "a signature was added"
		if s.Type == "DocTimeStamp" {
			what = "a document timestamp was added"
		}
		c.say(document.Harmless, fmt.Sprintf("field %q, object %d", s.Name, s.Field), "%s", what)
		if _, path := c.b.Roles(s.Field); path != "" {
			c.signed = append(c.signed, path)
		}
		if s.Value != 0 {
			if _, path := c.b.Roles(s.Value); path != "" {
				c.signed = append(c.signed, path)
			}
		}
	}
	for _, s := range c.a.signatureFields().list {
		if s.Dict != nil && !after[s.Name] {
			c.say(document.Unknown, fmt.Sprintf("field %q, object %d", s.Name, s.Field), "a signature was taken away")
		}
	}
}

// ofSignature says whether an object belongs to a signature that was added:
// its field, its value and what its widget draws.
func (c *changes) ofSignature(o ObjectChange) bool {
	if !o.Only(RoleAnnotation, RoleAppearance, RoleFont, RoleField, RoleValue, RoleSignature) {
		return false
	}
	return slices.ContainsFunc(c.signed, func(path string) bool {
		return o.Path == path || strings.HasPrefix(o.Path, path+"/") || strings.HasPrefix(o.Path, path+"[")
	})
}

// fields tells what fields say now and said before.
func (c *changes) fields() {
	c.filled = map[int]bool{}
	for _, o := range c.objects {
		if o.Kind == Rewritten || !o.Is(RoleField) && !o.Is(RoleAnnotation) || c.ofSignature(o) {
			continue
		}
		before, after := dictAt(o.Before), dictAt(o.After)
		old, young := c.a.fieldValue(before), c.b.fieldValue(after)
		if old == young {
			continue
		}
		c.filled[o.Number] = true
		c.say(document.Allowed, c.fieldPlace(o), "a field's value was %q and is %q", document.Clip(old), document.Clip(young))
	}
}

func dictAt(d *Definition) *Dict {
	if d == nil {
		return nil
	}
	return dictOf(d.Value)
}

// fieldValue is the value of a field as text; empty for signatures.
func (v *View) fieldValue(d *Dict) string {
	switch o := v.Resolve(d.Get("V")).(type) {
	case String, Name, *Stream:
		return v.Text(o)
	case Array:
		var parts []string
		for _, e := range o {
			parts = append(parts, v.Text(e))
		}
		return strings.Join(parts, "; ")
	}
	return ""
}

func (c *changes) fieldPlace(o ObjectChange) string {
	d, v := dictAt(o.After), c.b
	if d == nil {
		d, v = dictAt(o.Before), c.a
	}
	place := fmt.Sprintf("object %d", o.Number)
	if name := v.FieldName(d); name != "" {
		place = fmt.Sprintf("field %q, %s", name, place)
	}
	if o.Page > 0 {
		place = fmt.Sprintf("page %d, %s", o.Page, place)
	}
	return place
}

// FieldName is a form field's name with those above it, joined by dots; empty
// where it has none. ISO 32000-2 §12.7.4.2.
func (v *View) FieldName(d *Dict) string {
	var parts []string
	for range maxFieldDepth {
		if d == nil {
			break
		}
		if t := v.Text(d.Get("T")); t != "" {
			parts = append(parts, t)
		}
		d = v.Dict(d.Get("Parent"))
	}
	slices.Reverse(parts)
	return strings.Join(parts, ".")
}
