package arc_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"assay/keys"
	"assay/mail"
	"assay/sign/arc"
	"assay/sign/dkim"
)

const corpora = "../../../shared/corpora/"

// TestChains holds the verdict on the chains of other suites' messages against
// testdata/chains.tsv.
func TestChains(t *testing.T) {
	archive, err := keys.Read(corpora + "keys/keys.zone")
	if err != nil {
		t.Skip("the key archive is not here: ", err)
	}
	for _, row := range rows(t) {
		file, upstream, want, reason := row[0], row[1], row[2], row[3]
		t.Run(file, func(t *testing.T) {
			raw, err := os.ReadFile(corpora + file)
			if err != nil {
				t.Skip("the message is not here: ", err)
			}
			known, message := archive.Keys, raw
			if strings.HasSuffix(file, ".txt") {
				known, message = besideMessage(raw)
			}
			if got, why := verdict(string(message), keys.NewSet(known).Lookup); got != want {
				t.Errorf("chain %s, want %s: %s", got, want, why)
			}
			if differs := upstream != "-" && upstream != want; differs != (reason != "") {
				t.Errorf("upstream %s, assay %s, reason %q", upstream, want, reason)
			}
		})
	}
}

func rows(t *testing.T) [][]string {
	f, err := os.Open("testdata/chains.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.FieldsPerRecord = '\t', 4
	list, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return list[1:]
}

// besideMessage takes a file apart that holds key records, one a line, and
// behind a blank line a message.
func besideMessage(raw []byte) (known []keys.Key, message []byte) {
	head, message, _ := bytes.Cut(raw, []byte("\n\n"))
	for line := range strings.Lines(string(head)) {
		name, record, _ := strings.Cut(strings.TrimSpace(line), " ")
		known = append(known, keys.New(name, record, keys.Origin{}))
	}
	return known, message
}

// TestStructure starts from two sets in which only the values are wrong, and
// changes one thing; the first problem of the chain's structure is told.
func TestStructure(t *testing.T) {
	cases := []struct{ name, old, new, problem string }{
		{"nothing", "", "", ""},
		{"a gap", "i=2", "i=3", "not 1 to 2"},
		{"no set 1", "i=1", "i=3", "not 1 to 2"},
		{"a doubled seal", "ARC-Seal: i=2", "ARC-Seal: i=2\r\nARC-Seal: i=2", "ARC-Seal stands twice with i=2"},
		{"no results", "ARC-Authentication-Results: i=2", "X: i=2", "the set i=2 has no arc-authentication-results"},
		{"no message signature", "ARC-Message-Signature: i=1", "X: i=1", "the set i=1 has no arc-message-signature"},
		{"no seal", "ARC-Seal: i=1", "X: i=1", "the set i=1 has no arc-seal"},
		{"instance 0", "ARC-Seal: i=1", "ARC-Seal: i=0", "no instance"},
		{"instance 51", "ARC-Seal: i=1", "ARC-Seal: i=51", "no instance"},
		{"results without an instance", "ARC-Authentication-Results: i=2;", "ARC-Authentication-Results:", "no instance"},
		{"first seal says pass", "cv=none", "cv=pass", "the seal i=1 says cv=pass"},
		{"second seal says none", "cv=pass", "cv=none", "the seal i=2 says cv=none"},
		{"second seal says fail", "cv=pass", "cv=fail", "the seal i=2 says cv=fail"},
		{"results too long", "mx.example.org;", strings.Repeat("x", dkim.MaxField), "bytes; more than"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			raw := strings.ReplaceAll(chain(2), c.old, c.new)
			if c.old == "" {
				raw = chain(2)
			}
			list := arc.Read(dkim.NewReader(mail.Parse([]byte(raw + "From: a@example.org\r\n\r\n"))))
			for _, ev := range list {
				if got := ev.ARCSet.ChainProblem; c.problem == "" && got != "" || !strings.Contains(got, c.problem) {
					t.Errorf("set %d: problem %q, want %q", ev.ARCSet.Instance, got, c.problem)
				}
			}
			if len(list) == 0 {
				t.Error("no set was read")
			}
		})
	}
}

// TestSeal starts from a seal in which only the value is wrong.
func TestSeal(t *testing.T) {
	cases := []struct{ name, old, new, problem string }{
		{"nothing", "", "", ""},
		{"h=", "cv=none", "cv=none; h=from", "a seal has no h="},
		{"SHA-1", "i=1; a=rsa-sha256; cv", "i=1; a=rsa-sha1; cv", "rsa-sha1"},
		{"no cv=", "cv=none; ", "", "cv="},
		{"cv= of its own", "cv=none", "cv=maybe", "cv=maybe"},
		{"no d=", "cv=none; d=example.org", "cv=none", "d="},
		{"no value", "sel; b=AAAA\r\nARC-M", "sel\r\nARC-M", "b="},
		{"too long", "cv=none", "cv=none; x=" + strings.Repeat("1", dkim.MaxField), "more than"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			raw := chain(1)
			if c.old != "" {
				raw = strings.Replace(raw, c.old, c.new, 1)
			}
			list := arc.Read(dkim.NewReader(mail.Parse([]byte(raw + "From: a@example.org\r\n\r\n"))))
			if got := list[0].ARCSet.Problem; c.problem == "" && got != "" || !strings.Contains(got, c.problem) {
				t.Errorf("problem %q, want %q", got, c.problem)
			}
		})
	}
}
