package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"assay/finding"
	"assay/lab/label"
	"assay/lab/score"
	"assay/weigh"
)

func TestSeeds(t *testing.T) {
	got, err := seeds("101, 7")
	if err != nil || fmt.Sprint(got) != "[101 7]" {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := seeds(""); err != nil || got != nil {
		t.Errorf("of none %v, %v", got, err)
	}
	for _, text := range []string{"1,", "x", "1;2"} {
		if got, err := seeds(text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

// TestCorpora: the list names corpora once each, has bases, and every line says why.
func TestCorpora(t *testing.T) {
	seen := map[string]bool{}
	for line := range strings.Lines(corporaTable) {
		if line[0] == '#' {
			continue
		}
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) != 4 || seen[cells[0]] || cells[2] != "base" && cells[2] != "real" || cells[3] == "" {
			t.Errorf("%q", line)
		}
		seen[cells[0]] = true
	}
	for _, base := range bases() {
		if !seen[base] || !isMail(base) {
			t.Errorf("%q is no corpus of mail in the list", base)
		}
	}
	if len(bases()) < 2 {
		t.Errorf("%d bases: nothing can be judged by what another one taught", len(bases()))
	}
}

func TestExcluded(t *testing.T) {
	for path, want := range map[string]bool{"a/PROVENANCE.md": true, "a/truth.tsv": true, "a/1.eml": false} {
		if excluded(path, []string{"PROVENANCE", ".tsv", "-"}) != want {
			t.Errorf("%s: %v", path, !want)
		}
	}
	if excluded("a-b/c-d.eml", []string{"-"}) {
		t.Error("- stands for no word")
	}
}

// made are items of two authors and one forging, all with the finding mail/a.
func made() *measurement {
	item := func(digest, unit string, found bool) *score.Item {
		it := &score.Item{Digest: digest, Class: weigh.Mail, Unit: unit}
		if found {
			it.Findings = []finding.Finding{{ID: "mail/a", Outcome: finding.Found, Cause: "c"}}
		} else {
			it.Absent = []string{"mail/a"}
		}
		return it
	}
	m := &measurement{}
	for n := range 60 {
		unit := fmt.Sprint("author", n)
		m.real = append(m.real, realItem{item(fmt.Sprint("real", n), unit, false), "list-one", fold(unit)})
	}
	leakOf := func(name, base string) leak {
		l := leak{name: name, base: base, labels: map[string]label.Label{}}
		for n := range 30 {
			digest := fmt.Sprint(name, n)
			l.items = append(l.items, item(digest, "x", true))
			l.labels[digest] = label.Label{Item: digest, Truth: label.Forged, Act: digest, Technique: "made-up", Skill: label.Fair, Traces: []label.Trace{"weekday"}, Made: true}
		}
		return l
	}
	m.learning = []leak{leakOf("one", ""), leakOf("two", "list-one")}
	m.testing = []leak{leakOf("three", "")}
	return m
}

// TestJudge: real items are judged by others, and a corpus that nothing was
// learned from leaves its forgeries out too.
func TestJudge(t *testing.T) {
	m := made()
	j := m.judge()
	row, ok := j.table.Row(weigh.Mail, "mail/a")
	if !ok || row.Authentic != (weigh.Side{Trials: 60, Units: 60}) || row.Forged != (weigh.Side{Trials: 60, Found: 60, Units: 60}) {
		t.Errorf("learned %+v", row)
	}
	if row, ok := m.without("list-one").Row(weigh.Mail, "mail/a"); !ok || row.Authentic.Trials != 0 || row.Forged.Trials != 30 {
		t.Errorf("without the only corpus %+v", row)
	}
	if len(j.corpora) != 1 || j.corpora[0].folded != (score.Count{Found: 0, All: 60}) || len(j.real) != 60 {
		t.Errorf("corpora %+v", j.corpora)
	}
	if c := j.byClass[weigh.Mail]; len(c.real) != 60 || len(c.traced) != 30 || len(c.forged) != 30 {
		t.Errorf("%d real ratios, %d traced, %d forged", len(c.real), len(c.traced), len(c.forged))
	}
	if lr := j.byClass[weigh.Mail].traced[0]; lr > 0.06 || lr < 0.04 { // a third of 60 trials
		t.Errorf("what is found weighs %v", lr)
	}
}

// TestReport: the table that is written is read back as it was, and the page has
// every part.
func TestReport(t *testing.T) {
	page, table, plot := made().report()
	read, err := weigh.Parse(string(table))
	if err != nil || len(read.Rows()) == 0 {
		t.Fatalf("%d rows, %v", len(read.Rows()), err)
	}
	if again := tableText(read); !bytes.Equal(again, table) {
		t.Errorf("written again it is\n%s", again)
	}
	for _, text := range []string{"| list-one | 0 of 60 |", "## Forgeries", "## Likelihood ratios", "| mail | mail/a | 0 of 60 |", "(tippett.svg)"} {
		if !bytes.Contains(page, []byte(text)) {
			t.Errorf("%q is missing from\n%s", text, page)
		}
	}
	if !bytes.HasPrefix(plot, []byte("<svg ")) {
		t.Errorf("the plot is %.40q", plot)
	}
	if bytes.Contains(page, []byte("%!")) {
		t.Error("a figure was not written")
	}
}

// TestTableIsOurs: the table of the programme is one that this command wrote.
func TestTableIsOurs(t *testing.T) {
	b, err := os.ReadFile("../../weigh/table.tsv")
	if err != nil {
		t.Fatal(err)
	}
	read, err := weigh.Parse(string(b))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := bytes.Cut(b, []byte("\n"))
	if len(read.Rows()) > 0 && !(bytes.HasPrefix(first, []byte("# What findings of tells count. Made by: ")) && bytes.Contains(first, []byte("go run ./bench/accuracy"))) {
		t.Error("weigh/table.tsv does not say what made it")
	}
}
