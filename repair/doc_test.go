package repair

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the catalogue into docs/repair.md")

// TestCataloguePage holds the page to the table.
func TestCataloguePage(t *testing.T) {
	const page, heading = "../docs/repair.md", "## The catalogue\n"
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, _, ok := strings.Cut(string(b), heading)
	if !ok {
		t.Fatalf("%s has no heading %q", page, heading)
	}
	var rows strings.Builder
	rows.WriteString(before + heading + "| rewrite | works on | undoes | done by |\n| --- | --- | --- | --- |\n")
	seen := map[string]bool{}
	for _, r := range Catalogue() {
		where := "body"
		if r.Header {
			where = "header"
		}
		if seen[r.ID] || r.Cost < 1 || r.Undoes == "" || r.By == "" {
			t.Errorf("entry %+v stands twice or is incomplete", r)
		}
		seen[r.ID] = true
		fmt.Fprintf(&rows, "| `%s` | %s | %s | %s |\n", r.ID, where, r.Undoes, r.By)
	}
	if *update {
		if err := os.WriteFile(page, []byte(rows.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(b) != rows.String() {
		t.Errorf("%s does not list the catalogue as it is: go test ./repair -run CataloguePage -update", page)
	}
}
