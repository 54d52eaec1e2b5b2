package reading

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"assay/document"
	"assay/isolate"
)

const onePage = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n" +
	"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n"

// faulty makes the parsers of a reader, one of them replaced.
func faulty(name parser, parse isolate.Parser) *Reader {
	table := Parsers("")
	table[string(pdfText)] = func([]byte) ([]byte, error) { return encode(pages{Text: []string{"words"}}) } // no engine here
	table[string(name)] = parse
	return New(isolate.Direct(table), nil)
}

func findings(d *document.Document) (ids []string) {
	for _, f := range d.Findings {
		if f.Outcome == "could-not-run" {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

// TestParserFails: a parser that falls over, or that refuses, costs one document
// its metadata, and what other parsers read of it stays.
func TestParserFails(t *testing.T) {
	panics := func([]byte) ([]byte, error) { panic("made to") }
	refuses := func([]byte) ([]byte, error) { return nil, errors.New("not of this kind") }
	rubbish := func([]byte) ([]byte, error) { return []byte("rubbish"), nil }
	for name, test := range map[string]struct {
		parser parser
		parse  isolate.Parser
		kind   document.Kind
		ids    []string
	}{
		"nothing":         {"none", panics, document.PDF, nil},
		"PDF panics":      {parsePDF, panics, document.Other, []string{"document/parser-failed"}},
		"PDF is rubbish":  {parsePDF, rubbish, document.Other, []string{"document/parser-failed"}},
		"text panics":     {pdfText, panics, document.PDF, []string{"pdf/text-unread"}},
		"text is refused": {pdfText, refuses, document.PDF, []string{"pdf/text-unread"}},
	} {
		r := faulty(test.parser, test.parse)
		d, err := r.Read(t.Context(), []byte(onePage))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := slices.DeleteFunc(findings(d), func(id string) bool {
			return !slices.Contains(append(test.ids, "document/parser-failed", "pdf/text-unread"), id)
		})
		if d.Kind != test.kind || !slices.Equal(got, test.ids) {
			t.Errorf("%s: kind %s, %q", name, d.Kind, got)
		}
		if d, err := r.Read(t.Context(), []byte("plain words")); err != nil || d.Format != "plain" {
			t.Errorf("%s: the next is %+v, %v", name, d, err)
		}
	}
}

// TestTakenForAnother: text that begins like a picture is read as text.
func TestTakenForAnother(t *testing.T) {
	d, err := faulty("none", nil).Read(t.Context(), []byte("BMW sold more cars than in the year before."))
	if err != nil || d.Format != "plain" || !strings.Contains(d.Text, "more cars") {
		t.Errorf("%+v %v", d, err)
	}
}

// stopped is a Runner of a run that has ended.
type stopped struct{ err error }

func (s stopped) Do(context.Context, string, []byte) ([]byte, error) { return nil, s.err }

// TestRunEnds: what is no fault of the document ends the run.
func TestRunEnds(t *testing.T) {
	for _, err := range []error{isolate.ErrStart, isolate.ErrClosed} {
		if d, got := New(stopped{err}, nil).Read(t.Context(), []byte("words")); !errors.Is(got, err) {
			t.Errorf("%v: %+v, %v", err, d, got)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := New(stopped{ctx.Err()}, nil).Read(ctx, []byte("words")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestStates: a PDF that was written in one go has one state, and what is no PDF
// has none.
func TestStates(t *testing.T) {
	r := faulty("none", nil)
	states, err := r.States(t.Context(), []byte(onePage))
	if err != nil || len(states) != 1 || !bytes.Equal(states[0].Content, []byte(onePage)) || states[0].Pages != 1 {
		t.Errorf("%+v %v", states, err)
	}
	if _, err := r.States(t.Context(), []byte("words")); !errors.Is(err, ErrNoRevisions) {
		t.Error(err)
	}
}
