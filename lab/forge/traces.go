package forge

import "assay/lab/label"

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

// Notes is the vocabulary of traces, those that documents bear included.
var Notes []Note

// Single gives those of traces that the item alone shows plainly.
func Single(traces []label.Trace) []label.Trace { return nil }
