package pdf

import (
	"errors"
	"fmt"

	"assay/document"
	"assay/xmp"
)

// info are the entries of the document information dictionary of a state.
// ISO 32000-2 §14.3.3.
func (v *View) info() *Dict { return v.Dict(v.withRoot().Get("Info")) }

// infoTimes are the entries that are dates. SourceModified is what a plug-in of
// word processors notes of the document that was converted.
var infoTimes = map[Name]string{"CreationDate": document.Created, "ModDate": document.Modified, "SourceModified": document.Modified}

// fillInfo puts the information dictionary of a state into d. prefix names the
// state; it is empty for the newest.
func fillInfo(d *document.Document, v *View, prefix string, told map[string]bool) {
	info := v.info()
	if info == nil {
		return
	}
	for _, e := range info.Entries {
		if info.Entry(e.Key).From != e.From {
			continue // said again further down, which counts
		}
		text := v.Text(e.Value)
		key := string(e.Key) + "\x00" + text
		if text == "" || told[key] {
			continue
		}
		told[key] = true
		fillEntry(d, e.Key, text, prefix+"Info /"+string(e.Key))
	}
}

func fillEntry(d *document.Document, key Name, text, where string) {
	said := document.Said{Value: text, Where: where}
	switch key {
	case "Title":
		d.Titles = append(d.Titles, said)
	case "Author":
		d.Authors = append(d.Authors, said)
	case "Company":
		d.Organisations = append(d.Organisations, said)
	case "Creator", "Producer":
		role := "creator"
		if key == "Producer" {
			role = "producer"
		}
		name, version := xmp.SplitVersion(text)
		d.Software = append(d.Software, document.Software{Name: name, Version: version, Role: role, Where: where})
	case "CreationDate", "ModDate", "SourceModified":
		d.Times = append(d.Times, timeOf(infoTimes[key], text, where))
	default:
		d.Fields = append(d.Fields, document.Field{Name: string(key), Value: text, Where: where})
	}
}

// packet reads the XMP packet that a metadata stream holds; nil where there is
// none, why where there is one that cannot be read.
func (v *View) packet(o Object) (p *xmp.Packet, why error) {
	s, ok := v.Resolve(o).(*Stream)
	if !ok {
		return nil, nil
	}
	data, err := v.Decode(s)
	if len(data) == 0 {
		return nil, err
	}
	return xmp.Parse(data)
}

// fillXMP puts the XMP of the newest state into d, and what stands in those of
// earlier states and in the newest no more.
func fillXMP(d *document.Document, f *File) {
	now := f.Now()
	current := &document.Document{}
	p, why := now.packet(now.Root().Get("Metadata"))
	if why != nil && !errors.Is(why, ErrLocked) {
		d.Unread("pdf/xmp", "XMP", fmt.Sprintf("Its XMP metadata cannot be read: %v.", why))
	}
	if p != nil {
		xmp.Fill(current, p, "XMP")
	}
	told := map[string]bool{}
	merge(d, current, told)
	for n := len(f.revisions) - 1; n >= 1; n-- {
		v := f.At(n)
		p, _ := v.packet(v.Root().Get("Metadata")) // a damaged one of the past adds nothing
		if p != nil {
			old := &document.Document{}
			xmp.Fill(old, p, fmt.Sprintf("revision %d XMP", n))
			old.Findings = nil
			merge(d, old, told)
		}
	}
}

// merge adds what from says, but what was told before.
func merge(d, from *document.Document, told map[string]bool) {
	once := func(kind, value string) bool {
		key := kind + "\x00" + value
		was := told[key]
		told[key] = true
		return !was
	}
	for _, pair := range []struct {
		kind     string
		to, from *[]document.Said
	}{{"title", &d.Titles, &from.Titles}, {"author", &d.Authors, &from.Authors}, {"editor", &d.Editors, &from.Editors}, {"organisation", &d.Organisations, &from.Organisations}, {"language", &d.Languages, &from.Languages}} {
		for _, s := range *pair.from {
			if once(pair.kind, s.Value) {
				*pair.to = append(*pair.to, s)
			}
		}
	}
	for _, s := range from.Software {
		if once("software"+s.Role, s.Name+" "+s.Version) {
			d.Software = append(d.Software, s)
		}
	}
	for _, t := range from.Times {
		if once("time"+t.What, t.At+t.Text) {
			d.Times = append(d.Times, t)
		}
	}
	for _, field := range from.Fields {
		if once("field"+field.Name, field.Value) {
			d.Fields = append(d.Fields, field)
		}
	}
	d.Findings = append(d.Findings, from.Findings...)
}
