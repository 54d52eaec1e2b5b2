package officesig

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"assay/internal/doctest"
	"assay/sign/xmlsig"
)

// files are the members of a package.
type files map[string]string

// packed zips them, in order of names, and then more: a name and what it holds.
func (f files) packed(t testing.TB, more ...string) []byte {
	t.Helper()
	var list []string
	for _, name := range slices.Sorted(maps.Keys(f)) {
		list = append(list, name, f[name])
	}
	return doctest.Zip(t, append(list, more...)...)
}

const (
	odfFile   = "META-INF/documentsignatures.xml"
	macroFile = "META-INF/macrosignatures.xml"
	signedAt  = "2026-03-04T05:06:07"
)

// odfDate is the property in which ODF keeps the time of signing.
func odfDate(id, at string) string {
	return fmt.Sprintf(`<Object><SignatureProperties><SignatureProperty Id="%s" Target="#sig"><dc:date xmlns:dc="%s">%s</dc:date></SignatureProperty></SignatureProperties></Object>`, id, dublinCore, at)
}

// signODF adds a file of signatures by who over the members that he chooses.
func signODF(t testing.TB, f files, file string, who person, choose func(string) bool) {
	t.Helper()
	var references strings.Builder
	var names []string
	for name := range f {
		if !isODFSignatures(name) && choose(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if !strings.HasSuffix(name, ".xml") {
			references.WriteString(reference(name, sha([]byte(f[name])), ""))
			continue
		}
		var b bytes.Buffer
		if err := xmlsig.Canonicalise(&b, []byte(f[name]), xmlsig.Method{}); err != nil {
			t.Fatal(err)
		}
		references.WriteString(reference(name, sha(b.Bytes()), transformBy(c14n)))
	}
	references.WriteString(reference("#date", "{#date}", "") + reference("#props", "{#props}", ""))
	text := who.signatureOf(references.String(), odfDate("date", signedAt)+who.properties(signedAt))
	f[file] = sealed(t, `<document-signatures xmlns="urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0">`+text+`</document-signatures>`, who)
}

// anODF is an unsigned ODF text with a macro.
func anODF() files {
	manifest := `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">`
	f := files{
		"mimetype":                 "application/vnd.oasis.opendocument.text",
		"content.xml":              "<?xml version=\"1.0\"?>\n<c>The meeting is on <b>Friday</b> &amp; no other day.</c>\n",
		"styles.xml":               `<s b="2" a="1"/>`,
		"Pictures/one.png":         "\x89PNG made up",
		"Basic/Standard/M.xml":     `<!DOCTYPE m PUBLIC "-//EXAMPLE//DTD//EN" "m.dtd"><m>Sub Main</m>`,
		"Thumbnails/thumbnail.png": "\x89PNG small",
	}
	for _, name := range []string{"content.xml", "styles.xml", "Pictures/one.png", "Basic/Standard/M.xml", "Thumbnails/thumbnail.png"} {
		manifest += fmt.Sprintf(`<manifest:file-entry manifest:full-path="%s" manifest:media-type=""/>`, name)
	}
	f["META-INF/manifest.xml"] = manifest + `</manifest:manifest>`
	return f
}

func everything(string) bool { return true }

const (
	ooxmlFile = "_xmlsignatures/sig1.xml"
	office    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	opc       = "http://schemas.openxmlformats.org/package/2006/relationships/"
)

func relationships(list ...string) string {
	return `<?xml version="1.0"?>` + "\n" + `<Relationships xmlns="` + relationshipSpace + `">` + strings.Join(list, "\n ") + `</Relationships>`
}

func rel(id, kind, target string) string {
	return fmt.Sprintf(`<Relationship Id="%s" Type="%s" Target="%s"/>`, id, kind, target)
}

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml."

// anOOXML is an unsigned OOXML text.
func anOOXML() files {
	return files{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="` + relationshipsType + `"/><Default Extension="png" ContentType="image/png"/><Default Extension="sigs" ContentType="` + signatureTypes + `origin"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/><Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/` + ooxmlFile + `" ContentType="` + signatureType + `"/></Types>`,
		"_rels/.rels":                           relationships(rel("rId1", office+"officeDocument", "word/document.xml"), rel("rId2", opc+"metadata/core-properties", "docProps/core.xml"), rel("rId3", opc+"digital-signature/origin", "_xmlsignatures/origin.sigs")),
		"word/_rels/document.xml.rels":          relationships(rel("rId10", office+"image", "media/one.png"), rel("rId2", office+"styles", "styles.xml"), `<Relationship Id="rId3" Type="`+office+`hyperlink" Target="https://example.org/?a=1&amp;b=2" TargetMode="External"/>`),
		"word/document.xml":                     `<w:document xmlns:w="w">The meeting is on Friday.</w:document>`,
		"word/styles.xml":                       `<w:styles xmlns:w="w"/>`,
		"word/media/one.png":                    "\x89PNG made up",
		"docProps/core.xml":                     `<p/>`,
		"_xmlsignatures/origin.sigs":            "",
		"_xmlsignatures/_rels/origin.sigs.rels": relationships(rel("rId1", opc+"digital-signature/signature", "sig1.xml")),
	}
}

// signOOXML adds a signature by who over all that a reader sees.
func signOOXML(t testing.TB, f files, who person) {
	t.Helper()
	var manifest strings.Builder
	for _, part := range []struct{ name, kind string }{{"word/document.xml", wordType + "document.main+xml"}, {"word/styles.xml", wordType + "styles+xml"}, {"word/media/one.png", "image/png"}} {
		manifest.WriteString(reference("/"+part.name+"?ContentType="+part.kind, sha([]byte(f[part.name])), ""))
	}
	for _, part := range []struct {
		name, ids string
	}{{"_rels/.rels", "rId1"}, {"word/_rels/document.xml.rels", "rId2 rId10 rId3"}} {
		var chosen strings.Builder
		for id := range strings.FieldsSeq(part.ids) {
			fmt.Fprintf(&chosen, `<mdssi:RelationshipReference xmlns:mdssi="%s" SourceId="%s"/>`, mdssi, id)
		}
		transform := fmt.Sprintf(`<Transform Algorithm="%s">%s</Transform>`, relationshipTransform, chosen.String())
		tree, err := xmlsig.Parse([]byte(transform))
		if err != nil {
			t.Fatal(err)
		}
		out, err := transformRelationships([]byte(f[part.name]), tree.Root)
		if err != nil {
			t.Fatal(err)
		}
		manifest.WriteString(reference("/"+part.name+"?ContentType="+relationshipsType, sha(out), transform+transformBy(c14n)))
	}
	object := `<Object Id="package"><Manifest>` + manifest.String() + `</Manifest><SignatureProperties><SignatureProperty Id="time" Target="#sig"><mdssi:SignatureTime xmlns:mdssi="` + mdssi + `"><mdssi:Format>YYYY-MM-DDThh:mm:ssTZD</mdssi:Format><mdssi:Value>` + signedAt + `Z</mdssi:Value></mdssi:SignatureTime></SignatureProperty></SignatureProperties></Object>`
	f[ooxmlFile] = sealed(t, who.signatureOf(reference("#package", "{#package}", "")+reference("#props", "{#props}", transformBy(c14n)), object+who.properties(signedAt+"Z")), who)
}
