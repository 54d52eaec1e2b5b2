package examine

import (
	"context"
	"fmt"
	"strings"

	"assay/document"
	"assay/finding"
	"assay/item"
	"assay/source"
	"assay/tell"
)

// Documents reads documents of every kind. Package reading has one.
type Documents interface {
	// Known reports whether something that begins with head (source.HeadSize
	// bytes, or all) is of a kind that is read.
	Known(head []byte) bool
	// Read reads a document. What cannot be read of it is a finding; an error
	// ends the run: ctx has ended, or no parser can be started.
	Read(ctx context.Context, content []byte) (*document.Document, error)
}

// Keep says which documents a source.Walker is to hand on with their bytes.
func (x *Examiner) Keep(l item.Locator, head []byte) bool {
	return x.Documents != nil && (x.Wanted == nil || x.Wanted(l)) && x.Documents.Known(head)
}

// document examines a document, and the files that are embedded in it.
func (x *Examiner) document(ctx context.Context, e source.Entry, budget *source.Budget, emit func(Item) error) error {
	it := Item{Locator: e.Locator, Digest: e.Digest, IDOf: item.IDOfBytes}
	f := &it.Facts
	f.Kind, f.Size, f.Findings = e.Kind, e.Size, e.Findings
	if e.Data == nil {
		switch {
		case x.Documents == nil || e.Size == 0: // nothing was to be read
		case e.Size > source.MaxDocument:
			f.Findings = append(f.Findings, tooLarge(e.Size))
		case x.Wanted == nil:
			f.Findings = append(f.Findings, unknownFormat())
		}
		return emit(it)
	}
	d, err := x.Documents.Read(ctx, e.Data)
	if err != nil {
		return fmt.Errorf("%s: %w", e.Locator, err)
	}
	inner := embedded(d, e.Locator)
	f.Document = d
	f.Findings = append(f.Findings, d.Findings...)
	f.add(x.tells(d))
	f.Subject = clip(first(d.Titles))
	it.Text = documentWords(d)
	if err := emit(it); err != nil {
		return err
	}
	for i, in := range inner {
		content := d.Embedded[i].Data
		switch {
		case len(in.Locator.Steps) > MaxSteps:
			err = x.Entry(ctx, tooDeep(in), emit)
		case !budget.Spend(int64(len(content))):
			err = x.Entry(ctx, beyondBudget(in), emit)
		default:
			err = x.inside(ctx, in, content, budget, emit)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// tells runs the tells on a document. Much of it is text of the leak: a mistake
// costs what they would have said, not the run.
func (x *Examiner) tells(d *document.Document) (r tell.Report) {
	defer func() {
		if p := recover(); p != nil {
			r = tell.Report{Findings: []finding.Finding{{
				ID: "tell/crashed", Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: "the whole item",
				Why:     fmt.Sprintf("assay made a mistake while it looked for traces (%v) and went on without; please report that.", p),
				Recheck: "open it with another programme",
			}}}
		}
	}()
	return tell.OfDocument(d)
}

// embedded are the entries of the files in d, whose digests are noted in it.
func embedded(d *document.Document, at item.Locator) []source.Entry {
	list := make([]source.Entry, 0, len(d.Embedded))
	count := map[string]int{}
	for i := range d.Embedded {
		in := &d.Embedded[i]
		count[in.Name]++
		digest := item.Sum(in.Data)
		in.Item = digest.String()
		format := source.Recognise(head(in.Data))
		list = append(list, source.Entry{
			Locator: at.Member(in.Name, count[in.Name]), Format: format, Kind: format.Kind(),
			Size: int64(len(in.Data)), Digest: digest,
		})
	}
	return list
}

// documentWords is what of a document is searched: its names, then its text.
func documentWords(d *document.Document) string {
	var b strings.Builder
	for _, list := range [][]document.Said{d.Titles, d.Authors, d.Editors, d.Organisations} {
		for _, s := range list {
			b.WriteString(s.Value + "\n")
		}
	}
	for _, s := range d.Software {
		b.WriteString(s.Name + "\n")
	}
	for _, s := range d.Signed {
		b.WriteString(s.Signer + "\n")
	}
	for _, e := range d.Embedded {
		b.WriteString(e.Name + "\n")
	}
	return b.String() + d.Text
}

func first(list []document.Said) string {
	if len(list) == 0 {
		return ""
	}
	return list[0].Value
}

func tooLarge(size int64) finding.Finding {
	return finding.Finding{
		ID: "document/too-large", Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: "the whole item",
		Why:     fmt.Sprintf("It has %d bytes; of documents of more than %d the digest alone is taken.", size, source.MaxDocument),
		Recheck: "open it with another programme",
	}
}

func unknownFormat() finding.Finding {
	return finding.Finding{
		ID: "document/unknown-format", Outcome: finding.NotApplicable, Says: finding.Neutral, Where: "the whole item",
		Why:     "It begins like no format that is read here: it is known by its bytes, and nothing else is said of it.",
		Recheck: "file FILE",
	}
}

func beyondBudget(e source.Entry) source.Entry {
	e.Kind = item.Unreadable
	e.Findings = []finding.Finding{{
		ID: "source/bound", Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: "the whole item",
		Why:     "The files in the document around it, and in those, are many times larger than that; this one was not looked at.",
		Recheck: "take it out of the document with another programme, and examine it by itself",
	}}
	return e
}
