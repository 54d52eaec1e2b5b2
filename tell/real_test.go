package tell_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"assay/mail"
	"assay/tell"
)

var update = flag.Bool("update", false, "write testdata/real.tsv anew")

const corpora = "../../shared/corpora/"

// realMail is mail as it was sent: what tells find in it is a false alarm. Of
// spam that is not sure, as spammers write false dates and ways.
var realMail = []struct {
	name, files string
	honest      bool
}{
	{"list", "list-ksummit/eml/*/*.eml", true},
	{"intact", "pairs-relay-altered/intact/*.eml", true},
	{"altered", "pairs-relay-altered/altered/*.eml", true},
	{"ham", "ham-spamassassin-2002/*ham*/*.txt", true},
	{"spam", "ham-spamassassin-2002/spam-*/*.txt", false},
}

// maxFalse bounds the part of all honest mails of a corpus in which a tell may be found.
const maxFalse = 0.003

// placeholder stands where those who published the ham of 2002 took addresses out
// of a text: what is found in such a mail is no false alarm, as the text was edited.
const placeholder = "qqqqqqqqqq-"

// counted is what one tell made of one corpus.
type counted struct {
	applicable, found int
	edited            int // of those found, mails that hold placeholder
	first             []string
}

// TestRealMail counts, for every tell of mail and every corpus, to how many mails it
// applies and in how many it is found. -v prints the first that are found.
func TestRealMail(t *testing.T) {
	t.Parallel()
	known := readReal(t)
	var table strings.Builder
	for _, corpus := range realMail {
		files, err := filepath.Glob(corpora + corpus.files)
		if err != nil || len(files) == 0 {
			t.Skipf("%s is not here: %v", corpora+corpus.files, err)
		}
		counts := countReal(t, files)
		for _, tl := range tell.Table {
			c := counts[tl.ID]
			if tl.Mail == nil {
				continue
			}
			key := tl.ID + "\t" + corpus.name
			fmt.Fprintf(&table, "%s\t%d\t%d\n", key, c.applicable, c.found)
			for _, f := range c.first {
				t.Logf("%s in %s", key, f)
			}
			if most := max(1, maxFalse*float64(len(files))); corpus.honest && float64(c.found-c.edited) > most {
				t.Errorf("%s: found in %d of %d honest mails, %d of them edited", key, c.found, len(files), c.edited)
			}
			if before, ok := known[key]; ok && !*update && (c.found != before[1] || c.applicable != before[0]) {
				t.Errorf("%s: applies to %d and is found in %d; testdata/real.tsv has %v", key, c.applicable, c.found, before)
			}
		}
	}
	if *update {
		lines := slices.Sorted(strings.Lines(table.String()))
		content := "# What TestRealMail counts; -update writes it.\n# tell\tcorpus\tapplicable\tfound\n" + strings.Join(lines, "")
		if err := os.WriteFile("testdata/real.tsv", []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func countReal(t *testing.T, files []string) map[string]counted {
	counts := map[string]counted{}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		m := mail.Parse(raw)
		report := tell.OfMail(tell.NewMail(m, m.Text()))
		for _, id := range report.Absent {
			c := counts[id]
			c.applicable++
			counts[id] = c
		}
		last := ""
		for _, f := range report.Findings {
			if f.ID == last {
				continue
			}
			last = f.ID
			c := counts[f.ID]
			c.applicable++
			c.found++
			if bytes.Contains(raw, []byte(placeholder)) {
				c.edited++
			}
			if len(c.first) < 12 {
				c.first = append(c.first, fmt.Sprintf("%s: %s: %s", filepath.Base(name), f.Where, f.Why))
			}
			counts[f.ID] = c
		}
	}
	return counts
}

func readReal(t *testing.T) map[string][2]int {
	content, err := os.ReadFile("testdata/real.tsv")
	if err != nil && !*update {
		t.Fatal(err)
	}
	known := map[string][2]int{}
	for line := range strings.Lines(string(content)) {
		col := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' || len(col) != 4 {
			continue
		}
		applicable, err1 := strconv.Atoi(col[2])
		found, err2 := strconv.Atoi(col[3])
		if err1 != nil || err2 != nil {
			t.Fatalf("testdata/real.tsv: %q", line)
		}
		known[col[0]+"\t"+col[1]] = [2]int{applicable, found}
	}
	return known
}
