package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"assay/domain"
	"assay/item"
	"assay/keys"
	"assay/pipeline"
	"assay/report"
)

// caseFlag chooses the case.
type caseFlag struct {
	Case string `help:"Folder of the case." default:"./assay-case" placeholder:"DIR" type:"path"`
}

// keyFlags are the keys and the trust that a person brings.
type keyFlags struct {
	exposedFlags
	heldFlags
	Roots []string `help:"File of root certificates (PEM or DER) that may name the signers of documents; may be repeated." placeholder:"FILE" sep:"none" type:"path"`
	Keys  []string `help:"File or folder with public keys; may be repeated." placeholder:"FILE" sep:"none" type:"path"`
	Trust []string `help:"Domain of a relay or ARC sealer to believe; may be repeated." placeholder:"DOMAIN" sep:"none"`
}

// readKeys reads key files. What is broken in them is named on standard error,
// and the rest is returned.
func (s *system) readKeys(paths []string) (list []keys.Key, files []keyFile) {
	for _, path := range paths {
		batch, err := keys.Read(path)
		if err != nil {
			s.fail("keys: %v", err)
			continue
		}
		for _, p := range batch.Problems {
			if p.Kept {
				fmt.Fprintln(s.stderr, "assay: note: "+report.Safe(p.String()))
			} else {
				s.fail("keys: %s", p)
			}
		}
		if len(batch.Keys) == 0 {
			s.fail("keys: %q holds no key that can be read", path)
		}
		list = append(list, batch.Keys...)
		files = append(files, keyFile{path, len(batch.Keys)})
	}
	return list, files
}

// keyFile is a key file that was read, for the log.
type keyFile struct {
	path string
	keys int
}

// fail prints one line about something that could not be read; the run goes on
// and ends with exitFailed.
func (s *system) fail(format string, args ...any) {
	s.failed = true
	s.complain(format, args...)
}

// trustDomains cleans the domains of --trust.
func trustDomains(list []string) ([]string, error) {
	var clean []string
	for _, d := range list {
		name := strings.ToLower(strings.Trim(strings.TrimSpace(d), "."))
		if name == "" || strings.ContainsAny(name, " @/:") {
			return nil, usageError{fmt.Errorf("--trust %q is not a domain name", d)}
		}
		if domain.Shared(name) {
			return nil, usageError{fmt.Errorf("--trust %q is a suffix under which anyone can have a domain: name the relay's own", d)}
		}
		clean = append(clean, name)
	}
	return clean, nil
}

// present keeps the paths that exist; the others are named.
func (s *system) present(paths []string) (found []string) {
	for _, p := range paths {
		if _, err := os.Stat(p); err != nil {
			var pe *os.PathError
			if errors.As(err, &pe) {
				err = pe.Err
			}
			s.fail("%q: %v", p, err)
			continue
		}
		found = append(found, p)
	}
	return found
}

// lone makes the roots of a check: each PATH by its base name, a second one of
// the same name with a number.
func lone(paths []string) (roots []pipeline.Root, err error) {
	seen, known := map[string]int{}, map[string]bool{}
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, err
		}
		if known[abs] {
			continue
		}
		known[abs] = true
		base := filepath.Base(abs)
		l := item.Locator{Root: base}
		if seen[base]++; seen[base] > 1 {
			l.Nth = seen[base]
		}
		roots = append(roots, pipeline.Root{Path: abs, Locator: l})
	}
	return roots, nil
}
