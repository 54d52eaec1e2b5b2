package office_test

import (
	"errors"
	"os"
	"reflect"
	"testing"

	"assay/document"
	"assay/internal/doctest"
	"assay/office"
)

func TestRecognise(t *testing.T) {
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"a Word document": {doctest.Zip(t, "word/document.xml", "<a/>"), "docx"},
		"a workbook":      {doctest.Zip(t, "xl/workbook.xml", "<a/>"), "xlsx"},
		"ODF":             {doctest.Zip(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "ods"},
		"ODF by manifest": {doctest.Zip(t, "META-INF/manifest.xml", `<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/></m:manifest>`), "odt"},
		"a flat one":      {[]byte(`<o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" o:mimetype="application/vnd.oasis.opendocument.presentation"/>`), "fodp"},
		"RTF":             {[]byte(`{\rtf1}`), "rtf"},
		"an e-book":       {doctest.Zip(t, "mimetype", "application/epub+zip", "META-INF/container.xml", "<a/>"), ""},
		"an archive":      {doctest.Zip(t, "a.txt", "a"), ""},
		"text":            {[]byte("PK is no package"), ""},
		"nothing":         {nil, ""},
	} {
		if got := office.Recognise(c.content); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		d, err := office.Read(c.content)
		if c.want == "" && !errors.Is(err, office.ErrFormat) || c.want != "" && (err != nil || d.Format != c.want || d.MIME == "" || d.Kind == "") {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
}

// TestCorpus reads all packages of the shared corpora, twice.
func TestCorpus(t *testing.T) {
	read := 0
	for _, name := range corpusFiles(t) {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := office.Read(content)
		if err != nil {
			if string(content[:4]) != "\xd0\xcf\x11\xe0" { // encrypted ones are OLE2
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		read++
		again, err := office.Read(content)
		if !reflect.DeepEqual(d, again) || err != nil {
			t.Errorf("%s: a second reading differs: %v", name, err)
		}
		if d.Kind == document.Other || d.Format == "" || d.MIME == "" {
			t.Errorf("%s: %q %q %q", name, d.Kind, d.Format, d.MIME)
		}
	}
	if read < 300 {
		t.Errorf("only %d packages were read", read)
	}
}
