package tell

import (
	"testing"
	"time"
)

func TestReleased(t *testing.T) {
	for _, c := range []struct{ name, version, product string }{
		{"Microsoft Office Word", "12.0000", "Word 2007"},
		{"Microsoft Macintosh Word", "15.0000", "Word 2013"},
		{"Microsoft Word", "13.0", "Word 2007"}, // never there: no younger than the one before
		{"Microsoft Excel Online", "16.0300", "Excel 2016"},
		{"Microsoft Word", "7.0", ""},
		{"LibreOffice", "7.4.7.2", "LibreOffice 7.4"},
		{"LibreOffice", "24.2.0.3", "LibreOffice 24.2"},
		{"LibreOffice", "", ""},
		{"OpenOffice", "4.1.1", "Apache OpenOffice 4"},
		{"OpenOffice.org", "3.4", "OpenOffice.org 3"},
		{"Another Office", "12.0", ""},
	} {
		first, product, ok := released(c.name, c.version)
		if product != c.product || ok != (c.product != "") || ok == first.IsZero() {
			t.Errorf("%s %s is %q of %v, want %q", c.name, c.version, product, first, c.product)
		}
	}
}

// TestReleasedRises holds that a higher version of a product is not older.
func TestReleasedRises(t *testing.T) {
	last := map[string]row{}
	for _, r := range software() {
		if len(r.cells) != 3 || parseVersion(r.cells[1]) == nil || r.cells[0] != plainMaker(r.cells[0]) {
			t.Errorf("a line of software.tsv that cannot be used: %v", r)
			continue
		}
		before, ok := last[r.cells[0]]
		if ok && parseVersion(r.cells[1]).least(parseVersion(before.cells[1])) == r.first.Before(before.first) {
			t.Errorf("%v is out of order with %v", r, before)
		}
		last[r.cells[0]] = r
	}
	if len(last) < 5 {
		t.Errorf("%d products", len(last))
	}
}

func TestFontReleased(t *testing.T) {
	if first, _, ok := fontReleased(" Calibri"); !ok || first.After(time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("Calibri is of %v", first)
	}
	if _, _, ok := fontReleased("Arial"); ok {
		t.Errorf("Arial is known")
	}
	seen := map[string]bool{}
	for _, r := range knownFonts() {
		if len(r.cells) != 2 || seen[r.cells[0]] {
			t.Errorf("a line of fonts.tsv that cannot be used: %v", r)
		}
		seen[r.cells[0]] = true
	}
}
