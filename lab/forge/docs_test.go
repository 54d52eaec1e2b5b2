package forge_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"assay/lab/forge"
	"assay/lab/label"
)

var update = flag.Bool("update", false, "write docs/forgeries.md")

const page = "../../docs/forgeries.md"

// TestForgeriesPage holds docs/forgeries.md to the tables, and to what the
// techniques leave in the crafted mails and the made-up documents of the tests.
func TestForgeriesPage(t *testing.T) {
	want := forgeriesPage(t)
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil || string(got) != want {
		t.Errorf("docs/forgeries.md is not what the tables say (%v): go test ./lab/forge -run ForgeriesPage -update", err)
	}
}

const pageHead = `# Forgeries

How the lab forges: each technique with the levels of skill it is done with, and
what it left in the mails and documents that the tests of ` + "`lab/forge`" + ` forge. What is
left depends on the item: a changed Date contradicts servers only where servers
noted a time. This page is made by ` + "`go test ./lab/forge -run ForgeriesPage -update`" + `.

- **clumsy**: changes what is seen and nothing else
- **fair**: mends the obvious, and forgets the rest
- **able**: encodes and wraps as the mailer did; leaves little
- **expert**: mends all that can be mended, so that at most a signature is left that no longer fits

No single check can find a forgery that leaves nothing in the item: those show only
beside other items, or not at all. How often forgers work in which way nobody has
counted, and this page does not say it.

## Techniques

| technique | on | the forger | skill | left in the item, of what is possible |
| --- | --- | --- | --- | --- |
`

func forgeriesPage(t *testing.T) string {
	var b strings.Builder
	b.WriteString(pageHead)
	last := ""
	for _, tq := range forge.Techniques {
		id, on, what := tq.ID, strings.Join(tq.On, ", "), tq.What
		if id == last {
			id, on, what = "", "", ""
		}
		last = tq.ID
		left := strings.Join(everLeft(t, tq), ", ")
		if left == "" {
			left = "nothing"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", id, on, what, tq.Skill, left)
	}
	b.WriteString("\n## Traces\n\nPlain: the item alone shows it. Faint: it does, and much innocent mail shows the same.\nAcross: another item is needed to see it.\n\n| trace | weight | what the forger did or forgot |\n| --- | --- | --- |\n")
	for _, n := range forge.Notes {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", n.Trace, n.Weight, n.Says)
	}
	return b.String()
}

// everLeft are the traces that a technique left in any item of the tests.
func everLeft(t *testing.T, tq forge.Technique) (list []string) {
	left := map[label.Trace]bool{}
	note := func(f *forge.Forged) {
		for _, it := range f.Items {
			for _, tr := range it.Traces {
				left[tr] = true
			}
		}
	}
	if slices.Contains(tq.On, forge.Mail) {
		b := crafted(t)
		for i, raw := range b.mails {
			for seed := range uint64(3) {
				if f, ok := forge.Forge(tq, b.job(seed+uint64(i), raw)); ok {
					note(f)
				}
			}
		}
	}
	for _, f := range formats {
		if slices.Contains(tq.On, string(f)) {
			if out := forgeDocument(t, tq, document(f), string(f)); out != nil {
				note(out)
			}
		}
	}
	for _, n := range forge.Notes {
		if left[n.Trace] {
			list = append(list, string(n.Trace))
		}
	}
	return list
}
