// Package weigh says how much a finding of a tell counts: the likelihood ratio
// of finding it on an item that is as it was sent against finding it on one
// that was altered or made up and had traces left in it.
//
// The ratios are measured: the authentic side on real mail and documents, the
// forged side on leaks that the lab made. table.tsv holds the counts, and says
// which commands and seeds made it. A finding that is not in it weighs nothing.
//
// What no ratio here can say is how probable a forgery is, or how it compares
// with one that leaves nothing: nobody knows how many forgers are careful.
package weigh

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Class is a sort of items that are measured together.
type Class string

// The classes.
const (
	Mail   Class = "mail"
	PDF    Class = "pdf"
	Office Class = "office"
	Image  Class = "image"
	Text   Class = "text" // plain text and pages
)

// Classes lists them all.
var Classes = []Class{Mail, PDF, Office, Image, Text}

// Findings that are made here.
const (
	// Nothing: all checks that could run found nothing.
	Nothing = "tell/nothing-found"
	// Together: traces of several causes are found together on authentic items
	// more often than chance has it, so that they weigh less than their product.
	Together = "tell/together"
)

// Side is what was measured on one side.
type Side struct {
	Trials int `json:"trials"` // items on which the check could run
	Found  int `json:"found"`  // of these, on how many it found something
	Units  int `json:"units"`  // independent among the trials: authors, makers of documents, acts of forging
}

// Row is what was measured of one finding in one class.
type Row struct {
	Class     Class  `json:"class"`
	ID        string `json:"-"`
	Authentic Side   `json:"authentic"`
	Forged    Side   `json:"forged"`
}

// LR is the likelihood ratio of the finding. Half a case is added on each side,
// so that what was never seen is not taken for impossible, and the ratio goes no
// further than a third of the number of independent trials behind it. What was
// never found on a forged item weighs nothing: nobody has seen it tell anything.
func (r Row) LR() float64 {
	if r.Authentic.Units == 0 || r.Forged.Units == 0 || r.Forged.Found == 0 {
		return 1
	}
	lr := share(r.Authentic) / share(r.Forged)
	furthest := max(1, float64(min(r.Authentic.Units, r.Forged.Units))/3)
	return min(max(lr, 1/furthest), furthest)
}

func share(s Side) float64 { return (float64(s.Found) + 0.5) / (float64(s.Trials) + 1) }

// Pairs is how often authentic items have traces of two causes: Observed, and
// Expected if causes were independent. Careless programmes, those that send spam
// above all, leave several at once.
type Pairs struct{ Observed, Expected float64 }

// Factor is by how much each further cause is discounted. One is added on both
// sides, so that few items do not make much of it.
func (p Pairs) Factor() float64 { return max(1, (p.Observed+1)/(p.Expected+1)) }

// Table is what was measured.
type Table struct {
	rows  map[key]Row
	pairs map[Class]Pairs
}

type key struct {
	class Class
	id    string
}

//go:embed table.tsv
var measured string

// Measured is the table that this version was made with.
var Measured = sync.OnceValue(func() *Table {
	t, err := Parse(measured)
	if err != nil {
		panic(err) // a test reads it
	}
	return t
})

// New makes a table of rows.
func New(rows []Row) *Table {
	t := &Table{map[key]Row{}, map[Class]Pairs{}}
	for _, r := range rows {
		t.rows[key{r.Class, r.ID}] = r
	}
	return t
}

// SetPairs notes what was measured of two causes at once in a class.
func (t *Table) SetPairs(c Class, p Pairs) { t.pairs[c] = p }

// PairsOf is what SetPairs noted.
func (t *Table) PairsOf(c Class) Pairs { return t.pairs[c] }

// Parse reads a table: a line for each row, of class, ID, and trials, found and
// units of the authentic and of the forged side, parted by tabs; and lines of
// class, "tell/together", and pairs observed and expected. Lines that begin with #
// are remarks.
func Parse(text string) (*Table, error) {
	var rows []Row
	pairs := map[Class]Pairs{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) == 4 && cells[1] == Together {
			var p Pairs
			if _, err := fmt.Sscan(cells[2]+" "+cells[3], &p.Observed, &p.Expected); err != nil {
				return nil, fmt.Errorf("table of weights: %q: %w", line, err)
			}
			pairs[Class(cells[0])] = p
			continue
		}
		if len(cells) < 8 {
			return nil, fmt.Errorf("table of weights: %q has %d cells of 8", line, len(cells))
		}
		var n [6]int
		for i := range n {
			var err error
			if n[i], err = strconv.Atoi(cells[i+2]); err != nil || n[i] < 0 {
				return nil, fmt.Errorf("table of weights: %q: %q is no number", line, cells[i+2])
			}
		}
		rows = append(rows, Row{Class(cells[0]), cells[1], Side{n[0], n[1], n[2]}, Side{n[3], n[4], n[5]}})
	}
	t := New(rows)
	t.pairs = pairs
	return t, nil
}

// Row returns what was measured of a finding in a class.
func (t *Table) Row(class Class, id string) (Row, bool) {
	r, ok := t.rows[key{class, id}]
	return r, ok
}

// Rows lists what was measured, by class and then ID.
func (t *Table) Rows() []Row {
	list := make([]Row, 0, len(t.rows))
	for _, r := range t.rows {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b Row) int {
		if c := slices.Index(Classes, a.Class) - slices.Index(Classes, b.Class); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return list
}

// ClassOf is the class of an item: of a mail, or of a document of the kind and
// format that package document names.
func ClassOf(mail bool, kind, format string) Class {
	switch {
	case mail:
		return Mail
	case kind == "pdf":
		return PDF
	case kind == "image":
		return Image
	case kind == "page", format == "plain":
		return Text
	}
	return Office
}
