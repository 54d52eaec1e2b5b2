package pdf

import (
	"assay/document"
	"assay/xmp"
)

// info are the entries of the document information dictionary of a state.
// ISO 32000-2 §14.3.3.
func (v *View) info() *Dict { return v.Dict(v.Trailer().Get("Info")) }

// timeKeys are the entries that are dates. SourceModified is what a plug-in of
// word processors notes of the document that was converted.
var timeKeys = map[Name]string{"CreationDate": document.Created, "ModDate": document.Modified, "SourceModified": document.Modified}

// infoEntry is one entry that counts, as text.
type infoEntry struct {
	key  Name
	text string
}

// infoEntries reads the entries that are text, in the order of the file; it is
// never nil.
func (v *View) infoEntries(info *Dict) []infoEntry {
	list := []infoEntry{}
	if info == nil {
		return list
	}
	for i := range info.Entries {
		e := &info.Entries[i]
		if info.Entry(e.Key) != e {
			continue // said again further down, which counts
		}
		if text := v.Text(e.Value); text != "" {
			list = append(list, infoEntry{e.Key, text})
		}
	}
	return list
}

// infoTimes are the times of a state's own making.
func (v *View) infoTimes() (times []document.Time) {
	info := v.info()
	for _, key := range []Name{"CreationDate", "ModDate"} {
		if text := v.Text(info.Get(key)); text != "" {
			times = append(times, timeOf(timeKeys[key], text, "Info /"+string(key)))
		}
	}
	return times
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
		d.Times = append(d.Times, timeOf(timeKeys[key], text, where))
	default:
		d.Fields = append(d.Fields, document.Field{Name: string(key), Value: text, Where: where})
	}
}

// metadata is the stream of the state's XMP, or nil. ISO 32000-2 §14.3.2.
func (v *View) metadata() *Stream {
	s, _ := v.Resolve(v.Root().Get("Metadata")).(*Stream)
	return s
}

// packet reads the XMP packet that a metadata stream holds; nil where there is
// none, why where there is one that cannot be read.
func (v *View) packet(s *Stream) (p *xmp.Packet, why error) {
	if s == nil {
		return nil, nil
	}
	data, err := v.Decode(s)
	if len(data) == 0 {
		return nil, err
	}
	return xmp.Parse(data)
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
