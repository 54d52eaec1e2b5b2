package xmlsig

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"assay/internal/doctest"
)

func canonicalised(t *testing.T, text string, m Method) string {
	t.Helper()
	var b bytes.Buffer
	if err := Canonicalise(&b, []byte(text), m); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return b.String()
}

// TestCanonicalise holds each rule of Canonical XML §1.1 and §2.3, and of
// Exclusive XML Canonicalization §3.
func TestCanonicalise(t *testing.T) {
	const all = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"
	const exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
	for _, c := range []struct{ method, in, want string }{
		{all, "\xef\xbb\xbf<?xml version=\"1.0\"?>\r\n<!DOCTYPE a SYSTEM 'a.dtd'>\r\n<a/>\r\n", "<a></a>"},
		{all, "\xfe\xff\x00<\x00a\x00>\x00\xe9\x00<\x00/\x00a\x00>", "<a>é</a>"},
		{all, "<!-- 1 --><?x?><a>\n</a ><?y  z ?><!-- 2 -->", "<!-- 1 -->\n<?x?>\n<a>\n</a>\n<?y z ?>\n<!-- 2 -->"},
		{strings.TrimSuffix(all, "#WithComments"), "<!-- 1 --><a>x<!-- 2 -->y</a>", "<a>xy</a>"},
		{all, "<a b='1' a=\"2\" xmlns:p='u:2' xmlns:o='u:1' p:c='3' o:d='4'/>", `<a xmlns:o="u:1" xmlns:p="u:2" a="2" b="1" o:d="4" p:c="3"></a>`},
		{all, "<a b=' x\ty\r\nz&#10;&#x9;&#xD; '/>", `<a b=" x y z&#xA;&#x9;&#xD; "></a>`},
		{all, `<a b="'&quot;&apos;&lt;>&amp;">"'&gt;&lt;&amp;</a>`, `<a b="'&quot;'&lt;>&amp;">"'&gt;&lt;&amp;</a>`},
		{all, "<a>1\r\n2\r3&#13;</a>", "<a>1\n2\n3&#xD;</a>"},
		{all, "<a><![CDATA[<b>&\r\n]]></a>", "<a>&lt;b&gt;&amp;\n</a>"},
		{all, `<a xmlns="u"><b xmlns="u"><c xmlns=""><d xmlns=""/></c></b></a>`, `<a xmlns="u"><b><c xmlns=""><d></d></c></b></a>`},
		{all, `<a xmlns=""><p:b xmlns:p="u"><c xmlns:p="u"/></p:b></a>`, `<a><p:b xmlns:p="u"><c></c></p:b></a>`},
		{all, `<a xml:lang="en" xmlns:xml="http://www.w3.org/XML/1998/namespace"/>`, `<a xml:lang="en"></a>`},
		{exclusive, `<a xmlns="u" xmlns:p="v" xmlns:q="w"><p:b><c q:d=""/><q:e/></p:b></a>`, `<a xmlns="u"><p:b xmlns:p="v"><c xmlns:q="w" q:d=""></c><q:e xmlns:q="w"></q:e></p:b></a>`},
		{exclusive, `<p:a xmlns="u" xmlns:p="v"><b xmlns=""/><c/></p:a>`, `<p:a xmlns:p="v"><b></b><c xmlns="u"></c></p:a>`},
	} {
		if got := canonicalised(t, c.in, methods[c.method]); got != c.want {
			t.Errorf("%q:\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

// TestCanonicaliseElement holds what an element takes over from above it.
// Canonical XML 1.0 §2.4, 1.1 §2.4
func TestCanonicaliseElement(t *testing.T) {
	const text = `<a xmlns="u" xmlns:p="v" xml:lang="en" xml:id="i" xml:space="preserve"><b xml:lang="de" xmlns:q="w"><!-- x --><p:c Id="it" q:z="1"><d xmlns=""/></p:c></b></a>`
	tree, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		method Method
		want   string
	}{
		{Method{}, `<p:c xmlns="u" xmlns:p="v" xmlns:q="w" Id="it" xml:id="i" xml:lang="de" xml:space="preserve" q:z="1"><d xmlns=""></d></p:c>`},
		{Method{Eleven: true}, `<p:c xmlns="u" xmlns:p="v" xmlns:q="w" Id="it" xml:lang="de" xml:space="preserve" q:z="1"><d xmlns=""></d></p:c>`},
		{Method{Exclusive: true}, `<p:c xmlns:p="v" xmlns:q="w" Id="it" q:z="1"><d></d></p:c>`},
		{Method{Exclusive: true, Inclusive: []string{""}}, `<p:c xmlns="u" xmlns:p="v" xmlns:q="w" Id="it" q:z="1"><d xmlns=""></d></p:c>`},
	} {
		var b bytes.Buffer
		if err := tree.ids["it"][0].Canonicalise(&b, c.method); err != nil || b.String() != c.want {
			t.Errorf("%+v: %v\n got %s\nwant %s", c.method, err, b.String(), c.want)
		}
	}
	tree, err = Parse([]byte(`<a xml:base="b"><c/></a>`))
	if err != nil {
		t.Fatal(err)
	}
	err = tree.Root.children[0].element.Canonicalise(&bytes.Buffer{}, Method{Eleven: true})
	if !errors.Is(err, errInherited) {
		t.Errorf("xml:base above: %v", err)
	}
}

// TestRefused holds what is not XML, and what of XML is not read.
func TestRefused(t *testing.T) {
	deep := strings.Repeat("<a>", MaxDepth+1)
	wide := "<a" + strings.Repeat(" b", MaxAttributes) + ">"
	for _, text := range []string{
		"", " ", "x", "<", "<a", "<a>", "<a/", "<a></b>", "<a/><b/>", "</a>", "<a/>x", "x<a/>", "<![CDATA[x]]><a/>", "<a><![CDATA[x</a>",
		"<a b/>", "<a b=1/>", "<a b='1'c='2'/>", "<a b='<'/>", "<a b='1' b='2'/>", "<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>", "<a b='1/>",
		"<p:a/>", "<a p:b=''/>", "<a xmlns:p=''/>", "<a xmlns:xml='u'/>", "<a xmlns:xmlns='u'/>", "<a xmlns='http://www.w3.org/XML/1998/namespace'/>", "<xmlns:a/>", "<:a/>", "<a:/>", "<a:b:c/>", "<1/>",
		"<a>&b;</a>", "<a>&amp</a>", "<a>&#0;</a>", "<a>&#x110000;</a>", "<a>&#xD800;</a>", "<a>&#xFFFE;</a>", "<a>&#;</a>", "<a>\x00</a>", "<a>\xff</a>", "<a>\uFFFF</a>", "<a>]]></a>",
		"<a><!-- -- --></a>", "<a><!-- --->", "<a><?xml x?></a>", "<a><?x", "<a><??></a>", "<?xml version='1.1'?><a/>", "<?xml version='1.0' encoding='koi8-r'?><a/>", "<?xml version='1.0'",
		"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<!DOCTYPE a><!DOCTYPE a><a/>", "<a/><!DOCTYPE a>", "<!DOCTYPE a", "<!DOCTYPE a SYSTEM 'b><a/>", "<!ENTITY b 'c'><a/>",
		"\xff\xfe<\x00a", deep, wide,
	} {
		if err := Canonicalise(&bytes.Buffer{}, []byte(text), Method{}); err == nil {
			t.Errorf("%.60q is read", text)
		}
	}
	if _, err := Parse([]byte("<!DOCTYPE a><a/>")); !errors.Is(err, errDoctype) {
		t.Errorf("a document type in a signature: %v", err)
	}
	if _, err := ParseIgnoringDoctype([]byte("<!DOCTYPE a><a/>")); err != nil {
		t.Error(err)
	}
	if _, err := Parse([]byte("<a>" + strings.Repeat("<b/>", MaxTreeNodes) + "</a>")); err == nil {
		t.Error("no bound on nodes")
	}
}

// TestXMLLint has libxml2 write the same: odd XML, and what the corpora hold.
func TestXMLLint(t *testing.T) {
	lint := doctest.Tool(t, "xmllint")
	inputs := []string{
		"<!-- 1 --><?x y ?><a>\n<!-- 2 -->\r\n&#13;&#x9;\t</a><?z?>\n<!-- 3 -->",
		`<a xmlns="urn:u" xmlns:p="urn:v"><p:b xmlns="" q="&#10; ' &quot; &lt; > &#9;" p:q="é"/><c xmlns:p="urn:v2" p:d=''/></a>`,
		`<p:a xmlns:p="urn:u" xmlns:q="urn:v" xmlns="urn:w" q:z="1" p:a="2" a="3"><q:b><b xmlns="urn:w"/></q:b><p:c xmlns:q="urn:other" q:d="1" xml:lang="x"/></p:a>`,
		`<a xmlns:b="urn:u2" xmlns:a="urn:u1" b:x="1" a:x="2" x="3"><b:c xmlns:b="urn:u3"><a:d/></b:c></a>`,
		"<a b='x\ny\tz'><![CDATA[&<>\r]]>\u00a0\U0001F600</a>",
	}
	inputs = append(inputs, corporaXML(t)...)
	dir := t.TempDir()
	for _, in := range inputs {
		file := filepath.Join(dir, "in.xml")
		if err := os.WriteFile(file, []byte(in), 0o600); err != nil {
			t.Fatal(err)
		}
		for flag, m := range map[string]Method{"--c14n": {Comments: true}, "--c14n11": {Eleven: true, Comments: true}, "--exc-c14n": {Exclusive: true, Comments: true}} {
			want, err := exec.Command(lint, flag, "--huge", file).Output()
			if err != nil {
				t.Fatalf("%s: %v of %.200q", flag, err, in)
			}
			if got := canonicalised(t, in, m); got != string(want) {
				t.Errorf("%s of %.200q:\n got %.300q\nwant %.300q", flag, in, got, want)
			}
		}
	}
	t.Logf("%d files", len(inputs))
}

// corporaXML are XML files inside of packages of the corpora.
func corporaXML(t *testing.T) (list []string) {
	const corpora = "../../../shared/corpora/"
	for _, pattern := range []string{"office-apache-poi/*/*.*x", "odf-rub-signature-attacks/*/*/*/*.odt"} {
		names, err := filepath.Glob(corpora + pattern)
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range names {
			if i%30 != 0 {
				continue
			}
			z, err := zip.OpenReader(name)
			if err != nil {
				continue // not all are packages
			}
			for _, f := range z.File {
				if ext := filepath.Ext(f.Name); ext != ".xml" && ext != ".rels" || f.UncompressedSize64 > 200_000 {
					continue
				}
				r, err := f.Open()
				if err != nil {
					continue
				}
				var b bytes.Buffer
				if _, err := b.ReadFrom(r); err == nil && b.Len() > 0 {
					list = append(list, b.String())
				}
			}
			z.Close()
		}
	}
	return list
}
