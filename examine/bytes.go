package examine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"assay/item"
	"assay/mail"
	"assay/sign"
	"assay/sign/arc"
	"assay/sign/dkim"
	"assay/source"
)

// Signatures gives the evidence of all signatures of a mail.
func Signatures(raw []byte) sign.Facts { return signatures(dkim.NewReader(mail.Parse(raw))) }

func signatures(r *dkim.Reader) sign.Facts {
	facts := r.Read()
	facts.Signatures = append(facts.Signatures, arc.Read(r)...)
	return facts
}

// Bytes reads the bytes of an item again: a mail's as stored, an attachment's
// decoded. path is the file or folder that the locator's root stands for.
// Items of more than source.MaxMail bytes are not read into memory.
func (x *Examiner) Bytes(ctx context.Context, path string, l item.Locator) ([]byte, error) {
	c, rest, err := source.Open(path, l, x.Spool)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	for {
		if c.Size > source.MaxMail {
			return nil, fmt.Errorf("%q has %d bytes: too many to read at once", l, c.Size)
		}
		b, err := io.ReadAll(io.NewSectionReader(c, 0, c.Size))
		if err != nil || len(rest) == 0 {
			return b, err
		}
		part, err := x.step(ctx, b, rest[0])
		if err != nil {
			return nil, fmt.Errorf("%q: %w", l, err)
		}
		inner, left, err := source.Within(bytes.NewReader(part), int64(len(part)), rest[1:], x.Spool)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", l, err)
		}
		defer inner.Close()
		c, rest = inner, left
	}
}

// step takes one step inwards from a mail or a document.
func (x *Examiner) step(ctx context.Context, content []byte, s item.Step) ([]byte, error) {
	if s.Kind == item.Part {
		if part, ok := decodePart(content, s.Part); ok {
			return part, nil
		}
		return nil, fmt.Errorf("there is no part %s", s.Part)
	}
	if !x.Keep(item.Locator{}, head(content)) {
		return nil, errors.New("it stands in a document of a kind that is not taken apart here")
	}
	d, err := x.Documents.Read(ctx, content)
	if err != nil {
		return nil, err
	}
	nth := max(s.Nth, 1)
	for _, e := range d.Embedded {
		if e.Name == s.Name {
			if nth--; nth == 0 {
				return e.Data, nil
			}
		}
	}
	return nil, fmt.Errorf("the document holds no file %q", s.Name)
}

// decodePart finds a part of a mail by its number.
func decodePart(raw []byte, number string) (content []byte, ok bool) {
	m := mail.Parse(raw)
	m.Root.Leaves(func(p *mail.Part) bool {
		for _, q := range append([]*mail.Part{p}, m.EmbeddedFiles(p)...) {
			if q.Number == number {
				content, _ = m.Decode(q)
				ok = true
				return false
			}
		}
		return true
	})
	return content, ok
}
