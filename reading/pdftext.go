package reading

import (
	"context"
	"fmt"
	"strings"

	"assay/document"
)

// pages is what the parser of the text of a PDF answers.
type pages struct {
	Text     []string // of each page
	Problems []string // what could not be read, in words
	Language string   // empty where it is not sure
}

// addText puts the text of the pages of a PDF before what is there, and compares it with the text of signed
// states that were changed later.
func (r *Reader) addText(ctx context.Context, d *document.Document, content []byte) error {
	now, failed, err := r.text(ctx, pdfText, content)
	if err != nil {
		return err
	}
	if failed.happened() {
		d.Unread("pdf/text-unread", "the text", fmt.Sprintf("Its text could not be read: %s. It cannot be searched.", failed.why))
		return nil
	}
	for _, p := range now.Problems {
		d.Unread("pdf/text-unread", "the text", p)
	}
	d.Text = strings.TrimSuffix(strings.Join(append(now.Text, d.Text), "\n\f\n"), "\n\f\n")
	addLanguage(d, now.Language)
	d.Bound()
	return r.compareSigned(ctx, d, content)
}

// text has the text of a PDF read by one of the parsers for that.
func (r *Reader) text(ctx context.Context, by parser, content []byte) (p pages, failed failure, err error) {
	r.warmUp(ctx)
	answer, failed, err := r.do(ctx, by, content)
	if err != nil || failed.happened() {
		return p, failed, err
	}
	return p, decode(answer, &p), nil
}
