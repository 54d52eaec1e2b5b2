package dkim_test

import (
	"fmt"
	"strings"
	"testing"

	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// TestBounds: what lies beyond a bound is told, never passed over.
func TestBounds(t *testing.T) {
	sig := field("\r\n", "")
	long := strings.Repeat("x", dkim.MaxField)
	cases := []struct{ name, raw, problem string }{
		{"at the bounds", sig + "From: " + long + "\r\n\r\n", ""},
		{"signature field", "DKIM-Signature: i=" + long + ";\r\nFrom: a@example.org\r\n\r\n", "the field has"},
		{"signed fields", sig + "From: " + strings.Repeat("x", dkim.MaxSigned) + "\r\n\r\n", "the signed fields have"},
		{"unsigned fields", sig + "From: a@example.org\r\nX: " + strings.Repeat("x", dkim.MaxSigned) + "\r\n\r\n", ""},
		{"header", sig + "From: a@example.org\r\n" + strings.Repeat("X: y\r\n", mail.MaxFields) + "\r\n", "more fields than are read"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if ev := read(t, c.raw); c.problem == "" && ev.Problem != "" || !strings.Contains(ev.Problem, c.problem) {
				t.Errorf("problem %q, want %q", ev.Problem, c.problem)
			}
		})
	}
}

func TestManySignatures(t *testing.T) {
	for n, beyond := range map[int]int{0: 0, dkim.MaxSignatures: 0, dkim.MaxSignatures + 1: 1} {
		raw := strings.Repeat(field("\r\n", ""), n) + "From: a@example.org\r\n\r\n"
		facts := dkim.NewReader(mail.Parse([]byte(raw))).Read()
		if len(facts.Signatures) != n-beyond || facts.Beyond != beyond {
			t.Errorf("of %d signatures %d were read, and %d told as beyond", n, len(facts.Signatures), facts.Beyond)
		}
	}
}

// TestManyNames: neither many names nor many fields of equal length make the
// reading long. Comparing each with each would take minutes.
func TestManyNames(t *testing.T) {
	var names, fields strings.Builder
	for i := range 240 {
		fmt.Fprintf(&names, ":%0240d", i)
	}
	for i := range mail.MaxFields - 60 {
		fmt.Fprintf(&fields, "%0240d:\r\n", i+1_000_000)
	}
	sig := strings.Replace(field("\r\n", ""), "h=from", "h=from"+names.String(), 1)
	raw := strings.Repeat(sig, dkim.MaxSignatures) + "From: a@example.org\r\n" + fields.String() + "\r\n"
	for _, ev := range dkim.NewReader(mail.Parse([]byte(raw))).Read().Signatures {
		if ev.Problem != "" || ev.BodyHash != sign.Matches {
			t.Fatalf("body hash %s, problem %q", ev.BodyHash, ev.Problem)
		}
	}
}
