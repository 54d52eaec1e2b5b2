package keys

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const exposedName = "s._domainkey.example.org"

func printOf(p string) string { return ParseRecord("p=" + p).Fingerprint }

// TestExposedForms: all ways to name a key come to its DNS name or its
// fingerprint.
func TestExposedForms(t *testing.T) {
	hex := printOf(rsa1024)
	for key, want := range map[string]string{
		exposedName:                           exposedName,
		"example.org/s":                       exposedName,
		"Example.ORG/S":                       exposedName,
		exposedName + ".":                     exposedName,
		"example.org/s.mail":                  "s.mail._domainkey.example.org",
		hex:                                   hex,
		strings.ToUpper(hex):                  hex,
		"p=" + rsa1024:                        hex,
		"p=" + ed256:                          ParseRecord("k=ed25519; p=" + ed256).Fingerprint,
		"k=rsa; p=" + rsa1024:                 hex,
		"v=DKIM1; k=ed25519; t=y; p=" + ed256: ParseRecord("k=ed25519; p=" + ed256).Fingerprint,
	} {
		b := readExposed(strings.NewReader(key+"\t2018-06-01\tthe provider\n"), "list.tsv")
		if len(b.Exposed) != 1 || len(b.Problems) != 0 || want == "" {
			t.Errorf("%s: %+v", key, b)
			continue
		}
		e := b.Exposed[0]
		if e.Key != want || e.Since != "2018-06-01" || e.By != "the provider" || e.String() != "list.tsv:1 (the provider)" || e.Digest == "" {
			t.Errorf("%s: %+v, want the key %s", key, e, want)
		}
	}
}

// TestExposedBroken: a broken line is named and loses no other.
func TestExposedBroken(t *testing.T) {
	const good = "example.org/s\t2018-06-01\n"
	for line, want := range map[string]string{
		"example.org/s":                          "tab",
		"example.org/s 2018-06-01":               "tab",
		"example.org/s\t":                        "tab", // trailing blanks go first
		"example.org/s\t\tx":                     `the day ""`,
		"example.org/s\t2018-02-30":              `the day "2018-02-30"`,
		"example.org/s\t01.06.2018":              "YYYY-MM-DD",
		"example.org/s\t2018-06-01T00:00:00Z":    "YYYY-MM-DD",
		"example.org\t2018-06-01":                "neither DOMAIN/SELECTOR",
		"example.org/\t2018-06-01":               "lacks",
		"/s\t2018-06-01":                         "lacks",
		"a/b/c\t2018-06-01":                      "mixes",
		"s._domainkey.example.org/s\t2018-06-01": "mixes",
		"_domainkey.example.org\t2018-06-01":     "neither",
		"a..b/s\t2018-06-01":                     "empty label",
		"\t2018-06-01":                           "tab", // leading blanks go first
		"sha256:12\t2018-06-01":                  "64 hex digits",
		"p=\t2018-06-01":                         "empty",
		"p=!\t2018-06-01":                        "base64",
		"p=AAAA\t2018-06-01":                     "no RSA key",
		"v=DKIM2; p=x\t2018-06-01":               "DKIM1",
		strings.Repeat("x", maxLine+1):           "too long",
	} {
		b := readExposed(strings.NewReader(good+line+"\n"+good), "list.tsv")
		if len(b.Exposed) != 2 || b.Exposed[1].Line != 3 {
			t.Errorf("%.40q: %d lines are used", line, len(b.Exposed))
		}
		if len(b.Problems) != 1 || b.Problems[0].Line != 2 || b.Problems[0].Kept || !strings.Contains(b.Problems[0].String(), want) {
			t.Errorf("%.40q: problems %q, want %q", line, b.Problems, want)
		}
	}
}

func TestExposedRest(t *testing.T) {
	wantLines := func(text string, lines, problems int) ExposedBatch {
		t.Helper()
		b := readExposed(strings.NewReader(text), "list.tsv")
		if len(b.Exposed) != lines || len(b.Problems) != problems {
			t.Errorf("%.60q: %+v", text, b)
		}
		return b
	}
	wantLines("", 0, 1)
	wantLines("# a comment\n\n", 0, 1)
	wantLines("\xef\xbb\xbf# KEY\tDAY\r\n\r\nexample.org/s\t2018-06-01\r\n", 1, 0)
	if by := wantLines("example.org/s\t2018-06-01\tone\ttwo \x1b[2J", 1, 0).Exposed[0].By; by != "one two ?[2J" {
		t.Errorf("source %q", by)
	}
	if b := wantLines("p="+rsa1024+"==x\t2018-06-01", 1, 1); !b.Problems[0].Kept {
		t.Errorf("%+v", b.Problems)
	}
	b := wantLines(strings.Repeat("example.org/s\t2018-06-01\n", maxExposed+5), maxExposed, 1)
	if b.Problems[0].Line != maxExposed+1 {
		t.Errorf("%+v", b.Problems)
	}
}

func TestReadExposed(t *testing.T) {
	name := filepath.Join(t.TempDir(), "list.tsv")
	if _, err := ReadExposed(name); err == nil {
		t.Error("a missing file is read")
	}
	if _, err := ReadExposed(filepath.Dir(name)); err == nil {
		t.Error("a folder is read")
	}
	if err := os.WriteFile(name, []byte("example.org/s\t2018-06-01\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	b, err := ReadExposed(name)
	// printf 'example.org/s\t2018-06-01\n' | sha256sum
	const digest = "sha256:a5fb185c2bb1ec894d4689776a07dc954d8802e9894674c3b3f167d1deefc61a"
	if err != nil || len(b.Exposed) != 1 || b.Exposed[0].File != "list.tsv" || b.Exposed[0].Digest != digest {
		t.Errorf("%+v, %v", b, err)
	}
}

// TestExposures: by name and by public key, under whatever name.
func TestExposures(t *testing.T) {
	at := func(name, record string) Key { return New(name, record, Origin{File: name}) }
	known := []Key{
		at(exposedName, "p="+rsa1024), at("t._domainkey.example.org", "v=DKIM1; p="+rsa1024),
		at("u._domainkey.example.org", "k=ed25519; p="+ed256), at("w._domainkey.example.org", "p="+rsa512),
		at("old._domainkey.example.org", "p="), NewAlias("a._domainkey.example.net", exposedName, Origin{}),
	}
	line := func(key, since string) Exposed { return Exposed{Key: key, Since: since, File: "l"} }
	for name, test := range map[string]struct {
		list []Exposed
		want string // since of each known key
	}{
		"nothing":         {nil, "- - - always - -"},
		"a name":          {[]Exposed{line(exposedName, "2018-06-01")}, "2018-06-01 2018-06-01 - always - -"},
		"an alias":        {[]Exposed{line("a._domainkey.example.net", "2018-06-01")}, "2018-06-01 2018-06-01 - always - -"},
		"a fingerprint":   {[]Exposed{line(printOf(rsa1024), "2018-06-01")}, "2018-06-01 2018-06-01 - always - -"},
		"the earliest":    {[]Exposed{line(exposedName, "2019-06-01"), line(printOf(rsa1024), "2018-06-01"), line("t._domainkey.example.org", "2020-01-01")}, "2018-06-01 2018-06-01 - always - -"},
		"Ed25519":         {[]Exposed{line("u._domainkey.example.org", "2018-06-01")}, "- - 2018-06-01 always - -"},
		"512 bits listed": {[]Exposed{line("w._domainkey.example.org", "2018-06-01")}, "- - - always - -"},
		"no key":          {[]Exposed{line("old._domainkey.example.org", "2018-06-01"), line("none._domainkey.example.org", "2018-06-01")}, "- - - always - -"},
	} {
		x := NewExposures(test.list, NewSet(known).Lookup)
		var got []string
		for i := range known {
			switch e, ok := x.Of(&known[i]); {
			case !ok:
				got = append(got, "-")
			case e.Since == "":
				got = append(got, "always")
			default:
				got = append(got, e.Since)
			}
		}
		wantEqual(t, name, strings.Join(got, " "), test.want)
	}
}

func TestExposureAfter(t *testing.T) {
	for _, test := range []struct {
		since, day string
		want       bool
	}{
		{"2018-06-01", "2018-05-31", true}, {"2018-06-01", "2018-06-01", false}, {"2018-06-01", "2018-06-02", false},
		{"2018-06-01", "", false}, {"", "1990-01-01", false}, {"", "", false},
	} {
		if got := (Exposure{Since: test.since}).After(test.day); got != test.want {
			t.Errorf("exposed %q, in hand %q: %v", test.since, test.day, got)
		}
	}
}

// TestFingerprint: however a record wraps a key, it is the same one.
func TestFingerprint(t *testing.T) {
	bare := "p=" + base64.StdEncoding.EncodeToString(bareRSA(1024, 65537))
	if got := ParseRecord(bare).Fingerprint; got == "" || got != printOf(rsa1024) {
		t.Errorf("bare %s, wrapped %s", got, printOf(rsa1024))
	}
	seen := map[string]bool{}
	for _, record := range []string{"p=" + rsa1024, "p=" + rsa512, "p=" + base64.StdEncoding.EncodeToString(spki(oidRSA, bareRSA(1024, 3))), "k=ed25519; p=" + ed256} {
		f := ParseRecord(record).Fingerprint
		if !fingerprintForm.MatchString(f) || seen[f] {
			t.Errorf("%.30s: %s", record, f)
		}
		seen[f] = true
	}
	for _, record := range []string{"p=", "p=!", "", "s=tlsrpt; p=" + rsa1024} {
		if f := ParseRecord(record).Fingerprint; f != "" {
			t.Errorf("%q: %s", record, f)
		}
	}
}

// FuzzExposed: what is read of a list is whole, and reads again as it is.
func FuzzExposed(f *testing.F) {
	f.Add("# KEY\tDAY\nexample.org/s\t2018-06-01\tthe provider\n")
	f.Add(printOf(rsa1024) + "\t2018-06-01")
	f.Add("p=" + ed256 + "\t2018-06-01\t\n" + exposedName + "\t0000-01-01")
	f.Fuzz(func(t *testing.T, text string) {
		b := readExposed(strings.NewReader(text), "list.tsv")
		if len(b.Exposed)+len(b.Problems) == 0 {
			t.Error("neither a key nor a problem")
		}
		for _, e := range b.Exposed {
			if name, err := ParseName(e.Key); !fingerprintForm.MatchString(e.Key) && (err != nil || name != e.Key) || !isDay(e.Since) || e.Line < 1 {
				t.Errorf("%+v", e)
			}
			again := readExposed(strings.NewReader(fmt.Sprintf("%s\t%s\t%s", e.Key, e.Since, e.By)), "list.tsv")
			e.Line, e.Digest = 1, again.Exposed[0].Digest
			if len(again.Exposed) != 1 || again.Exposed[0] != e {
				t.Errorf("%+v reads again as %+v", e, again.Exposed)
			}
		}
	})
}
