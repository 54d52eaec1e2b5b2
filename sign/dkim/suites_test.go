package dkim_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"assay/keys"
	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

var update = flag.Bool("update", false, "write what assay says into testdata/suites.tsv; upstream results and reasons stay")

// examined is the moment at which the suites are judged, 2026-01-01: all of
// their x= lie before it.
const examined = 1767225600

// suite is the DKIM test mails of one implementation.
type suite struct {
	folder string
	keys   func(t testing.TB, folder string) []keys.Key // nil: they stand before each message
}

// suites are read whole; DKIM2 is another protocol, and its folder is left out.
var suites = []suite{
	{"dkim-apache-jdkim/Mail-DKIM/corpus", fakeDNS("../FAKE_DNS.dat")},
	{"dkim-apache-jdkim/corpus", fakeDNS("../Mail-DKIM/FAKE_DNS.dat")},
	{"dkim-dkimpy", published},
	{"dkim-lieser-verifier", published},
	{"dkim-mirage-ocaml/test/raw", published},
	{"dkim-perl-mail-dkim/t/corpus", fakeDNS("../FAKE_DNS.dat")},
	{"dkim-postalsys-mailauth/test", published},
	{"dkim-rspamd/messages", rspamdDNS},
	{"dkim-stalwart-mail-auth/resources/arc", nil},
	{"dkim-stalwart-mail-auth/resources/arf", published},
	{"dkim-stalwart-mail-auth/resources/dkim", nil},
	{"dkim-stalwart-mail-auth/resources/dmarc-feedback", published},
	{"dkim-zkemail/packages", published},
	{"mimekit-testdata/dkim", published},
	{"mox-testdata/testdata", published},
}

// TestSuites holds the result of every signature of the public DKIM suites
// against testdata/suites.tsv. Where assay differs from a suite the table gives
// the reason, and only there.
func TestSuites(t *testing.T) {
	if _, err := os.Stat(corpora); err != nil {
		t.Skip("the suites are not here: ", err)
	}
	want := readRows(t)
	var got []row
	for _, s := range suites {
		got = append(got, s.rows(t)...)
	}
	if *update {
		writeRows(t, want, got)
		return
	}
	known := map[string]row{}
	for _, r := range want {
		known[r.key()] = r
		if r.agrees() != (r.Reason == "") {
			t.Errorf("%s: upstream %s, assay %s, reason %q: a reason belongs to a difference, and to nothing else", r.key(), r.Upstream, r.Result, r.Reason)
		}
	}
	for _, g := range got {
		w := known[g.key()]
		delete(known, g.key())
		g.Upstream, g.Reason = w.Upstream, w.Reason
		if diff := gocmp.Diff(w, g); diff != "" {
			t.Errorf("(-table +assay)\n%s", diff)
		}
	}
	for key := range known {
		t.Errorf("%s stands in the table and in no suite", key)
	}
}

// each calls visit for every file of the suite, with the keys for it.
func (s suite) each(t *testing.T, visit func(file string, raw []byte, lookup sign.Lookup)) {
	var lookup sign.Lookup
	if s.keys != nil {
		lookup = s.lookup(t)
	}
	root := os.DirFS(corpora + s.folder)
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		lookup := lookup
		if lookup == nil {
			lookup, raw = besideMessage(raw)
		}
		visit(s.folder+"/"+path, raw, lookup)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// rows examines every message of the suite that is signed.
func (s suite) rows(t *testing.T) (list []row) {
	s.each(t, func(file string, raw []byte, lookup sign.Lookup) {
		m := mail.Parse(raw)
		facts := dkim.NewReader(m).Read()
		if len(facts.Signatures) == 0 && len(m.All("domainkey-signature")) > 0 {
			list = append(list, row{File: file, Number: "0", Result: "none"})
		}
		for i, sig := range sign.JudgeAll(&facts, lookup, examined) {
			list = append(list, row{
				File: file, Number: strconv.Itoa(i + 1),
				Result: string(sig.Result), Body: string(sig.BodyHash), Header: string(sig.Header),
				Expired: map[bool]string{true: "expired"}[sig.Expired],
			})
		}
	})
	return list
}

// lookup finds the keys of a suite's messages, all in one set.
func (s suite) lookup(t testing.TB) sign.Lookup {
	return keys.NewSet(s.keys(t, s.folder)).Lookup
}

// besideMessage takes a file apart that holds key records, one a line, and
// behind a blank line a message.
func besideMessage(raw []byte) (sign.Lookup, []byte) {
	head, message, _ := bytes.Cut(raw, []byte("\n\n"))
	return keys.NewSet(records(string(head))).Lookup, message
}

func published(t testing.TB, _ string) []keys.Key {
	batch, err := keys.Read(corpora + "keys/keys.zone")
	if err != nil {
		t.Fatal("key archive: ", err)
	}
	return batch.Keys
}

func fakeDNS(file string) func(testing.TB, string) []keys.Key {
	return func(t testing.TB, folder string) []keys.Key {
		text, err := os.ReadFile(filepath.Join(corpora, folder, file))
		if err != nil {
			t.Fatal(err)
		}
		return records(string(text))
	}
}

// records reads lines of a name and what the DNS says of it: a record,
// NXDOMAIN, or in tildes an error that leaves the key unknown.
func records(text string) (list []keys.Key) {
	for line := range strings.Lines(text) {
		name, record, _ := strings.Cut(strings.TrimSpace(line), " ")
		name, record = strings.ToLower(name), strings.TrimSpace(record)
		switch {
		case !strings.Contains(name, "._domainkey.") || strings.HasPrefix(record, "~~"):
		case record == "NXDOMAIN":
			list = append(list, keys.NewAbsent(name, keys.Origin{}))
		default:
			list = append(list, keys.New(name, strings.Trim(record, `"`), keys.Origin{}))
		}
	}
	return list
}

var rspamdRecord = regexp.MustCompile(`name = "([^"]*_domainkey[^"]*)"[^}]*?replies = \[\s*"([^"]*)"`)

// rspamdDNS reads the names that rspamd's test configuration answers for.
func rspamdDNS(t testing.TB, folder string) []keys.Key {
	list := published(t, folder)
	for _, file := range []string{"merged-local.conf", "plugins.conf"} {
		text, err := os.ReadFile(filepath.Join(corpora, folder, "../configs", file))
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range rspamdRecord.FindAllStringSubmatch(string(text), -1) {
			list = append(list, keys.New(found[1], found[2], keys.Origin{}))
		}
	}
	return list
}
