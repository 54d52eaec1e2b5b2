package main

import (
	_ "embed"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
)

// table is a table in Markdown.
type table struct {
	head []string
	rows [][]string
}

func newTable(head ...string) *table { return &table{head: head} }

func (t *table) add(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = strings.ReplaceAll(fmt.Sprint(c), "|", "\\|")
	}
	t.rows = append(t.rows, row)
}

func (t *table) String() string {
	var b strings.Builder
	line := func(cells []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | ")) }
	line(t.head)
	line(strings.Split(strings.Repeat("---,", len(t.head)-1)+"---", ","))
	for _, row := range t.rows {
		line(row)
	}
	return b.String()
}

// groups is a table of differences with one row for all files that differ in
// the same way for the same reason.
type groups struct {
	head  []string
	rows  map[string]*group
	order []*group
}

type group struct {
	cells []string
	files []string
	why   string
}

func newGroups(head ...string) *groups { return &groups{head: head, rows: map[string]*group{}} }

func (g *groups) add(why, file string, cells ...string) {
	key := strings.Join(append(cells, why), "\x00")
	if g.rows[key] == nil {
		g.rows[key] = &group{cells: cells, why: why}
		g.order = append(g.order, g.rows[key])
	}
	g.rows[key].files = append(g.rows[key].files, file)
}

func (g *groups) String() string {
	t := newTable(append(append(slices.Clone(g.head), "files", "which"), "who is right, and why")...)
	for _, x := range g.order {
		var row []any
		for _, c := range x.cells {
			row = append(row, c)
		}
		names := make([]string, len(x.files))
		for i, f := range x.files {
			names[i] = "`" + path.Base(f) + "`"
		}
		t.add(append(row, len(x.files), strings.Join(names, " "), x.why)...)
	}
	return t.String()
}

// longPaths are folders of the corpora that say nothing to a reader.
var longPaths = []string{
	"internal/common-test-utils/src/pyhanko_testing_commons/test_data/data/pdf/", "pdfbox/src/test/resources/",
	"src/test/resources/org/apache/pdfbox/", "org/apache/pdfbox/", "shadow-demo-exploits/", "poc_files_ODF_signature_attacks/",
	"sdk/tests/fixtures/", "sdk/src/identity/tests/fixtures/",
}

// short is the name of a file for the page.
func short(name string) string {
	for _, p := range longPaths {
		name = strings.Replace(name, p, "", 1)
	}
	return "`" + name + "`"
}

//go:embed reasons.tsv
var reasonsTable string

// reasons say why two tools differ on a file: what people found who looked.
type reasons struct {
	list    []*reason
	missing int
}

type reason struct {
	section, file, what, why string // file and what are patterns of package path
	used                     bool
}

func readReasons() (r reasons, err error) {
	for line := range strings.Lines(reasonsTable) {
		if line[0] == '#' {
			continue
		}
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 4 {
			return r, fmt.Errorf("reasons.tsv: %d cells in %q", len(f), line)
		}
		r.list = append(r.list, &reason{section: f[0], file: f[1], what: f[2], why: f[3]})
	}
	return r, nil
}

// find gives the reason of one difference; the first that fits.
func (r *reasons) find(section, file, what string) string {
	for _, x := range r.list {
		if x.section == section && fits(x.file, path.Base(file)) && fits(x.what, what) {
			x.used = true
			return x.why
		}
	}
	r.missing++
	fmt.Fprintf(os.Stderr, "no reason: %s\t%s\t%s\n", section, path.Base(file), what)
	return "**not explained**"
}

func fits(pattern, text string) bool {
	ok, err := path.Match(pattern, strings.ReplaceAll(text, "/", "-"))
	return err == nil && ok
}

// unused tells reasons that nothing needs any more.
func (r *reasons) unused(tell func(string, ...any)) {
	for _, x := range r.list {
		if !x.used {
			tell("reasons.tsv: not needed: %s %s %s", x.section, x.file, x.what)
		}
	}
}
