package dkim_test

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// field is a signature field over the body of these canonical bytes. Its own
// value is no signature: these tests look at the body alone.
func field(canonical, tags string) string {
	sum := sha256.Sum256([]byte(canonical))
	return "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=sel; h=from; b=AAAA;\r\n bh=" +
		base64.StdEncoding.EncodeToString(sum[:]) + "; " + tags + "\r\n"
}

// read gives the evidence of the topmost signature.
func read(t testing.TB, raw string) sign.Evidence {
	t.Helper()
	facts := dkim.NewReader(mail.Parse([]byte(raw))).Read()
	if len(facts.Signatures) == 0 {
		t.Fatalf("no signature in %q", raw)
	}
	return facts.Signatures[0]
}

// TestBody gives the canonical bytes that RFC 6376 §3.4.3 to §3.4.5 ask for;
// a hash of any others would not match.
func TestBody(t *testing.T) {
	all := func(n int64) sign.Coverage { return sign.Coverage{BodyBytes: n, Body: sign.BodyAll} }
	part := func(n int64) sign.Coverage { return sign.Coverage{BodyBytes: n, Body: sign.BodyPart} }
	beyond := func(n int64) sign.Coverage {
		return sign.Coverage{BodyBytes: n, Body: sign.BodyPart, Beyond: true}
	}
	cases := []struct {
		name, body, tags, canonical string
		want                        sign.Coverage
	}{
		{"simple", "a b\r\n", "c=simple/simple", "a b\r\n", all(5)},
		{"simple is the default", " a\t \r\n", "", " a\t \r\n", all(6)},
		{"one word is the header's", " a\t \r\n", "c=relaxed", " a\t \r\n", all(6)},
		{"simple, blank lines at the end", "a\r\n\r\n\r\n", "", "a\r\n", all(3)},
		{"simple, blanks are no blank line", "a\r\n \r\n", "", "a\r\n \r\n", all(6)},
		{"simple, no line end", "a", "", "a\r\n", all(3)},
		{"simple, empty", "", "", "\r\n", all(2)},
		{"simple, blank lines alone", "\r\n\r\n", "", "\r\n", all(2)},

		{"relaxed", " C \r\nD \t E\r\n\r\n\r\n", "c=relaxed/relaxed", " C\r\nD E\r\n", all(9)},
		{"relaxed, tabs", "\ta\t\tb\t\r\n", "c=simple/relaxed", " a b\r\n", all(6)},
		{"relaxed, lines of blanks at the end", "a\r\n \t\r\n", "c=relaxed/relaxed", "a\r\n", all(3)},
		{"relaxed, empty", "", "c=relaxed/relaxed", "", all(0)},
		{"relaxed, lines of blanks alone", " \r\n\t\r\n", "c=relaxed/relaxed", "", all(0)},
		{"relaxed, no line end", "a ", "c=relaxed/relaxed", "a\r\n", all(3)},

		{"a bare CR is data", "a\rb \r\n", "c=relaxed/relaxed", "a\rb\r\n", all(5)},
		{"CR before CRLF is data", "a\r\r\n", "", "a\r\r\n", all(4)},

		{"l= of the whole", "a\r\nb\r\n", "l=6", "a\r\nb\r\n", all(6)},
		{"l= shorter", "a\r\nb\r\n", "l=3", "a\r\n", beyond(3)},
		{"l= inside a line", "ab\r\n", "l=1", "a", beyond(1)},
		{"l= leaves white space out", "a\r\n \r\n", "l=3", "a\r\n", part(3)},
		{"l= of nothing", "a\r\n", "l=0", "", beyond(0)},
		{"l= of nothing of nothing", "", "l=0; c=relaxed/relaxed", "", all(0)},
		{"l= counts canonical bytes", "a  b\r\nc\r\n", "l=5; c=relaxed/relaxed", "a b\r\n", beyond(5)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ev := read(t, field(c.canonical, c.tags)+"From: a@example.org\r\n\r\n"+c.body)
			c.want.Fields, c.want.Not, c.want.Absent = []string{"from"}, []string{}, ev.Covers.Absent
			if diff := gocmp.Diff(c.want, ev.Covers); diff != "" || ev.BodyHash != sign.Matches || ev.Problem != "" {
				t.Errorf("%s, problem %q, covers (-want +got)\n%s", ev.BodyHash, ev.Problem, diff)
			}
		})
	}
}

// TestBodyMismatch starts from bodies whose hash matches, and changes a byte.
func TestBodyMismatch(t *testing.T) {
	cases := []struct{ name, body, tags, canonical string }{
		{"a letter", "b\r\n", "", "a\r\n"},
		{"case", "A\r\n", "c=relaxed/relaxed", "a\r\n"},
		{"a blank in simple", "a \r\n", "", "a\r\n"},
		{"a blank before a word in relaxed", " a\r\n", "c=relaxed/relaxed", "a\r\n"},
		{"a blank line inside", "a\r\n\r\nb\r\n", "c=relaxed/relaxed", "a\r\nb\r\n"},
		{"l= is longer than the body", "a\r\n", "l=4", "a\r\n"},
		{"l= and the first byte", "xb\r\n", "l=1", "a"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if ev := read(t, field(c.canonical, c.tags)+"From: a@example.org\r\n\r\n"+c.body); ev.BodyHash != sign.Mismatches {
				t.Errorf("body hash %s", ev.BodyHash)
			}
		})
	}
}

// TestLineEnds: a file is read as a mail reader reads it; only where it mixes
// line ends, also as SMTP does, and that is told.
func TestLineEnds(t *testing.T) {
	crlf := "From: a@example.org\r\n\r\n"
	cases := []struct {
		name, raw string
		body      sign.Match
		strict    bool
	}{
		{"CRLF", field("a\r\nb\r\n", "") + crlf + "a\r\nb\r\n", sign.Matches, false},
		{"LF", strings.ReplaceAll(field("a\r\nb\r\n", "")+crlf+"a\r\nb\r\n", "\r\n", "\n"), sign.Matches, false},
		{"CR", strings.ReplaceAll(field("a\r\nb\r\n", "")+crlf+"a\r\nb\r\n", "\r\n", "\r"), sign.Matches, false},
		{"mixed, as a reader", field("a\r\nb\r\n", "") + crlf + "a\nb\r\n", sign.Matches, false},
		{"mixed, as SMTP", field("a\nb\r\n", "") + crlf + "a\nb\r\n", sign.Matches, true},
		{"mixed, neither", field("ab\r\n", "") + crlf + "a\nb\r\n", sign.Mismatches, false},
		{"mixed, bare LF at the end is data", field("a\n\r\n", "") + crlf + "a\n", sign.Matches, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if ev := read(t, c.raw); ev.BodyHash != c.body || ev.StrictEnds != c.strict {
				t.Errorf("body hash %s, strict %t", ev.BodyHash, ev.StrictEnds)
			}
		})
	}
}

// TestBodyPieces: however a body is cut into runs, windows and lines, its
// canonical form is the one that reading it line by line gives.
func TestBodyPieces(t *testing.T) {
	line := rapid.OneOf(
		rapid.StringMatching(`[a-z]{1,4}( [a-z]{1,8}){0,12}`),
		rapid.SampledFrom([]string{"", "", " ", "\t", "a\tb", "a  b", "a ", " a", "\r", "a\r", strings.Repeat("x", 9000)}),
	)
	end := rapid.SampledFrom([]string{"\r\n", "\r\n", "\r\n", "\r\n", "\n"})
	rapid.Check(t, func(t *rapid.T) {
		var body strings.Builder
		for range rapid.IntRange(0, 60).Draw(t, "runs") {
			l, e := line.Draw(t, "line"), end.Draw(t, "end")
			body.WriteString(strings.Repeat(l+e, rapid.IntRange(1, 40).Draw(t, "times")))
		}
		canon := rapid.SampledFrom([]dkim.Canon{dkim.Simple, dkim.Relaxed}).Draw(t, "canon")
		limit := rapid.Int64Range(-1, 20_000).Draw(t, "limit")
		var got strings.Builder
		b := dkim.Body{Canon: canon, Ends: dkim.Ends{EOL: '\n'}, Limit: limit}
		if err := b.WriteTo(&got, []byte(body.String())); err != nil {
			t.Fatal(err)
		}
		want := plainBody(canon, body.String())
		if b.Total != int64(len(want)) {
			t.Fatalf("%d bytes in all, want %d", b.Total, len(want))
		}
		if limit >= 0 {
			want = want[:min(limit, int64(len(want)))]
		}
		if got.String() != want || b.Written != int64(len(want)) {
			t.Fatal(gocmp.Diff(want, got.String()))
		}
	})
}

var blanks = regexp.MustCompile(`[ \t]+`)

// plainBody is the canonical body by the words of RFC 6376 §3.4.3 and §3.4.4.
func plainBody(canon dkim.Canon, body string) string {
	var out []string
	for l := range strings.Lines(body) {
		l = strings.TrimSuffix(strings.TrimSuffix(l, "\n"), "\r")
		if canon == dkim.Relaxed {
			l = strings.TrimRight(blanks.ReplaceAllString(l, " "), " ")
		}
		out = append(out, l)
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	if len(out) == 0 && canon == dkim.Simple {
		return "\r\n"
	}
	var b strings.Builder
	for _, l := range out {
		b.WriteString(l + "\r\n")
	}
	return b.String()
}
