package tell

import (
	"strconv"
	"testing"
	"time"

	"assay/document"
)

// TestOfficeVersions holds that every line of officeversions.tsv can be used, and
// names a version that software.tsv knows.
func TestOfficeVersions(t *testing.T) {
	if len(officeVersions()) != 8 {
		t.Errorf("%d versions", len(officeVersions()))
	}
	for name, w := range officeVersions() {
		product, major := name[:len(name)-3], name[len(name)-2:]
		if _, _, ok := released(product, major+".0"); !ok {
			t.Errorf("%s is not in software.tsv", name)
		}
		if n, err := strconv.Atoi(major); err != nil || n < 12 || w.oldest > w.newest || w.newest == 0 && w.lastEdited == nil {
			t.Errorf("%s: %+v", name, w)
		}
	}
}

func TestFormatVersions(t *testing.T) {
	for _, c := range []struct {
		format, version string
		known           bool
	}{{"odt", "1.2", true}, {"fodt", "1.3", true}, {"odt", "1.0", false}, {"docx", "1.2", false}, {"odt", "", false}} {
		if _, _, known := formatVersion(&document.Document{Format: c.format, Version: c.version}); known != c.known {
			t.Errorf("%+v is known: %v", c, known)
		}
	}
}

func TestYoungest(t *testing.T) {
	name, year := youngest("http://schemas.microsoft.com/office/word/2010/wordml http://schemas.microsoft.com/office/drawing/2015/9/8/chartex urn:x")
	if year != 2015 || name != "http://schemas.microsoft.com/office/drawing/2015/9/8/chartex" {
		t.Errorf("%q of %d", name, year)
	}
}

// TestBuiltOn reads the numbers of builds that stand in real documents, and those
// that are no day.
func TestBuiltOn(t *testing.T) {
	for value, want := range map[string]string{
		"61902": "2002-06-19", "40209": "2009-04-02", "91406": "2006-09-14", "82198": "1998-08-21", "121599": "1999-12-15",
		"1684312079": "", "0": "", "131502": "", "43102": "", "x": "",
	} {
		d := &document.Document{Format: "doc", Fields: []document.Field{{Name: "build date of the programme that saved it, as month, day, year", Value: value}}}
		at, _, ok := builtOn(d)
		if got := at.Format(time.DateOnly); ok != (want != "") || ok && got != want {
			t.Errorf("%s is %s, %v, want %q", value, got, ok, want)
		}
	}
}

// TestEdited reads the two notations of a time of editing.
func TestEdited(t *testing.T) {
	for _, c := range []struct {
		name, value string
		want        time.Duration
		ok          bool
	}{
		{"TotalTime", "95", 95 * time.Minute, true}, {"TotalTime", "-3", 0, false}, {"TotalTime", "99999999999", maxMinutes * time.Minute, true},
		{"editing time", "574h11m8s", 574*time.Hour + 11*time.Minute + 8*time.Second, true}, {"editing time", "soon", 0, false},
	} {
		d := &document.Document{Fields: []document.Field{{Name: c.name, Value: c.value}}}
		if took, _, ok := edited(d); ok != c.ok || ok && took != c.want {
			t.Errorf("%+v: %v, %v", c, took, ok)
		}
	}
}

// TestOtherCounts holds the counts of Word against those of its properties.
func TestOtherCounts(t *testing.T) {
	with := func(took, minutes, revision, own string) *document.Document {
		return &document.Document{Format: "doc", Software: []document.Software{{Name: "Microsoft Office Word", Role: "producer"}}, Fields: []document.Field{
			{Name: "editing time", Value: took, Where: "SummaryInformation editing time"},
			{Name: "revision number", Value: revision, Where: "SummaryInformation revision number"},
			{Name: "revision number", Value: own, Where: "DOP nRevision"},
			{Name: "minutes of editing", Value: minutes, Where: "DOP tmEdited"},
		}}
	}
	for want, d := range map[int]*document.Document{
		0: with("4m0s", "4", "3", "3"), 1: with("1h4m0s", "4", "3", "3"), 2: with("1h4m0s", "4", "1", "3"),
	} {
		if got := otherCounts(d); len(got) != want {
			t.Errorf("%d marks, want %d: %+v", len(got), want, got)
		}
	}
}
