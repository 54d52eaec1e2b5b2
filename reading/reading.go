// Package reading reads documents of every kind: it knows them by their bytes,
// gives them to the parser of their format, and has the signatures in them
// checked. All parsing is done in child processes: a parser that panics, loops
// or takes too much memory costs one item its metadata, and never the run.
//
// What it gives depends on the bytes alone, but where a parser is stopped for the
// time or memory it takes: then a finding says so.
package reading

import (
	"bytes"
	"context"
	"encoding/gob"
	"fmt"
	"sync"

	"assay/document"
	"assay/isolate"
	"assay/source"
)

// Reader reads documents. It may be used from several goroutines.
type Reader struct {
	run    isolate.Runner
	first  isolate.Runner
	warm   sync.Once
	recent recent
}

// New makes a Reader whose parsers run as run has them. Before the first PDF,
// first is asked once to make the machine code of the PDF engine: it may write
// files, and is given none of the leak's. Nil: each child makes its own.
func New(run, first isolate.Runner) *Reader { return &Reader{run: run, first: first} }

// warmUp makes the machine code. Where that fails, each child tries for itself,
// and says why it cannot.
func (r *Reader) warmUp(ctx context.Context) {
	r.warm.Do(func() {
		if r.first != nil {
			_, _ = r.first.Do(ctx, string(pdfStart), nil)
		}
	})
}

// Known reports whether something that begins with head (source.HeadSize bytes,
// or all) is of a kind that is read.
func (r *Reader) Known(head []byte) bool { return parserOf(head) != "" }

// Read reads a document. What cannot be read of it is a finding; an error is
// one of ctx, or that no child process can be started.
func (r *Reader) Read(ctx context.Context, content []byte) (*document.Document, error) {
	if d := r.recent.find(content); d != nil {
		return d, nil
	}
	head := content[:min(len(content), source.HeadSize)]
	name := parserOf(head)
	d, failed, err := r.parse(ctx, name, content)
	if err == nil && failed.happened() && !failed.crashed && name != parsePlain && isText(head) {
		// A few letters at the beginning look like another format.
		name = parsePlain
		d, failed, err = r.parse(ctx, name, content)
	}
	if err != nil {
		return nil, err
	}
	if failed.happened() {
		d = unread(name, failed)
	}
	if name == parsePDF && !failed.happened() {
		if err := r.addText(ctx, d, content); err != nil {
			return nil, err
		}
	}
	r.recent.keep(content, d)
	return d, nil
}

// parse has a parser read content. failed says why it could not.
func (r *Reader) parse(ctx context.Context, name parser, content []byte) (d *document.Document, failed failure, err error) {
	answer, failed, err := r.do(ctx, name, content)
	if err != nil || failed.happened() {
		return nil, failed, err
	}
	d = &document.Document{}
	return d, decode(answer, d), nil
}

// decode reads what a parser answered into v.
func decode(answer []byte, v any) failure {
	if err := gob.NewDecoder(bytes.NewReader(answer)).Decode(v); err != nil {
		return failure{why: fmt.Sprintf("its parser answered something else (%v)", err), crashed: true}
	}
	return failure{}
}

// unread is a document that no parser could read, and why.
func unread(name parser, failed failure) *document.Document {
	d := &document.Document{Kind: document.Other, Format: "unknown", MIME: "application/octet-stream"}
	id := "document/not-read"
	if failed.crashed {
		id = "document/parser-failed"
	}
	d.Unread(id, "the whole item", fmt.Sprintf("It begins like a document of the kind %q, and could not be read as one: %s.", name, failed.why))
	return d
}
