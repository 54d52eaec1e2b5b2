package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fieldsNamed are values and places of the fields of a name.
func fieldsNamed(t *testing.T, content []byte, names ...string) (list []string) {
	t.Helper()
	d, err := Read(content)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range d.Fields {
		if slices.Contains(names, f.Name) {
			list = append(list, fmt.Sprintf("%s @ %s", f.Value, f.Where))
		}
	}
	return list
}

// TestTwinFonts gives a page a second font, and expects it to be told where it is
// another subset of the first.
func TestTwinFonts(t *testing.T) {
	for second, want := range map[string][]string{
		"/Type0/BaseFont/BBBBBB+Sample":    {"Sample, Type0: AAAAAA, BBBBBB @ page 1"},
		"/Type0/BaseFont/AAAAAA+Sample":    nil,
		"/TrueType/BaseFont/BBBBBB+Sample": nil, // another type: word processors write two
		"/Type0/BaseFont/BBBBBB+Other":     nil,
		"/Type0/BaseFont/Sample":           nil,
		"/Type0/BaseFont/BBB+Sample":       nil,
	} {
		m := onePage()
		m.object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 6 0 R/F2 8 0 R>>>>>>")
		m.object(6, "<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Sample>>")
		m.object(8, "<</Type/Font/Subtype"+second+">>")
		m.end(rootInfo)
		if diff := cmp.Diff(want, fieldsNamed(t, m.bytes(), "font in two subsets")); diff != "" {
			t.Errorf("%s: %s", second, diff)
		}
	}
}

// TestNewest reads a file with a table, and one with a stream of packed objects.
func TestNewest(t *testing.T) {
	if got := fieldsNamed(t, onePage().bytes(), "cross-reference", "objects"); got != nil {
		t.Errorf("a file with a table: %v", got)
	}
	want := []string{"in streams @ startxref", "some packed in streams @ the cross-reference"}
	if diff := cmp.Diff(want, fieldsNamed(t, packedFile(), "cross-reference", "objects")); diff != "" {
		t.Error(diff)
	}
}

// packedFile is a file of one object stream and a cross-reference stream.
func packedFile() []byte {
	m := newMaker("")
	body := "<</Type/Catalog/Pages 2 0 R>><</Type/Pages/Count 0/Kids[]>>"
	head := fmt.Sprintf("1 0 2 %d ", strings.Index(body, "<</Type/Pages/"))
	m.stream(3, fmt.Sprintf("/Type/ObjStm/N 2/First %d", len(head)), head+body)
	at := m.out.Len()
	rows := [][4]byte{{0, 0, 0, 0}, {2, 0, 3, 0}, {2, 0, 3, 1}, {1, byte(m.offsets[3] >> 8), byte(m.offsets[3]), 0}, {1, byte(at >> 8), byte(at), 0}}
	data := ""
	for _, r := range rows {
		data += string(r[:])
	}
	m.stream(4, "/Type/XRef/Size 5/W[1 2 1]/Root 1 0 R", data)
	fmt.Fprintf(&m.out, "startxref\n%d\n%%%%EOF\n", at)
	return m.bytes()
}

// TestPageShapes adds a stream to one of three pages.
func TestPageShapes(t *testing.T) {
	m := newMaker("")
	m.object(1, "<</Type/Catalog/Pages 2 0 R>>")
	m.object(2, "<</Type/Pages/Count 4/Kids[3 0 R 4 0 R 5 0 R 6 0 R]>>")
	m.object(3, "<</Type/Page/Parent 2 0 R/Contents 7 0 R>>")
	m.object(4, "<</Type/Page/Parent 2 0 R/Contents[7 0 R 8 0 R 99 0 R]>>")
	m.object(5, "<</Type/Page/Parent 2 0 R/Contents[7 0 R]>>")
	m.object(6, "<</Type/Page/Parent 2 0 R>>") // an empty page
	m.stream(7, "", "BT ET")
	m.stream(8, "/Filter[/ASCIIHexDecode]", "00>")
	m.end("/Root 1 0 R")
	want := []string{"2: 1 stream, in clear @ page 1, 3", "1: 2 streams, in clear and ASCIIHexDecode @ page 2"}
	if diff := cmp.Diff(want, fieldsNamed(t, m.bytes(), "content of pages")); diff != "" {
		t.Error(diff)
	}
}

// TestBinaryMark reads the line behind the header.
func TestBinaryMark(t *testing.T) {
	rest := string(onePage().bytes())
	_, rest, _ = strings.Cut(rest, "\n%\xe2\xe3\xcf\xd3\n")
	for line, want := range map[string][]string{
		"\n%\xe2\xe3\xcf\xd3\n":                 {"e2e3cfd3 @ behind the header"},
		"\r\n%\xb5\xb5\xb5\xb5\r\n":             {"b5b5b5b5 @ behind the header"},
		"\n% made by hand\n":                    nil,
		"\n%\xe2\xe3\n":                         nil,
		"\n\xe2\xe3\xcf\xd3\n":                  nil,
		"\n%\xc3\xa4\xc3\xbc\xc3\xb6\xc3\x9f\n": {"c3a4c3bcc3b6c39f @ behind the header"},
	} {
		if diff := cmp.Diff(want, fieldsNamed(t, []byte("%PDF-1.7"+line+rest), "binary mark")); diff != "" {
			t.Errorf("%q: %s", line, diff)
		}
	}
}
