package mail

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzParse: no bytes stop the parser, and what checkOffsets says holds of
// whatever it reads.
func FuzzParse(f *testing.F) {
	f.Add([]byte(twoParts))
	f.Add([]byte(strings.ReplaceAll(twoParts, "\r\n", "\n")))
	f.Add([]byte(strings.ReplaceAll(twoParts, "\r\n", "\r")))
	f.Add([]byte("Content-Type: multipart/digest; boundary=\"a b\"\r\n\r\n--a b\r\n\r\nFrom: x\r\n\r\n--a b--\r\nend"))
	f.Add([]byte("From a 1:2\n>From b 1:2\nno field\n\tfold\nA : b\n\nbegin 644 x\n#0V%T\n`\nend\n"))
	f.Add([]byte("Content-Transfer-Encoding: quoted-printable\nContent-Type: text/html; charset=utf-7\n\n<p>=41=\n +ACY-"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := Parse(raw)
		checkOffsets(t, m)
		readAll(m)
		if text := m.Text(); len(text) > MaxText+1 || !utf8.ValidString(text) {
			t.Fatalf("%d bytes of text, UTF-8 %t", len(text), utf8.ValidString(text))
		}
		m.Misfits()
		if !reflect.DeepEqual(Parse(raw), Parse(raw)) {
			t.Fatal("two readings differ")
		}
	})
}

// FuzzDecodeWords: the text is UTF-8, and text without a word stays.
func FuzzDecodeWords(f *testing.F) {
	for _, s := range []string{"=?utf-8?q?a=20b?= =?UTF-8?B?w6Q=?=", "=?a?b?c", "=?=?=?=", "\xe4", "=?utf-7*en?q?+AOQ-?="} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := DecodeWords(s)
		if !utf8.ValidString(got) {
			t.Fatalf("%q is decoded to %q", s, got)
		}
		if utf8.ValidString(s) && !strings.Contains(s, "=?") && got != s {
			t.Fatalf("%q has no word and became %q", s, got)
		}
	})
}

// FuzzAddresses: where the list is sure, each address can be read in one way.
func FuzzAddresses(f *testing.F) {
	for _, s := range []string{"a@b", "A <a@b>, \"c, d\" <e@f>;", "g: a@b, c@d;", "(x) <@r:a@b>", "\"a b\"@c", "<", "a@b <c@d>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list, sure := Addresses(s)
		if len(list) > maxAddresses {
			t.Fatalf("%d addresses", len(list))
		}
		for _, a := range list {
			if !utf8.ValidString(a.Name) {
				t.Fatalf("name %q", a.Name)
			}
			if sure && (!plainAddr(a.Addr) || a.Domain() == "" || strings.ContainsAny(a.Domain(), " <>@,")) {
				t.Fatalf("%q gives %+v for sure", s, a)
			}
		}
	})
}

// FuzzParams: names are lower case, stand once, and are bounded in number.
func FuzzParams(f *testing.F) {
	for _, s := range []string{"text/plain; charset=x", "a; b*0=c; b*1*=%41; b=\"d\\\"", "a (c(d)) ; x = y ; x=z", ";;=;", "a;b*1=2;b*0*=utf-8''%E4"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		value, params, _ := parseParams(s)
		if len(value) > len(s) || len(params) > maxParams {
			t.Fatalf("value of %d bytes, %d parameters from %d bytes", len(value), len(params), len(s))
		}
		seen := map[string]bool{}
		for _, p := range params {
			if seen[p.Name] || p.Name != strings.ToLower(p.Name) {
				t.Fatalf("%q: %q stands twice or is not lower case", s, p.Name)
			}
			seen[p.Name] = true
		}
	})
}
