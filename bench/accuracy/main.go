// Command accuracy measures how far conclusions err: it makes leaks of known
// truth, examines them and the real data of the shared corpora, learns the weights
// of findings from one part and holds them against the other.
//
//	go run ./bench/accuracy                  prints what it measured
//	go run ./bench/accuracy -update          writes weigh/table.tsv, docs/accuracy.md and docs/tippett.svg
//	go run ./bench/accuracy -units           prints how many real items there are, and what is found on them
//
// More real items come from packages: bench/accuracy/more.sh DIR fetches them, -more DIR adds them.
//
// Authentic items of the ratios are real ones alone; forged ones are the lab's.
// No item is judged by weights that it, its author or its seed had a part in.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"assay/lab/score"
	"assay/weigh"
)

var (
	corpora = flag.String("corpora", "../shared/corpora", "folder of the shared corpora")
	work    = flag.String("work", "", "folder for leaks and cases, kept; empty: one that is removed")
	size    = flag.Int("size", 3500, "items of each made leak")
	percent = flag.Int("forged", 25, "of 100 items of a made leak so many are forged")
	learn   = flag.String("learn", "101,102,103", "seeds to learn from")
	test    = flag.String("test", "201,202", "seeds to judge by what was learned")
	more    = flag.String("more", "", "folder that more.sh filled: its items are real ones too")
	count   = flag.Bool("units", false, "print how many real items and independent ones there are, and what was found on them; make no leaks")
	update  = flag.Bool("update", false, "write weigh/table.tsv, docs/accuracy.md and docs/tippett.svg")
)

func main() {
	log.SetFlags(0)
	flag.Parse()
	if err := measure(); err != nil {
		log.Fatal(err)
	}
}

func measure() error {
	dir, done, err := workFolder()
	if err != nil {
		return err
	}
	defer done()
	b, err := newBench(dir)
	if err != nil {
		return err
	}
	m := &measurement{}
	if m.real, err = b.realItems(); err != nil {
		return err
	}
	if *count {
		return writeUnits(os.Stdout, m.real)
	}
	if m.learning, err = b.leaks(*learn); err != nil {
		return err
	}
	if m.testing, err = b.leaks(*test); err != nil {
		return err
	}
	page, table, plot := m.report()
	if !*update {
		_, err := os.Stdout.Write(page)
		return err
	}
	for path, content := range map[string][]byte{"weigh/table.tsv": table, "docs/accuracy.md": page, "docs/tippett.svg": plot} {
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func workFolder() (dir string, done func(), err error) {
	if *work != "" {
		dir, err := filepath.Abs(*work)
		return dir, func() {}, err
	}
	dir, err = os.MkdirTemp("", "assay-accuracy-")
	return dir, func() { _ = os.RemoveAll(dir) }, err
}

// seeds reads a list of seeds.
func seeds(text string) (list []int, err error) {
	if text == "" {
		return nil, nil
	}
	for _, s := range strings.Split(text, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil {
			return nil, fmt.Errorf("%q is no list of seeds: %w", text, err)
		}
		list = append(list, n)
	}
	return list, nil
}

// madeBy is the command that measures this.
func madeBy() string {
	if *more == "" {
		return "go run ./bench/accuracy -update"
	}
	return "bench/accuracy/more.sh DIR && go run ./bench/accuracy -more DIR -update"
}

// tableText is the data file of the weights that the programme is made with.
func tableText(t *weigh.Table) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# What findings of tells count. Made by: %s\n", madeBy())
	fmt.Fprintf(&b, "# Authentic side: the real items of bench/accuracy/corpora.tsv (and more.tsv, where -more is given). Forged side: items with traces of\n")
	fmt.Fprintf(&b, "# assay lab make --size %d --forged %d, seeds %s, without and with --base.\n", *size, *percent, *learn)
	fmt.Fprintf(&b, "# At the end: on authentic items, pairs of causes found together, and expected by chance.\n# class\tid\tauthentic trials\tfound\tunits\tforged trials\tfound\tunits\tratio\n")
	for _, r := range t.Rows() {
		fmt.Fprintf(&b, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%.3g\n", r.Class, r.ID, r.Authentic.Trials, r.Authentic.Found, r.Authentic.Units,
			r.Forged.Trials, r.Forged.Found, r.Forged.Units, r.LR())
	}
	for _, c := range weigh.Classes {
		p := t.PairsOf(c)
		fmt.Fprintf(&b, "%s\t%s\t%.0f\t%.3g\n", c, weigh.Together, p.Observed, p.Expected)
	}
	return b.Bytes()
}

// tableOf learns from real items that keep accepts, and from leaks.
func tableOf(real []realItem, keep func(realItem) bool, leaks []leak) *weigh.Table {
	var c score.Counts
	for _, r := range real {
		if keep(r) {
			c.Authentic(r.Item)
		}
	}
	for _, l := range leaks {
		for _, it := range l.items {
			if label, ok := l.labels[it.Digest]; ok && score.Traced(label) {
				c.Forged(it, l.name+label.Act)
			}
		}
	}
	return c.Table()
}
