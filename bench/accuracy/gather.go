package main

import (
	_ "embed"
	"errors"
	"fmt"
	"hash/fnv"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"assay/casefile"
	"assay/lab/label"
	"assay/lab/score"
)

// corporaTable lists the folders of real data, which files of them count, and why
// others do not.
//
//go:embed corpora.tsv
var corporaTable string

// folds is in how many parts authors are divided: each part is judged by what
// was learned from the others.
const folds = 5

// realItem is a real item, as it was sent or made.
type realItem struct {
	*score.Item
	corpus string
	fold   int
}

// leak is a made leak, examined.
type leak struct {
	name   string
	base   string // corpus that its mail is from; empty: all of it is made
	items  []*score.Item
	labels map[string]label.Label
}

// bench has the programme that is measured.
type bench struct{ dir, assay string }

func newBench(dir string) (*bench, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	b := &bench{dir, filepath.Join(dir, "assay")}
	out, err := exec.Command("go", "build", "-o", b.assay, "./cmd/assay").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("building: %w: %s", err, out)
	}
	return b, nil
}

// run runs assay. Status 1 says that something could not be read, which is no
// failure of the measurement.
func (b *bench) run(args ...string) error {
	log.Printf("assay %s", strings.Join(args, " "))
	out, err := exec.Command(b.assay, args...).CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 && args[0] == "run" {
		return nil
	}
	if err != nil {
		return fmt.Errorf("assay %s: %w: %s", strings.Join(args, " "), err, out)
	}
	return nil
}

// examine reads paths into a case and returns its items.
func (b *bench) examine(name string, args ...string) (items []*score.Item, err error) {
	dir := filepath.Join(b.dir, name+".case")
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	if err := b.run(append([]string{"run", "--case", dir}, args...)...); err != nil {
		return nil, err
	}
	v, err := casefile.OpenView(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	err = score.Read(v, func(it *score.Item) error {
		items = append(items, it)
		return nil
	})
	return items, err
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// excluded reports whether a path holds one of the words.
func excluded(path string, words []string) bool {
	for _, w := range words {
		if w != "-" && strings.Contains(path, w) {
			return true
		}
	}
	return false
}

// fold is the part that a unit belongs to.
func fold(unit string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(unit)) // it never fails
	return int(h.Sum32() % folds)
}

// leaks makes and examines a leak for each seed, and one on each real base.
func (b *bench) leaks(list string) (leaks []leak, err error) {
	numbers, err := seeds(list)
	if err != nil {
		return nil, err
	}
	for _, seed := range numbers {
		for _, base := range append([]string{""}, bases()...) {
			l, err := b.leak(seed, base)
			if err != nil {
				return nil, err
			}
			leaks = append(leaks, l)
		}
	}
	return leaks, nil
}

// bases are the corpora on which forgeries of real mail are made.
func bases() (list []string) {
	for line := range strings.Lines(corporaTable) {
		if cells := strings.Split(strings.TrimSpace(line), "\t"); line[0] != '#' && len(cells) > 3 && cells[2] == "base" {
			list = append(list, cells[0])
		}
	}
	return list
}

func (b *bench) leak(seed int, base string) (l leak, err error) {
	l.name, l.base = fmt.Sprintf("seed%d%s", seed, strings.ReplaceAll(base, "/", "-")), base
	out := filepath.Join(b.dir, l.name)
	if err := os.RemoveAll(out); err != nil {
		return l, err
	}
	args := []string{"lab", "make", "--seed", fmt.Sprint(seed), "--size", fmt.Sprint(*size), "--forged", fmt.Sprint(*percent), "--out", out}
	keys := []string{"--keys", filepath.Join(out, "keys.zone")}
	if base != "" {
		args = append(args, "--base", filepath.Join(*corpora, base))
		keys = append(keys, "--keys", filepath.Join(*corpora, "keys/keys.zone"))
	}
	if err := b.run(args...); err != nil {
		return l, err
	}
	file, err := os.Open(filepath.Join(out, label.File))
	if err != nil {
		return l, err
	}
	defer file.Close()
	if l.labels, err = score.Labels(file); err != nil {
		return l, err
	}
	l.items, err = b.examine(l.name, append(keys, filepath.Join(out, "leak"))...)
	return l, err
}
