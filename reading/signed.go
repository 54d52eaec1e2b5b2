package reading

import (
	"bytes"
	"context"
	"fmt"

	"assay/document"
)

// comparison compares the words of signed states of a PDF with those of now.
// Notes and form fields are left out: signers allow them to change, and where
// they did not the changes say so.
type comparison struct {
	r       *Reader
	d       *document.Document
	content []byte
	read    map[int]*pages // by the length of the state; nil where it could not be read
}

// compareSigned compares all signed states that ask for it.
func (r *Reader) compareSigned(ctx context.Context, d *document.Document, content []byte) error {
	c := &comparison{r: r, d: d, content: content, read: map[int]*pages{}}
	for i := range d.Signed {
		s := &d.Signed[i]
		if !asksForWords(s) || s.Revision < 1 || s.Revision > len(d.Revisions) {
			continue
		}
		length := int(d.Revisions[s.Revision-1].Length)
		signed, err := c.words(ctx, s.Where, length)
		if err != nil {
			return err
		}
		now, err := c.words(ctx, s.Where, len(content))
		if err != nil {
			return err
		}
		if signed == nil || now == nil {
			continue
		}
		s.Reads = compareWords(signed.Text, now.Text)
		if err := c.look(ctx, s, length); err != nil {
			return err
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

// words are those of a state, nil where not all could be read: words that were
// not read are not gone.
func (c *comparison) words(ctx context.Context, where string, length int) (*pages, error) {
	if p, known := c.read[length]; known {
		return p, nil
	}
	p, failed, err := c.r.text(ctx, pdfPageText, c.content[:length])
	if err != nil {
		return nil, err
	}
	if len(p.Problems) > 0 {
		failed.why = p.Problems[0]
	}
	c.read[length] = &p
	if failed.happened() {
		c.d.Unread("pdf/text-unread", where, fmt.Sprintf("The words of the signed state and of this one were not compared: %s.", failed.why))
		c.read[length] = nil
	}
	return c.read[length], nil
}

// look draws the pages whose words are gone, in both states. Where they look the
// same to the last dot, the words are only written down otherwise: a table that
// says which letters the glyphs of a font are may have been added or mended.
func (c *comparison) look(ctx context.Context, s *document.Signature, length int) error {
	for i := range s.Reads {
		read := &s.Reads[i]
		if !read.Lost {
			continue
		}
		then, err := c.drawn(ctx, c.content[:length], read.Page)
		if err != nil || then == nil {
			return err
		}
		now, err := c.drawn(ctx, c.content, read.Page)
		if err != nil {
			return err
		}
		read.Lost = !bytes.Equal(then, now)
	}
	return nil
}

// drawn is the picture of a page, nil where it cannot be drawn.
func (c *comparison) drawn(ctx context.Context, state []byte, page int) ([]byte, error) {
	request, err := encode(pictureRequest{state, page})
	if err != nil {
		return nil, err
	}
	picture, failed, err := c.r.do(ctx, pdfPicture, request)
	if failed.happened() {
		picture = nil
	}
	return picture, err
}
