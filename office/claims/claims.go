// Package claims gathers what an office document says of itself into the one
// shape of documents: without repeats, with times in one notation, with long
// lists in as many fields as they need. It judges nothing.
package claims

import (
	"fmt"
	"strings"
	"time"

	"assay/document"
)

// Claims fills D.
type Claims struct {
	D    *document.Document
	seen map[string]bool
	full bool
}

// Of fills d.
func Of(d *document.Document) *Claims { return &Claims{D: d, seen: map[string]bool{}} }

// maxClaims bounds the claims that are gathered of one document; beyond
// document.MaxFields of each sort they are counted, and cut.
const maxClaims = 20 * document.MaxFields

// again says whether this claim was made before, from the same place, or is
// one too many.
func (c *Claims) again(parts ...string) bool {
	key := strings.Join(parts, "\x00")
	if c.seen[key] {
		return true
	}
	if len(c.seen) >= maxClaims {
		if !c.full {
			c.D.Note("office/claims-cut", "the document", fmt.Sprintf("It makes more than %d claims about itself; those after that many are left out.", maxClaims))
		}
		c.full = true
		return true
	}
	c.seen[key] = true
	return false
}

func (c *Claims) said(sort, value, where string) {
	if value = document.Clip(value); value != "" && !c.again(sort, value, where) {
		list := c.D.SaidOf(sort)
		*list = append(*list, document.Said{Value: value, Where: where})
	}
}

// Title, Author, Editor, Organisation and Language each add a claim of their
// sort; an empty one, or one that the same place made before, adds nothing.

// Title adds a title.
func (c *Claims) Title(value, where string) { c.said("title", value, where) }

// Author adds who claims to have made the document.
func (c *Claims) Author(value, where string) { c.said("author", value, where) }

// Editor adds who is said to have changed it.
func (c *Claims) Editor(value, where string) { c.said("editor", value, where) }

// Organisation adds a company.
func (c *Claims) Organisation(value, where string) {
	c.said("organisation", value, where)
}

// Language adds a language tag.
func (c *Claims) Language(value, where string) { c.said("language", value, where) }

// Software adds a programme; an unnamed one adds nothing.
func (c *Claims) Software(s document.Software) {
	s.Name, s.Version = document.Clip(s.Name), document.Clip(s.Version)
	if s.Name != "" && !c.again("software", s.Name, s.Version, s.Role, s.Where) {
		c.D.Software = append(c.D.Software, s)
	}
}

// Programme splits what a programme calls itself into name and version, as
// "LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/…" and
// "Riched20 10.0.19041" have them; version is empty where none is recognised.
func Programme(text string) (name, version string) {
	for i := 1; i+1 < len(text); i++ {
		if (text[i] == '/' || text[i] == ' ') && text[i+1] >= '0' && text[i+1] <= '9' {
			version, _, _ = strings.Cut(text[i+1:], " ")
			version, _, _ = strings.Cut(version, "$")
			return strings.TrimSpace(text[:i]), version
		}
	}
	return text, ""
}

// Field adds one field; an empty value adds nothing.
func (c *Claims) Field(name, value, where string) {
	if value = document.Clip(value); value != "" && !c.again("field", name, value, where) {
		c.D.Fields = append(c.D.Fields, document.Field{Name: name, Value: value, Where: where})
	}
}

// Values adds a list under one name: in one field where it fits, else in as
// many as hold it whole.
func (c *Claims) Values(name string, values []string, separator, where string) {
	var line strings.Builder
	for _, v := range values {
		if v = document.Clip(v); v == "" {
			continue
		}
		if line.Len() > 0 && line.Len()+len(separator)+len(v) > document.MaxValue {
			c.Field(name, line.String(), where)
			line.Reset()
		}
		if line.Len() > 0 {
			line.WriteString(separator)
		}
		line.WriteString(v)
	}
	c.Field(name, line.String(), where)
}

// Place adds a value where slot says: to a list of document.SaidOf, or as the
// time of document.Created, Modified or Printed. It reports whether slot is one
// of these.
func (c *Claims) Place(slot, value, where string) bool {
	switch {
	case c.D.SaidOf(slot) != nil:
		c.said(slot, value, where)
	case slot == document.Created, slot == document.Modified, slot == document.Printed:
		c.Time(slot, value, where)
	default:
		return false
	}
	return true
}

// Time adds the time that text states in ISO 8601; an empty one adds nothing.
func (c *Claims) Time(what, text, where string) {
	if text = document.Clip(text); text == "" || c.again("time", what, text, where) {
		return
	}
	c.D.Times = append(c.D.Times, document.NewTime(what, iso(text), text, where))
}

// iso writes the date with a time that text is as document.Time.At has it;
// empty where text has no time of day or is something else.
func iso(text string) string {
	for _, layout := range []string{time.RFC3339, document.Zoneless} {
		if _, err := time.Parse(layout, text); err == nil {
			return text
		}
	}
	for from, to := range map[string]string{
		"2006-01-02T15:04Z07:00":    time.RFC3339, // W3CDTF without seconds
		"2006-01-02T15:04":          document.Zoneless,
		"2006-01-02 15:04:05":       document.Zoneless,
		"2006-01-02T15:04:05Z0700":  time.RFC3339,
		"2006-01-02T15:04:05 Z0700": time.RFC3339,
	} {
		if t, err := time.Parse(from, text); err == nil {
			return t.Format(to)
		}
	}
	return ""
}
