package xmp

import (
	"fmt"
	"strconv"
	"strings"

	"assay/document"
)

// property names a property.
type property struct{ space, name string }

// timeOf says what the properties that are times are the times of.
var timeOf = map[property]string{
	{Basic, "CreateDate"}:       document.Created,
	{Basic, "ModifyDate"}:       document.Modified,
	{Basic, "MetadataDate"}:     document.Modified,
	{Photoshop, "DateCreated"}:  document.Created,
	{TIFF, "DateTime"}:          document.Modified,
	{EXIF, "DateTimeOriginal"}:  document.Taken,
	{EXIF, "DateTimeDigitized"}: document.Created,
	{EXIF, "GPSTimeStamp"}:      document.Taken,
	{PDF, "CreationDate"}:       document.Created,
	{PDF, "ModDate"}:            document.Modified,
	{DC, "date"}:                document.Created,
	{DC, "created"}:             document.Created,
	{DC, "modified"}:            document.Modified,
	{Media, "LastModifyDate"}:   document.Modified,
}

// roleOf says what the properties that are software did.
var roleOf = map[property]string{
	{Basic, "CreatorTool"}: "creator",
	{PDF, "Producer"}:      "producer",
	{PDF, "Creator"}:       "creator",
	{TIFF, "Software"}:     "producer",
}

// Fill puts what p says into d: titles, authors, languages, software, times,
// and all else as fields named by their paths. where is what stands before the
// property in each Where, such as "XMP". A packet that breaks off is a finding.
func Fill(d *document.Document, p *Packet, where string) {
	f := filler{d, p, where}
	if p.Broken != "" {
		d.Unread("xmp/broken", where, fmt.Sprintf("Its XMP packet could be read only in part: %s.", strings.TrimSuffix(p.Broken, ".")))
	}
	f.field("XMP toolkit", p.Toolkit, "x:xmptk")
	f.field("rdf:about", p.About, "rdf:about")
	for i := range p.Properties {
		f.property(&p.Properties[i])
	}
	f.device()
	f.history()
}

type filler struct {
	d     *document.Document
	p     *Packet
	where string
}

// property puts one property where it belongs.
func (f *filler) property(n *Node) {
	key := property{n.Space, n.Name}
	n.leaves(n.Label(), func(path, value string) {
		said := document.Said{Value: value, Where: f.at(path)}
		switch {
		case key == property{DC, "title"}:
			f.d.Titles = append(f.d.Titles, said)
		case key == property{DC, "creator"}, key == property{TIFF, "Artist"}:
			f.d.Authors = append(f.d.Authors, said)
		case key == property{DC, "language"}:
			f.d.Languages = append(f.d.Languages, said)
		case timeOf[key] != "":
			f.time(timeOf[key], value, path)
		case roleOf[key] != "":
			f.software(value, roleOf[key], path)
		default:
			f.field(path, value, path)
		}
	})
}

// history adds each step's time and software; the steps' other values are
// fields already.
func (f *filler) history() {
	agents := map[string]bool{}
	for _, s := range f.p.history() {
		if s.When != "" {
			f.time(document.Edited, s.When, s.Path+"/stEvt:when")
		}
		if s.Software != "" && !agents[s.Software] {
			agents[s.Software] = true
			f.software(s.Software, "editor", s.Path+"/stEvt:softwareAgent")
		}
	}
}

// device is the camera or scanner.
func (f *filler) device() {
	name := Device(f.p.First(TIFF, "Make"), f.p.First(TIFF, "Model"))
	if name != "" {
		f.d.Software = append(f.d.Software, document.Software{Name: name, Role: "device", Where: f.at("tiff:Make, tiff:Model")})
	}
}

func (f *filler) time(what, text, path string) {
	t := document.Time{What: what, At: Date(text), Where: f.at(path)}
	if t.At != text {
		t.Text = text
	}
	f.d.Times = append(f.d.Times, t)
}

func (f *filler) software(text, role, path string) {
	name, version := SplitVersion(text)
	f.d.Software = append(f.d.Software, document.Software{Name: name, Version: version, Role: role, Where: f.at(path)})
}

func (f *filler) field(name, value, path string) {
	if value != "" {
		f.d.Fields = append(f.d.Fields, document.Field{Name: name, Value: value, Where: f.at(path)})
	}
}

func (f *filler) at(path string) string { return strings.TrimSpace(f.where + " " + path) }

// Device is a camera's name of make and model, without a make with which the
// model begins: "NIKON CORPORATION" makes a "NIKON D70".
func Device(maker, model string) string {
	maker, model = strings.TrimSpace(maker), strings.TrimSpace(model)
	first, _, _ := strings.Cut(maker, " ")
	if model != "" && strings.HasPrefix(strings.ToLower(model), strings.ToLower(first)) {
		return model
	}
	return strings.TrimSpace(maker + " " + model)
}

// SplitVersion parts the name of a programme from its version, which is all
// from the first word on that is a number. Joined by a blank they are text again.
func SplitVersion(text string) (name, version string) {
	words := strings.Split(strings.TrimSpace(text), " ")
	for i, w := range words[1:] {
		if strings.EqualFold(words[i], "version") {
			continue // "Version 1.0" names nothing without its number
		}
		if w = strings.TrimPrefix(w, "v"); w != "" && '0' <= w[0] && w[0] <= '9' && strings.Trim(w, "0123456789.") == "" {
			return strings.Join(words[:i+1], " "), strings.Join(words[i+1:], " ")
		}
	}
	return strings.TrimSpace(text), ""
}

func item(label string, i int) string { return label + "[" + strconv.Itoa(i+1) + "]" }
