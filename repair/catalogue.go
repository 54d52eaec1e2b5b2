package repair

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"assay/mail"
)

// Rewrite is an entry of the catalogue.
type Rewrite struct {
	ID     string
	Header bool   // it works on header fields, not on the body
	Cost   int    // the order in which it is tried
	Undoes string // what it undoes
	By     string // who does such a thing
}

//go:embed catalogue.tsv
var catalogueTable string

// Catalogue is all rewrites there are, in the order of the file.
var Catalogue = sync.OnceValue(func() (list []Rewrite) {
	for line := range strings.Lines(catalogueTable) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		cost, err := strconv.Atoi(c[2])
		if len(c) != 5 || err != nil {
			panic(fmt.Sprintf("catalogue.tsv: %q", line)) // a mistake of the programme: a test reads it
		}
		list = append(list, Rewrite{ID: c[0], Header: c[1] == "header", Cost: cost, Undoes: c[3], By: c[4]})
	}
	return list
})

// costs are the costs of all rewrites by ID.
var costs = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for _, r := range Catalogue() {
		m[r.ID] = r.Cost
	}
	return m
})

// bodyRewrite undoes one thing in the body of a message: it hands over what the
// whole message may have been before, until yield says to stop. It hands over
// nil where it looked at all of the body in vain, so that this counts.
type bodyRewrite struct {
	id   string
	undo func(m *mail.Message, yield func(raw []byte) bool)
	// hinted is instead of undo where other mail has to help.
	hinted func(m *mail.Message, hints Hints, yield func(raw []byte) bool)
}

// run calls what undoes.
func (r bodyRewrite) run(m *mail.Message, hints Hints, yield func(raw []byte) bool) {
	if r.hinted != nil {
		r.hinted(m, hints, yield)
		return
	}
	r.undo(m, yield)
}

func (r bodyRewrite) cost() int { return costs()[r.id] }

// bodyRewrites are the rewrites of the body but for cuts, which take lines out
// of whatever these lead to.
var bodyRewrites = []bodyRewrite{
	{id: "line-ends", undo: undoLineEnds},
	{id: "mbox-from", undo: undoMboxFrom},
	{id: "edge-lines", undo: undoEdgeLines},
	{id: "signature-dashes", undo: undoDashes},
	{id: "dot-stuffing", undo: undoDots},
	{id: "transfer-encoding", undo: undoEncoding},
	{id: "unwrap", undo: undoWrapping},
	{id: "encoded-footer", undo: undoEncodedFooter},
	{id: "preamble", undo: undoPreamble},
	{id: "charset", undo: undoCharset},
	{id: "detached-file", hinted: undoDetached},
}
