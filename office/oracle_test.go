package office_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/document"
	"assay/internal/doctest"
	"assay/office"
)

// corpusFiles lists the packages of both collections.
func corpusFiles(tb testing.TB) (files []string) {
	for _, path := range doctest.Files(tb, []string{"office-apache-poi", "odf-rub-signature-attacks"}) {
		if ext := filepath.Ext(path); len(ext) == 5 && strings.ContainsAny(ext[4:], "xm") || ext == ".odt" {
			files = append(files, path)
		}
	}
	return files
}

// saidBy are the values in which exiftool's tag has to be found.
var saidBy = map[string]func(d *document.Document) []string{
	"XMP-dc:Creator":           func(d *document.Document) []string { return values(d.Authors, d.Editors) },
	"XMP-meta:Initial-creator": func(d *document.Document) []string { return values(d.Authors) },
	"XML:LastModifiedBy":       func(d *document.Document) []string { return values(d.Editors) },
	"XML:Company":              func(d *document.Document) []string { return values(d.Organisations) },
	"XMP-dc:Title":             func(d *document.Document) []string { return values(d.Titles) },
	"XMP-dc:Language":          func(d *document.Document) []string { return values(d.Languages) },
	"XML:CreateDate":           times(document.Created),
	"XML:ModifyDate":           times(document.Modified),
	"XML:LastPrinted":          times(document.Printed),
	"XMP-meta:Creation-date":   times(document.Created),
	"XMP-dc:Date":              times(document.Modified),
	"XMP-meta:Print-date":      times(document.Printed),
	"XML:Application":          programmes,
	"XML:AppVersion":           programmes,
	"XML:Template":             field("Template"),
	"XML:RevisionNumber":       field("revision"),
	"XML:Keywords":             field("keywords"),
	"XML:Category":             field("category"),
	"XML:Manager":              field("Manager"),
	"XML:TotalEditTime":        field("TotalTime"),
	"XML:HyperlinkBase":        field("HyperlinkBase"),
	"XMP-dc:Subject":           field("subject"),
	"XMP-dc:Description":       field("description"),
}

func values(lists ...[]document.Said) (all []string) {
	for _, l := range lists {
		for _, s := range l {
			all = append(all, s.Value)
		}
	}
	return all
}

func times(what string) func(*document.Document) []string {
	return func(d *document.Document) (all []string) {
		for _, t := range d.Times {
			if t.What == what {
				all = append(all, plainTime(t.At), plainTime(t.Text))
			}
		}
		return all
	}
}

// plainTime makes times of both tools comparable.
func plainTime(text string) string { return strings.NewReplacer("T", " ", "-", ":").Replace(text) }

func programmes(d *document.Document) (all []string) {
	for _, s := range d.Software {
		all = append(all, s.Name, s.Version)
	}
	return append(all, field("AppVersion")(d)...)
}

func field(name string) func(*document.Document) []string {
	return func(d *document.Document) (all []string) {
		for _, f := range d.Fields {
			if strings.EqualFold(f.Name, name) {
				all = append(all, f.Value)
			}
		}
		return all
	}
}

// TestAgainstExiftool holds that what exiftool says of who, when and with what
// is said here as well, and counts what only one of the two sees.
func TestAgainstExiftool(t *testing.T) {
	files := corpusFiles(t)
	unseen, compared, ours, theirs := map[string]int{}, 0, 0, 0
	for _, tags := range doctest.ExifTool(t, files, "-n", "-a", "-G1") {
		name := tags["SourceFile"].(string)
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := office.Read(content)
		if err != nil {
			continue // encrypted ones are OLE2; exiftool reads those
		}
		ours += len(d.Titles) + len(d.Authors) + len(d.Editors) + len(d.Organisations) + len(d.Languages) + len(d.Software) + len(d.Times) + len(d.Fields)
		for tag, value := range tags {
			text := document.Clip(fmt.Sprint(value))
			if text == "" || !strings.HasPrefix(tag, "XML:") && !strings.HasPrefix(tag, "XMP") {
				continue
			}
			theirs++
			if said, ok := saidBy[tag]; ok {
				compared++
				if !slices.ContainsFunc(said(d), func(v string) bool { return same(v, text) }) {
					t.Errorf("%s: exiftool has %s %q, here %q", name, tag, text, said(d))
				}
			} else if !anywhere(d, text) {
				unseen[tag]++
			}
		}
	}
	if compared < 1000 {
		t.Errorf("only %d values were compared", compared)
	}
	t.Logf("exiftool has %d tags of the documents' own, here are %d claims; %d values compared; values of other tags that stand nowhere here: %v", theirs, ours, compared, unseen)
}

// same compares values; exiftool's come through JSON, which makes numbers of
// what looks like one.
func same(ours, theirs string) bool {
	if strings.Join(strings.Fields(ours), " ") == strings.Join(strings.Fields(theirs), " ") || plainTime(ours) == theirs || strings.HasPrefix(theirs, ours+"/") {
		return true
	}
	var a, b float64
	_, err1 := fmt.Sscan(ours, &a)
	_, err2 := fmt.Sscan(theirs, &b)
	return err1 == nil && err2 == nil && a == b
}

func anywhere(d *document.Document, text string) bool {
	for _, f := range d.Fields {
		if same(f.Value, text) || strings.Contains(f.Value, text) {
			return true
		}
	}
	return slices.ContainsFunc(append(values(d.Authors, d.Editors, d.Titles, d.Organisations, d.Languages), programmes(d)...), func(v string) bool { return same(v, text) })
}
