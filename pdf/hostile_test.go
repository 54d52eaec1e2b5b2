package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// hostile are files that are built to cost much, of about size bytes each.
func hostile(size int) map[string]string {
	times := func(text string) string { return strings.Repeat(text, size/len(text)+1) }
	var marks, updates, pages, outlines strings.Builder
	for marks.Len() < size {
		fmt.Fprintf(&marks, "startxref\n%d\n%%%%EOF\n", marks.Len())
	}
	updates.WriteString("%PDF-1.7\n1 0 obj\n<</Pages 2 0 R>>\nendobj\n2 0 obj\n<</Kids[]>>\nendobj\n")
	for prev := 0; updates.Len() < size; {
		at := updates.Len()
		entry := ""
		if prev > 0 {
			entry = fmt.Sprintf("/Prev %d", prev)
		}
		fmt.Fprintf(&updates, "xref\n1 2\n0000000009 00000 n \n0000000042 00000 n \ntrailer<</Size 3/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", entry, at)
		prev = at
	}
	pages.WriteString("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n")
	for i := 2; pages.Len() < size; i++ {
		fmt.Fprintf(&pages, "%d 0 obj\n<</Kids[%d 0 R %d 0 R]/Resources 2 0 R>>\nendobj\n", i, i+1, i+1)
	}
	outlines.WriteString("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 9999999 0 R/Outlines 2 0 R>>\nendobj\n")
	for i := 2; outlines.Len() < size; i++ {
		fmt.Fprintf(&outlines, "%d 0 obj\n<</Next %d 0 R/A<</S/URI/URI(%d)>>>>\nendobj\n", i, i+1, i)
	}
	wide := newMaker("")
	wide.object(1, "<</Pages 2 0 R>>")
	wide.object(2, "<</Kids["+times("3 0 R ")+"]>>")
	wide.object(3, "<</Annots[3 0 R]>>")
	wide.end("/Root 1 0 R")
	head := ""
	for i := range size / 8 {
		head += fmt.Sprintf("%d 0 ", i+10)
		if len(head) > size/2 {
			break
		}
	}
	overlap := newMaker("")
	overlap.object(1, "<</Pages 2 0 R>>")
	overlap.stream(3, fmt.Sprintf("/Type/ObjStm/N %d/First %d", size, len(head)), head+"["+times("1 ")+"]")
	return map[string]string{
		"unclosed strings":   "%PDF-1.7\n" + times("1 0 obj ("),
		"unclosed arrays":    "%PDF-1.7\n" + times("1 0 obj ["),
		"comments":           "%PDF-1.7\n" + times("1 0 obj %"),
		"trailers":           "%PDF-1.7\n" + times("trailer<<("),
		"tables":             "%PDF-1.7\n" + times("xref trailer<<(") + "startxref 9",
		"streams":            "%PDF-1.7\n" + times("1 0 obj<</Length 9>>stream\n"),
		"marks":              "%PDF-1.7\n" + strings.Repeat(" ", size) + "xref" + marks.String(),
		"updates":            updates.String(),
		"pages that double":  pages.String(),
		"a page many times":  string(wide.bytes()),
		"a long chain":       outlines.String(),
		"objects that share": overlap.out.String() + "trailer<</Root 1 0 R>>",
		"brackets":           "%PDF-1.7\n1 0 obj" + times("["),
		"names":              "%PDF-1.7\n1 0 obj<<" + times("/A ") + ">>endobj",
	}
}

// TestHostile holds that such files are read within the bounds, and that what
// was left out is said.
func TestHostile(t *testing.T) {
	for name, content := range hostile(200_000) {
		f, err := Open([]byte(content))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		d := f.Document()
		if f.spent > (parseBudget+2)*len(content)+maxHeader*maxHeader || f.visits > 2*maxVisits+maxPages || f.unpacked > maxUnpacked {
			t.Errorf("%s: %d bytes parsed, %d objects visited, %d bytes unpacked", name, f.spent, f.visits, f.unpacked)
		}
		if len(d.Findings) == 0 && name != "a long chain" && name != "a page many times" {
			t.Errorf("%s: no finding", name)
		}
	}
}
