package ooxml

import (
	"strings"
	"testing"

	"assay/internal/doctest"
)

// TestShape holds that the way in which the main part is written down is told as
// it stands there.
func TestShape(t *testing.T) {
	for _, c := range []struct{ begins, declaration, extensions string }{
		{"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n`, "http://schemas.microsoft.com/office/word/2023/wordml/word16du"},
		{"<?xml version='1.0'?>\n\n ", `<?xml version='1.0'?>\n\n`, "http://schemas.microsoft.com/office/word/2023/wordml/word16du"},
		{"", "", "http://schemas.microsoft.com/office/word/2023/wordml/word16du"},
	} {
		d := letter.with("word/document.xml", c.begins+wordOpen+wordShut).read(t)
		if got := first(doctest.Fields(d, "XML declaration")); got != c.declaration {
			t.Errorf("%q begins with %q, want %q", c.begins, got, c.declaration)
		}
		if got := first(doctest.Fields(d, "later namespaces")); got != c.extensions {
			t.Errorf("%q: %q, want %q", c.begins, got, c.extensions)
		}
	}
	for _, cut := range []string{"", "<", "<?xml", "no markup", "<w:document xmlns:w="} {
		d := letter.with("word/document.xml", cut+" ").read(t)
		if got := doctest.Fields(d, "later namespaces"); len(got) > 0 {
			t.Errorf("%q: %q", cut, got)
		}
	}
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// TestMarks counts the numbers of paragraphs, and leaves out what is not shown.
func TestMarks(t *testing.T) {
	const p = `<w:p w14:paraId="%"/>`
	open := strings.Replace(wordOpen, "<w:document ", `<w:document xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" `, 1)
	number := func(n string) string { return strings.Replace(p, "%", n, 1) }
	d := letter.with("word/document.xml", open+number("01")+number("02")+number("01")+"<w:p/><mc:AlternateContent><mc:Fallback>"+number("02")+"</mc:Fallback></mc:AlternateContent>"+wordShut).read(t)
	for name, want := range map[string]string{"paragraphs with a number": "3", "paragraph numbers that stand twice": "01"} {
		if got := first(doctest.Fields(d, name)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
