package reading

import (
	"context"
	"fmt"
	"os"
	"testing"

	"assay/document"
	"assay/finding"
	"assay/isolate"
)

// twoStates is a PDF of one page and one field, saved twice; length is that of
// the first state.
func twoStates(content, field [2]string, maps ...string) (file []byte, length int) {
	stream := func(dict, data string) string {
		return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
	}
	show := func(text string) string { return "BT /F 12 Tf 9 9 Td (" + text + ") Tj ET" }
	states := [2]map[int]string{{
		1: "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]>>>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 6 0 R>>>>/Annots[5 0 R]>>",
		5: "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(a)/Rect[20 100 220 120]/F 4/P 3 0 R/AP<</N 7 0 R>>>>",
		6: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	}, {}}
	for i := range states {
		states[i][4] = stream("", show(content[i]))
		if len(maps) > 0 {
			states[i][6], states[i][8] = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 8 0 R>>", stream("", maps[i])
		}
		states[i][7] = stream("/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 6 0 R>>>>", show(field[i]))
	}
	out, last := "%PDF-1.7\n", 0
	for i, state := range states {
		table, prev := "xref\n0 1\n0000000000 65535 f \n", ""
		for n := 1; n < 9; n++ {
			if state[n] != "" {
				table += fmt.Sprintf("%d 1\n%010d 00000 n \n", n, len(out))
				out += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", n, state[n])
			}
		}
		if i > 0 {
			prev = fmt.Sprintf("/Prev %d", last)
		}
		last = len(out)
		out += fmt.Sprintf("%strailer\n<</Size 9/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", table, prev, last)
		if i == 0 {
			length = len(out)
		}
	}
	return []byte(out), length
}

// TestWordsOfFields: what a field says is no word of the page that was signed.
func TestWordsOfFields(t *testing.T) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	r := New(isolate.Direct(Parsers(cache)), nil)
	for name, c := range map[string]struct {
		content, field [2]string
		refutes        bool
	}{
		"the page":      {[2]string{"five hundred", "nine hundred"}, [2]string{"Ann", "Ann"}, true},
		"the field":     {[2]string{"five hundred", "five hundred"}, [2]string{"Ann", "Bea"}, false},
		"field, stamps": {[2]string{"five hundred", "five hundred received"}, [2]string{"Ann", "Bea"}, false},
	} {
		file, length := twoStates(c.content, c.field)
		d := &document.Document{Revisions: []document.Revision{{Number: 1, Length: int64(length)}, {Number: 2, Length: int64(len(file))}},
			Signed: []document.Signature{{Result: finding.Pass, Revision: 1, Changes: []document.Change{{Weight: document.Visible}}}}}
		if err := r.addText(context.Background(), d, file); err != nil {
			t.Fatal(err)
		}
		lost := false
		for _, r := range d.Signed[0].Reads {
			lost = lost || r.Lost
		}
		if lost != c.refutes || d.Text == "" {
			t.Errorf("%s: %+v, text %q, %+v", name, d.Signed[0].Reads, d.Text, d.Findings)
		}
	}
}

// TestSameLook: words that are only written down otherwise refute nothing. The font
// says here that its glyphs are other letters; the glyphs stay.
func TestSameLook(t *testing.T) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	r := New(isolate.Direct(Parsers(cache)), nil)
	named := func(a, b string) string {
		return fmt.Sprintf("/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <61> <%s> <62> <%s> endbfchar endcmap end", a, b)
	}
	for page, refutes := range map[string]bool{"abba": false, "aaaa": true} {
		file, length := twoStates([2]string{"abba", page}, [2]string{"a", "a"}, named("0061", "0062"), named("0078", "0079"))
		d := &document.Document{Revisions: []document.Revision{{Number: 1, Length: int64(length)}},
			Signed: []document.Signature{{Result: finding.Pass, Revision: 1, Changes: []document.Change{{Weight: document.Hidden}}}}}
		if err := r.addText(context.Background(), d, file); err != nil {
			t.Fatal(err)
		}
		if reads := d.Signed[0].Reads; len(reads) != 1 || reads[0].Lost != refutes {
			t.Errorf("%s: %+v", page, reads)
		}
	}
}

// TestUnreadWordsAreNotGone: where pages of a state could not be read, nothing is
// said of words that are missing.
func TestUnreadWordsAreNotGone(t *testing.T) {
	file, length := twoStates([2]string{"five", "nine"}, [2]string{"a", "a"})
	table := isolate.Table{}
	for i, name := range []parser{pdfText, pdfPageText} {
		table[string(name)] = func(content []byte) ([]byte, error) {
			if i == 1 && len(content) == len(file) {
				return encode(pages{Text: []string{""}, Problems: []string{"page 1: too late"}})
			}
			return encode(pages{Text: []string{"five hundred"}})
		}
	}
	d := &document.Document{Revisions: []document.Revision{{Number: 1, Length: int64(length)}},
		Signed: []document.Signature{{Result: finding.Pass, Revision: 1, Changes: []document.Change{{Weight: document.Visible}}}}}
	if err := New(isolate.Direct(table), nil).addText(context.Background(), d, file); err != nil {
		t.Fatal(err)
	}
	if len(d.Signed[0].Reads) > 0 || len(d.Findings) != 1 || d.Findings[0].Outcome != finding.CouldNotRun {
		t.Errorf("%+v, %+v", d.Signed[0].Reads, d.Findings)
	}
}
