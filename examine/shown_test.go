package examine

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestShown starts from an author's address and puts one thing into the name
// before it.
func TestShown(t *testing.T) {
	const author = "ann@press.example"
	for name, c := range map[string]struct {
		name          string
		domains, addr []string // beside the author's
		steered       bool
	}{
		"nothing":                      {"Ann Author", nil, nil, false},
		"an address":                   {"Eve@Bank.example", []string{"bank.example"}, []string{"eve@bank.example"}, false},
		"the same address":             {author, nil, nil, false},
		"another user":                 {"eve@press.example", nil, []string{"eve@press.example"}, false},
		"in single quotes":             {"'" + author + "'", nil, nil, false},
		"a domain alone":               {"via @bank.example", []string{"bank.example"}, []string{"via@bank.example"}, false},
		"no local part":                {"(@bank.example)", []string{"bank.example"}, nil, false},
		"an @ without a domain":        {"Ann @ home", nil, nil, false},
		"blanks beside the @":          {"eve @ \u00a0bank.example", []string{"bank.example"}, []string{"eve@bank.example"}, false},
		"a blank of no width":          {"eve@\u200bbank.exam\u200bple", []string{"bank.example"}, []string{"eve@bank.example"}, true},
		"a wide @ and wide dots":       {"eve＠bank。example", []string{"bank.example"}, []string{"eve@bank.example"}, false},
		"a small @":                    {"eve﹫bank.example", []string{"bank.example"}, []string{"eve@bank.example"}, false},
		"letters beyond ASCII":         {"ève@bänk.example", []string{"bänk.example"}, []string{"ève@bänk.example"}, false},
		"a mark that joins its letter": {"eve@ba\u0308nk.example", []string{"ba\u0308nk.example"}, []string{"eve@ba\u0308nk.example"}, false},
		"a sign that turns direction":  {"\u202eknab\u202c", nil, nil, true},
		"a tag":                        {"Ann\U000e0041", nil, nil, true},
		"joiners and a soft hyphen":    {"A\u200cn\u200dn\u00ad\ufeff", nil, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			_, items := examined(t, fmt.Sprintf("From: \"%s\" <%s>\r\n\r\nText.\r\n", c.name, author))
			f := items["m"].Facts
			if diff := cmp.Diff(c.domains, without(f.Shown, "press.example")); diff != "" {
				t.Errorf("domains (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(c.addr, without(f.ShownAddrs, author)); diff != "" {
				t.Errorf("addresses (-want +got)\n%s", diff)
			}
			if f.Steered != c.steered {
				t.Errorf("steered %t", f.Steered)
			}
		})
	}
}

func without(list []string, one string) (rest []string) {
	for _, s := range list {
		if s != one {
			rest = append(rest, s)
		}
	}
	return rest
}

// TestShownBeyond: addresses behind what is kept of From are seen, and too
// many, or more than is read, leave the author unsure.
func TestShownBeyond(t *testing.T) {
	for name, c := range map[string]struct {
		name string
		sure bool
	}{
		"long":      {strings.Repeat("Ann ", maxText) + "eve(at)bank", true},
		"many":      {strings.Repeat("e@bank.example ", maxShown+1), true},
		"too many":  {manyAddresses(maxShown + 1), false},
		"very long": {strings.Repeat("Ann ", 64<<10), false},
	} {
		_, items := examined(t, "From: \""+c.name+"\" <ann@press.example>\r\n\r\n")
		if f := items["m"].Facts; f.AuthorsSure != c.sure || len(f.Shown) > maxShown || len(f.ShownAddrs) > maxShown {
			t.Errorf("%s: sure %t, %d domains, %d addresses", name, f.AuthorsSure, len(f.Shown), len(f.ShownAddrs))
		}
	}
}

func manyAddresses(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "e%d@bank.example ", i)
	}
	return b.String()
}
