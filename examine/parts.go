package examine

import (
	"bytes"
	"context"
	"fmt"

	"assay/item"
	"assay/mail"
	"assay/source"
)

// inner is a part of a mail that is an item of its own.
type inner struct {
	part   *mail.Part
	format source.Format
	digest item.Digest // of the decoded bytes
	size   int64
}

// parts lists the parts of m that are items of their own, and notes them in f.
// One part is held decoded at a time.
func (f *Facts) parts(m *mail.Message) (list []inner) {
	names := textBudget(maxNames)
	add := func(p *mail.Part) {
		content, rubbish := m.Decode(p)
		if rubbish > 0 {
			m.Defects = append(m.Defects, mail.Defect{ID: mail.EncodingBroken, Offset: p.Body, Part: p.Number,
				Why: fmt.Sprintf("bytes that do not belong into %[2]s were passed over, %[1]d in number", rubbish, p.Encoding)})
		}
		in := inner{p, source.Recognise(head(content)), item.Sum(content), int64(len(content))}
		if p.Type == "message/rfc822" && in.format != source.FormatMail {
			m.Defects = append(m.Defects, mail.Defect{ID: mail.MessageUnrecognised, Offset: p.Body, Part: p.Number,
				Why: "the part is declared as a message and is none; it was taken for what its bytes look like"})
		}
		list = append(list, in)
		f.Parts = append(f.Parts, Part{Number: p.Number, Name: names.take(name(p)), Type: names.take(p.Type), Item: in.digest.String()})
	}
	m.Root.Leaves(func(p *mail.Part) bool {
		if !p.Own() {
			add(p)
			return true
		}
		for _, e := range m.EmbeddedFiles(p) {
			add(e)
		}
		return true
	})
	if names < 0 {
		m.Defects = append(m.Defects, mail.Defect{ID: mail.TextCut, Offset: -1,
			Why: fmt.Sprintf("of the names of its parts only the first %d bytes are kept", maxNames)})
	}
	return list
}

// textBudget is how many bytes of text may still be kept; below zero some were
// left out.
type textBudget int

// take returns text where there is room for it.
func (t *textBudget) take(text string) string {
	text = clip(text)
	if *t < 0 || len(text) > int(*t) {
		*t = -1
		return ""
	}
	*t -= textBudget(len(text))
	return text
}

func name(p *mail.Part) string {
	if p.Embedded != nil {
		return p.Embedded.Name
	}
	return p.FileName()
}

// part examines one part of a mail as an item of its own.
func (x *Examiner) part(ctx context.Context, at item.Locator, m *mail.Message, in inner, budget *source.Budget, emit func(Item) error) error {
	e := source.Entry{Locator: at, Format: in.format, Kind: in.format.Kind(), Size: in.size, Digest: in.digest}
	if len(at.Steps) > MaxSteps {
		return x.Entry(ctx, tooDeep(e), emit)
	}
	content, _ := m.Decode(in.part)
	return x.inside(ctx, e, content, budget, emit)
}

// inside examines an entry that stands in an item, and whose bytes are content.
func (x *Examiner) inside(ctx context.Context, e source.Entry, content []byte, budget *source.Budget, emit func(Item) error) error {
	switch e.Kind {
	case item.Mail:
		e.Data = content
		return x.safely(ctx, e, budget, emit)
	case item.Document:
		if x.Keep(e.Locator, head(content)) {
			e.Data = content
		}
		return x.document(ctx, e, budget, emit)
	}
	w := source.Walker{Spool: x.Spool, Keep: x.Keep}
	return w.Inside(ctx, e.Locator, bytes.NewReader(content), e.Size, budget, func(e source.Entry) error {
		switch e.Kind {
		case item.Mail:
			return x.safely(ctx, e, budget, emit)
		case item.Document:
			return x.document(ctx, e, budget, emit)
		}
		return x.Entry(ctx, e, emit)
	})
}
