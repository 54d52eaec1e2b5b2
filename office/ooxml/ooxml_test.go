package ooxml

import (
	"fmt"
	"strings"
	"testing"

	"assay/document"
	"assay/internal/doctest"
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
	opened, err := parcel.Open(doctest.ZipOf(t, p))
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

func TestLetter(t *testing.T) {
	got := doctest.Lines(letter.read(t))
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
		"first member = [Content_Types].xml (the zip directory)",
		"later namespaces = http://schemas.microsoft.com/office/word/2023/wordml/word16du (word/document.xml)",
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
	doctest.Same(t, "the letter", got, want)
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
	added, gone := doctest.Changed(letter.read(t), strict.read(t))
	if len(added) != 1 || len(gone) != 1 || added[0] != gone[0]+" strict" {
		t.Errorf("added %q, gone %q", added, gone)
	}
}
