package document

import (
	"strings"
	"testing"
)

func TestClip(t *testing.T) {
	long := strings.Repeat("a", MaxValue-1) + "é" // its last character straddles the bound
	for text, want := range map[string]string{
		" a\tb\n": "a b",
		"\xff":    "\uFFFD",
		long:      strings.Repeat("a", MaxValue-1) + "…",
	} {
		if got := Clip(text); got != want {
			t.Errorf("Clip(%.20q) is %.20q, want %.20q", text, got, want)
		}
	}
}

// TestBoundSaysWhatItCuts holds that nothing is dropped without a finding.
func TestBoundSaysWhatItCuts(t *testing.T) {
	for _, c := range []struct {
		id string
		d  Document
	}{
		{"", Document{Text: "short", Fields: make([]Field, MaxFields), Embedded: make([]Embedded, MaxFiles)}},
		{"document/cut", Document{Fields: make([]Field, MaxFields+1)}},
		{"document/cut", Document{Signed: []Signature{{Changes: make([]Change, MaxFields+1)}}}},
		{"document/text-cut", Document{Text: strings.Repeat("a", MaxText+1)}},
		{"document/files-cut", Document{Embedded: make([]Embedded, MaxFiles+1)}},
		{"document/files-cut", Document{Embedded: []Embedded{{Data: make([]byte, MaxEmbedded+1)}}}},
	} {
		c.d.Bound()
		var ids []string
		for _, f := range c.d.Findings {
			ids = append(ids, f.ID)
		}
		if got := strings.Join(ids, " "); got != c.id {
			t.Errorf("findings %q, want %q", got, c.id)
		}
		if len(c.d.Fields) > MaxFields || len(c.d.Text) > MaxText || len(c.d.Embedded) > MaxFiles {
			t.Errorf("%s: over the bounds", c.id)
		}
	}
}

func TestWorst(t *testing.T) {
	if got := Worst(nil); got != "" {
		t.Errorf("worst of none is %q", got)
	}
	if got := Worst([]Change{{Weight: Visible}, {Weight: Harmless}, {Weight: Unknown}}); got != Visible {
		t.Errorf("worst is %q, want visible", got)
	}
}

// TestBoundKeepsTheHeaviest hides one change behind thousands.
func TestBoundKeepsTheHeaviest(t *testing.T) {
	list := make([]Change, MaxFields+100)
	for i := range list {
		list[i].Weight = Allowed
	}
	list[MaxFields+50].Weight = Hidden
	d := Document{Signed: []Signature{{Changes: list}}}
	d.Bound()
	if got := d.Signed[0].Changes; len(got) != MaxFields || Worst(got) != Hidden {
		t.Errorf("%d changes are kept, the worst %q", len(got), Worst(got))
	}
}

// TestBoundNames: what many files share is kept for each of them.
func TestBoundNames(t *testing.T) {
	d := Document{Embedded: []Embedded{{Name: " a\n"}, {Name: strings.Repeat("a", 2*MaxValue)}}}
	d.Bound()
	if d.Embedded[0].Name != " a\n" || len(d.Embedded[1].Name) > MaxValue+len("…") {
		t.Errorf("%q, and one of %d bytes", d.Embedded[0].Name, len(d.Embedded[1].Name))
	}
}
