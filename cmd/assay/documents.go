package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"assay/casefile"
	"assay/examine"
	"assay/isolate"
	"assay/pipeline"
	"assay/reading"
	"assay/sign/cert"
)

// childCommand is the hidden command that serves the parsers of documents.
const childCommand = "read-documents"

// serveDocuments is the whole life of a child process.
func serveDocuments(args []string) {
	cache := ""
	if len(args) > 0 {
		cache = args[0]
	}
	isolate.Child(reading.Parsers(cache))
}

// documents starts what reads documents, in child processes of this programme.
// end has to be called.
func (s *system) documents() (r *reading.Reader, end func(), err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, nil, fmt.Errorf("this programme does not find itself: %w", err)
	}
	cache := codeCache()
	command := []string{self, childCommand, cache}
	pool := isolate.New(isolate.Options{Command: command, Children: s.workers})
	if cache == "" {
		return reading.New(pool, nil), func() { _ = pool.Close() }, nil
	}
	return reading.New(pool, filler{command}), func() { _ = pool.Close() }, nil
}

// compileTime is what making the machine code may take: four seconds on an idle
// machine, minutes on one that does much else.
const compileTime = 5 * time.Minute

// filler runs one request in a child that may write files, and ends it.
type filler struct{ command []string }

func (f filler) Do(ctx context.Context, parser string, request []byte) ([]byte, error) {
	pool := isolate.New(isolate.Options{Command: f.command, Writes: true, Time: compileTime})
	defer pool.Close()
	return pool.Do(ctx, parser, request)
}

// codeCache is the folder for the compiled PDF engine; empty where there is
// none, and then it is compiled at each start.
func codeCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	dir = filepath.Join(dir, "assay")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return ""
	}
	return dir
}

// examiner is one that reads documents, with a folder of its own for temporary
// files. end has to be called.
func (s *system) examiner() (x *examine.Examiner, end func(), err error) {
	spool, remove, err := tempDir()
	if err != nil {
		return nil, nil, err
	}
	reader, stop, err := s.documents()
	if err != nil {
		remove()
		return nil, nil, err
	}
	return &examine.Examiner{Spool: spool, Documents: reader}, func() { stop(); remove() }, nil
}

// rootFile is a file of root certificates that was read.
type rootFile struct {
	path  string
	roots *cert.Roots
}

// readRoots reads files of root certificates. One that is broken is named on
// standard error, and not taken in part.
func (s *system) readRoots(paths []string) (files []rootFile) {
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err == nil {
			var roots *cert.Roots
			if roots, err = cert.ParseRoots(text); err == nil {
				files = append(files, rootFile{path, roots})
				continue
			}
			err = fmt.Errorf("%q: %w", path, err)
		}
		s.fail("roots: %v", err)
	}
	return files
}

// joinRoots are the certificates of several files, for a check.
func (s *system) joinRoots(paths []string) (*cert.Roots, error) {
	var all []byte
	for _, f := range s.readRoots(paths) {
		for _, der := range f.roots.Certificates() {
			all = append(all, der...)
		}
	}
	if all == nil {
		return nil, nil
	}
	return cert.ParseRoots(all)
}

// addRoots keeps root certificates in the case, and logs where they came from.
func (s *system) addRoots(store *casefile.Case, paths []string) error {
	for _, f := range s.readRoots(paths) {
		if _, err := pipeline.AddRoots(store, f.roots, f.path); err != nil {
			return err
		}
		logged, err := digests(f.path)
		if err != nil {
			return fmt.Errorf("roots: %w", err)
		}
		if err := s.log(store, pipeline.RootsRead, map[string]any{"path": f.path, "roots": f.roots.Len(), "files": logged}); err != nil {
			return err
		}
	}
	return nil
}
