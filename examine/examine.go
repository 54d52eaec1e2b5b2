package examine

import (
	"context"
	"fmt"

	"assay/finding"
	"assay/item"
	"assay/mail"
	"assay/sign/dkim"
	"assay/source"
	"assay/tell"
)

// MaxSteps bounds how deep items stand in each other.
const MaxSteps = 32

// Item is one item that was read, at one of its places.
type Item struct {
	Locator item.Locator
	Digest  item.Digest
	IDOf    item.IDOf
	Facts   Facts
	Raw     []byte // of a mail: its bytes, which must not be kept
	To      string // recipients as a reader sees them, for search
	Text    string // the item's own text, for search
}

// Examiner examines what a source finds, and everything that stands in it. It
// keeps nothing and may be used from several goroutines if Documents may.
type Examiner struct {
	// Spool is the folder for temporary files, as source.Walker has it.
	Spool string
	// Documents reads documents; nil: they are known by their bytes alone.
	Documents Documents
	// Wanted reports whether the document at l is to be read; nil: all are.
	Wanted func(l item.Locator) bool
}

// Entry examines one entry of a source. emit is called for the entry and for
// every item inside it, the outer before the inner; an error of emit or of ctx
// ends it.
func (x *Examiner) Entry(ctx context.Context, e source.Entry, emit func(Item) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if e.Kind == item.Mail {
		return x.safely(ctx, e, source.NewMailBudget(e.Size), emit)
	}
	if e.Kind == item.Document {
		return x.document(ctx, e, source.NewMailBudget(e.Size), emit)
	}
	it := Item{Locator: e.Locator, Digest: e.Digest, IDOf: item.IDOfBytes}
	it.Facts = Facts{Kind: e.Kind, Size: e.Size, Findings: e.Findings}
	if e.Kind == item.Unreadable {
		it.Digest, it.IDOf = e.Locator.ID(), item.IDOfLocator
	}
	return emit(it)
}

// safely examines a message so that a mistake in a parser costs one item, not
// the run: the item is then listed as unreadable and says what happened.
func (x *Examiner) safely(ctx context.Context, e source.Entry, budget *source.Budget, emit func(Item) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = x.Entry(ctx, crashed(e, p), emit)
		}
	}()
	return x.mail(ctx, e, budget, emit)
}

// mail examines a message and what it holds.
func (x *Examiner) mail(ctx context.Context, e source.Entry, budget *source.Budget, emit func(Item) error) error {
	at, raw := e.Locator, e.Data
	m := mail.Parse(raw)
	it := Item{Locator: at, Digest: item.Sum(raw), IDOf: item.IDOfBytes, Raw: raw}
	f := &it.Facts
	list := f.readMail(m)
	it.To = recipientText(m)
	text := m.Text()
	it.Text = partNames(m, f.Parts) + text
	f.Findings = append(append([]finding.Finding{}, e.Findings...), defectFindings(m)...)
	f.add(tell.OfMail(tell.NewMail(m, text)))
	if err := emit(it); err != nil {
		return err
	}
	for _, in := range list {
		if err := x.part(ctx, at.Part(in.part.Number), m, in, budget, emit); err != nil {
			return err
		}
	}
	return nil
}

// Message reads the facts of one message, findings apart.
func Message(raw []byte) Facts {
	var f Facts
	f.readMail(mail.Parse(raw))
	return f
}

// readMail reads what a message says of itself, and lists the parts of it that
// are items of their own.
func (f *Facts) readMail(m *mail.Message) []inner {
	f.Kind, f.Size = item.Mail, int64(len(m.Raw))
	f.readFields(m)
	f.noteFields(m)
	f.Robot, f.Multipart = robot(m, f.Authors), m.Root.Multipart()
	f.Sign = signatures(dkim.NewReader(m))
	if len(f.Sign.Signatures) > 0 {
		f.Misfits = m.Misfits()
	}
	list := f.parts(m)
	for _, field := range m.Header {
		f.Junk = f.Junk || field.Junk() && !field.Postmark() || field.Ambiguous()
	}
	return list
}

// add notes what tells say.
func (f *Facts) add(r tell.Report) {
	f.Findings, f.Absent = append(f.Findings, r.Findings...), r.Absent
}

// head is what content is recognised by.
func head(content []byte) []byte { return content[:min(len(content), source.HeadSize)] }

func crashed(e source.Entry, p any) source.Entry {
	e.Kind = item.Unreadable
	e.Findings = []finding.Finding{{
		ID: "source/crashed", Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: "the whole item",
		Why:     fmt.Sprintf("assay made a mistake while reading it (%v) and went on without it; please report that.", p),
		Recheck: "read the message with another programme",
	}}
	return e
}

func tooDeep(e source.Entry) source.Entry {
	e.Kind = item.Unreadable
	e.Findings = []finding.Finding{{
		ID: "source/too-deep", Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: "the whole item",
		Why:     fmt.Sprintf("It stands more than %d levels deep in other items and was not taken apart.", MaxSteps),
		Recheck: "save the attachment with a mail programme and examine it by itself",
	}}
	return e
}
