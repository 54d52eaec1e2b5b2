package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"log"
	"strconv"
	"strings"
	"time"
)

// letter is a document of Word or LibreOffice; the words and names are made up.
type letter struct {
	created, modified string // as the package has them
	minutes           string // of editing
	words             string
	font              string
	version           string    // of Word
	added             string    // a paragraph, as XML
	counted           int       // characters of the text
	packed            time.Time // by a writer that notes the time; else zero
	maker             uint16    // version made by
	foreign           string    // a member that another writer put in
}

// saved is the letter that the pairs begin with.
func saved() letter {
	return letter{
		created: "2021-03-04T08:15:00Z", modified: "2021-03-05T10:40:00Z", minutes: "95",
		words: "Dear Ada, we meet on Friday at noon.", font: "Calibri", maker: officeMaker,
		version: "16.0000", counted: 36,
	}
}

const (
	officeMaker   = 45
	archiverMaker = 63
)

// at is l with other dates.
func (l letter) at(created, modified string) letter {
	l.created, l.modified = created, modified
	return l
}

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n"

// docx is the letter as Word builds it.
func (l letter) docx() []byte {
	const (
		types  = "application/vnd.openxmlformats-officedocument."
		schema = "http://schemas.openxmlformats.org/"
		later  = "http://schemas.microsoft.com/office/word/"
	)
	w := schema + "wordprocessingml/2006/main"
	relations := func(list string) string {
		return declaration + `<Relationships xmlns="` + schema + `package/2006/relationships">` + list + `</Relationships>`
	}
	return l.pack(false,
		"[Content_Types].xml", declaration+`<Types xmlns="`+schema+`package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`+
			`<Override PartName="/word/document.xml" ContentType="`+types+`wordprocessingml.document.main+xml"/><Override PartName="/word/fontTable.xml" ContentType="`+types+`wordprocessingml.fontTable+xml"/>`+
			`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="`+types+`extended-properties+xml"/></Types>`,
		"_rels/.rels", relations(`<Relationship Id="rId3" Type="`+schema+`officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/><Relationship Id="rId2" Type="`+schema+`package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId1" Type="`+schema+`officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>`),
		"word/document.xml", declaration+`<w:document xmlns:w="`+w+`" xmlns:w14="`+later+`2010/wordml" xmlns:w15="`+later+`2012/wordml" xmlns:w16cex="`+later+`2018/wordml/cex" xmlns:w16cid="`+later+`2016/wordml/cid"><w:body>`+paragraph("5E1A0B01", l.words)+paragraph("5E1A0B02", "The fee is 200.")+l.added+`</w:body></w:document>`,
		"word/_rels/document.xml.rels", relations(`<Relationship Id="rId1" Type="`+schema+`officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/>`),
		"word/fontTable.xml", declaration+`<w:fonts xmlns:w="`+w+`"><w:font w:name="`+l.font+`"/><w:font w:name="Times New Roman"/></w:fonts>`,
		"docProps/core.xml", declaration+`<cp:coreProperties xmlns:cp="`+schema+`package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Bob Example</dc:creator><cp:lastModifiedBy>Bob Example</cp:lastModifiedBy><cp:revision>3</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">`+l.created+`</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">`+l.modified+`</dcterms:modified></cp:coreProperties>`,
		"docProps/app.xml", declaration+`<Properties xmlns="`+schema+`officeDocument/2006/extended-properties"><Template>Normal.dotm</Template><TotalTime>`+l.minutes+`</TotalTime><Pages>1</Pages><Application>Microsoft Office Word</Application><AppVersion>`+l.version+`</AppVersion></Properties>`,
	)
}

// paragraph is one of Word's, with its number.
func paragraph(number, words string) string {
	return `<w:p w14:paraId="` + number + `" w14:textId="77777777"><w:r><w:t>` + words + `</w:t></w:r></w:p>`
}

// odt is the letter as LibreOffice builds it; its dates have no zone.
func (l letter) odt() []byte {
	const names = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"`
	const begin = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	return l.pack(true,
		"mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", begin+`<office:document-content `+names+`><office:body><office:text><text:p>`+l.words+`</text:p></office:text></office:body></office:document-content>`,
		"meta.xml", begin+`<office:document-meta `+names+`><office:meta><meta:generator>LibreOffice/7.0.4.2$Linux_X86_64 LibreOffice_project/00$Build-2</meta:generator><meta:initial-creator>Bob Example</meta:initial-creator><meta:creation-date>`+strings.TrimSuffix(l.created, "Z")+`</meta:creation-date><dc:date>`+strings.TrimSuffix(l.modified, "Z")+`</dc:date><meta:editing-duration>PT1H35M</meta:editing-duration><meta:editing-cycles>3</meta:editing-cycles><meta:document-statistic meta:table-count="0" meta:image-count="0" meta:object-count="0" meta:page-count="1" meta:paragraph-count="1" meta:word-count="8" meta:character-count="`+strconv.Itoa(l.counted)+`"/></office:meta></office:document-meta>`,
		"META-INF/manifest.xml", begin+`<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
	)
}

// pack writes members: names and contents in turns.
func (l letter) pack(storeFirst bool, namesAndContents ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	makers := []uint16{}
	for i := 0; i < len(namesAndContents); i += 2 {
		h := &zip.FileHeader{Name: namesAndContents[i], Method: zip.Deflate, ModifiedDate: 0x21}
		if storeFirst && i == 0 {
			h.Method = zip.Store
		}
		maker, packed := l.maker, l.packed
		if h.Name == l.foreign {
			maker, packed = archiverMaker, time.Date(2021, 3, 20, 9, 0, 0, 0, time.UTC)
		}
		if !packed.IsZero() {
			h.ModifiedDate = uint16((packed.Year()-1980)<<9 | int(packed.Month())<<5 | packed.Day())
			h.ModifiedTime = uint16(packed.Hour()<<11 | packed.Minute()<<5 | packed.Second()/2)
		}
		makers = append(makers, maker)
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(w, namesAndContents[i+1])
		}
		if err != nil {
			log.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		log.Fatal(err)
	}
	return madeBy(b.Bytes(), makers)
}

// madeBy writes the version made by of each member into the directory, where Go's
// own writer has its own. APPNOTE 6.3 §4.4.2
func madeBy(content []byte, makers []uint16) []byte {
	at := bytes.Index(content, []byte("PK\x01\x02"))
	for _, m := range makers {
		binary.LittleEndian.PutUint16(content[at+4:], m)
		next := bytes.Index(content[at+4:], []byte("PK\x01\x02"))
		if next < 0 {
			break
		}
		at += 4 + next
	}
	return content
}
