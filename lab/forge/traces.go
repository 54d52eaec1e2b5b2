package forge

import (
	_ "embed"
	"slices"

	"assay/lab/label"
)

// What forging mail leaves; traces.tsv says what each is, and what documents
// bear, which package paper names.
const (
	WeekdayKept     label.Trace = "weekday"
	ZoneSeason      label.Trace = "zone-season"
	DateServers     label.Trace = "date-against-servers"
	DateMailer      label.Trace = "date-against-mailer"
	QuoteLater      label.Trace = "quote-later"
	ParentLater     label.Trace = "parent-later"
	MailerYounger   label.Trace = "mailer-younger"
	TwinsDiffer     label.Trace = "twins-differ"
	EncodingByHand  label.Trace = "encoding-by-hand"
	CharsetBroken   label.Trace = "charset-broken"
	MixedLineEnds   label.Trace = "mixed-line-ends"
	ForeignLetters  label.Trace = "foreign-letters"
	ForeignPassage  label.Trace = "foreign-passage"
	LengthStated    label.Trace = "length-stated"
	FieldMisplaced  label.Trace = "field-misplaced"
	ResultsName     label.Trace = "results-name-another"
	ResultsUnsigned label.Trace = "results-without-signature"
	TopicKept       label.Trace = "topic-kept"
	SenderKept      label.Trace = "sender-kept"
	RecipientKept   label.Trace = "recipient-kept"
	NoServers       label.Trace = "no-servers"
	FewFields       label.Trace = "few-fields"
	Wrapping        label.Trace = "wrapping"
	AttachmentLater label.Trace = "attachment-later"
	PartDate        label.Trace = "part-date"
	OrderOfThread   label.Trace = "thread-order"
	SharedID        label.Trace = "shared-id"
	SharedBoundary  label.Trace = "shared-boundary"
	QuoteUnlike     label.Trace = "quote-unlike"
	InventedKey     label.Trace = "invented-key"
)

// Weight is how much a trace tells an examiner who sees it.
type Weight string

// The weights.
const (
	Plain  Weight = "plain"  // the item alone shows it
	Faint  Weight = "faint"  // the item alone shows it, and much innocent mail the same
	Across Weight = "across" // another item is needed to see it
)

// Note is one line of traces.tsv.
type Note struct {
	Trace  label.Trace
	Weight Weight
	Says   string // what the forger did or forgot
}

//go:embed traces.tsv
var traceTable string

// Notes is the vocabulary of traces, those that documents bear included.
var Notes = readNotes()

func readNotes() (list []Note) {
	for _, row := range rows(traceTable) {
		list = append(list, Note{label.Trace(row[0]), Weight(row[1]), row[2]})
	}
	return list
}

// Single gives those of traces that the item alone shows plainly.
func Single(traces []label.Trace) (list []label.Trace) {
	for _, t := range traces {
		if i := slices.IndexFunc(Notes, func(n Note) bool { return n.Trace == t }); i >= 0 && Notes[i].Weight == Plain {
			list = append(list, t)
		}
	}
	return list
}

// ordered gives the traces that are set, in the order of the vocabulary.
func ordered(left map[label.Trace]bool) (list []label.Trace) {
	for _, n := range Notes {
		if left[n.Trace] {
			list = append(list, n.Trace)
		}
	}
	return list
}
