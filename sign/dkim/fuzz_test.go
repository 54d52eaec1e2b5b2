package dkim_test

import (
	"bytes"
	"testing"

	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// FuzzTags: every value lies where its offsets say, the tags stand in order,
// and none reaches into the next.
func FuzzTags(f *testing.F) {
	for _, s := range []string{"", "v=1; a=rsa-sha256;b=", " v = 1 ;; x", "v=1;v=2", "a=b=c;\r\n d=e", "=", ";"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		tags, err := dkim.ParseTags(text)
		last := 0
		for _, tag := range tags {
			if tag.Start < last || tag.End < tag.Start || tag.End > len(text) {
				t.Fatalf("%q stands from %d to %d of %d, behind %d", tag.Name, tag.Start, tag.End, len(text), last)
			}
			last = tag.End
			if got := bytes.TrimSpace(text[tag.Start:tag.End]); string(got) != tag.Value {
				t.Fatalf("value %q stands as %q", tag.Value, got)
			}
			if first, ok := tags.Get(tag.Name); !ok || err == nil && first != tag.Value {
				t.Fatalf("%q: %q", tag.Name, first)
			}
		}
	})
}

// FuzzRead: no message stops the reader, its evidence can be judged, and what
// has no problem has everything that a key is needed for.
func FuzzRead(f *testing.F) {
	head := "From: a@example.org\r\nSubject: s\r\n\r\nbody\r\n"
	f.Add([]byte(field("body\r\n", "c=relaxed/relaxed; l=4; t=1; x=2; i=@example.org")+head), byte(0))
	f.Add([]byte(field("body\r\n", "")+head), byte(1))
	f.Add([]byte("DKIM-Signature: v=1; a=rsa-sha1; c=simple; d=d; s=s; h=from:from; b=\n AAAA; bh=AAAA\nFrom : a\n\n\r\r\n\n"), byte(2))
	lookup := only("v=DKIM1; p=")
	f.Fuzz(func(t *testing.T, raw []byte, how byte) {
		m := mail.Parse(raw)
		facts := dkim.NewReader(m).Read()
		for _, ev := range facts.Signatures {
			if ev.Offset < 0 || ev.Offset >= len(raw) {
				t.Fatalf("offset %d of %d", ev.Offset, len(raw))
			}
			if ev.Covers.BodyBytes < 0 || ev.Covers.BodyBytes > int64(2*len(raw)+2) {
				t.Fatalf("%d bytes covered of %d", ev.Covers.BodyBytes, len(raw))
			}
			whole := len(ev.Digest) > 0 && len(ev.Value) > 0 && ev.Domain != "" && ev.Selector != "" && ev.BodyHash != ""
			if ev.Problem == "" && !whole {
				t.Fatalf("no problem, and %+v", ev)
			}
		}
		for _, s := range sign.JudgeAll(&facts, lookup, examined) {
			if s.Holds() {
				t.Fatal("a signature holds without a key")
			}
		}
		canonical(t, m, []dkim.Canon{dkim.Simple, dkim.Relaxed}[how%2])
	})
}

// canonical: the canonical form of a body and of a field is its own canonical
// form.
func canonical(t *testing.T, m *mail.Message, canon dkim.Canon) {
	ends := dkim.EndsOf(m)
	once := bodyOf(t, canon, ends, m.Raw[m.Body:])
	if twice := bodyOf(t, canon, dkim.Ends{EOL: '\n'}, once); !bytes.Equal(once, twice) {
		t.Fatalf("body %q, canonical %q, twice %q", m.Raw[m.Body:], once, twice)
	}
	for _, f := range m.Header {
		if f.Junk() {
			continue
		}
		one := canon.AppendField(nil, f.Raw, ends)
		if two := canon.AppendField(nil, append(one[:len(one):len(one)], "\r\n"...), dkim.Ends{EOL: '\n'}); !bytes.Equal(one, two) {
			t.Fatalf("field %q, canonical %q, twice %q", f.Raw, one, two)
		}
	}
}

func bodyOf(t *testing.T, canon dkim.Canon, ends dkim.Ends, raw []byte) []byte {
	var b bytes.Buffer
	c := dkim.Body{Canon: canon, Ends: ends, Limit: -1}
	if err := c.WriteTo(&b, raw); err != nil {
		t.Fatal(err)
	}
	if c.Written != int64(b.Len()) || c.Total != c.Written {
		t.Fatalf("%d bytes written, %d told, %d in all", b.Len(), c.Written, c.Total)
	}
	return b.Bytes()
}
