// Package doctest is what the tests of document packages share: a document
// written down as lines, small packages made up, the shared corpora, and tools
// of other makers. Nothing but tests may import it.
package doctest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"assay/document"
)

// Lines writes a document down, a line a claim, in the order of the alphabet.
// The text's own lines start with a bar, findings with an exclamation mark.
func Lines(d *document.Document) (out []string) {
	add := func(format string, args ...any) {
		out = append(out, strings.TrimRight(fmt.Sprintf(format, args...), " "))
	}
	add("%s %s %s %s", d.Kind, d.Format, d.MIME, d.Version)
	for _, sort := range []string{"title", "author", "editor", "organisation", "language"} {
		for _, s := range *d.SaidOf(sort) {
			add("%s %s (%s)", sort, s.Value, s.Where)
		}
	}
	for _, s := range d.Software {
		add("%s (%s)", strings.TrimSpace(s.Role+" "+s.Name+" "+s.Version), s.Where)
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
	slices.Sort(out)
	return out
}

// Changed is which lines one change of a document adds to those that it had,
// and which it takes away. What the zip around it says does not count.
func Changed(was, is *document.Document) (added, gone []string) {
	return without(Lines(is), Lines(was)), without(Lines(was), Lines(is))
}

// without is list without what others has too.
func without(list, others []string) []string {
	return slices.DeleteFunc(list, func(l string) bool {
		return slices.Contains(others, l) || strings.HasPrefix(l, "zip made by")
	})
}

// Fields are the values of the fields of one name, in order.
func Fields(d *document.Document, name string) (list []string) {
	for _, f := range d.Fields {
		if f.Name == name {
			list = append(list, f.Value)
		}
	}
	return list
}

// IDs are those of all findings, in order.
func IDs(d *document.Document) (list []string) {
	for _, f := range d.Findings {
		list = append(list, f.ID)
	}
	return list
}

// Zip packs members, given as names and contents in turn, in that order and
// uncompressed, so that a change of its bytes is one of what is read.
func Zip(t testing.TB, namesAndContents ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(namesAndContents); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: namesAndContents[i], Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(namesAndContents[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ZipOf packs members by their names, in the order of the alphabet.
func ZipOf(t testing.TB, members map[string]string) []byte {
	t.Helper()
	var list []string
	for _, name := range slices.Sorted(maps.Keys(members)) {
		list = append(list, name, members[name])
	}
	return Zip(t, list...)
}
