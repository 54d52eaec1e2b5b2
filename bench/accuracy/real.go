package main

import (
	_ "embed"
	"path/filepath"
	"strings"
)

// moreTable lists what more.sh fetches: real items of packages that anyone can get.
//
//go:embed more.tsv
var moreTable string

// Columns of more.tsv.
const (
	moreCorpus   = 0
	moreEndings  = 5
	moreExcluded = 6
	moreColumns  = 9
)

// folder is real data in one place.
type folder struct {
	name, path string
	not        []string // words of paths of files that do not count
}

// folders are those of the shared corpora and, after them, those that more.sh filled.
func folders() (list []folder) {
	for _, cells := range rows(corporaTable, 4) {
		list = append(list, folder{cells[0], filepath.Join(*corpora, cells[0]), strings.Fields(cells[1])})
	}
	if *more == "" {
		return list
	}
	for _, cells := range rows(moreTable, moreColumns) {
		list = append(list, folder{cells[moreCorpus], filepath.Join(*more, cells[moreCorpus]), strings.Fields(cells[moreExcluded])})
	}
	return list
}

// rows are the lines of a table that are no remarks and have so many cells.
func rows(table string, columns int) (list [][]string) {
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if line[0] != '#' && len(cells) >= columns {
			list = append(list, cells)
		}
	}
	return list
}

// realItems examines the real data.
func (b *bench) realItems() (list []realItem, err error) {
	seen := map[string]string{}
	for _, f := range folders() {
		args := []string{f.path}
		if zone := filepath.Join(*corpora, "keys/keys.zone"); exists(zone) {
			args = append([]string{"--keys", zone}, args...)
		}
		items, err := b.examine(strings.ReplaceAll(f.name, "/", "-"), args...)
		if err != nil {
			return nil, err
		}
		for _, it := range items {
			if excluded(strings.TrimPrefix(it.Path, f.path), f.not) || !first(seen, it.Digest, f.name) {
				continue
			}
			list = append(list, realItem{it, f.name, fold(it.Unit)})
		}
	}
	return list, nil
}

// first reports whether no corpus before this one has the item: what stands in
// two is one trial.
func first(seen map[string]string, digest, corpus string) bool {
	if before, ok := seen[digest]; ok {
		return before == corpus
	}
	seen[digest] = corpus
	return true
}
