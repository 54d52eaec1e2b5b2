package mail

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDecodeWords(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"nothing encoded", "plain text", "plain text"},
		{"Q", "=?utf-8?Q?caf=C3=A9_bar?=", "café bar"},
		{"B", "=?UTF-8?b?Y2Fmw6k=?=", "café"},
		{"another charset", "=?iso-8859-2?q?=B1?=", "ą"},
		{"text around", "Re: =?utf-8?q?=C3=A9?= end", "Re: é end"},
		{"white space between words is not shown", "=?utf-8?q?a?= \t =?utf-8?q?b?=", "ab"},
		{"text between words is", "=?utf-8?q?a?= x =?utf-8?q?b?=", "a x b"},
		{"a character cut between words", "=?utf-8?q?=C3?= =?utf-8?q?=A9?=", "é"},
		{"two charsets", "=?utf-8?q?=C3=A9?= =?iso-8859-1?q?=E9?=", "éé"},
		{"language", "=?utf-8*fr?q?=C3=A9?=", "é"},
		{"blanks inside", "=?utf-8?q?a b?=", "a b"},
		{"no padding", "=?utf-8?b?Y2Fmw6k?=", "café"},
		{"inside quotes", `"=?utf-8?q?a?="`, `"a"`},
		{"no end", "=?utf-8?q?a", "=?utf-8?q?a"},
		{"no encoding", "=?utf-8??a?=", "=?utf-8??a?="},
		{"unknown encoding", "=?utf-8?x?a?=", "=?utf-8?x?a?="},
		{"no charset", "=??q?a?=", "=??q?a?="},
		{"unknown charset", "=?x-none?q?a=C3=A9?=", "aé"},
		{"a broken one before a good one", "=?=?utf-8?q?a?=", "=?a"},
		{"UTF-7", "=?utf-7?q?+AOk-?=", "é"},
		{"raw Windows-1252", "caf\xe9", "café"},
		{"raw UTF-8", "café", "café"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := DecodeWords(c.in); got != c.want {
				t.Errorf("%q is read as %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestDecodeCharset(t *testing.T) {
	cases := []struct {
		name, charset, in, want string
		known                   bool
	}{
		{"none", "", "a", "a", true},
		{"UTF-8", "UTF-8", "é", "é", true},
		{"quoted", ` "utf-8" `, "é", "é", true},
		{"US-ASCII that is none", "us-ascii", "\xe9", "é", false},
		{"UTF-8 that is none", "utf-8", "\xe9", "é", false},
		{"Latin 1 is read as Windows-1252", "iso-8859-1", "\xe9\x80", "é€", true},
		{"Shift JIS", "shift_jis", "\x82\xa0", "あ", true},
		{"KOI8-R", "koi8-r", "\xc1", "а", true},
		{"known to IANA alone", "ibm850", "\x82", "é", true},
		{"unknown", "x-none", "a\xe9", "aé", false},
		{"UTF-7", "utf-7", "a+AOk-b+-c+2D3eAA", "aéb+c😀", true},
		{"UTF-7 with 8 bits", "utf-7", "\xe9", "\ufffd", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, known := DecodeCharset([]byte(c.in), c.charset); got != c.want || known != c.known {
				t.Errorf("%q, known %t; want %q, %t", got, known, c.want, c.known)
			}
		})
	}
}

func TestAddresses(t *testing.T) {
	one := func(name, addr string) []Address { return []Address{{name, addr}} }
	cases := []struct {
		in   string
		want []Address
		sure bool
	}{
		{"a@example.org", one("", "a@example.org"), true},
		{"<a@example.org>", one("", "a@example.org"), true},
		{"A B <a@example.org>", one("A B", "a@example.org"), true},
		{`"B, A" <a@example.org>`, one("B, A", "a@example.org"), true},
		{`"B \"x\" A" <a@example.org>`, one(`B "x" A`, "a@example.org"), true},
		{"=?utf-8?q?=C3=A9?= <a@example.org>", one("é", "a@example.org"), true},
		{"a@example.org (A B)", one("A B", "a@example.org"), true},
		{"a@example.org (A (B))", one("A (B)", "a@example.org"), true},
		{`"a b"@example.org`, one("", `"a b"@example.org`), true},
		{`A <"a b"@example.org>`, one("A", `"a b"@example.org`), true},
		{"A <@relay.example,@b:a@example.org>", one("A", "a@example.org"), true},
		{"a@b.org, C <c@d.org>", []Address{{"", "a@b.org"}, {"C", "c@d.org"}}, true},
		{"team: a@b.org, c@d.org;", []Address{{"", "a@b.org"}, {"", "c@d.org"}}, true},
		{"nobody:;", nil, true},
		{"", nil, true},
		{",,a@b.org,", one("", "a@b.org"), true},

		{"a@b.org <c@d.org>", one("a@b.org", "c@d.org"), false},
		{"A <a@b.org> <c@d.org>", one("A", "c@d.org"), false},
		{"A <a@b.org> c@d.org", one("A  c@d.org", "a@b.org"), false},
		{"A <a@b.org", one("A", "a@b.org"), false},
		{`"A <a@b.org>`, one("", "A <a@b.org>"), false},
		{"A (x <a@b.org>", one("x <a@b.org>", "A"), false},
		{"A", one("", "A"), false},
		{"a@b@c.org", one("", "a@b@c.org"), false},
		{"a@.b.org", one("", "a@.b.org"), false},
		{"a@b..org", one("", "a@b..org"), false},
		{"<a@.>", one("", "a@."), false},
		{"A <a b@c.org>", one("A", "a b@c.org"), false},
		{"A <a@b.org\x00>", one("A", "a@b.org\x00"), false},
		{"A\x00 <a@b.org>", one("A\x00", "a@b.org"), false},
	}
	for _, c := range cases {
		t.Run(c.in, func(t *testing.T) {
			got, sure := Addresses(c.in)
			if diff := cmp.Diff(c.want, got); diff != "" || sure != c.sure {
				t.Errorf("sure %t, want %t (-want +got)\n%s", sure, c.sure, diff)
			}
		})
	}
	if list, sure := Addresses(strings.Repeat("a@b,", maxAddresses+1)); len(list) != maxAddresses || sure {
		t.Errorf("%d addresses, sure %t", len(list), sure)
	}
}

func TestDomain(t *testing.T) {
	for addr, want := range map[string]string{"a@Example.ORG.": "example.org", `"a@b"@c.org`: "c.org", "a": "", "": ""} {
		if got := (Address{Addr: addr}).Domain(); got != want {
			t.Errorf("%q: %q, want %q", addr, got, want)
		}
	}
}

func TestParams(t *testing.T) {
	cases := []struct {
		name, in, value string
		params          paramList
		bad             bool
	}{
		{"none", "text/plain", "text/plain", nil, false},
		{"one", "text/plain; charset=utf-8", "text/plain", paramList{{"charset", "utf-8"}}, false},
		{"a semicolon at the end", "text/plain;", "text/plain", nil, false},
		{"quoted", `a/b; x="y \"z\"; w"`, "a/b", paramList{{"x", `y "z"; w`}}, false},
		{"case of names", "a/b; CharSet=X", "a/b", paramList{{"charset", "X"}}, false},
		{"comments", "a/b (c (d)) ; (e) x (f) = y (g)", "a/b", paramList{{"x", "y"}}, false},
		{"blanks in a bare value", "a/b; x=y z; w=v", "a/b", paramList{{"x", "y z"}, {"w", "v"}}, false},
		{"equals signs in a bare value", "a/b; boundary==_x=_", "a/b", paramList{{"boundary", "=_x=_"}}, false},
		{"RFC 2231 charset", "a/b; x*=iso-8859-1'de'%E4%20b", "a/b", paramList{{"x", "ä b"}}, false},
		{"RFC 2231 pieces", `a/b; x*0="a "; x*1=b`, "a/b", paramList{{"x", "a b"}}, false},
		{"RFC 2231 pieces in another order", "a/b; x*1=b; x*0=a", "a/b", paramList{{"x", "ab"}}, false},
		{"RFC 2231 both", "a/b; x*0*=utf-8''%C3; x*1*=%A9; x*2=%41", "a/b", paramList{{"x", "é%41"}}, false},
		{"RFC 2231 wins over the plain one", "a/b; x=old; x*=utf-8''new", "a/b", paramList{{"x", "new"}}, false},
		{"two boundaries", "a/b; boundary=old; boundary*=utf-8''new", "a/b", paramList{{"boundary", "new"}}, true},
		{"twice", "a/b; x=1; x=2", "a/b", paramList{{"x", "1"}}, true},
		{"unclosed quotes", `a/b; x="y`, "a/b", paramList{{"x", "y"}}, true},
		{"text behind quotes", `a/b; x="y" z`, "a/b", paramList{{"x", "y"}}, true},
		{"unclosed comment", "a/b (c", "a/b", nil, true},
		{"a name alone", "a/b; x", "a/b", nil, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			value, params, bad := parseParams(c.in)
			if diff := cmp.Diff(c.params, params); diff != "" || value != c.value || bad != c.bad {
				t.Errorf("value %q, bad %t (-want +got)\n%s", value, bad, diff)
			}
		})
	}
}

func TestParseDate(t *testing.T) {
	want := time.Date(2017, 3, 14, 8, 12, 33, 0, time.UTC)
	for _, s := range []string{
		"Tue, 14 Mar 2017 09:12:33 +0100", "14 Mar 2017 09:12:33 +0100", "Tue, 14 Mar 2017 08:12:33 GMT",
		"Tue, 14 Mar 2017 09:12:33 +0100 (CET)", " Tue,  14 Mar 2017 09:12:33  +0100 ", "Tue, 14 Mar 17 09:12:33 +0100",
		"Tue Mar 14 08:12:33 2017", "Tue Mar 14 09:12:33 2017 +0100", "Tue, 14-Mar-2017 09:12:33 +0100",
		"Tue, 14 Mar 2017 09:12:33 +01:00", "2017-03-14T09:12:33+01:00", "2017-03-14 09:12:33 +0100", "14 Mar 2017 08:12:33",
	} {
		if got, ok := ParseDate(s); !ok || !got.Equal(want) {
			t.Errorf("%q is read as %v, %t", s, got, ok)
		}
	}
	for _, s := range []string{"", "soon", "Tue, 32 Mar 2017 09:12:33 +0100", "Tue, 14 Mar 2017 25:12:33 +0100", "14 Mar 99999 08:12:33"} {
		if got, ok := ParseDate(s); ok {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}
