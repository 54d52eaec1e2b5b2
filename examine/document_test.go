package examine

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/document"
	"assay/item"
	"assay/source"
)

// boxes reads a made-up format: "BOX " and, behind it, named files of given
// lengths: BOX name 3 abc other 1 d.
type boxes struct{ read int }

func (*boxes) Known(head []byte) bool { return bytes.HasPrefix(head, []byte("BOX")) }

func (b *boxes) Read(_ context.Context, content []byte) (*document.Document, error) {
	b.read++
	d := &document.Document{Kind: document.Other, Format: "box", Text: "words in it",
		Titles: []document.Said{{Value: "a box", Where: "its lid"}}}
	rest := content[len("BOX\n\n"):]
	for len(rest) > 0 {
		var name string
		var size int
		head, after, _ := bytes.Cut(rest[1:], []byte("|"))
		if _, err := fmt.Sscanf(string(head), "%s %d", &name, &size); err != nil {
			return nil, err
		}
		d.Embedded = append(d.Embedded, document.Embedded{Name: name, Data: after[:size]})
		rest = after[size:]
	}
	return d, nil
}

func box(files ...string) string {
	b := "BOX\n\n"
	for i := 0; i < len(files); i += 2 {
		b += fmt.Sprintf(" %s %d|%s", files[i], len(files[i+1]), files[i+1])
	}
	return b
}

// documentItems examines content as a file of a leak.
func documentItems(t *testing.T, x *Examiner, content string) (paths []string, items map[string]Item, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "d")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	items = map[string]Item{}
	w := source.Walker{Spool: x.Spool, Keep: x.Keep}
	err := w.Walk(t.Context(), file, item.Locator{Root: "d"}, func(e source.Entry) error {
		return x.Entry(t.Context(), e, func(it Item) error {
			paths = append(paths, it.Locator.String())
			items[it.Locator.String()] = it
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths, items, file
}

// TestDocument: the files in a document are items of their own, in documents in
// it as well, and their bytes are found again by their paths.
func TestDocument(t *testing.T) {
	x := &Examiner{Spool: t.TempDir(), Documents: &boxes{}}
	mail := "From: a@x.example\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\nSubject: s\r\nContent-Type: application/x-box\r\n\r\n" + box("deep", "deeper")
	content := box("in", box("leaf", "1"), "letter.eml", mail, "in", "second of the name")
	paths, items, file := documentItems(t, x, content)
	want := []string{"d", "d!in", "d!in!leaf", "d!letter.eml", "d!letter.eml#1", "d!letter.eml#1!deep", "d!in+2"}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Fatal(diff)
	}
	outer := items["d"].Facts
	if outer.Subject != "a box" || outer.Document == nil || outer.Document.Format != "box" {
		t.Errorf("facts %+v", outer)
	}
	if text := items["d"].Text; !strings.Contains(text, "words in it") || !strings.Contains(text, "letter.eml") {
		t.Errorf("text %q", text)
	}
	for path, it := range items {
		b, err := x.Bytes(t.Context(), file, it.Locator)
		if err != nil || item.Sum(b) != it.Digest {
			t.Errorf("%s: %d bytes, %v", path, len(b), err)
		}
	}
	for i, e := range outer.Document.Embedded {
		if e.Item != item.Sum(e.Data).String() {
			t.Errorf("file %d has the digest %q", i, e.Item)
		}
	}
	for _, path := range []string{"d!other", "d!in+3", "d!in+2!x"} {
		l, err := item.ParseLocator(path)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := x.Bytes(t.Context(), file, l); err == nil {
			t.Errorf("%s gives %d bytes", path, len(b))
		}
	}
}

// TestDocumentUnread: without a reader a document is known by its bytes.
func TestDocumentUnread(t *testing.T) {
	content := box("in", "x")
	paths, items, _ := documentItems(t, &Examiner{Spool: t.TempDir()}, content)
	if len(paths) != 1 || items["d"].Facts.Document != nil || items["d"].Digest != item.Sum([]byte(content)) {
		t.Errorf("%q: %+v", paths, items["d"])
	}
}

// TestDocumentWanted: what is not wanted is not read.
func TestDocumentWanted(t *testing.T) {
	reader := &boxes{}
	x := &Examiner{Spool: t.TempDir(), Documents: reader, Wanted: func(l item.Locator) bool { return l.String() == "d" }}
	paths, _, _ := documentItems(t, x, box("in", box("leaf", "1"), "other", box("leaf", "2")))
	if reader.read != 1 || len(paths) != 3 {
		t.Errorf("%d documents read, items %q", reader.read, paths)
	}
}

// TestDocumentUnknown: what is of no format that is read says so.
func TestDocumentUnknown(t *testing.T) {
	_, items, _ := documentItems(t, &Examiner{Spool: t.TempDir(), Documents: &boxes{}}, "no box")
	f := items["d"].Facts
	if f.Document != nil || len(f.Findings) != 1 || f.Findings[0].ID != "document/unknown-format" {
		t.Errorf("%+v", f)
	}
}

// TestDocumentBounds: documents in documents without end, and files that
// together are many times the size, end in an item that says so.
func TestDocumentBounds(t *testing.T) {
	x := &Examiner{Spool: t.TempDir(), Documents: &boxes{}}
	deep := "leaf"
	for range MaxSteps + 5 {
		deep = box("in", deep)
	}
	paths, items, _ := documentItems(t, x, deep)
	last := items[paths[len(paths)-1]]
	if len(paths) != MaxSteps+2 || last.Facts.Kind != item.Unreadable || last.Facts.Findings[0].ID != "source/too-deep" {
		t.Errorf("%d items, the last is %+v", len(paths), last.Facts)
	}

	x.Documents = bomb{}
	paths, items, _ = documentItems(t, x, "BOMB")
	last = items[paths[len(paths)-1]]
	if last.Facts.Kind != item.Unreadable || last.Facts.Findings[0].ID != "source/bound" || last.IDOf != item.IDOfLocator {
		t.Errorf("%d items, the last is %+v", len(paths), last.Facts)
	}
}

// bomb is a format whose files hold the same files again.
type bomb struct{}

func (bomb) Known(head []byte) bool { return bytes.HasPrefix(head, []byte("BOMB")) }

func (bomb) Read(_ context.Context, content []byte) (*document.Document, error) {
	d := &document.Document{}
	for i := range 4 {
		d.Embedded = append(d.Embedded, document.Embedded{Name: fmt.Sprint(i), Data: append(content, make([]byte, 1<<20)...)})
	}
	return d, nil
}
