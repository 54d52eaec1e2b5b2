package claims

import (
	"fmt"
	"strings"
	"testing"

	"assay/document"
)

func TestISO(t *testing.T) {
	for text, want := range map[string]struct {
		at   string
		same bool
	}{
		"2017-04-21T10:11:12Z":          {"2017-04-21T10:11:12Z", true},
		"2017-04-21T10:11:12+02:00":     {"2017-04-21T10:11:12+02:00", true},
		"2017-04-21T10:11:12.123456789": {"2017-04-21T10:11:12.123456789", true},
		"2017-04-21T10:11":              {"2017-04-21T10:11:00", false},
		"2017-04-21T10:11Z":             {"2017-04-21T10:11:00Z", false},
		"2017-04-21 10:11:12":           {"2017-04-21T10:11:12", false},
		"2017-04-21":                    {"", false}, // no time of day is made up
		"2017-02-30T10:11:12Z":          {"", false},
		"yesterday":                     {"", false},
	} {
		d := &document.Document{}
		Of(d).Time(document.Created, text, "here")
		if got := d.Times[0]; got.At != want.at || (got.Text == "") != want.same {
			t.Errorf("%q: %+v, want %v", text, got, want)
		}
	}
}

func TestProgramme(t *testing.T) {
	for text, want := range map[string][2]string{
		"LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40": {"LibreOffice", "7.4.7.2"},
		"Riched20 10.0.19041":   {"Riched20", "10.0.19041"},
		"Microsoft Office Word": {"Microsoft Office Word", ""},
		"Word 2016":             {"Word", "2016"},
		"/1":                    {"/1", ""},
		"":                      {"", ""},
	} {
		if name, version := Programme(text); name != want[0] || version != want[1] {
			t.Errorf("%q: %q %q, want %q", text, name, version, want)
		}
	}
}

// TestOnceEach holds that a claim is listed once a place, and that empty ones
// are not.
func TestOnceEach(t *testing.T) {
	d := &document.Document{}
	c := Of(d)
	for range 2 {
		c.Editor("Ada Example", "a")
		c.Editor(" ", "a")
		c.Time(document.Edited, "soon", "a")
		c.Field("n", "v", "a")
		c.Software(document.Software{Name: "W", Where: "a"})
	}
	c.Editor("Ada Example", "b")
	if len(d.Editors) != 2 || len(d.Times) != 1 || len(d.Fields) != 1 || len(d.Software) != 1 {
		t.Errorf("%+v", d)
	}
	if d.Times[0].At != "" || d.Times[0].Text != "soon" {
		t.Errorf("an unreadable time is %+v", d.Times[0])
	}
}

// TestValuesLoseNothing holds that a long list comes whole, in several fields.
func TestValuesLoseNothing(t *testing.T) {
	d := &document.Document{}
	var list []string
	for i := range 1000 {
		list = append(list, "00"+strings.Repeat(string(rune('A'+i%26)), 4)+string(rune('0'+i%10)))
	}
	Of(d).Values("rsids", list, " ", "w")
	var all []string
	for _, f := range d.Fields {
		if len(f.Value) > document.MaxValue {
			t.Errorf("a field of %d bytes", len(f.Value))
		}
		all = append(all, strings.Fields(f.Value)...)
	}
	if strings.Join(all, " ") != strings.Join(list, " ") {
		t.Errorf("%d values became %d", len(list), len(all))
	}
}

func TestLines(t *testing.T) {
	var l Lines
	l.Add("before ")
	l.Open()
	l.Add("inner")
	l.Open()
	l.Add("innermost")
	l.Close()
	l.Close()
	l.Add("after")
	l.End()
	l.Add("  ")
	l.End()
	l.Open()
	l.Add("left open")
	if got, want := l.String(), "before after\ninner\ninnermost\nleft open\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestLinesAreBounded holds that deep or long text costs no more than is kept.
func TestLinesAreBounded(t *testing.T) {
	var l Lines
	opened := 0
	for range 10_000 {
		if l.Open() {
			opened++
		}
	}
	for range 40 {
		l.Add(strings.Repeat("a", 1<<20))
		l.End()
	}
	if n := len(l.String()); opened > maxSides || n < document.MaxText || n > 2*document.MaxText+(2<<20) {
		t.Errorf("%d opened, %d bytes", opened, n)
	}
}

// TestCutsAreSaid holds that no bound cuts in silence.
func TestCutsAreSaid(t *testing.T) {
	var l List
	var r Removed
	d := &document.Document{}
	c := Of(d)
	for i := range maxList + 1 {
		l.Add(fmt.Sprint(i % maxList))
		r.Add("word ")
	}
	c.List("n", &l, " ", "w")
	if len(d.Findings) != 0 || len(l.Values) != maxList || !l.Has("7") {
		t.Errorf("%d values, %v", len(l.Values), d.Findings)
	}
	l.Add("one more")
	c.List("n", &l, " ", "w")
	c.Removed("deleted text", &r, "w")
	for i := range maxClaims {
		c.Editor(fmt.Sprint(i), "w")
	}
	var ids []string
	for _, f := range d.Findings {
		ids = append(ids, f.ID)
	}
	if got := strings.Join(ids, " "); got != "office/list-cut office/claims-cut" {
		t.Errorf("findings %q", got)
	}
	for _, f := range d.Fields {
		if f.Name == "deleted text, characters" && f.Value != fmt.Sprint(5*(maxList+1)) {
			t.Errorf("%s characters", f.Value)
		}
	}
}

// TestFindingsAreBounded holds that a document of endless faults is told in a
// bounded number of findings, the last of which counts the rest.
func TestFindingsAreBounded(t *testing.T) {
	d := &document.Document{}
	for range maxFindings + 5 {
		d.Note("office/x", "w", "x")
	}
	Of(d).Finish()
	if n := len(d.Findings); n != maxFindings+1 || !strings.HasPrefix(d.Findings[n-1].Why, "5 more") {
		t.Errorf("%d findings, the last %+v", n, d.Findings[n-1])
	}
}
