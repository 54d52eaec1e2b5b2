package c2pa

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"assay/document"
	"assay/finding"
	"assay/internal/doctest"
)

// actions is an assertion that says a picture was made.
var actions = assertion{label: "c2pa.actions", content: map[string]any{"actions": []any{map[string]any{
	"action": "c2pa.created", "when": "2025-03-01T10:00:00Z", "softwareAgent": "Example Draw 3",
	"digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation",
}}}}

func read(t testing.TB, file []byte) *document.Document {
	t.Helper()
	d := &document.Document{}
	if !Add(d, file) {
		t.Fatal("no manifest is found")
	}
	if len(d.Signed) > 1 {
		t.Fatalf("%d signatures", len(d.Signed))
	}
	return d
}

// ids are those of d's findings, in the order of the alphabet.
func ids(d *document.Document) []string { return slices.Sorted(slices.Values(doctest.IDs(d))) }

// swap replaces text of the same length; both must be there once.
func swap(t testing.TB, file []byte, old, new string) []byte {
	t.Helper()
	if bytes.Count(file, []byte(old)) != 1 || len(old) != len(new) {
		t.Fatalf("%q stands there %d times", old, bytes.Count(file, []byte(old)))
	}
	return bytes.Replace(file, []byte(old), []byte(new), 1)
}

func TestValid(t *testing.T) {
	for name, file := range map[string][]byte{
		"JPEG, one segment":   bound(t, inJPEG(60_000), newMaker(actions), nil),
		"JPEG, many segments": bound(t, inJPEG(100), newMaker(actions), nil),
		"PNG":                 bound(t, inPNG, newMaker(actions), nil),
		"claim version 2":     bound(t, inJPEG(60_000), maker{label: "urn:c2pa:1", version2: true, assertions: []assertion{actions}}.by(p256(), -7), nil),
		"ecdsa-sha512":        bound(t, inJPEG(60_000), newMaker(actions).by(p521(), -36), nil),
		"ed25519":             bound(t, inJPEG(60_000), newMaker(actions).by(edwards(), -8), nil),
		"rsa-pss-sha256":      bound(t, inJPEG(60_000), newMaker(actions).by(rsa2048(), -37), nil),
		"rsa-pss-sha384":      bound(t, inJPEG(60_000), newMaker(actions).by(rsa2048(), -38), nil),
	} {
		t.Run(name, func(t *testing.T) {
			d := read(t, file)
			s := d.Signed[0]
			if s.Result != finding.Pass || !s.Whole || s.Reason != "" || s.Signer != "Made Signer (Example)" {
				t.Errorf("%+v", s)
			}
			if got := ids(d); !slices.Equal(got, []string{"c2pa/valid"}) {
				t.Errorf("findings %q", got)
			}
			if len(d.Titles) != 1 || d.Titles[0].Value != "A made title" || len(d.Times) != 1 || d.Times[0].What != document.Created {
				t.Errorf("titles %v, times %v", d.Titles, d.Times)
			}
		})
	}
}

// TestOneChange starts from a valid file, changes one thing, and expects that
// one outcome.
func TestOneChange(t *testing.T) {
	jpg := inJPEG(60_000)
	valid := func() []byte { return bound(t, jpg, newMaker(actions), nil) }
	rest := func(f []byte, a *asset) []byte { return f[a.stores[0].Spans[0].End:] }
	for _, c := range []struct {
		name   string
		file   func() []byte
		result finding.Result
		reason string
		whole  bool
		ids    string
	}{
		{"a byte of the picture", func() []byte {
			f := valid()
			f[len(f)-10] ^= 1
			return f
		}, finding.Fail, "the bytes of the file are not those", true, "c2pa/altered"},
		{"a byte at the end", func() []byte { return append(valid(), 0) }, finding.Fail, "one byte was added at the end after it was signed", true, "c2pa/altered"},
		{"metadata before the store", func() []byte { return swap(t, valid(), "some metadata", "same metadata") }, finding.Fail, "the bytes of the file are not those", true, "c2pa/altered"},
		{"the file is cut within the store's range", func() []byte { f := valid(); return f[:len(f)-len(rest(f, locate(f)))] }, finding.Fail, "the bytes of the file are not those", true, "c2pa/altered"},
		{"a statement", func() []byte { return swap(t, valid(), "Example Draw 3", "Example Draw 4") }, finding.Fail, `"c2pa.actions" is not what the claim has the hash of`, true, "c2pa/altered"},
		{"the claim", func() []byte { return swap(t, valid(), "A made title", "A fake title") }, finding.Fail, "the signature does not verify over the claim", true, "c2pa/altered"},
		{"a statement that the claim does not name", func() []byte {
			return bound(t, jpg, newMaker(actions, assertion{label: "org.example.extra", content: map[string]any{"a": 1}, silent: true}), nil)
		}, finding.Fail, `"org.example.extra" stands in the manifest and its claim does not name it`, true, "c2pa/altered"},
		{"a statement is taken out", func() []byte {
			return bound(t, jpg, newMaker(actions, assertion{label: "org.example.extra", content: map[string]any{"a": 1}, absent: true}), nil)
		}, finding.Fail, `"org.example.extra" is missing`, true, "c2pa/altered"},
		{"metadata are left out too", func() []byte {
			return bound(t, jpg, newMaker(actions), func(s stretch) []stretch { return []stretch{{2, 26}, s} })
		}, finding.Pass, "", false, "c2pa/not-covered c2pa/valid"},
		{"the picture is left out too", func() []byte {
			return bound(t, jpg, newMaker(actions), func(s stretch) []stretch { return []stretch{{s.Start, s.End + 100}} })
		}, finding.PermError, "the signature leaves out DQT", false, "c2pa/not-covered c2pa/unjudged"},
		{"the certificate outside of what is signed", func() []byte {
			m := newMaker(actions)
			m.loose = true
			return bound(t, jpg, m, nil)
		}, finding.Pass, "", true, "c2pa/certificate-unsigned c2pa/valid"},
		{"no certificate", func() []byte {
			m := newMaker(actions)
			m.noChain = true
			return bound(t, jpg, m, nil)
		}, finding.PermError, "carries no certificate", true, "c2pa/unjudged"},
		{"an algorithm that C2PA does not allow", func() []byte { return bound(t, jpg, newMaker(actions).by(rsa2048(), -257), nil) }, finding.Policy, "rsa-sha256, which C2PA does not allow", true, "c2pa/valid"},
		{"an algorithm that nobody knows", func() []byte { return bound(t, jpg, newMaker(actions).by(edwards(), -99), nil) }, finding.PermError, "number -99 of COSE, is not read", true, "c2pa/unjudged"},
		{"a certificate for another purpose", func() []byte {
			return bound(t, jpg, newMaker(actions).by(certify(p256().key, nil), -7), nil)
		}, finding.Pass, "", true, "c2pa/certificate-purpose c2pa/valid"},
		{"no binding", func() []byte { f, _ := jpg(store(newMaker(actions).manifest())); return f }, finding.PermError, "names 0 assertions that tie it", false, "c2pa/unjudged"},
		{"two bindings", func() []byte {
			return bound(t, jpg, newMaker(actions, assertion{label: "c2pa.hash.data__1", content: map[string]any{"hash": []byte{}}}), nil)
		}, finding.PermError, "names 2 assertions that tie it", false, "c2pa/unjudged"},
		{"a binding that is not read", func() []byte {
			f, _ := jpg(store(newMaker(actions, assertion{label: "c2pa.hash.collection.data", content: map[string]any{"hash": []byte{}}}).manifest()))
			return f
		}, finding.PermError, `"c2pa.hash.collection.data", a form that is not read`, false, "c2pa/unjudged"},
		{"a second assertion store", func() []byte {
			m := newMaker(actions)
			m.extra = [][]byte{super("c2as", "c2pa.more")}
			return bound(t, jpg, m, nil)
		}, finding.PermError, "where one is allowed", false, "c2pa/malformed"},
		{"the signature of another", func() []byte {
			m := newMaker(actions)
			m.claim = map[string]any{"signature": "self#jumbf=/c2pa/other/c2pa.signature"}
			return bound(t, jpg, m, nil)
		}, finding.PermError, "names another signature than its own", false, "c2pa/malformed"},
		{"a statement of another manifest", func() []byte {
			other := earlier().manifest()
			a := actions
			a.silent = false
			a.absent, a.url = true, "self#jumbf=/c2pa/example:urn:uuid:0/c2pa.assertions/c2pa.actions"
			return bound(t, jpg, newMaker(a), nil, other)
		}, finding.PermError, `names "c2pa.actions", which is not its own`, true, "c2pa/unjudged c2pa/unreferenced"},
		{"a statement that is named twice", func() []byte {
			a := actions
			a.absent = true
			return bound(t, jpg, newMaker(actions, a), nil)
		}, finding.PermError, `names "c2pa.actions" twice`, true, "c2pa/unjudged"},
		{"the whole is altered, where parts are signed too", func() []byte {
			return append(bound(t, jpg, newMaker(actions, assertion{label: "c2pa.hash.multi-asset", content: map[string]any{"parts": []any{}}}), nil), 0)
		}, finding.PermError, "whether its parts are stands in a form that is not read", true, "c2pa/unjudged"},
		{"a box that is longer than its file", func() []byte {
			f := valid()
			s := locate(f).stores[0].Spans[0]
			f[s.Start+12+1] = 1 // of the store's length
			return f
		}, finding.PermError, "bytes where", false, "c2pa/malformed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := read(t, c.file())
			s := d.Signed[0]
			if s.Result != c.result || !strings.Contains(s.Reason, c.reason) || (c.reason == "") != (s.Reason == "") || s.Whole != c.whole {
				t.Errorf("%s %q, whole %v", s.Result, s.Reason, s.Whole)
			}
			if strings.Contains(s.Reason, "; ") {
				t.Errorf("more than the one reason: %s", s.Reason)
			}
			if got := strings.Join(ids(d), " "); got != c.ids {
				t.Errorf("findings %s, want %s", got, c.ids)
			}
		})
	}
}

// TestTwoStores has a store before the one that is valid: which of them is
// meant nobody can tell, and it does not pass.
func TestTwoStores(t *testing.T) {
	one, before := inJPEG(60_000), store(newMaker(actions).manifest())
	two := func(store []byte) ([]byte, stretch) {
		file, span := one(store)
		segment := append([]byte{0xff, 0xeb, 0, 0, 'J', 'P', 9, 9, 0, 0, 0, 1}, before...)
		binary.BigEndian.PutUint16(segment[2:], uint16(len(segment)-2))
		n := len(segment)
		return slices.Concat(file[:span.Start], segment, file[span.Start:]), stretch{span.Start + n, span.End + n}
	}
	d := read(t, bound(t, two, newMaker(actions), nil))
	if s := d.Signed[0]; s.Result != finding.PermError || !strings.Contains(s.Reason, "carries 2 manifest stores") {
		t.Errorf("%s %s", s.Result, s.Reason)
	}
	if got := strings.Join(ids(d), " "); got != "c2pa/several-stores c2pa/unjudged" {
		t.Error(got)
	}
}
