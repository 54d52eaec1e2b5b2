package office_test

import (
	"reflect"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"assay/document"
	"assay/internal/doctest"
	"assay/office"
)

// hold reads content twice and holds what must hold of any document.
func hold(t *testing.T, content []byte) {
	d, err := office.Read(content)
	if (err == nil) != (office.Recognise(content) != "") {
		t.Fatalf("read: %v, recognised as %q", err, office.Recognise(content))
	}
	if err != nil {
		return
	}
	again, err := office.Read(content)
	if !reflect.DeepEqual(d, again) || err != nil {
		t.Fatalf("a second reading differs: %v %s", err, cmp.Diff(d, again))
	}
	if !utf8.ValidString(d.Text) || len(d.Text) > document.MaxText || len(d.Fields) > document.MaxFields || d.Pages < 0 {
		t.Errorf("beyond the shape of a document: %d bytes of text, %d fields, %d pages", len(d.Text), len(d.Fields), d.Pages)
	}
	names := map[string]bool{}
	for _, e := range d.Embedded {
		if names[e.Name] {
			t.Errorf("two embedded files are called %q", e.Name)
		}
		names[e.Name] = true
	}
}

const (
	relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	word      = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	excel     = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	odfSpace  = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"`
)

// FuzzOOXML changes a document, a second part of it, and its container.
func FuzzOOXML(f *testing.F) {
	f.Add("word", `<w:document`+word+`><w:body><w:p w:rsidR="00AA0001"><w:del w:author="A"><w:r><w:delText>x</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>y</w:t><mc:AlternateContent><mc:Fallback><w:txbxContent/></mc:Fallback></mc:AlternateContent></w:r></w:p></w:body></w:document>`, `<w:settings`+word+`><w:rsid w:val="1"/></w:settings>`, []byte("PK\x03\x04"))
	f.Add("xl", `<workbook`+excel+`><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>`, `<worksheet`+excel+`><row><c t="s" s="1"><v>1e5</v></c></row></worksheet>`, []byte(""))
	f.Add("ppt", `<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><p:sldId r:id="rId1"/></p:presentation>`, `<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" show="0"><a:p><a:t>x</a:t></a:p></p:sld>`, []byte(""))
	f.Add("docProps", `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>A</dc:creator></cp:coreProperties>`, `<a/>`, []byte(""))
	whole := doctest.Zip(f, "word/document.xml", `<w:document`+word+`/>`, "_rels/.rels", relations+`officeDocument" Target="word/document.xml"/></Relationships>`)
	f.Add("", "", "", whole)
	f.Add("", "", "", whole[:len(whole)/2])
	kinds := map[string][2]string{"word": {"document.xml", "settings"}, "xl": {"workbook.xml", "worksheet"}, "ppt": {"presentation.xml", "slide"}}
	f.Fuzz(func(t *testing.T, kind, main, second string, raw []byte) {
		hold(t, raw)
		k, ok := kinds[kind]
		if !ok {
			hold(t, doctest.Zip(t, "word/document.xml", second, "docProps/core.xml", main, "docProps/app.xml", second, "customXml/item1.xml", main, "[Content_Types].xml", second, "_rels/.rels", second))
			return
		}
		hold(t, doctest.Zip(t, kind+"/"+k[0], main, kind+"/second.xml", second, kind+"/_rels/"+k[0]+".rels", relations+k[1]+`" Target="second.xml"/></Relationships>`))
	})
}

// FuzzODF changes the parts of a package, and a flat file.
func FuzzODF(f *testing.F) {
	f.Add(`<office:document-content`+odfSpace+`><text:tracked-changes><text:changed-region text:id="c"><text:deletion><office:change-info><dc:creator>A</dc:creator></office:change-info><text:p>x</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>y<text:s text:c="9"/><text:change-start text:change-id="c"/></text:p></office:document-content>`,
		`<office:document-meta`+odfSpace+`><office:meta><dc:creator>A</dc:creator><meta:document-statistic meta:page-count="2"/></office:meta></office:document-meta>`,
		[]byte(`<office:document`+odfSpace+` office:mimetype="application/vnd.oasis.opendocument.text"><text:p>x</text:p><office:binary-data>UE5H</office:binary-data></office:document>`))
	f.Fuzz(func(t *testing.T, content, meta string, flat []byte) {
		hold(t, flat)
		hold(t, doctest.Zip(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content, "meta.xml", meta, "META-INF/manifest.xml", meta, "Object 1/content.xml", content))
	})
}

// FuzzRTF changes a file that has something of everything.
func FuzzRTF(f *testing.F) {
	f.Add([]byte(`{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 A;}}{\info{\author A}{\creatim\yr2017\mo3\dy1}}{\*\revtbl {Unknown;}{B;}}{\*\rsidtbl\rsid1}\f0\'cf\u1055?{\deleted\revauthdel1\revdttmdel9 x}{\v y}\bin2 }}{\pict\pngblip 504e}{\object{\*\objdata 0105000002000000}}{\field{\*\fldinst LINK a}{\fldrslt b}}{\header{\footnote z}}}`))
	f.Add([]byte(`{\rtf1{\upr{a}{\*\ud{\u1055?}}}{\shp{\*\shpinst{\shptxt a}}}}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		hold(t, content)
		hold(t, append([]byte(`{\rtf1`), content...))
	})
}
