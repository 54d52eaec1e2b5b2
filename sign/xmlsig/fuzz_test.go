package xmlsig

import (
	"bytes"
	"testing"
)

// FuzzCanonicalise: what is read has a canonical form, which is its own; and the
// tree of a file has the form of its root element.
func FuzzCanonicalise(f *testing.F) {
	for _, s := range []string{
		"<a/>", "<!-- 1 --><?x y?><a b='&#10;'>\r\n&lt;<![CDATA[x]]></a><!-- 2 -->", "\xff\xfe<\x00a\x00/\x00>\x00", "<!DOCTYPE a SYSTEM 'b'><a/>",
		`<p:a xmlns:p="urn:u" xmlns="urn:v" p:b="1"><b xmlns=""><p:c xml:lang="en" xmlns:p="urn:w"/></b></p:a>`,
	} {
		f.Add([]byte(s), true, true)
		f.Add([]byte(s), false, false)
	}
	f.Fuzz(func(t *testing.T, data []byte, exclusive, comments bool) {
		m := Method{Exclusive: exclusive, Comments: comments}
		var once, twice, root bytes.Buffer
		if err := Canonicalise(&once, data, m); err != nil {
			return
		}
		if err := Canonicalise(&twice, once.Bytes(), m); err != nil {
			t.Fatalf("%q has the form %q, and that: %v", data, once.Bytes(), err)
		}
		if !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Fatalf("%q has the forms %q and %q", data, once.Bytes(), twice.Bytes())
		}
		tree, err := ParseIgnoringDoctype(data)
		if err != nil {
			return // over the bounds of trees
		}
		if err := tree.Root.Canonicalise(&root, m); err != nil || !bytes.Contains(once.Bytes(), root.Bytes()) {
			t.Fatalf("%q has the form %q, its root %q: %v", data, once.Bytes(), root.Bytes(), err)
		}
	})
}

// FuzzCheck: no signature stops the reader, and one whose value does not
// verify vouches for no time.
func FuzzCheck(f *testing.F) {
	f.Add([]byte(made(f, "")))
	f.Add([]byte(made(f, `<Transforms><Transform Algorithm="`+c14n+`"/></Transforms>`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		tree, err := Parse(data)
		if err != nil {
			return
		}
		for e := range tree.Signatures() {
			s := tree.Check(e, parts())
			if s.Problem == "" && len(s.References) == 0 || s.By != nil && s.BareKey {
				t.Fatalf("%+v", s)
			}
			for _, r := range s.References {
				if r.Match && (r.Problem != "" || r.Missing) {
					t.Fatalf("%+v", r)
				}
			}
		}
	})
}
