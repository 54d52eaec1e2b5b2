package ooxml

import (
	"slices"
	"strings"
	"testing"

	"assay/internal/doctest"
)

// TestOneChangeInWord starts from the letter and changes one thing.
func TestOneChangeInWord(t *testing.T) {
	was := letter.read(t)
	body := func(more string) parts {
		return letter.with("word/document.xml", strings.Replace(letter["word/document.xml"], wordShut, more+wordShut, 1))
	}
	settings := func(more string) parts {
		return letter.with("word/settings.xml", strings.Replace(letter["word/settings.xml"], "</w:settings>", more+"</w:settings>", 1))
	}
	related := func(kind, target, name, content string) parts {
		return letter.with("word/_rels/document.xml.rels", rels("settings", "settings.xml", "comments", "comments.xml", kind, target), name, content)
	}
	const space = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	for name, c := range map[string]struct {
		p     parts
		added []string
	}{
		"a tracked insertion": {body(`<w:p><w:ins w:author="Di Example" w:date="2017-03-01T11:00:00Z" w16du:dateUtc="2017-03-01T10:00:00Z"><w:r><w:t>new</w:t></w:r></w:ins></w:p>`), []string{
			"edited 2017-03-01T10:00:00Z (word/document.xml w:ins of Di Example, in UTC)",
			"edited 2017-03-01T11:00:00Z (word/document.xml w:ins of Di Example)",
			"editor Di Example (word/document.xml w:ins)",
			"| new"}},
		"a tracked deletion": {body(`<w:p><w:del w:author="Di Example"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>`), []string{
			"deleted text = old (word/document.xml)",
			"deleted text, characters = 3 (word/document.xml)",
			"editor Di Example (word/document.xml w:del)"}},
		"a move": {body(`<w:p><w:moveFrom w:author="Di Example"><w:r><w:t>here</w:t></w:r></w:moveFrom></w:p><w:p><w:moveTo w:author="Di Example"><w:r><w:t>here</w:t></w:r></w:moveTo></w:p>`), []string{
			"deleted text = here (word/document.xml)",
			"deleted text, characters = 4 (word/document.xml)",
			"editor Di Example (word/document.xml w:moveFrom)",
			"editor Di Example (word/document.xml w:moveTo)",
			"| here"}},
		"hidden text": {body(`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>shown</w:t></w:r></w:p>`), []string{
			"! office/hidden-text word/document.xml",
			"hidden text = secret (word/document.xml)",
			"hidden text, characters = 6 (word/document.xml)",
			"| shown"}},
		"text that is not hidden":   {body(`<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>plain</w:t></w:r></w:p>`), []string{"| plain"}},
		"a text box, written twice": {body(`<w:p><w:r><w:t>around</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`), []string{"| around", "| box"}},
		"blanks":                    {body(`<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>`), []string{"| a\tb", "| c"}},
		"a telling field":           {body(`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>INCLUDE</w:instrText><w:instrText>TEXT "x.docx"</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>`), []string{`field code = INCLUDETEXT "x.docx" (word/document.xml)`}},
		"a foreign revision mark": {body(`<w:p w:rsidR="00BB0001"/>`), []string{
			"rsids in the text = 00AA0001 00BB0001 (word/document.xml)",
			"rsids in the text that are not listed = 00BB0001 (word/settings.xml)"}},
		"tracking":    {settings(`<w:trackRevisions/>`), []string{"trackRevisions = on (word/settings.xml w:trackRevisions)"}},
		"no tracking": {settings(`<w:trackRevisions w:val="false"/>`), []string{"trackRevisions = off (word/settings.xml w:trackRevisions)"}},
		"protection":  {settings(`<w:documentProtection w:edit="readOnly" w:hash="x"/>`), []string{"documentProtection = edit=readOnly (word/settings.xml w:documentProtection)"}},
		"a header":    {related("header", "header1.xml", "word/header1.xml", `<w:hdr`+space+`><w:p><w:r><w:t>top</w:t></w:r></w:p></w:hdr>`), []string{"| top"}},
		"a note":      {related("footnotes", "footnotes.xml", "word/footnotes.xml", `<w:footnotes`+space+`><w:footnote w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote><w:footnote><w:p><w:r><w:t>see there</w:t></w:r></w:p></w:footnote></w:footnotes>`), []string{"| see there"}},
		"fonts":       {related("fontTable", "fontTable.xml", "word/fontTable.xml", `<w:fonts`+space+`><w:font w:name="Calibri"/><w:font w:name="Georgia"/></w:fonts>`), []string{"font = Calibri; Georgia (word/document.xml)"}},
		"a person":    {related("people", "people.xml", "word/people.xml", `<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="Di Example"><w15:presenceInfo w15:providerId="AD" w15:userId="S::di@example.org"/></w15:person></w15:people>`), []string{"editor Di Example (word/people.xml w15:person)", "person = Di Example (S::di@example.org, AD) (word/people.xml)"}},
		"a lost part": {related("header", "header9.xml", "word/header1.xml", "<a/>"), []string{"! office/part-missing word/header9.xml"}},
		"a cut part":  {letter.with("word/document.xml", strings.TrimSuffix(letter["word/document.xml"], wordShut)), []string{"! office/part-damaged word/document.xml"}},
		"a picture":   {letter.with("word/media/image1.png", "PNG"), []string{`embedded word/media/image1.png image/png "PNG"`}},
		"macros":      {letter.with("word/vbaProject.bin", "x"), []string{"macros = present (word/vbaProject.bin)"}},
		"a signature": {letter.with("_xmlsignatures/sig1.xml", "<a/>"), []string{"digital signature = present (_xmlsignatures/sig1.xml)"}},
		"custom XML":  {letter.with("customXml/item1.xml", `<x xmlns="urn:example"><owner>Eve Example</owner></x>`), []string{"custom XML = {urn:example}x (customXml/item1.xml)", "custom XML values = owner=Eve Example (customXml/item1.xml)"}},
		"a deep nest": {letter.with("customXml/item1.xml", strings.Repeat("<a>", 600)), []string{"! office/part-too-large customXml/item1.xml"}},
		"a laugh":     {letter.with("customXml/item1.xml", `<!DOCTYPE a [<!ENTITY l "ha">]><a>&l;</a>`), []string{"custom XML = a (customXml/item1.xml)", "custom XML values = a=&l; (customXml/item1.xml)"}},
		"a custom property": {letter.with("docProps/custom.xml", `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property name="MSIP_Label_1_Owner"><vt:lpwstr>eve@example.org</vt:lpwstr></property></Properties>`), []string{
			"MSIP_Label_1_Owner = eve@example.org (docProps/custom.xml)"}},
	} {
		added, gone := doctest.Changed(was, c.p.read(t))
		slices.Sort(c.added)
		if !slices.Equal(added, c.added) {
			t.Errorf("%s: added\n%s\nwant\n%s", name, strings.Join(added, "\n"), strings.Join(c.added, "\n"))
		}
		if len(gone) > 0 && name != "a foreign revision mark" {
			t.Errorf("%s: gone %q", name, gone)
		}
	}
}

// TestRemoteTemplate holds that a template elsewhere is named, and one on this
// machine is no finding.
func TestRemoteTemplate(t *testing.T) {
	settings := strings.Replace(letter["word/settings.xml"], "<w:rsids>", `<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/><w:rsids>`, 1)
	for target, want := range map[string]string{
		"https://templates.example.org/a.dotm":       "office/remote-target",
		`\\server.example.org\share\a.dotm`:          "office/remote-target",
		`file:///\\server.example.org\share\a.dotm`:  "office/remote-target",
		`file:///C:\Users\ada\Templates\letter.dotx`: "",
	} {
		d := letter.with("word/settings.xml", settings, "word/_rels/settings.xml.rels", rels("attachedTemplate", "!"+target)).read(t)
		var ids []string
		for _, f := range d.Findings {
			ids = append(ids, f.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s: findings %q, want %q", target, got, want)
		}
		if !slices.Contains(doctest.Lines(d), "attached template = "+target+" (word/settings.xml w:attachedTemplate)") {
			t.Errorf("%s is not named", target)
		}
	}
}
