package odf

import (
	"slices"
	"strings"
	"testing"

	"assay/document"
	"assay/internal/doctest"
	"assay/office/parcel"
)

const space = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" xmlns:officeooo="http://openoffice.org/2009/office" office:version="1.3"`

// entries is a package that a test makes: name and content in turns.
type entries []string

func body(text string) string {
	return `<office:document-content` + space + `><office:body><office:text>` + text + `</office:text></office:body></office:document-content>`
}

func manifest(more string) string {
	return `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/>` + more + `</manifest:manifest>`
}

const metaXML = `<office:document-meta` + space + `><office:meta><meta:initial-creator>Ada Example</meta:initial-creator><dc:creator>Bob Example</dc:creator><meta:creation-date>2017-03-01T08:00:00.5</meta:creation-date><dc:date>2017-03-02T09:00:00</dc:date><meta:print-date>2017-03-02T08:30:00</meta:print-date><meta:generator>LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40</meta:generator><meta:editing-cycles>4</meta:editing-cycles><meta:editing-duration>PT5M</meta:editing-duration><meta:user-defined meta:name="Ref">R-1</meta:user-defined><meta:document-statistic meta:page-count="2"/></office:meta></office:document-meta>`

// letter is a small text document, made up.
func letter() entries {
	return entries{
		"mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", body(`<text:p>Dear all,</text:p>`),
		"meta.xml", metaXML,
		"META-INF/manifest.xml", manifest(""),
	}
}

// with replaces entries, or adds them.
func (e entries) with(namesAndContents ...string) entries {
	e = slices.Clone(e)
	for i := 0; i < len(namesAndContents); i += 2 {
		if at := slices.Index(e, namesAndContents[i]); at >= 0 {
			e[at+1] = namesAndContents[i+1]
		} else {
			e = append(e, namesAndContents[i], namesAndContents[i+1])
		}
	}
	return e
}

func (e entries) read(t testing.TB) *document.Document {
	p, err := parcel.Open(doctest.Zip(t, e...))
	if err != nil {
		t.Fatal(err)
	}
	return Read(p)
}

func TestLetter(t *testing.T) {
	got := doctest.Lines(letter().read(t))
	want := []string{
		"text odt application/vnd.oasis.opendocument.text 1.3",
		"author Ada Example (meta.xml meta:initial-creator)",
		"editor Bob Example (meta.xml dc:creator)",
		"producer LibreOffice 7.4.7.2 (meta.xml meta:generator)",
		"created 2017-03-01T08:00:00.5 (meta.xml meta:creation-date)",
		"modified 2017-03-02T09:00:00 (meta.xml dc:date)",
		"printed 2017-03-02T08:30:00 (meta.xml meta:print-date)",
		"zip made by = version 2.0 on MS-DOS: 4 members (mimetype)",
		"first member = mimetype (the zip directory)",
		"generator = LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40 (meta.xml meta:generator)",
		"editing-cycles = 4 (meta.xml meta:editing-cycles)",
		"editing-duration = PT5M (meta.xml meta:editing-duration)",
		"Ref = R-1 (meta.xml meta:user-defined)",
		"page-count = 2 (meta.xml meta:document-statistic)",
		"| Dear all,",
	}
	doctest.Same(t, "the letter", got, want)
}

// TestOneChange starts from the letter and changes one thing.
func TestOneChange(t *testing.T) {
	was := letter().read(t)
	text := func(more string) entries {
		return letter().with("content.xml", body(`<text:p>Dear all,</text:p>`+more))
	}
	const info = `<office:change-info><dc:creator>Di Example</dc:creator><dc:date>2017-03-01T10:00:00</dc:date></office:change-info>`
	for name, c := range map[string]struct {
		e     entries
		added []string
	}{
		"a deletion": {text(`<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>` + info + `<text:p>old words</text:p></text:deletion></text:changed-region></text:tracked-changes>`), []string{
			"deleted text = old words (text:tracked-changes)", "deleted text, characters = 10 (text:tracked-changes)",
			"edited 2017-03-01T10:00:00 (content.xml office:change-info of Di Example)", "editor Di Example (content.xml office:change-info)"}},
		"a deletion where it stood": {text(`<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>` + info + `</text:deletion></text:changed-region></text:tracked-changes><text:p>kept <text:change-start text:change-id="c1"/>gone <text:change-end text:change-id="c1"/>too</text:p>`), []string{
			"deleted text = gone (text:tracked-changes)", "deleted text, characters = 5 (text:tracked-changes)",
			"edited 2017-03-01T10:00:00 (content.xml office:change-info of Di Example)", "editor Di Example (content.xml office:change-info)", "| kept too"}},
		"an insertion": {text(`<text:tracked-changes><text:changed-region text:id="c2"><text:insertion>` + info + `</text:insertion></text:changed-region></text:tracked-changes><text:p><text:change-start text:change-id="c2"/>new<text:change-end text:change-id="c2"/></text:p>`), []string{
			"edited 2017-03-01T10:00:00 (content.xml office:change-info of Di Example)", "editor Di Example (content.xml office:change-info)", "| new"}},
		"a comment": {text(`<text:p>word<office:annotation><dc:creator>Di Example</dc:creator><dc:date>2017-03-01T10:00:00</dc:date><text:p>why?</text:p></office:annotation> more</text:p>`), []string{
			"edited 2017-03-01T10:00:00 (content.xml office:annotation of Di Example)", "editor Di Example (content.xml office:annotation)", "| why?", "| word more"}},
		"a note":        {text(`<text:p>word<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>see there</text:p></text:note-body></text:note>.</text:p>`), []string{"| see there", "| word."}},
		"blanks":        {text("<text:p>a<text:s text:c=\"3\"/>b<text:tab/>c<text:line-break/>d \n  e</text:p>"), []string{"| a   b\tc", "| d e"}},
		"a table":       {text(`<table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table>`), []string{"| x \ty"}},
		"hidden text":   {text(`<text:p>a<text:hidden-text text:string-value="secret">secret</text:hidden-text></text:p>`), []string{"hidden text = secret (text:hidden-text)", "hidden text, characters = 6 (text:hidden-text)", "| a"}},
		"a template":    {letter().with("meta.xml", strings.Replace(metaXML, "</office:meta>", `<meta:template xlink:href="../t.ott" xlink:title="T" meta:date="2016-01-01T00:00:00"/></office:meta>`, 1)), []string{"external meta:template = ../t.ott (meta.xml)", "template = ../t.ott (meta.xml meta:template)", "template date = 2016-01-01T00:00:00 (meta.xml meta:template)", "template title = T (meta.xml meta:template)"}},
		"a remote file": {text(`<text:p><draw:frame><draw:image xlink:href="https://example.org/a.png"/></draw:frame></text:p>`), []string{"! office/remote-target content.xml draw:image", "external draw:image = https://example.org/a.png (content.xml)"}},
		"a picture":     {letter().with("Pictures/1.png", "PNG", "META-INF/manifest.xml", manifest(`<manifest:file-entry manifest:full-path="Pictures/1.png" manifest:media-type="image/png"/>`)), []string{`embedded Pictures/1.png image/png "PNG"`}},
		"macros":        {letter().with("Basic/Standard/Module1.xml", "<a/>"), []string{"macros = present (Basic/Standard/Module1.xml)"}},
		"a signature":   {letter().with("META-INF/documentsignatures.xml", "<a/>"), []string{"digital signature = present (META-INF/documentsignatures.xml)"}},
		"an object":     {letter().with("Object 1/content.xml", body("<text:p>inside</text:p>")), []string{"| inside"}},
		"settings":      {letter().with("settings.xml", `<office:document-settings`+space+`><config:config-item config:name="RsidRoot">255</config:config-item><config:config-item config:name="PrinterName">P1</config:config-item></office:document-settings>`), []string{"printer = P1 (settings.xml config:config-item PrinterName)", "rsidRoot = 000000ff (settings.xml config:config-item RsidRoot)"}},
		"a cut part":    {letter().with("content.xml", `<office:document-content`+space+`><office:body><text:p>Dear all,</text:p>`), []string{"! office/part-damaged content.xml"}},
	} {
		added, _ := doctest.Changed(was, c.e.read(t))
		slices.Sort(c.added)
		if !slices.Equal(added, c.added) {
			t.Errorf("%s: added\n%s\nwant\n%s", name, strings.Join(added, "\n"), strings.Join(c.added, "\n"))
		}
	}
}

// TestEncrypted holds that what cannot be read is said, once, and nothing is
// read into it.
func TestEncrypted(t *testing.T) {
	d := letter().with("content.xml", "\x00\x01", "META-INF/manifest.xml", manifest(`<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data><manifest:key-derivation manifest:key-derivation-name="PBKDF2"/></manifest:encryption-data></manifest:file-entry>`)).read(t)
	if len(d.Findings) != 1 || d.Findings[0].ID != "office/encrypted" || d.Text != "" {
		t.Errorf("%v %q", d.Findings, d.Text)
	}
}

// TestFlat reads the letter as one file, with a picture in base64.
func TestFlat(t *testing.T) {
	flat := `<?xml version="1.0"?><office:document` + space + ` office:mimetype="application/vnd.oasis.opendocument.text">` +
		metaXML[strings.Index(metaXML, "<office:meta>"):strings.Index(metaXML, "</office:document-meta>")] +
		`<office:body><office:text><text:p>Dear all,<draw:frame><draw:image><office:binary-data>UE5H
</office:binary-data></draw:image></draw:frame></text:p></office:text></office:body></office:document>`
	if got := FlatFormat([]byte(flat)); got != "fodt" {
		t.Fatalf("format %q", got)
	}
	d := ReadFlat([]byte(flat))
	if d.Text != "Dear all,\n" || len(d.Authors) != 1 || len(d.Times) != 3 || len(d.Embedded) != 1 || string(d.Embedded[0].Data) != "PNG" || len(d.Findings) != 0 {
		t.Errorf("%s", strings.Join(doctest.Lines(d), "\n"))
	}
	for _, other := range []string{"", "<a:document/>", `<html xmlns:office="urn:schemas-microsoft-com:office:office">`, "%PDF-1.7 :document"} {
		if got := FlatFormat([]byte(other)); got != "" {
			t.Errorf("%q is %q", other, got)
		}
	}
}

// TestSlides holds that examples on a master page are no text, and what it
// shows on every slide is.
func TestSlides(t *testing.T) {
	frame := func(class, words string) string {
		return `<draw:frame` + class + `><draw:text-box><text:p>` + words + `</text:p></draw:text-box></draw:frame>`
	}
	d := entries{
		"mimetype", "application/vnd.oasis.opendocument.presentation",
		"content.xml", `<office:document-content` + space + `><office:body><office:presentation><draw:page>` + frame(` presentation:class="title"`, "Plan") + `</draw:page></office:presentation></office:body></office:document-content>`,
		"styles.xml", `<office:document-styles` + space + `><office:master-styles><style:master-page>` + frame(` presentation:class="title"`, "Click here") + frame("", "Example Ltd") + `</style:master-page></office:master-styles></office:document-styles>`,
		"META-INF/manifest.xml", manifest(""),
	}.read(t)
	if d.Text != "Plan\nExample Ltd\n" || d.Pages != 1 || d.Kind != document.Presentation {
		t.Errorf("%s %d %q", d.Kind, d.Pages, d.Text)
	}
}
