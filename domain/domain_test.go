package domain

import (
	"strings"
	"testing"

	"golang.org/x/net/idna"
	"pgregory.net/rapid"
)

func TestOrganisational(t *testing.T) {
	for name, want := range map[string]string{
		"press.example":              "press.example",
		"a.b.Press.EXAMPLE.":         "press.example",
		"mail.press.co.uk":           "press.co.uk",
		"co.uk":                      "co.uk",
		"uk":                         "uk",
		"mail.ann.github.io":         "ann.github.io",
		"github.io":                  "github.io",
		"mail.bücher.example":        "xn--bcher-kva.example",
		"mail.xn--bcher-kva.EXAMPLE": "xn--bcher-kva.example",
		"localhost":                  "localhost",
		"":                           "",
		"192.0.2.1":                  "192.0.2.1",
		"..":                         ".",
	} {
		if got := Organisational(name); got != want {
			t.Errorf("Organisational(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestAligned(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"press.example", "news.Press.example.", true},
		{"one.co.uk", "two.co.uk", false},
		{"ann.github.io", "bob.github.io", false},
		{"ann.github.io", "github.io", false},
		{"bücher.example", "xn--bcher-kva.example", true},
		{"press.example", "xpress.example", false},
		{"", "", false},
		{"", "press.example", false},
	} {
		if Aligned(test.a, test.b) != test.want || Aligned(test.b, test.a) != test.want {
			t.Errorf("Aligned(%q, %q) is not %v", test.a, test.b, test.want)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, test := range []struct {
		name, parent string
		want         bool
	}{
		{"a.press.example", "press.example", true},
		{"press.example", "PRESS.example.", true},
		{"xpress.example", "press.example", false},
		{"press.example", "a.press.example", false},
		{"press.example", "", false},
	} {
		if got := Within(test.name, test.parent); got != test.want {
			t.Errorf("Within(%q, %q) = %v", test.name, test.parent, got)
		}
	}
}

func TestPublic(t *testing.T) {
	for name, want := range map[string]bool{
		"gmail.com": true, "GMail.com.": true, "mail.gmail.com": true, "yahoo.co.uk": true, "yahoo.fr": true,
		"gmx.net": true, "gmail.com.press.example": false, "notgmail.com": false, "press.example": false,
		"yahoo": true, "": false,
	} {
		if got := Public(name); got != want {
			t.Errorf("Public(%q) = %v", name, got)
		}
	}
}

// TestProviders: every line of the list is a name that can be met, once.
func TestProviders(t *testing.T) {
	var lines []string
	for line := range strings.Lines(providerList) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	if len(lines) < 50 || len(providers()) != len(lines) {
		t.Errorf("%d lines, %d providers", len(lines), len(providers()))
	}
	for _, line := range lines {
		name := strings.Replace(line, ".*", ".com", 1)
		if ascii, err := idna.Lookup.ToASCII(name); err != nil || ascii != name || !strings.Contains(name, ".") {
			t.Errorf("line %q is no name of a domain in lower case: %v", line, err)
		}
		if !Public(name) || !Public("mail."+name) {
			t.Errorf("line %q is never met", line)
		}
	}
}

// TestNames: no name, however broken, upsets the rules: alignment is symmetric,
// and every name but the empty one belongs to itself. What organisation a name
// belongs to is settled once.
func TestNames(t *testing.T) {
	label := rapid.OneOf(rapid.StringMatching(`[a-zA-Z0-9-]{0,8}`), rapid.String(), rapid.SampledFrom([]string{"co", "uk", "com", "example", "github", "io"}))
	rapid.Check(t, func(t *rapid.T) {
		names := make([]string, 2)
		for i := range names {
			names[i] = strings.Join(rapid.SliceOfN(label, 0, 5).Draw(t, "labels"), ".")
		}
		if Aligned(names[0], names[1]) != Aligned(names[1], names[0]) {
			t.Fatalf("Aligned(%q, %q) is not symmetric", names[0], names[1])
		}
		if names[0] != "" && !Aligned(names[0], names[0]) {
			t.Fatalf("%q does not belong to itself", names[0])
		}
		plain := strings.Join(rapid.SliceOfN(rapid.StringMatching(`[a-z0-9]{1,8}`), 1, 5).Draw(t, "plain"), ".")
		if org := Organisational(plain); Organisational(org) != org || !Within(plain, org) {
			t.Fatalf("the organisation of %q is %q, and its own %q", plain, org, Organisational(org))
		}
	})
}
