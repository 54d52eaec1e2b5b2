// Command coverage puts assay beside public tools on the shared corpora, and
// prints in Markdown what each reads that the other does not. Every difference
// is listed with its reason, which people found by looking: reasons.tsv. One
// that has none there ends the programme with status 1.
//
//	go run ./bench/coverage                  print all tables
//	go run ./bench/coverage -only text       print one
//	go run ./bench/coverage -update          write them into docs/coverage.md
//
// It runs from the root of the repository. Values of metadata go nowhere but,
// with -v, to standard error: the corpora hold names of real people.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// page is the page that -update writes.
const page = "docs/coverage.md"

// sections are the tables of the page, by the names of their markers.
var sections = []struct {
	name  string
	print func(*world) (string, error)
}{
	{"tools", versions},
	{"signatures", signatures},
	{"revisions", revisions},
	{"attacks", attacks},
	{"accusations", accusations},
	{"metadata", metadata},
	{"text", texts},
	{"provenance", provenance},
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("coverage: ")
	corpora := flag.String("corpora", "../shared/corpora", "folder of the shared corpora")
	work := flag.String("work", "", "folder for what assay and LibreOffice answer, which is kept; a temporary one without")
	only := flag.String("only", "", "names of sections, separated by commas; all without")
	again := flag.Bool("again", false, "take from -work what assay said at the last call; for work on this programme")
	update := flag.Bool("update", false, "write the tables into "+page)
	verbose := flag.Bool("v", false, "tell values and words that differ on standard error")
	flag.Parse()
	if err := run(*corpora, *work, *only, *again, *update, *verbose); err != nil {
		log.Fatal(err)
	}
}

func run(corpora, work, only string, again, update, verbose bool) (err error) {
	if work == "" {
		if work, err = os.MkdirTemp("", "assay-coverage-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	}
	w, err := open(corpora, work, again, verbose)
	if err != nil {
		return err
	}
	defer w.close()
	for _, s := range sections {
		if only != "" && !slices.Contains(strings.Split(only, ","), s.name) {
			continue
		}
		text, err := s.print(w)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if !update {
			fmt.Printf("## %s\n%s\n", s.name, text)
		} else if err := replace(page, s.name, text); err != nil {
			return err
		}
	}
	if only == "" {
		w.reasons.unused(log.Printf)
	}
	if w.reasons.missing > 0 {
		return fmt.Errorf("%d differences have no reason in reasons.tsv", w.reasons.missing)
	}
	return nil
}

// replace writes text between the markers of one section of a page.
func replace(page, section, text string) error {
	content, err := os.ReadFile(filepath.FromSlash(page))
	if err != nil {
		return err
	}
	begin, end := "<!-- "+section+" -->\n", "<!-- /"+section+" -->\n"
	before, rest, found := strings.Cut(string(content), begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		return fmt.Errorf("%s has no markers %q", page, section)
	}
	return os.WriteFile(filepath.FromSlash(page), []byte(before+begin+text+end+after), 0o644)
}
