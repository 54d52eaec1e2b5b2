package parcel

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"assay/internal/doctest"
)

// peer writes down a walk of encoding/xml in the form of trace; the error says
// that the part is not well-formed.
func peer(content []byte) (string, error) {
	content, err := inUTF8(content)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	short := func(n xml.Name) string {
		s := &scanner{scope: []binding{{"p", n.Space}}}
		if n.Space == "" {
			return n.Local
		}
		if n.Space == "http://www.w3.org/XML/1998/namespace" {
			return "xml:" + n.Local
		}
		return s.resolve("p", n.Local)
	}
	d := xml.NewDecoder(bytes.NewReader(content))
	d.CharsetReader = nil
	depth := 0
	for {
		token, err := d.Token()
		if token == nil {
			if err.Error() == "EOF" {
				return out.String(), nil
			}
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			fmt.Fprintf(&out, "<%s", short(t.Name))
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					fmt.Fprintf(&out, " %s=%s", short(a.Name), a.Value)
				}
			}
			out.WriteString(">")
		case xml.EndElement:
			depth--
			fmt.Fprintf(&out, "</%s>", short(t.Name))
		case xml.CharData:
			if depth > 0 {
				out.Write(t)
			}
		}
	}
}

// TestAgainstEncodingXML walks the parts of the shared corpora, and holds that
// what encoding/xml finds well-formed is walked alike.
func TestAgainstEncodingXML(t *testing.T) {
	compared := 0
	for _, path := range doctest.Files(t, []string{"office-apache-poi", "odf-rub-signature-attacks"}) {
		content := doctest.Load(t, path)
		if len(content) > 30_000 || !bytes.HasPrefix(content, []byte("PK")) {
			continue
		}
		p, err := Open(content)
		if err != nil {
			continue
		}
		for _, m := range p.Members {
			if !strings.HasSuffix(m.Name, ".xml") && !strings.HasSuffix(m.Name, ".rels") {
				continue
			}
			part, err := p.Bytes(m.Name)
			if err != nil || len(part) > 1<<18 {
				continue
			}
			want, err := peer(part)
			if err != nil {
				continue // not well-formed, or in an encoding that it does not know
			}
			compared++
			if got, err := trace(string(part)); got != want || err != nil {
				at := 0
				for at < len(got) && at < len(want) && got[at] == want[at] {
					at++
				}
				t.Errorf("%s %s: %v, differs at %d: %.80q, want %.80q", path, m.Name, err, at, got[at:], want[at:])
			}
		}
	}
	if compared < 1000 {
		t.Errorf("only %d parts were compared", compared)
	}
	t.Logf("%d parts compared", compared)
}
