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
	now, failed, err := r.text(ctx, content)
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
	for i := range d.Signed {
		s := &d.Signed[i]
		if !asksForWords(s) || s.Revision < 1 || s.Revision > len(d.Revisions) {
			continue
		}
		signed, failed, err := r.text(ctx, content[:d.Revisions[s.Revision-1].Length])
		if err != nil {
			return err
		}
		if failed.happened() {
			d.Unread("pdf/text-unread", s.Where, fmt.Sprintf("The text of the signed state could not be read: %s.", failed.why))
			continue
		}
		s.Reads = compareWords(signed.Text, now.Text)
	}
	return nil
}

// asksForWords reports whether a signature holds, and a reader may see other
// words than the signer did.
func asksForWords(s *document.Signature) bool {
	worst := document.Worst(s.Changes)
	return holds(s) && (worst == document.Visible || worst == document.Hidden)
}

// text has the text of a PDF read.
func (r *Reader) text(ctx context.Context, content []byte) (p pages, failed failure, err error) {
	r.warmUp(ctx)
	answer, failed, err := r.do(ctx, pdfText, content)
	if err != nil || failed.happened() {
		return p, failed, err
	}
	return p, decode(answer, &p), nil
}
