package tell_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"assay/tell"
)

// areas are the sections of docs/tells.md, by what their IDs begin with.
var areas = []struct{ begins, title string }{
	{"mail", "Mail"}, {"text", "Text of mail and of documents"}, {"pdf", "PDF"}, {"xmp", "XMP"}, {"office", "Office documents"}, {"image", "Pictures"},
}

// TestTellsPage holds docs/tells.md to the table: every tell in its section, and
// every cause explained above them.
func TestTellsPage(t *testing.T) {
	const page, heading = "../docs/tells.md", "## The tells\n"
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, _, ok := strings.Cut(string(b), heading)
	if !ok {
		t.Fatalf("%s has no heading %q", page, heading)
	}
	for _, tl := range tell.Table {
		if !strings.Contains(before, "| `"+string(tl.Cause)+"` |") {
			t.Errorf("%s does not explain the cause %q of %s", page, tl.Cause, tl.ID)
		}
	}
	want := before + heading + sections(t)
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(b) != want {
		t.Errorf("%s does not list the tells as they are: go test ./tell -run TellsPage -update", page)
	}
}

// sections are the tells as tables, one for each area.
func sections(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	listed := 0
	for _, area := range areas {
		fmt.Fprintf(&out, "\n### %s\n| tell | what it looks for | rests on | cause | who is innocent |\n| --- | --- | --- | --- | --- |\n", area.title)
		for _, tl := range tell.Table {
			if !strings.HasPrefix(tl.ID, area.begins+"/") {
				continue
			}
			listed++
			fmt.Fprintf(&out, "| `%s` | %s | %s | `%s` | %s |\n", tl.ID, cell(tl.Asks), cell(tl.Rests), tl.Cause, cell(strings.Join(tl.Innocent, "; ")))
		}
	}
	if listed != len(tell.Table) {
		t.Errorf("%d of %d tells stand in a section", listed, len(tell.Table))
	}
	return out.String()
}

// cell keeps a bar in a text from ending its cell.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }
