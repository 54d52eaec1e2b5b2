package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"assay/document"
)

// muScript has mutool tell pages, versions and whether it repaired the file.
const muScript = `try { var d = new PDFDocument(scriptArgs[0]); print([d.countPages(), d.countVersions(), d.wasRepaired()].join(" ")); } catch (e) { print("refused"); }`

// seen is what a tool sees of the structure of a file.
type seen struct {
	read            bool
	pages, versions int
	repaired        bool
}

func (s seen) String() string {
	if !s.read {
		return "refused"
	}
	return fmt.Sprintf("pages %d, states %d", s.pages, s.versions)
}

// revisions compares readability and pages with qpdf, and the states that a
// file keeps with mutool; qpdf does not count those.
func revisions(w *world) (string, error) {
	script := filepath.Join(w.work, "versions.js")
	if err := os.WriteFile(script, []byte(muScript), 0o600); err != nil {
		return "", err
	}
	var files, qRead, both, qPages, mStates, mCompared, repaired int
	differ := newGroups("assay", "other")
	for _, name := range w.named("pdf") {
		files++
		own := ownStructure(w.records[name])
		q, err := qpdf(w.path(name))
		if err != nil {
			return "", err
		}
		m, err := mutool(script, w.path(name))
		if err != nil {
			return "", err
		}
		tell := func(what, other string) {
			differ.add(w.reasons.find("revisions", name, what), name, own.String(), other)
		}
		if q.read == own.read {
			qRead++
		} else {
			tell("qpdf-read", "qpdf: "+readOrNot(q.read))
		}
		if q.read && own.read {
			both++
			if q.pages == own.pages {
				qPages++
			} else {
				tell("qpdf-pages", fmt.Sprintf("qpdf: pages %d", q.pages))
			}
		}
		if !m.read || !own.read {
			continue
		}
		if m.repaired {
			repaired++ // it builds a table of its own, and forgets the states
			continue
		}
		mCompared++
		if m.versions == own.versions {
			mStates++
		} else {
			tell("mutool-states", fmt.Sprintf("mutool: states %d", m.versions))
		}
	}
	t := newTable("compared", "files", "equal")
	t.add("readable or not, with qpdf", files, qRead)
	t.add("pages, with qpdf", both, qPages)
	t.add(fmt.Sprintf("states, with mutool (not of %d files that it repairs, of which it shows one)", repaired), mCompared, mStates)
	return t.String() + "\nEvery difference:\n\n" + differ.String(), nil
}

func readOrNot(read bool) string {
	if read {
		return "reads it"
	}
	return "refuses it"
}

func ownStructure(r *record) seen {
	if r == nil || r.Document == nil || r.Document.Kind != document.PDF || r.has("pdf/no-catalogue") || r.has("pdf/encrypted") {
		return seen{}
	}
	return seen{read: true, pages: r.Document.Pages, versions: max(1, len(r.Document.Revisions))}
}

func qpdf(path string) (s seen, err error) {
	out, _, err := ask("qpdf", "--show-npages", path) // its status also tells of warnings
	if err != nil {
		return s, err
	}
	s.pages, err = strconv.Atoi(strings.TrimSpace(out))
	s.read = err == nil
	return s, nil
}

func mutool(script, path string) (s seen, err error) {
	out, _, err := ask("mutool", "run", script, path)
	if err != nil {
		return s, err
	}
	if f := strings.Fields(out); len(f) == 3 {
		s.read, s.repaired = true, f[2] == "true"
		if s.pages, err = strconv.Atoi(f[0]); err == nil {
			s.versions, err = strconv.Atoi(f[1])
		}
	}
	return s, err
}
