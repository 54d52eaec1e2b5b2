package mail

import (
	"bytes"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
)

// twoParts is a message in which nothing is wrong.
const twoParts = "From: A <a@example.org>\r\n" +
	"Subject: two\r\n parts\r\n" +
	"Content-Type: multipart/mixed; boundary=next\r\n" +
	"\r\n" +
	"--next\r\n" +
	"\r\n" +
	"text\r\n" +
	"--next\r\n" +
	"Content-Type: application/octet-stream; name=\"a.bin\"\r\n" +
	"Content-Transfer-Encoding: base64\r\n" +
	"\r\n" +
	"AAECAw==\r\n" +
	"--next--\r\n"

// checkOffsets holds what was read against the bytes it was read from: the
// fields, the blank line and the body are the whole message, each part lies
// inside its parent, and parts stand in order without overlap.
func checkOffsets(t testing.TB, m *Message) {
	t.Helper()
	checkHeader(t, m, m.Header, leadingBlank(m.Raw), m.Body, m.Truncated)
	checkPart(t, m, m.Root, Span{0, len(m.Raw)})
}

// checkHeader: the fields stand end to end from start, and only a blank line
// lies between the last of them and the body.
func checkHeader(t testing.TB, m *Message, header []Field, start, body int, cut bool) {
	t.Helper()
	at := start
	for _, f := range header {
		if f.Offset != at || !bytes.Equal(f.Raw, m.Raw[at:at+len(f.Raw)]) {
			t.Fatalf("field %q stands at %d, not at %d", f.Raw, at, f.Offset)
		}
		at += len(f.Raw)
	}
	if gap := m.Raw[at:body]; len(gap) > 0 && !blank(gap) && !cut {
		t.Fatalf("%q lies between header and body", gap)
	}
}

func checkPart(t testing.TB, m *Message, p *Part, within Span) {
	t.Helper()
	if p.Span.Start < within.Start || p.Span.End > within.End || p.Span.Start > p.Body || p.Body > p.Span.End {
		t.Fatalf("part %q: %v, body at %d, inside %v", p.Number, p.Span, p.Body, within)
	}
	if p != m.Root {
		checkHeader(t, m, p.Header, p.Span.Start, p.Body, slices.ContainsFunc(m.Defects, func(d Defect) bool { return d.ID == HeaderCut && d.Part == p.Number }))
	}
	last := p.Body
	for _, c := range p.Children {
		if c.Span.Start < last {
			t.Fatalf("part %q begins at %d, before %d", c.Number, c.Span.Start, last)
		}
		checkPart(t, m, c, p.Span)
		last = c.Span.End
	}
	for _, s := range []Span{p.Preamble, p.Epilogue} {
		apart := s != Span{} // it was taken apart
		if apart && (s.Start > s.End || s.Start < p.Body || s.End > p.Span.End) {
			t.Fatalf("part %q: preamble %v, epilogue %v, outside %v", p.Number, p.Preamble, p.Epilogue, p.Span)
		}
	}
}

// readAll reads all that a message holds.
func readAll(m *Message) {
	m.Root.Leaves(func(p *Part) bool {
		m.Decode(p)
		p.FileName()
		for _, e := range m.EmbeddedFiles(p) {
			m.Decode(e)
		}
		return true
	})
	for _, f := range m.Header {
		Addresses(f.Unfolded())
		ParseDate(f.Unfolded())
		f.Text()
	}
}

const corpora = "../../shared/corpora/"

// eachFile calls visit with every file of a folder of the shared test data.
func eachFile(t *testing.T, folder string, visit func(path string, raw []byte)) {
	t.Helper()
	if _, err := os.Stat(corpora + folder); err != nil {
		t.Skip("the shared test data is not here: ", err)
	}
	root := os.DirFS(corpora + folder)
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, "PROVENANCE") {
			return err
		}
		raw, err := fs.ReadFile(root, path)
		if err == nil {
			visit(folder+"/"+path, raw)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
