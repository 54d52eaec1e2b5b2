package judge

import (
	"fmt"
	"slices"
	"strings"

	"assay/finding"
	"assay/repair"
)

// by says what a mail came by.
func by(d *repair.Difference) string {
	kind, name, _ := strings.Cut(d.List, " ")
	if kind == "list" {
		return "the list " + name
	}
	return "the server " + name
}

// undoes says what rewrites undo.
func undoes(ids []string) string {
	var words []string
	for _, r := range repair.Catalogue() {
		if slices.Contains(ids, r.ID) {
			words = append(words, fmt.Sprintf("%s (%s)", r.Undoes, r.ID))
		}
	}
	return strings.Join(words, "; ")
}

// together names what repair.Difference.Structure tells of.
const together = "how its parts stand together"

// besides names what a reader sees otherwise than it was signed.
func besides(d *repair.Difference) string {
	var words []string
	for _, a := range d.Added {
		words = append(words, added(a))
	}
	for _, f := range d.Fields {
		words = append(words, fmt.Sprintf("%s, which reads %q here", f.Name, opening(f.Stored)))
	}
	if n := len(d.Removed); n > 0 {
		words = append(words, lineCount(n)+" that the item lacks")
	}
	if d.LostParts > 0 {
		words = append(words, fmt.Sprintf("%d of its files, which the item lacks", d.LostParts))
	}
	if d.Structure {
		words = append(words, together)
	}
	if len(words) == 0 { // nothing that can be compared: what odd names
		return "what stands in the item in a way that programmes read differently"
	}
	return strings.Join(words, "; and ")
}

func added(a repair.Addition) string {
	switch a.Kind {
	case repair.AddedText:
		return fmt.Sprintf("%s put in that began %q", lineCount(a.Lines), opening(a.Text))
	case repair.AddedTag:
		return fmt.Sprintf("%q in the subject", a.Text)
	}
	return "a file that was put in"
}

func lineCount(n int) string {
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}

// opening is as much of a text as a claim quotes.
func opening(s string) string {
	const most = 60
	s, _, _ = strings.Cut(s, "\n")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// notRepaired says that the signed message was not found.
func notRepaired(d *Mended) finding.Finding {
	const nothing = " That says nothing: damage of other kinds is common."
	if d.Body {
		why := "The body is the one that was announced in the signature"
		if len(d.BodyRewrites) > 0 {
			why += ", once this is undone: " + undoes(d.BodyRewrites)
		}
		return neutral("dkim/body-found", finding.Found, "the body", why+
			". The header as it was signed was not found among the known ways of rewriting one."+nothing)
	}
	return neutral("dkim/not-repaired", finding.Absent, "the whole message", fmt.Sprintf(
		"No known way of rewriting mail leads back to the message that was signed; %d were tried.", d.Tries)+nothing)
}
