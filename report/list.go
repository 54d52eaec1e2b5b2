package report

import (
	"fmt"
	"io"
	"strings"

	"assay/item"
	"assay/judge"
)

// Line prints one record as a line of a list: conclusion, kind, date, author,
// subject, path, and how many other places there are. Of what a mail carries,
// date and author are the mail's; of a loose document, those that it claims.
func Line(w io.Writer, r *judge.Record, style Style) error {
	date, from, subject := r.Date, r.From, r.Subject
	if r.Kind != item.Mail && r.CarriedBy != nil {
		date, from, subject = r.CarriedBy.Date, r.CarriedBy.From, "(carried by this sender's mail)"
	}
	if r.Document != nil && r.CarriedBy == nil {
		from, date = r.Document.Author(), r.Document.Made()
	}
	if len(date) > len("2006-01-02") {
		date = date[:len("2006-01-02")]
	}
	path := ""
	if len(r.Paths) > 0 {
		path = Safe(r.Paths[0])
	}
	if n := len(r.Paths) - 1; n > 0 {
		path += fmt.Sprintf("  (and %d more)", n)
	}
	pad := strings.Repeat(" ", max(0, len("undetermined")-len(r.Conclusion)))
	_, err := fmt.Fprintf(w, "%s%s  %-10s  %-10s  %-26s  %-40s  %s\n", style.Word(r.Conclusion), pad, r.Kind, date,
		fit(Safe(from), 26), fit(Safe(subject), 40), path)
	return err
}

// undecided says in words what each explanation of judge.Telling comes to.
var undecided = map[string]string{
	"dkim/signed-in-part":   "signed by the author's domain, but not all that a reader sees",
	"dkim/exposed-key":      "signed under a key that others had too",
	"dkim/weak-key":         "signed under a key that anyone can break",
	"arc/seal-insufficient": "sealed by a trusted sealer, which does not vouch for the author",
	"dkim/body-changed":     "body changed after it was signed",
	"dkim/header-changed":   "header changed after it was signed",
	"dkim/failed":           "body and header changed after it was signed",
	"dkim/key-unanchored":   "signed under a key computed from the leak, and nothing else says whose it is",
	"dkim/no-key":           "signed, and the key is not at hand",
	"dkim/stranger-signed":  "signed by another domain than the author's",
	"dkim/permerror":        "signed in a way that cannot be checked",
	"carried/by-another":    "not signed, and carried by somebody else",
	"carried/unvouched":     "not signed, and carried by a mail of which nothing is proved",
	"dkim/none":             "not signed",
}

// Undecided prints what undetermined mail consists of.
func Undecided(w io.Writer, counts map[string]int64, style Style) error {
	p := &printer{w: w, style: style}
	for i, id := range append(judge.Telling, "") {
		if i == 0 && len(counts) > 0 {
			p.line("\n  undetermined mail is")
		}
		if n := counts[id]; n > 0 {
			words, known := undecided[id]
			if !known {
				words = "of other kinds"
			}
			p.line("  %12s  %s", number(n), words)
		}
	}
	return p.err
}

// Count is how many items there are of one kind and conclusion.
type Count struct {
	Kind, Conclusion string
	Items            int64
}

// Summary prints a table of counts: kinds down, conclusions across. Words that
// accuse are there where they are needed.
func Summary(w io.Writer, counts []Count, style Style) error {
	p := &printer{w: w, style: style}
	kinds := []string{"mail", "document", "container", "unreadable"}
	table := map[[2]string]int64{}
	for _, c := range counts {
		table[[2]string{c.Kind, c.Conclusion}] += c.Items
		table[[2]string{c.Kind, "all"}] += c.Items
		table[[2]string{"all", c.Conclusion}] += c.Items
		table[[2]string{"all", "all"}] += c.Items
	}
	words, layout := []string{"verified", "corroborated", "undetermined"}, "  %-12s %12s %14s %14s"
	for _, word := range []string{"suspect", "refuted"} {
		if table[[2]string{"all", word}] > 0 {
			words, layout = append(words, word), layout+" %9s"
		}
	}
	layout += " %10s"
	head := []any{""}
	for _, word := range append(words, "all") {
		head = append(head, word)
	}
	p.line(layout, head...)
	for _, kind := range append(kinds, "all") {
		if table[[2]string{kind, "all"}] == 0 && kind != "all" {
			continue
		}
		cells := []any{kind}
		for _, word := range append(words, "all") {
			cells = append(cells, number(table[[2]string{kind, word}]))
		}
		p.line(layout, cells...)
	}
	return p.err
}
