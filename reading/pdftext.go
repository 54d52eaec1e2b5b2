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

// compareSigned compares the words of signed states with those of now. Notes and
// form fields are left out: signers allow them to change, and where they did not
// the changes say so.
func (r *Reader) compareSigned(ctx context.Context, d *document.Document, content []byte) error {
	read := map[int]*pages{} // by the length of the state
	words := func(where string, length int) (*pages, error) {
		if p, known := read[length]; known {
			return p, nil
		}
		p, failed, err := r.text(ctx, pdfPageText, content[:length])
		if err != nil {
			return nil, err
		}
		read[length] = &p
		if len(p.Problems) > 0 { // words that were not read are not gone
			failed.why = p.Problems[0]
		}
		if failed.happened() {
			d.Unread("pdf/text-unread", where, fmt.Sprintf("The words of the signed state and of this one were not compared: %s.", failed.why))
			read[length] = nil
		}
		return read[length], nil
	}
	for i := range d.Signed {
		s := &d.Signed[i]
		if !asksForWords(s) || s.Revision < 1 || s.Revision > len(d.Revisions) {
			continue
		}
		signed, err := words(s.Where, int(d.Revisions[s.Revision-1].Length))
		if err != nil {
			return err
		}
		now, err := words(s.Where, len(content))
		if err != nil {
			return err
		}
		if signed != nil && now != nil {
			s.Reads = compareWords(signed.Text, now.Text)
		}
	}
	return nil
}

// asksForWords reports whether a signature holds, and a reader may see other
// words than the signer did.
func asksForWords(s *document.Signature) bool {
	worst := document.Worst(s.Changes)
	return holds(s) && (worst == document.Visible || worst == document.Hidden)
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
