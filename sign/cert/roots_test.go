package cert_test

import (
	"encoding/pem"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	casn1 "golang.org/x/crypto/cryptobyte/asn1"

	"assay/sign/cert"
)

// TestParseRoots takes PEM and DER, one or several, and refuses the rest whole.
func TestParseRoots(t *testing.T) {
	a, b := issue(t, "a", nil, nil), issue(t, "b", nil, nil)
	text := func(der []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	}
	for _, c := range []struct {
		in   string
		want string // names, or a part of the error
	}{
		{text(a.der), "a (Example)"},
		{"notes before\n" + text(a.der) + "between\n" + text(b.der), "a (Example), b (Example)"},
		{string(a.der), "a (Example)"},
		{string(a.der) + string(b.der), "a (Example), b (Example)"},
		{"", "no certificate"},
		{"hello", "certificate 1"},
		{text(a.der) + text([]byte("no")), "certificate 2"},
		{string(a.der) + "x", "certificate 2"},
		{"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "no certificate"},
	} {
		roots, err := cert.ParseRoots([]byte(c.in))
		got := strings.Join(roots.Names(), ", ")
		if err != nil {
			got = err.Error()
		}
		if got != c.want && (err == nil || !strings.Contains(got, c.want)) || (err == nil) != (roots.Len() > 0) {
			t.Errorf("%.30q: %q, want %q", c.in, got, c.want)
		}
	}
}

// TestSystemRoots reads the list of a system, where there is one.
func TestSystemRoots(t *testing.T) {
	text, err := os.ReadFile("/etc/ssl/certs/ca-certificates.crt")
	if err != nil {
		t.Skip("no list of roots on this system")
	}
	roots, err := cert.ParseRoots(text)
	if err != nil || roots.Len() < 50 || slices.Contains(roots.Names(), "") {
		t.Errorf("%d roots, %v", roots.Len(), err)
	}
}

// TestParseTime reads the forms that certificates have.
func TestParseTime(t *testing.T) {
	for _, c := range []struct {
		tag  casn1.Tag
		text string
		want string
	}{
		{casn1.UTCTime, "240501120000Z", "2024-05-01T12:00:00Z"},
		{casn1.UTCTime, "2405011200Z", "2024-05-01T12:00:00Z"},
		{casn1.UTCTime, "240501120000+0200", "2024-05-01T10:00:00Z"},
		{casn1.UTCTime, "500501120000Z", "1950-05-01T12:00:00Z"},
		{casn1.UTCTime, "490501120000Z", "2049-05-01T12:00:00Z"},
		{casn1.UTCTime, "680501120000Z", "1968-05-01T12:00:00Z"},
		{casn1.GeneralizedTime, "20240501120000Z", "2024-05-01T12:00:00Z"},
		{casn1.GeneralizedTime, "20240501120000.123Z", "2024-05-01T12:00:00Z"},
		{casn1.GeneralizedTime, "21500501120000Z", "2150-05-01T12:00:00Z"},
		{casn1.GeneralizedTime, "yesterday", ""},
		{casn1.INTEGER, "240501120000Z", ""},
	} {
		got := ""
		if at := cert.ParseTime(c.tag, []byte(c.text)); !at.IsZero() {
			got = at.Truncate(time.Second).Format(time.RFC3339)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestSameName: the string type, case and runs of blanks do not matter, the rest does.
func TestSameName(t *testing.T) {
	name := func(tag byte, text string) []byte {
		return append([]byte{0x30, byte(len(text) + 11), 0x31, byte(len(text) + 9), 0x30, byte(len(text) + 7), 6, 3, 0x55, 4, 3, tag, byte(len(text))}, text...)
	}
	base := name(0x0c, "Root  One")
	for _, c := range []struct {
		other []byte
		want  bool
	}{
		{base, true}, {name(0x13, "root one"), true}, {name(0x0c, "Root Two"), false}, {name(0x0c, ""), false}, {nil, false},
		{name(0x1e, "\x00R\x00o\x00o\x00t\x00 \x00O\x00n\x00e"), true},
	} {
		if got := cert.SameName(base, c.other); got != c.want {
			t.Errorf("%x: %v", c.other, got)
		}
	}
}
