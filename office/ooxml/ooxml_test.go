package ooxml

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay/document"
	"assay/office/parcel"
)

// parts is a package that a test makes: names and contents.
type parts map[string]string

const (
	officeRel  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packageRel = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
	wordType   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	wordOpen   = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du"><w:body>`
	wordShut   = `</w:body></w:document>`
)

// rels writes relationships: kind and target in turns; a target with "!" is
// external.
func rels(kindsAndTargets ...string) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := 0; i < len(kindsAndTargets); i += 2 {
		kind, target, mode := kindsAndTargets[i], kindsAndTargets[i+1], ""
		if !strings.Contains(kind, ":") {
			kind = officeRel + kind
		}
		if t, external := strings.CutPrefix(target, "!"); external {
			target, mode = t, ` TargetMode="External"`
		}
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s" Target="%s"%s/>`, i/2+1, kind, target, mode)
	}
	return b.String() + `</Relationships>`
}

// with is a copy of p with other contents of some parts; an empty one is left
// out.
func (p parts) with(namesAndContents ...string) parts {
	q := parts{}
	for n, c := range p {
		q[n] = c
	}
	for i := 0; i < len(namesAndContents); i += 2 {
		if q[namesAndContents[i]] = namesAndContents[i+1]; namesAndContents[i+1] == "" {
			delete(q, namesAndContents[i])
		}
	}
	return q
}

func (p parts) pack(t testing.TB) *parcel.Parcel {
	var names []string
	for n := range p {
		names = append(names, n)
	}
	slices.Sort(names)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.Create(n)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p[n])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	opened, err := parcel.Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func (p parts) read(t testing.TB) *document.Document { return Read(p.pack(t)) }

// letter is a small Word document, made up.
var letter = parts{
	"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/></Types>`,
	"_rels/.rels":         rels("officeDocument", "word/document.xml", packageRel+"core-properties", "docProps/core.xml", "extended-properties", "docProps/app.xml"),
	"docProps/core.xml": `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>Budget</dc:title><dc:creator>Ada Example</dc:creator><cp:lastModifiedBy>Bob Example</cp:lastModifiedBy><cp:revision>7</cp:revision><dcterms:created>2017-03-01T08:00:00Z</dcterms:created><dcterms:modified>2017-03-02T09:00:00Z</dcterms:modified><cp:lastPrinted>2017-03-02T08:30:00Z</cp:lastPrinted></cp:coreProperties>`,
	"docProps/app.xml":             `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion><Company>Example Ltd</Company><Template>Normal.dotm</Template><TotalTime>12</TotalTime><Pages>3</Pages></Properties>`,
	"word/document.xml":            wordOpen + `<w:p w:rsidR="00AA0001"><w:r><w:t>Dear all,</w:t></w:r></w:p>` + wordShut,
	"word/_rels/document.xml.rels": rels("settings", "settings.xml", "comments", "comments.xml"),
	"word/settings.xml":            `<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:rsids><w:rsidRoot w:val="00AA0001"/><w:rsid w:val="00AA0001"/><w:rsid w:val="00AA0002"/></w:rsids></w:settings>`,
	"word/comments.xml":            `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="Cy Example" w:initials="CE" w:date="2017-03-01T10:00:00Z"><w:p><w:r><w:t>Really?</w:t></w:r></w:p></w:comment></w:comments>`,
}

// lines writes a document down, a line a claim.
func lines(d *document.Document) (out []string) {
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	add("%s %s %s", d.Kind, d.Format, d.MIME)
	for name, list := range map[string][]document.Said{"title": d.Titles, "author": d.Authors, "editor": d.Editors, "organisation": d.Organisations, "language": d.Languages} {
		for _, s := range list {
			add("%s %s (%s)", name, s.Value, s.Where)
		}
	}
	for _, s := range d.Software {
		add("%s %s %s (%s)", s.Role, s.Name, s.Version, s.Where)
	}
	for _, t := range d.Times {
		add("%s %s (%s)", t.What, t.At, t.Where)
	}
	for _, f := range d.Fields {
		add("%s = %s (%s)", f.Name, f.Value, f.Where)
	}
	for _, e := range d.Embedded {
		add("embedded %s %s %q", e.Name, e.MIME, e.Data)
	}
	for _, f := range d.Findings {
		add("! %s %s", f.ID, f.Where)
	}
	for line := range strings.Lines(d.Text) {
		add("| %s", strings.TrimSuffix(line, "\n"))
	}
	return out
}

// changed is what one change of a package adds to the claims and takes away.
func changed(t *testing.T, was, is *document.Document) (added, gone []string) {
	before, after := lines(was), lines(is)
	for _, l := range after {
		if !slices.Contains(before, l) && !strings.HasPrefix(l, "zip made by") {
			added = append(added, l)
		}
	}
	for _, l := range before {
		if !slices.Contains(after, l) && !strings.HasPrefix(l, "zip made by") {
			gone = append(gone, l)
		}
	}
	slices.Sort(added)
	return added, gone
}

func TestLetter(t *testing.T) {
	got := lines(letter.read(t))
	want := []string{
		"text docx application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"title Budget (docProps/core.xml dc:title)",
		"author Ada Example (docProps/core.xml dc:creator)",
		"editor Bob Example (docProps/core.xml cp:lastModifiedBy)",
		"editor Cy Example (word/comments.xml w:comment)",
		"organisation Example Ltd (docProps/app.xml ep:Company)",
		"producer Microsoft Office Word 16.0000 (docProps/app.xml ep:Application)",
		"created 2017-03-01T08:00:00Z (docProps/core.xml dcterms:created)",
		"modified 2017-03-02T09:00:00Z (docProps/core.xml dcterms:modified)",
		"printed 2017-03-02T08:30:00Z (docProps/core.xml cp:lastPrinted)",
		"edited 2017-03-01T10:00:00Z (word/comments.xml w:comment of Cy Example)",
		"zip made by = version 2.0 on MS-DOS: 8 members ([Content_Types].xml)",
		"revision = 7 (docProps/core.xml cp:revision)",
		"Template = Normal.dotm (docProps/app.xml ep:Template)",
		"TotalTime = 12 (docProps/app.xml ep:TotalTime)",
		"Pages = 3 (docProps/app.xml ep:Pages)",
		"comment initials = CE (word/comments.xml w:comment 0)",
		"comment = Really? (word/comments.xml w:comment 0 of Cy Example)",
		"rsids in the text = 00AA0001 (word/document.xml)",
		"rsidRoot = 00AA0001 (word/settings.xml w:rsidRoot)",
		"rsids = 00AA0001 00AA0002 (word/settings.xml w:rsids)",
		"| Dear all,",
		"| Really?",
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestFormats goes by the content type, and by usual names where it is lost.
func TestFormats(t *testing.T) {
	types := letter["[Content_Types].xml"]
	for want, p := range map[string]parts{
		"docx":   letter,
		"docm":   letter.with("[Content_Types].xml", strings.Replace(types, wordType+"document.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml", 1)),
		"dotx":   letter.with("[Content_Types].xml", strings.Replace(types, "document.main", "template.main", 1)),
		"docx ":  letter.with("[Content_Types].xml", ""),
		"docx\t": letter.with("_rels/.rels", ""),
		"":       {"a.xml": "<a/>"},
	} {
		if got := Format(p.pack(t)); got != strings.TrimSpace(want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestStrictIsTheSame holds that the strict form reads like the transitional.
func TestStrictIsTheSame(t *testing.T) {
	strict := parts{}
	for name, content := range letter {
		strict[name] = strings.NewReplacer(
			"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties", "http://purl.oclc.org/ooxml/officeDocument/relationships/extendedProperties",
			"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
			"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships",
			"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main",
		).Replace(content)
	}
	if added, gone := changed(t, letter.read(t), strict.read(t)); len(added)+len(gone) > 0 {
		t.Errorf("added %q, gone %q", added, gone)
	}
}
