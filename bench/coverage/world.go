package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"assay/document"
	"assay/finding"
	"assay/isolate"
	"assay/reading"
)

// record is what of assay's answer on an item is compared.
type record struct {
	Kind       string             `json:"kind"`
	Paths      []string           `json:"paths"`
	Conclusion string             `json:"conclusion"`
	Findings   []finding.Finding  `json:"findings"`
	Document   *document.Document `json:"document"`
}

// has reports whether one of the findings has an id that begins so.
func (r *record) has(id string) bool {
	return slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return strings.HasPrefix(f.ID, id) })
}

// world is what all sections work on.
type world struct {
	corpora string   // absolute
	work    string   // absolute
	files   []string // of the corpora, relative to it, with slashes, sorted
	records map[string]*record
	all     []*record // of every item, those inside others as well
	assay   string
	pool    *isolate.Pool
	reader  *reading.Reader
	reasons reasons
	tags    map[string][]map[string]any // of exiftool, by kind
	verbose bool
}

// open builds assay and has it examine the corpora, or takes its answer from
// the folder of an earlier call.
func open(corpora, work string, again, verbose bool) (w *world, err error) {
	w = &world{records: map[string]*record{}, tags: map[string][]map[string]any{}, verbose: verbose}
	if w.corpora, err = filepath.Abs(corpora); err != nil {
		return nil, err
	}
	if w.work, err = filepath.Abs(work); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(w.work, 0o700); err != nil {
		return nil, err
	}
	if w.reasons, err = readReasons(); err != nil {
		return nil, err
	}
	if err := w.walk(); err != nil {
		return nil, fmt.Errorf("the shared corpora: %w", err)
	}
	w.assay = filepath.Join(w.work, "assay")
	if out, err := exec.Command("go", "build", "-o", w.assay, "./cmd/assay").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build: %w: %s", err, out)
	}
	cache := filepath.Join(w.work, "engine")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return nil, err
	}
	// The children may write: it is the cache of the engine that they fill.
	w.pool = isolate.New(isolate.Options{Command: []string{w.assay, "read-documents", cache}, Children: 2, Writes: true})
	w.reader = reading.New(w.pool, nil)
	answers := filepath.Join(w.work, "answers.jsonl")
	if !again {
		if err := w.examine(answers); err != nil {
			return nil, err
		}
	}
	return w, w.take(answers)
}

func (w *world) close() {
	if err := w.pool.Close(); err != nil {
		log.Print(err)
	}
}

func (w *world) walk() error {
	defer func() { slices.Sort(w.files) }() // the walk sorts each folder by itself
	return filepath.WalkDir(w.corpora, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		name, err := filepath.Rel(w.corpora, path)
		w.files = append(w.files, filepath.ToSlash(name))
		return err
	})
}

// path is where a file of the corpora lies.
func (w *world) path(name string) string { return filepath.Join(w.corpora, filepath.FromSlash(name)) }

// examine runs assay on the corpora, and on packages that stand there as
// folders, and keeps what it says of each item.
func (w *world) examine(answers string) error {
	folders := filepath.Join(w.work, foldersAsPackages)
	if err := errors.Join(os.RemoveAll(folders), w.pack(folders)); err != nil {
		return err
	}
	store := filepath.Join(w.work, "case")
	if err := os.RemoveAll(store); err != nil {
		return err
	}
	run := exec.Command(w.assay, "run", "--case", store, w.corpora, folders)
	var exit *exec.ExitError
	if out, err := run.CombinedOutput(); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		return fmt.Errorf("assay run: %w: %s", err, out) // 1 says that something could not be read
	}
	said, err := exec.Command(w.assay, "ls", "--case", store, "--json").Output()
	if err != nil {
		return fmt.Errorf("assay ls: %w", err)
	}
	return os.WriteFile(answers, said, 0o600)
}

// take reads what assay said.
func (w *world) take(answers string) error {
	said, err := os.ReadFile(answers)
	if err != nil {
		return err
	}
	for d := json.NewDecoder(bytes.NewReader(said)); d.More(); {
		r := &record{}
		if err := d.Decode(r); err != nil {
			return err
		}
		w.all = append(w.all, r)
		for _, p := range r.Paths {
			_, below, _ := strings.Cut(p, "/")
			name, err := url.PathUnescape(below)
			if err != nil {
				return err
			}
			if strings.HasPrefix(p, foldersAsPackages+"/") {
				name = foldersAsPackages + "/" + name
			}
			w.records[name] = r
		}
	}
	return nil
}

// document is what assay read of a file; nil where it read none.
func (w *world) document(name string) *document.Document {
	if r := w.records[name]; r != nil {
		return r.Document
	}
	return nil
}

// text is the text that assay reads of a file.
func (w *world) text(name string) (string, error) {
	content, err := os.ReadFile(w.path(name))
	if err != nil {
		return "", err
	}
	d, err := w.reader.Read(context.Background(), content)
	if err != nil {
		return "", err
	}
	return d.Text, nil
}

// named are the files with one of the extensions.
func (w *world) named(extensions ...string) (list []string) {
	for _, name := range w.files {
		if slices.Contains(extensions, strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))) {
			list = append(list, name)
		}
	}
	return list
}
