package lab

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"assay/item"
	"assay/lab/label"
)

// making is a leak being made.
type making struct {
	o      Options
	leak   string
	seen   map[item.Digest]bool // items that have a label
	labels *lines
	truth  *truth
	forger *forger
	count  Made
	dirs   map[string]bool // folders that are there
	files  int             // of a base
}

// lines is a file of lines of JSON.
type lines struct {
	file *os.File
	out  *bufio.Writer
	enc  *json.Encoder
}

func newLines(path string) (*lines, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	out := bufio.NewWriterSize(file, 64<<10)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return &lines{file, out, enc}, nil
}

func (l *lines) close() error { return errors.Join(l.out.Flush(), l.file.Close()) }

func newMaking(o Options) (k *making, err error) {
	k = &making{o: o, leak: filepath.Join(o.Out, LeakFolder), seen: map[item.Digest]bool{}, dirs: map[string]bool{}}
	if k.labels, err = newLines(filepath.Join(o.Out, label.File)); err != nil {
		return nil, fmt.Errorf("lab: %w", err)
	}
	k.forger = newForger(o)
	return k, nil
}

func (k *making) close() error {
	err := k.labels.close()
	if k.truth != nil {
		err = errors.Join(err, k.truth.close())
	}
	return err
}

// label writes a label, unless the item has one: what stands in several places
// is one item.
func (k *making) label(l label.Label, d item.Digest) error {
	if k.seen[d] {
		return nil
	}
	k.seen[d] = true
	k.count.Items++
	if l.Truth != label.Authentic {
		k.count.Forged++
	}
	if k.o.Progress != nil && k.count.Items%progressEvery == 0 {
		k.o.Progress(k.count.Items)
	}
	return k.labels.enc.Encode(l)
}

const progressEvery = 50

// full reports whether no more is wanted.
func (k *making) full() bool { return k.count.Items >= k.o.Size }
