package arc

import (
	"strings"
	"testing"
)

// TestVouch starts from results that vouch for the author's domain and changes
// one thing.
func TestVouch(t *testing.T) {
	same := func(a, b string) bool { return a == b }
	const intact = `i=1; mx.seal.example; spf=fail smtp.mailfrom=x@evil.example; dkim=pass header.d=party.example header.s=k1`
	for name, c := range map[string]struct {
		old, new string
		want     bool
	}{
		"intact":                            {"", "", true},
		"a comment":                         {"dkim=pass", "dkim=pass (1024-bit; dkim=fail)", true},
		"a version":                         {"dkim=pass", "dkim/1=pass", true},
		"blanks around the sign":            {"dkim=pass", "dkim = pass", true},
		"quotes around the domain":          {"header.d=party.example", `header.d="party.example"`, true},
		"i= instead of d=":                  {"header.d=party.example", "header.i=@party.example", true},
		"both":                              {"header.d=party.example", "header.d=party.example header.i=a@party.example", true},
		"dmarc":                             {"dkim=pass header.d=party.example", "dmarc=pass header.from=party.example", true},
		"dmarc of another":                  {"dkim=pass header.d=party.example", "dmarc=pass header.from=evil.example", false},
		"dmarc of nobody":                   {"dkim=pass header.d=party.example", "dmarc=pass", false},
		"failed":                            {"dkim=pass", "dkim=fail", false},
		"of another domain":                 {"header.d=party.example", "header.d=evil.example", false},
		"d= and i= differ":                  {"header.d=party.example", "header.d=party.example header.i=@evil.example", false},
		"d= twice":                          {"header.d=party.example", "header.d=evil.example header.d=party.example", false},
		"a domain in a quoted local part":   {"header.d=party.example", `header.i="a header.d=party.example b"@evil.example`, false},
		"one behind an escaped quote":       {"header.d=party.example", `header.i="a\" header.d=party.example \"b"@evil.example`, false},
		"a result in a comment":             {"dkim=pass header.d=party.example", "dkim=fail (dkim=pass header.d=party.example)", false},
		"a result in quotes":                {"dkim=pass header.d=party.example", `dkim=fail reason="; dkim=pass header.d=party.example"`, false},
		"a quote that never ends":           {"spf=fail", `spf="fail`, false},
		"a comment that never ends":         {"spf=fail", "spf=(fail", false},
		"in the place of the server's name": {"mx.seal.example; spf=fail smtp.mailfrom=x@evil.example; ", "", false},
	} {
		value := strings.Replace(intact, c.old, c.new, 1)
		if c.old != "" && value == intact {
			t.Fatalf("%s: nothing changed", name)
		}
		if got := ReadResults(value).Vouch("party.example", same); got != c.want {
			t.Errorf("%s: %v\n%s\n%+v", name, got, value, ReadResults(value))
		}
	}
}

func FuzzReadResults(f *testing.F) {
	f.Add(`i=1; a; dkim=pass (x) header.i="a\"b"@c; dmarc=pass header.from=d`)
	f.Fuzz(func(t *testing.T, value string) {
		for _, r := range ReadResults(value) {
			// In lower case a byte that is not UTF-8 becomes three.
			if r.Method == "" || len(r.Method)+len(r.Result) > 3*len(value) {
				t.Errorf("%q gives %+v", value, r)
			}
		}
	})
}
