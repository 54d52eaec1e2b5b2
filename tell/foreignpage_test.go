package tell_test

import (
	"fmt"
	"html"
	"os"
	"slices"
	"strings"
	"testing"

	"assay/tell"
)

// TestForeignInPage puts a passage into each place of a captured page, where it is
// told by the line of the page's text.
func TestForeignInPage(t *testing.T) {
	const passage = "El faro de la isla se encendía al anochecer, y los pescadores contaban los destellos para volver al puerto."
	article, err := os.ReadFile("testdata/text-foreign/authentic.txt")
	if err != nil {
		t.Fatal(err)
	}
	paragraphs := strings.Split(strings.TrimSpace(string(article)), "\n\n")
	if len(paragraphs) < 5 {
		t.Fatalf("%d paragraphs", len(paragraphs))
	}
	for at := 2; at < len(paragraphs); at++ { // behind the title no sentence ends
		page := "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Made up</title></head>\n<body>\n"
		for _, p := range slices.Insert(slices.Clone(paragraphs), at, passage) {
			page += "<p>" + html.EscapeString(p) + "</p>\n"
		}
		d := read(t, []byte(page+"</body>\n</html>\n"))
		before, _, ok := strings.Cut(d.Text, passage)
		if !ok {
			t.Fatalf("the text of the page does not hold the passage: %q", d.Text)
		}
		want := fmt.Sprintf("the text, line %d", 1+strings.Count(before, "\n"))
		found := false
		for _, f := range tell.OfDocument(d).Findings {
			found = found || f.ID == "text/foreign" && f.Where == want
		}
		if !found {
			t.Errorf("behind paragraph %d: not told of %s", at, want)
		}
	}
}
