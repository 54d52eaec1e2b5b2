package paper_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/lab/paper"
)

func part(t *testing.T, content []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var anRsid = regexp.MustCompile(`<w:rsid w:val="([0-9A-F]{8})"/>`)

// TestNext: a document keeps its sessions of editing and gains one, which the
// new paragraph bears and the old ones do not.
func TestNext(t *testing.T) {
	first := sample(paper.DOCX, paper.Named("word-2013-win"), 4)
	second := first.Next("Ines Corvall", first.Modified.Add(50*time.Hour), func(p *paper.Paper) {
		p.Paragraphs = append(p.Paragraphs, "It was resolved to rent the smaller hall.")
	})
	if len(first.Paragraphs) != 3 || second.Revision != 4 || second.Editor != "Ines Corvall" || second.Minutes <= first.Minutes {
		t.Errorf("%+v", second)
	}
	before, after := part(t, first.Bytes(), "word/settings.xml"), part(t, second.Bytes(), "word/settings.xml")
	old := anRsid.FindAllStringSubmatch(before, -1)
	for _, m := range old {
		if !strings.Contains(after, m[0]) {
			t.Errorf("session %s is lost", m[1])
		}
	}
	fresh := slices.DeleteFunc(anRsid.FindAllStringSubmatch(after, -1), func(m []string) bool { return strings.Contains(before, m[0]) })
	if len(fresh) != 1 {
		t.Fatalf("%d new sessions", len(fresh))
	}
	body := part(t, second.Bytes(), "word/document.xml")
	if n := strings.Count(body, `w:rsidR="`+fresh[0][1]+`"`); n != 1 {
		t.Errorf("%d paragraphs of the new session", n)
	}
	a, b := part(t, first.Bytes(), "word/document.xml"), body
	head := strings.Index(a, "A second meeting")
	if a[:head] != b[:head] {
		t.Error("paragraphs that did not change look other")
	}
}

var documentID, instanceID = regexp.MustCompile(`DocumentID>uuid:([0-9a-f-]+)`), regexp.MustCompile(`InstanceID>uuid:([0-9a-f-]+)`)

// TestNextPDF: Acrobat saves the same document again; an export is another.
func TestNextPDF(t *testing.T) {
	for key, same := range map[string]bool{"pdf-pdfmaker-11": true, "pdf-word-2016": false} {
		first := sample(paper.PDF, paper.Named(key), 4)
		second := first.Next("", first.Modified.Add(time.Hour), nil)
		a, b := first.Bytes(), second.Bytes()
		if got := bytes.Equal(documentID.Find(a), documentID.Find(b)); got != same || documentID.Find(a) == nil {
			t.Errorf("%s: same document %v", key, got)
		}
		if bytes.Equal(instanceID.Find(a), instanceID.Find(b)) {
			t.Errorf("%s: the same instance", key)
		}
	}
}
