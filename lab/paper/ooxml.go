package paper

import (
	"fmt"
	"strings"
	"time"
)

// What DOCX and XLSX share: ECMA-376 part 2, and the properties of part 1 §22.2.

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n"
	relTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	relsOf   = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// relationships writes a part of relationships from pairs of type and target.
func relationships(pairs ...string) []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="` + relsOf + `">`)
	for i := len(pairs) - 2; i >= 0; i -= 2 {
		kind := pairs[i]
		if !strings.HasPrefix(kind, "http:") {
			kind = relTypes + kind
		}
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s" Target="%s"/>`, i/2+1, kind, pairs[i+1])
	}
	b.WriteString(`</Relationships>`)
	return []byte(b.String())
}

// contentTypes writes [Content_Types].xml from pairs of part and type.
func contentTypes(pairs ...string) []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	for i := 0; i < len(pairs); i += 2 {
		fmt.Fprintf(&b, `<Override PartName="/%s" ContentType="application/vnd.openxmlformats-%s+xml"/>`, pairs[i], pairs[i+1])
	}
	b.WriteString(`</Types>`)
	return []byte(b.String())
}

// rootRelationships point to the main part and the properties.
func rootRelationships(main string) []byte {
	return relationships("officeDocument", main,
		"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml",
		"extended-properties", "docProps/app.xml")
}

// coreProperties are in UTC; Word counts in minutes, Excel in seconds.
func (p *Paper) coreProperties() []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	if p.Title != "" {
		fmt.Fprintf(&b, `<dc:title>%s</dc:title>`, escape(p.Title))
	}
	fmt.Fprintf(&b, `<dc:creator>%s</dc:creator><cp:lastModifiedBy>%s</cp:lastModifiedBy>`, escape(p.Author), escape(p.Editor))
	if p.Format == DOCX {
		fmt.Fprintf(&b, `<cp:revision>%d</cp:revision>`, p.Revision)
	}
	fmt.Fprintf(&b, `<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified></cp:coreProperties>`,
		p.officeTime(p.Created), p.officeTime(p.Modified))
	return []byte(b.String())
}

func (p *Paper) officeTime(t time.Time) string {
	if p.Format == DOCX {
		t = t.Truncate(time.Minute)
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}
