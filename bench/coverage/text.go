package main

import (
	"fmt"
	"slices"
	"strings"
)

// enough is the share of words from which on a file needs no explanation.
const enough = 0.9

// reader is a tool that reads the text of some files.
type reader struct {
	name       string
	extensions []string
	// numbers says that words with digits are compared: sheets show numbers
	// as their cells are formatted, and every programme does it in its own way.
	numbers bool
	text    func(w *world, name string) (text string, refused bool, err error)
}

var readers = []reader{
	{"pdftotext", []string{"pdf"}, true, byOutput("pdftotext", "-q", "-enc", "UTF-8", "FILE", "-")},
	{"antiword", []string{"doc"}, true, byOutput("antiword", "-m", "UTF-8.txt", "-w", "0", "FILE")},
	{"catdoc", []string{"doc"}, true, byOutput("catdoc", "-dutf-8", "-w", "FILE")},
	{"LibreOffice", []string{"doc"}, true, byLibreOffice("txt")},
	{"xls2csv", []string{"xls"}, false, byOutput("xls2csv", "-dutf-8", "FILE")},
	{"LibreOffice", []string{"xls"}, false, byLibreOffice("csv")},
	{"catppt", []string{"ppt"}, true, byOutput("catppt", "-dutf-8", "FILE")},
	{"LibreOffice", []string{"docx", "docm", "dotx"}, true, byLibreOffice("txt")},
	{"LibreOffice", []string{"xlsx", "xlsm"}, false, byLibreOffice("csv")},
	{"LibreOffice", []string{"odt"}, true, byLibreOffice("txt")},
	{"LibreOffice", []string{"rtf"}, true, byLibreOffice("txt")},
}

// byOutput reads what a command writes; FILE stands for the file.
func byOutput(command string, args ...string) func(*world, string) (string, bool, error) {
	return func(w *world, name string) (string, bool, error) {
		args := slices.Clone(args)
		args[slices.Index(args, "FILE")] = w.path(name)
		return ask(command, args...)
	}
}

// texts compares the words that each tool reads with those that assay reads.
func texts(w *world) (string, error) {
	t := newTable("tool", "files", "all", "both read", "only the tool", "only assay", "neither", "of the tool's words assay has: median", "10th percentile", "worst", "under 90 %", "of assay's words the tool has: median", "10th percentile", "worst", "under 90 %")
	below := newGroups("tool")
	own := map[string]string{}
	for _, r := range readers {
		var theirs, ours []float64
		onlyTool, onlyAssay, neither := 0, 0, 0
		names := w.named(r.extensions...)
		for _, name := range names {
			their, refused, err := r.text(w, name)
			if err != nil {
				return "", fmt.Errorf("%s: %w", r.name, err)
			}
			if _, known := own[name]; !known {
				if own[name], err = w.text(name); err != nil {
					return "", err
				}
			}
			a, b := words(own[name], r.numbers), words(their, r.numbers)
			if refused {
				b = nil
			}
			switch {
			case len(a) == 0 && len(b) == 0:
				neither++
				continue
			case len(b) == 0:
				onlyAssay++
				continue
			case len(a) == 0:
				onlyTool++
				below.add(w.reasons.find("text", name, r.name+" only"), name, r.name)
				w.tell("%s: only %s: %.300q", name, r.name, their)
				continue
			}
			has, missing := share(a, b)
			had, more := share(b, a)
			theirs, ours = append(theirs, has), append(ours, had)
			if has < enough {
				below.add(w.reasons.find("text", name, r.name+" words"), name, r.name)
				w.tell("%s: %s %s of %d, back %s of %d; not in assay %.300q; not in %s %.200q", name, r.name, percent(has), len(b), percent(had), len(a), missing, r.name, more)
			} else if had < enough {
				w.tell("%s: %s has %s of %d of ours: not in it %.300q", name, r.name, percent(had), len(a), more)
			}
		}
		t.add(append(append([]any{r.name, strings.Join(r.extensions, ", "), len(names), len(theirs), onlyTool, onlyAssay, neither}, spread(theirs)...), spread(ours)...)...)
	}
	return t.String() + "\nEvery file of which assay has less than nine in ten of a tool's words, or none:\n\n" + below.String(), nil
}

// spread is median, 10th percentile, worst and how many are below enough.
func spread(shares []float64) []any {
	if len(shares) == 0 {
		return []any{"", "", "", ""}
	}
	slices.Sort(shares)
	below := 0
	for _, s := range shares {
		if s < enough {
			below++
		}
	}
	return []any{percent(shares[len(shares)/2]), percent(shares[len(shares)/10]), percent(shares[0]), below}
}

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }
