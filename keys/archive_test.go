package keys

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func mustRead(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const archiveHead = `{
 "a._domainkey.example.org": [
  {"k":"rsa", "p":"KEY", "bits":1024, "origin":"recovered-gcd", "evidence":"a list", "seen":"2019-04-29..2021-08-26"}
 ],
`

func readArchive(text string) Batch {
	return readText("a.json", strings.ReplaceAll(text, "KEY", rsa1024))
}

func TestArchive(t *testing.T) {
	b := readArchive(archiveHead + ` "B._domainkey.example.org.": [{"p":"KEY"}, {"p":""}]}`)
	wantProblems(t, b)
	wantEqual(t, "keys", briefs(b.Keys), []brief{
		{"a._domainkey.example.org", Usable, 1024, 2},
		{"b._domainkey.example.org", Usable, 1024, 5},
		{"b._domainkey.example.org", Revoked, 0, 5},
	})
	want := Origin{Source: FromJSON, File: "root/a.json", Line: 2, How: "recovered-gcd", Recovered: true,
		SeenFrom: "2019-04-29", SeenTo: "2021-08-26", Evidence: "a list"}
	if d := cmp.Diff(want, b.Keys[0].Origin, cmpopts.IgnoreFields(Origin{}, "Digest")); d != "" {
		t.Error(d)
	}
}

func TestArchiveBroken(t *testing.T) {
	for name, c := range map[string]struct {
		entry, problem string
		keys           int
	}{
		"no list":         {`"x._domainkey.example.org": {"p":"KEY"}`, `:5: entry "x._domainkey.example.org" is not read`, 2},
		"no object":       {`"x._domainkey.example.org": [7]`, `:5: a key of "x._domainkey.example.org" is not read`, 2},
		"p is a number":   {`"x._domainkey.example.org": [{"p":7}]`, `is not read: p is a number: "{`, 2},
		"p is missing":    {`"x._domainkey.example.org": [{"k":"rsa"}]`, `:5: x._domainkey.example.org: p= is missing`, 3},
		"p is null":       {`"x._domainkey.example.org": [{"p":null}]`, `p= is missing`, 3},
		"bad base64":      {`"x._domainkey.example.org": [{"p":"*"}]`, `is not base64`, 3},
		"bad name":        {`"x.._domainkey": [{"p":"KEY"}]`, `:5: entry "x.._domainkey" is not read`, 2},
		"other bits":      {`"x._domainkey.example.org": [{"p":"KEY","bits":2048}]`, `says 2048 bits, the key has 1024`, 3},
		"bad window":      {`"x._domainkey.example.org": [{"p":"","seen":"2019..2020"}]`, `seen is not DAY..DAY: "2019..2020"`, 3},
		"bad origin":      {`"x._domainkey.example.org": [{"p":"","origin":"\u001b[1m"}]`, `origin is not a word: "\x1b[1m"`, 3},
		"an own record":   {`"x._domainkey.example.org": [{"p":"KEY; t=y"}]`, `holds a semicolon`, 2},
		"escaped strings": {`"x._domainkey.example.org": [{"p":"\ud800"}]`, `is not base64`, 3},
	} {
		t.Run(name, func(t *testing.T) {
			b := readArchive(archiveHead + c.entry + ",\n\"z._domainkey.example.org\": [{\"p\":\"KEY\"}]}")
			wantProblems(t, b, c.problem)
			wantEqual(t, "number of keys", len(b.Keys), c.keys)
		})
	}
}

// Where the JSON itself ends, what came before is kept.
func TestArchiveCut(t *testing.T) {
	for name, c := range map[string]struct{ rest, problem string }{
		"in an entry":   {`"b": [{"p`, ":5: the rest of the archive is not read: unexpected EOF"},
		"before a name": {``, "is not read: unexpected EOF"},
		"no JSON":       {`"b": [} `, "invalid character"},
		"behind it":     {`"_domainkey.b": []} {`, "{ stands behind"},
		"a huge entry":  {`"b": "` + strings.Repeat("x", 3*maxAhead), "an entry has over 2097152 bytes"},
		"deep nesting":  {`"b": ` + strings.Repeat("[", 100_000), "exceeded max depth"},
	} {
		t.Run(name, func(t *testing.T) {
			b := readArchive(archiveHead + c.rest)
			wantProblems(t, b, c.problem)
			wantEqual(t, "number of keys", len(b.Keys), 1)
		})
	}
}

// keys.zone and keys.json hold the same keys.
func TestArchiveEqualsZone(t *testing.T) {
	zone, err := Read(sharedFile(t, "keys/keys.zone"))
	if err != nil {
		t.Fatal(err)
	}
	archive, err := Read(sharedFile(t, "keys/keys.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(zone.Keys) < 100 {
		t.Errorf("only %d keys", len(zone.Keys))
	}
	apart := cmpopts.IgnoreFields(Origin{}, "Source", "File", "Line", "Digest", "Evidence")
	if d := cmp.Diff(zone.Keys, archive.Keys, apart, sameRSA); d != "" {
		t.Error(d)
	}
}

func FuzzArchive(f *testing.F) {
	f.Add(archiveHead + `"b._domainkey.example.org": [{"p":""}, 7]}`)
	f.Fuzz(func(t *testing.T, text string) {
		b := readText("a.json", text)
		for _, k := range b.Keys {
			again(t, k)
		}
	})
}
