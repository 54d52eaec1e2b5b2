package keys

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Batch is what one Read found.
type Batch struct {
	Keys     []Key     // in the order of the files and lines
	Problems []Problem // what could not be read, or looks wrong
	Skipped  int       // files of a folder that hold no key material
}

// Problem is one thing that could not be read, or that looks wrong.
type Problem struct {
	File  string // as in Origin
	Line  int    // from 1; 0 where it is about the whole file
	What  string // lower case, no full stop
	Input string // the offending input; empty where What says it all
	Kept  bool   // nothing is lost: the key was read all the same, and can be used
}

// String says the problem in one line: file:line: what: "input".
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	b.WriteString(": " + p.What)
	if p.Input != "" {
		b.WriteString(": " + clip(p.Input))
	}
	return b.String()
}

// Read reads the keys of a file, or of all files in a folder and below it. The
// form of each is recognised by its content. One broken record is one Problem
// and loses no other. An error means that nothing could be read at all.
// Symbolic links inside a folder are not followed.
func Read(name string) (Batch, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return Batch{}, fmt.Errorf("key file %q: %w", name, err)
	}
	info, err := os.Stat(abs)
	if err != nil {
		return Batch{}, fmt.Errorf("key file: %w", err)
	}
	if !info.IsDir() {
		return readAlone(abs)
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return Batch{}, fmt.Errorf("key folder: %w", err)
	}
	defer root.Close()
	return ReadFolder(root.FS(), filepath.Base(abs)), nil
}

// readAlone reads one file that was named outright, which may be a pipe. Its
// folder may tell its domain. Unlike in a folder, content that is no key
// material is a problem.
func readAlone(abs string) (Batch, error) {
	f, err := os.Open(abs)
	if err != nil {
		return Batch{}, fmt.Errorf("key file: %w", err)
	}
	defer f.Close()
	abs = filepath.ToSlash(abs)
	file, c := path.Base(abs), newCollector()
	switch form := c.readFile(f, file, placeOf(abs), true); {
	case form == formPrivate:
		c.problem(file, 0, privateKey, "")
	case form == formUnknown:
		c.problem(file, 0, "is no zone file, JSON archive, key record or PEM public key", "")
	case len(c.batch.Keys)+len(c.batch.Problems) == 0:
		c.problem(file, 0, "holds no key record", "")
	}
	return c.done(), nil
}
