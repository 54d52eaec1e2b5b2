package dkim_test

import (
	"strings"
	"testing"

	msgauth "github.com/emersion/go-msgauth/dkim"
	gocmp "github.com/google/go-cmp/cmp"

	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// plain is a message whose every field is shown to a reader.
const plain = "From: A <a@example.org>\r\nTo: b@example.net\r\nSubject: s\r\nDate: Tue, 14 Mar 2017 09:12:33 +0100\r\n\r\nbody\r\n"

// TestCoverage signs a message and then adds fields above it: a signature
// picks from below, and what it does not pick is told.
func TestCoverage(t *testing.T) {
	all := []string{"From", "To", "Subject", "Date"}
	cases := []struct {
		name   string
		names  []string
		added  string
		fields []string
		not    []string
		header sign.Match
	}{
		{"all", all, "", []string{"from", "to", "subject", "date"}, []string{}, sign.Matches},
		{"From alone", []string{"From"}, "", []string{"from"}, []string{"to", "subject", "date"}, sign.Matches},
		{"case of names", []string{"fROM", "TO"}, "", []string{"from", "to"}, []string{"subject", "date"}, sign.Matches},
		{"a name that stands for nothing", append(all, "Cc"), "", []string{"from", "to", "subject", "date"}, []string{}, sign.Matches},
		{"a second From above", all, "From: c@example.com\r\n", []string{"to", "subject", "date"}, []string{"from"}, sign.Matches},
		{"a second Subject above", all, "Subject: other\r\n", []string{"from", "to", "date"}, []string{"subject"}, sign.Matches},
		{"a field nobody signed", all, "Reply-To: c@example.com\r\n", []string{"from", "to", "subject", "date"}, []string{"reply-to"}, sign.Matches},
		{"Content-Type", all, "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n", []string{"from", "to", "subject", "date"}, []string{"content-type", "content-transfer-encoding"}, sign.Matches},
		{"a field no reader sees", all, "X-Trace: 1\r\n", []string{"from", "to", "subject", "date"}, []string{}, sign.Matches},
		{"From signed twice", append(all, "From"), "", []string{"from", "to", "subject", "date"}, []string{}, sign.Matches},
		{"From signed twice and added", append(all, "From"), "From: c@example.com\r\n", []string{"from", "to", "subject", "date"}, []string{}, sign.Mismatches},
		{"Cc signed in advance and added", append(all, "Cc"), "Cc: c@example.com\r\n", []string{"from", "to", "subject", "date", "cc"}, []string{}, sign.Mismatches},
		{"a blank before the colon", all, "Subject : other\r\n", []string{"from", "to", "date"}, []string{"subject"}, sign.Matches},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			raw := c.added + signed(t, plain, ed25519Key, msgauth.CanonicalizationRelaxed, msgauth.CanonicalizationSimple, c.names)
			s := verify(raw, only(record(t, ed25519Key)))
			if s.Header != c.header || s.BodyHash != sign.Matches {
				t.Errorf("header %s, body %s", s.Header, s.BodyHash)
			}
			want := sign.Coverage{Fields: c.fields, Not: c.not, BodyBytes: 6, Body: sign.BodyAll,
				Absent: s.Covers.Absent} // which TestAbsent looks at
			if diff := gocmp.Diff(want, s.Covers); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestProblem starts from a signature in which nothing is wrong and changes
// one tag.
func TestProblem(t *testing.T) {
	tags := map[string]string{
		"v": "1", "a": "rsa-sha256", "d": "example.org", "s": "sel", "h": "from", "b": "AAAA",
		"bh": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
	}
	cases := []struct{ tag, value, problem string }{
		{"v", "1", ""},
		{"v", "2", "v=2"}, {"v", "-", "v="}, {"v", "1.0", "v=1.0"},
		{"a", "RSA-SHA256", ""}, {"a", "rsa-sha1", ""}, {"a", "ed25519-sha256", ""},
		{"a", "-", "algorithm"}, {"a", "rsa-md5", "algorithm"}, {"a", "sha256", "algorithm"},
		{"b", "-", "b="}, {"b", "", "b="}, {"b", "A A\r\n\tA A", ""}, {"b", "AAA", "b="}, {"b", "AA!A", "b="},
		{"bh", "-", "bh="}, {"bh", "", "bh="}, {"bh", "?", "bh="},
		{"c", "relaxed", ""}, {"c", "Simple/Relaxed", ""}, {"c", "relaxed/nofws", "c="}, {"c", "nofws", "c="}, {"c", "simple/", "c="},
		{"d", "-", "d="}, {"d", "", "d="}, {"d", "a b", "d="}, {"d", "example..org", "d="}, {"d", "EXAMPLE.org.", ""},
		{"s", "-", "s="}, {"s", "a/b", "s="}, {"s", "a.b", ""},
		{"h", "-", "h="}, {"h", "to:subject", "From"}, {"h", "to : FROM ", ""}, {"h", "::from:", ""},
		{"h", "from" + strings.Repeat(":x", 250), "250"},
		{"i", "@example.org", ""}, {"i", "a@sub.example.org", ""}, {"i", "a@EXAMPLE.ORG", ""},
		{"i", "a=40b@example.org", ""}, {"i", "a=40example.org", ""}, {"i", "a@example=2Eorg", ""},
		{"i", "example.org", "i="}, {"i", "a@notexample.org", "i="}, {"i", "a@org", "i="},
		{"q", "dns/txt", ""}, {"q", "http:dns/txt", ""}, {"q", "dns", ""}, {"q", "http", "q="},
		{"l", "0", ""}, {"l", "-1", "l="}, {"l", "x", "l="}, {"l", "99999999999999999999", "l="},
		{"t", "1489479153", ""}, {"t", "soon", "t="}, {"x", "1489479153", ""}, {"x", "-5", "x="},
		{"z", "From:a|To:b", ""}, {"unknown", "x", ""}, {"1", "x", "no tag"},
	}
	for _, c := range cases {
		t.Run(c.tag+"="+c.value[:min(len(c.value), 20)], func(t *testing.T) {
			ev := read(t, "DKIM-Signature: "+tagList(tags, c.tag, c.value)+"\r\nFrom: a@example.org\r\n\r\n")
			if c.problem == "" && ev.Problem != "" || !strings.Contains(ev.Problem, c.problem) {
				t.Errorf("problem %q, want %q", ev.Problem, c.problem)
			}
		})
	}
}

// tagList writes tags with one changed, added, or, with the value "-", left
// out.
func tagList(tags map[string]string, changed, value string) string {
	var list []string
	for _, name := range []string{"v", "a", "d", "s", "h", "b", "bh"} {
		if name != changed {
			list = append(list, name+"="+tags[name])
		}
	}
	if value != "-" {
		list = append(list, changed+"="+value)
	}
	return strings.Join(list, "; ")
}

func TestIdentity(t *testing.T) {
	for written, want := range map[string]string{"jo=2Ee@example.org": "jo.e@example.org", "a=3d@example.org": "a=3d@example.org"} {
		if ev := read(t, field("\r\n", "i="+written)+"From: a@example.org\r\n\r\n"); ev.Identity != want {
			t.Errorf("i=%s is read as %q", written, ev.Identity)
		}
	}
}

// TestRFC8463 verifies the example of RFC 8463 appendix A.
func TestRFC8463(t *testing.T) {
	const raw = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n" +
		" d=football.example.com; i=@football.example.com;\r\n" +
		" q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n" +
		" subject : date : message-id : from : subject : date;\r\n" +
		" bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n" +
		" b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n" +
		" Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n" +
		"From: Joe SixPack <joe@football.example.com>\r\n" +
		"To: Suzie Q <suzie@shopping.example.net>\r\n" +
		"Subject: Is dinner ready?\r\n" +
		"Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n" +
		"Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n" +
		"\r\nHi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n"
	lookup := lookupOf("brisbane._domainkey.football.example.com", "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
	if s := verify(raw, lookup); s.Result != sign.Pass || s.Key.Bits != 256 {
		t.Errorf("%s %s, body %s, header %s", s.Result, s.Reason, s.BodyHash, s.Header)
	}
	for at := range raw {
		if raw[at] < '!' || strings.Contains(":;=\r\n", raw[at:at+1]) {
			continue
		}
		changed := raw[:at] + string(rune(raw[at]^1)) + raw[at+1:]
		facts := dkim.NewReader(mail.Parse([]byte(changed))).Read()
		for _, s := range sign.JudgeAll(&facts, lookup, examined) {
			if s.Result == sign.Pass && !strings.EqualFold(changed, raw) {
				t.Errorf("byte %d can be %q for %q", at, raw[at]^1, raw[at])
			}
		}
	}
}

// TestAddedField: where the suites refuse a field that was put above the
// signed one, assay's signature holds and says that the field is not covered.
func TestAddedField(t *testing.T) {
	for _, name := range []string{"from", "to", "subject", "date"} {
		raw := suiteFile(t, "dkim-lieser-verifier/dkim/added_header-"+name+".eml")
		s := verify(raw, suite{keys: published}.lookup(t))
		if s.Result != sign.Pass || len(s.Covers.Not) != 1 || s.Covers.Not[0] != name {
			t.Errorf("%s: %s, not covered: %q", name, s.Result, s.Covers.Not)
		}
	}
}
