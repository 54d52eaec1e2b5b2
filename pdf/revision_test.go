package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/document"
)

func open(t testing.TB, content []byte) *File {
	t.Helper()
	f, err := Open(content)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestRevisions holds that a former state is the former file, byte for byte,
// and opens as one.
func TestRevisions(t *testing.T) {
	m := onePage()
	first := m.bytes()
	m.object(5, "<</Title(Other)>>")
	m.end(rootInfo)
	second := m.bytes()
	m.object(4, "null")
	m.end(rootInfo)
	f := open(t, m.bytes())
	if n := len(f.Revisions()); n != 3 || len(f.troubles) != 0 {
		t.Fatalf("%d revisions, troubles %q", n, f.troubles)
	}
	for i, want := range [][]byte{first, second, m.bytes()} {
		if got := f.Revision(i + 1); !bytes.Equal(got, want) {
			t.Errorf("revision %d has %d bytes, want %d", i+1, len(got), len(want))
		}
		if n := len(open(t, f.Revision(i+1)).Revisions()); n != i+1 {
			t.Errorf("revision %d opens with %d revisions", i+1, n)
		}
		if got := f.RevisionAt(len(want) - 1); got != i+1 {
			t.Errorf("the first %d bytes are revision %d, want %d", len(want)-1, got, i+1)
		}
	}
	if f.Revision(0) != nil || f.Revision(4) != nil || f.RevisionAt(20) != 0 {
		t.Error("a state that is not there was given")
	}
}

// update is one change to the file of one page, and what it is to be called.
type update struct {
	name   string
	change func(*maker)
	want   string // weight: what @ where
}

var updates = []update{
	{"content", func(m *maker) { m.stream(4, "", "BT (pay 900) Tj ET") },
		"visible: what the page draws: content changed @ page 1, object 4"},
	{"content, coded otherwise", func(m *maker) {
		m.stream(4, "/Filter/ASCIIHexDecode", fmt.Sprintf("%x>", "BT /F1 12 Tf (pay 100) Tj ET"))
	},
		"harmless: written down again with equal content @ object 4"},
	{"font", func(m *maker) { m.object(6, "<</Type/Font/Subtype/Type1/BaseFont/Courier>>") },
		"visible: what the page draws: font changed @ page 1, object 6"},
	{"info", func(m *maker) {
		m.object(5, "<</Title(Minutes)/Author(B. Sample)/Producer(Maker 1.2)/CreationDate(D:20200102030405+01'00')>>")
	},
		`harmless: the metadata said "A. Sample" and say "B. Sample" @ Info /Author`},
	{"note", func(m *maker) { m.object(7, "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(noted)>>") },
		"allowed: a note or link (Text) was changed @ page 1, object 7"},
	{"overlay", func(m *maker) { m.object(7, "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(note)>>") },
		"visible: an annotation that draws over the page (FreeText) was changed @ page 1, object 7"},
	{"page added", func(m *maker) {
		m.object(2, "<</Type/Pages/Count 2/Kids[3 0 R 8 0 R]>>")
		m.object(8, "<</Type/Page/Parent 2 0 R>>")
	}, "visible: page 2 was added @ page 2, object 8\nunknown: the page tree: changed @ object 2"},
	{"page removed", func(m *maker) {
		m.object(2, "<</Type/Pages/Count 0/Kids[]>>")
		m.frees = []int{3}
	}, "visible: page 1 was taken away @ page 1, object 3\nunknown: the page tree: changed @ object 2"},
	{"page turned", func(m *maker) {
		m.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 6 0 R>>>>/Annots[7 0 R]/Rotate 90>>")
	}, "visible: the page has another Rotate @ page 1, object 3"},
	{"orphan", func(m *maker) { m.object(9, "(hidden)") },
		"unknown: added, and nothing leads there: not shown @ object 9"},
	{"validation data", func(m *maker) {
		m.object(1, "<</Type/Catalog/Pages 2 0 R/Lang(en-GB)/DSS 9 0 R>>")
		m.object(9, "<</Certs[10 0 R]>>")
		m.stream(10, "", "certificate")
	}, "harmless: the catalogue was changed: DSS @ object 1\nharmless: validation data of signatures: added @ objects 9, 10"},
	{"field", func(m *maker) {
		m.object(1, "<</Type/Catalog/Pages 2 0 R/Lang(en-GB)/AcroForm<</Fields[9 0 R]>>>>")
		m.object(9, "<</FT/Tx/T(sum)/V(900)>>")
	}, `allowed: a field's value was "" and is "900" @ field "sum", object 9` + "\nharmless: the catalogue was changed: AcroForm @ object 1\nallowed: a form's field: added @ object 9"},
	{"signature", func(m *maker) {
		m.object(1, "<</Type/Catalog/Pages 2 0 R/Lang(en-GB)/AcroForm<</Fields[9 0 R]>>>>")
		m.object(9, "<</FT/Sig/T(S)/V 10 0 R>>")
		m.object(10, "<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>")
	}, `harmless: a signature was added @ field "S", object 9` + "\nharmless: the catalogue was changed: AcroForm @ object 1\nharmless: belongs to the signature that was added @ objects 9, 10"},
}

// TestChanges makes one change to a file of one page, and expects that one.
func TestChanges(t *testing.T) {
	for _, u := range updates {
		m := onePage()
		u.change(m)
		m.end(rootInfo)
		f := open(t, m.bytes())
		var got []string
		for _, c := range f.Changes(1) {
			got = append(got, fmt.Sprintf("%s: %s @ %s", c.Weight, c.What, c.Where))
		}
		if diff := cmp.Diff(u.want, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", u.name, diff)
		}
	}
}

// TestDiff holds kinds, roles and places of changed objects.
func TestDiff(t *testing.T) {
	m := onePage()
	m.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 8 0 R/Resources<</Font<</F1 6 0 R>>>>/Annots[7 0 R 9 0 R]>>")
	m.stream(8, "", "x")
	m.object(6, "<</BaseFont/Helvetica /Subtype/Type1 /Type/Font>>")
	m.frees = []int{4}
	m.end("/Root 1 0 R/Info 5 0 R/ID[<01><03>]")
	var got []string
	for _, c := range open(t, m.bytes()).Diff(1, 2) {
		got = append(got, fmt.Sprintf("%d %s%v%s %d%v", c.Number, c.Kind, c.Roles, c.Path, c.Page, c.Paths))
	}
	want := []string{
		"0 changed[trailer]trailer 0[/ID[1]]",
		"3 changed[page]/Root/Pages/Kids[0] 1[/Contents /Annots[1]]",
		"4 freed[content]/Root/Pages/Kids[0]/Contents 1[]",
		"6 rewritten[font]/Root/Pages/Kids[0]/Resources/Font/F1 1[]",
		"8 added[content]/Root/Pages/Kids[0]/Contents 1[]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestOdd makes one thing of a file odd, and expects that one finding.
func TestOdd(t *testing.T) {
	plain := string(onePage().bytes())
	abandoned := onePage()
	before := abandoned.prev
	abandoned.object(4, "null")
	abandoned.end(rootInfo)
	abandoned.prev = before
	abandoned.object(5, "<</Title(Minutes)>>")
	abandoned.end(rootInfo)
	stray := newMaker("")
	stray.out.WriteString("9 0 obj\n(hidden)\nendobj\n")
	stray.object(1, "<</Pages 2 0 R>>")
	stray.object(2, "<</Kids[]>>")
	stray.end("/Root 1 0 R")
	junk := newMaker("HTTP/1.1 200\n\n")
	junk.object(1, "<</Pages 2 0 R>>")
	junk.object(2, "<</Kids[]>>")
	junk.end("/Root 1 0 R")
	for name, c := range map[string]struct{ content, ids string }{
		"as it is":           {plain, ""},
		"behind the end":     {plain + "tail", "pdf/after-end"},
		"blanks behind":      {plain + "\n\n\x00", ""},
		"before the header":  {string(junk.bytes()), "pdf/before-header"},
		"wrong startxref":    {strings.Replace(plain, "startxref\n", "startxref\n1", 1), "pdf/damaged"},
		"no xref":            {plain[:strings.Index(plain, "xref")] + plain[strings.Index(plain, "trailer"):strings.Index(plain, "startxref")], "pdf/rebuilt pdf/damaged"},
		"line ends lost":     {strings.ReplaceAll(plain, "endobj\n", "endobj\r\n"), "pdf/rebuilt pdf/damaged"},
		"wrong length":       {strings.Replace(plain, "/Length 28", "/Length 20", 1), "pdf/damaged"},
		"cut off":            {plain[:60], "pdf/no-catalogue pdf/rebuilt pdf/damaged"},
		"a stray object":     {string(stray.bytes()), "pdf/stray-objects"},
		"an abandoned state": {string(abandoned.bytes()), "pdf/reverted-objects pdf/abandoned-revision"},
	} {
		d, err := Read([]byte(c.content))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var ids []string
		for _, f := range d.Findings {
			ids = append(ids, f.ID)
		}
		if got := strings.Join(ids, " "); got != c.ids {
			t.Errorf("%s: findings %q, want %q", name, got, c.ids)
		}
		if name != "cut off" && name != "a stray object" && name != "before the header" && (d.Pages != 1 || d.Titles[0].Value != "Minutes") {
			t.Errorf("%s: %d pages, titles %v", name, d.Pages, d.Titles)
		}
	}
}

func TestNoPDF(t *testing.T) {
	for _, content := range []string{"", "PK\x03\x04", "trailer<</Root 1 0 R>>", strings.Repeat(" ", maxHeader) + "%PDF-1.4"} {
		if _, err := Read([]byte(content)); err != ErrFormat {
			t.Errorf("%.20q: %v", content, err)
		}
	}
}

// TestDocument holds what is read off a file of two states.
func TestDocument(t *testing.T) {
	m := onePage()
	m.object(5, "<</Title(Minutes)/Author(\xfe\xff\x04\x18)/Company(Example)/ModDate(D:20210102030405Z)/Keywords(k)>>")
	m.object(1, "<</Type/Catalog/Version/2.0/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.txt)8 0 R]>>>>>>")
	m.object(8, "<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 9 0 R/UF 9 0 R>>>>")
	m.stream(9, "/Type/EmbeddedFile/Subtype/text#2Fplain/Params<</ModDate(D:2019)>>", "hello")
	m.end(rootInfo)
	d, err := Read(m.bytes())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	say := func(format string, args ...any) { got = append(got, fmt.Sprintf(format, args...)) }
	say("%s %s pages %d revisions %d", d.Format, d.Version, d.Pages, len(d.Revisions))
	for _, list := range [][]document.Said{d.Titles, d.Authors, d.Organisations} {
		for _, s := range list {
			say("%s @ %s", s.Value, s.Where)
		}
	}
	for _, s := range d.Software {
		say("%s|%s|%s @ %s", s.Name, s.Version, s.Role, s.Where)
	}
	for _, s := range d.Times {
		say("%s %s @ %s", s.What, s.At, s.Where)
	}
	for _, e := range d.Embedded {
		say("%s %s %s @ %s", e.Name, e.MIME, e.Data, e.Where)
	}
	want := []string{
		"pdf 2.0 pages 1 revisions 2", "Minutes @ Info /Title", "И @ Info /Author", "A. Sample @ revision 1 Info /Author", "Example @ Info /Company",
		"Maker|1.2|producer @ revision 1 Info /Producer",
		"modified 2021-01-02T03:04:05Z @ Info /ModDate", "created 2020-01-02T03:04:05+01:00 @ revision 1 Info /CreationDate",
		`modified  @ embedded file "a.txt" /ModDate`,
		"a.txt text/plain hello @ embedded file, object 8 (/Root/Names/EmbeddedFiles/Names[1])",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !slices.ContainsFunc(d.Fields, func(f document.Field) bool { return f.Name == "font" && f.Value == "Helvetica, Type1, not embedded" }) {
		t.Errorf("no font among %v", d.Fields)
	}
}

// TestParts holds that a picture's own metadata are taken in as a part's.
func TestParts(t *testing.T) {
	m := onePage()
	packet := `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><dc:title>Stamp</dc:title><xmp:CreatorTool>Painter 3</xmp:CreatorTool><xmp:ModifyDate>2019-05-06T07:08:09Z</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>`
	m.object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</I 8 0 R>>>>>>")
	m.stream(8, "/Subtype/Image/Metadata 9 0 R", "x")
	m.stream(9, "/Type/Metadata/Subtype/XML", packet)
	m.end(rootInfo)
	d, err := Read(m.bytes())
	if err != nil {
		t.Fatal(err)
	}
	where := "XMP of a part (object 9, /Root/Pages/Kids[0]/Resources/XObject/I/Metadata) "
	if !slices.Contains(d.Software, document.Software{Name: "Painter", Version: "3", Role: "creator", Where: where + "xmp:CreatorTool"}) ||
		!slices.Contains(d.Times, document.Time{What: document.Modified, At: "2019-05-06T07:08:09Z", Where: where + "xmp:ModifyDate"}) ||
		!slices.Contains(d.Fields, document.Field{Name: "title of a part", Value: "Stamp", Where: where + "dc:title"}) || len(d.Titles) != 1 {
		t.Errorf("%+v", d)
	}
}

// TestTitleOfItsOwn changes nothing but the object that the information
// dictionary points to: both titles are told.
func TestTitleOfItsOwn(t *testing.T) {
	m := onePage()
	m.object(5, "<</Title 8 0 R>>")
	m.object(8, "(Old)")
	m.end(rootInfo)
	m.object(8, "(New)")
	m.end(rootInfo)
	var titles []string
	for _, s := range open(t, m.bytes()).Document().Titles {
		titles = append(titles, s.Value)
	}
	if diff := cmp.Diff([]string{"New", "Old", "Minutes"}, titles); diff != "" {
		t.Error(diff)
	}
}
