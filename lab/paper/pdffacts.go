package paper

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// pdfFacts are what a PDF says of itself, twice: in its dictionary and in XMP.
type pdfFacts struct {
	title, author, creator, producer string
	created, modified                time.Time
	document, instance               string // UUIDs
}

func (p *Paper) pdfFacts(habit pdfHabit) pdfFacts {
	f := pdfFacts{author: p.Author, creator: p.Software.Name, producer: p.Software.Producer,
		created: p.Modified.In(p.Zone), modified: p.Modified.In(p.Zone)}
	if habit.title {
		f.title = p.Title
	}
	f.document, f.instance = uuid(p.draw("document", p.Revision)), uuid(p.draw("instance", p.Revision))
	if habit.resaved {
		f.created, f.document = p.Created.In(p.Zone), uuid(p.draw("document", 0))
	}
	return f
}

// info is the information dictionary: ISO 32000-1 §14.3.3.
func (f pdfFacts) info(habit pdfHabit) string {
	text := pdfText
	if habit.hex {
		text = pdfHex
	}
	s := "<<"
	if f.title != "" {
		s += "/Title" + text(f.title)
	}
	if f.author != "" {
		s += "/Author" + text(f.author)
	}
	s += "/Creator" + text(f.creator) + "/Producer" + text(f.producer)
	s += "/CreationDate(" + pdfTime(f.created, habit.zulu) + ")"
	if !habit.unedited {
		s += "/ModDate(" + pdfTime(f.modified, habit.zulu) + ")"
	}
	return s + ">>"
}

const (
	xmpHead  = "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	rdfSpace = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`
	xmpEnd   = "</rdf:RDF></x:xmpmeta>\n"
)

// description is one block of properties: ISO 16684-1 §7.4.
func description(prefix, space, properties string) string {
	return fmt.Sprintf("<rdf:Description rdf:about=\"\" xmlns:%s=\"http://%s/\">%s</rdf:Description>\n", prefix, space, properties)
}

func (f pdfFacts) dublinCore() (s string) {
	if f.title != "" {
		s += `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escape(f.title) + `</rdf:li></rdf:Alt></dc:title>`
	}
	if f.author != "" {
		s += `<dc:creator><rdf:Seq><rdf:li>` + escape(f.author) + `</rdf:li></rdf:Seq></dc:creator>`
	}
	return s
}

func (f pdfFacts) xmp(toolkit, format string, metadataDate bool) string {
	at := f.modified.Format(time.RFC3339)
	dates := fmt.Sprintf("<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate>", f.created.Format(time.RFC3339), at)
	if metadataDate {
		dates += "<xmp:MetadataDate>" + at + "</xmp:MetadataDate>"
	}
	return fmt.Sprintf(`<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="%s">`+"\n", toolkit) + rdfSpace + "\n" +
		description("pdf", "ns.adobe.com/pdf/1.3", "<pdf:Producer>"+escape(f.producer)+"</pdf:Producer>") +
		description("dc", "purl.org/dc/elements/1.1", format+f.dublinCore()) +
		description("xmp", "ns.adobe.com/xap/1.0", "<xmp:CreatorTool>"+escape(f.creator)+"</xmp:CreatorTool>"+dates) +
		description("xmpMM", "ns.adobe.com/xap/1.0/mm", "<xmpMM:DocumentID>uuid:"+f.document+"</xmpMM:DocumentID><xmpMM:InstanceID>uuid:"+f.instance+"</xmpMM:InstanceID>") +
		xmpEnd
}

func wordXMP(f pdfFacts) []byte {
	f.instance = f.document
	return []byte(xmpHead + f.xmp("3.1-701", "", false) + xmpRoom(20) + `<?xpacket end="w"?>`)
}

// adobeToolkits are the libraries of XMP that came with the versions.
var adobeToolkits = []struct{ producer, toolkit string }{
	{"10.0", "Adobe XMP Core 5.2-c001 63.139439, 2010/09/27-13:37:26"},
	{"11.0", "Adobe XMP Core 5.4-c005 78.147326, 2012/08/23-13:03:03"},
	{"15.0", "Adobe XMP Core 5.6-c015 81.157285, 2014/12/12-00:43:15"},
}

func adobeXMP(f pdfFacts) []byte {
	toolkit := adobeToolkits[0].toolkit
	for _, t := range adobeToolkits {
		if strings.Contains(f.producer, t.producer) {
			toolkit = t.toolkit
		}
	}
	return []byte(xmpHead + f.xmp(toolkit, "<dc:format>application/pdf</dc:format>", true) + xmpRoom(20) + `<?xpacket end="w"?>`)
}

func ghostscriptXMP(f pdfFacts) []byte {
	f.instance = f.document
	s := f.xmp("", "<dc:format>application/pdf</dc:format>", false)
	return []byte(xmpHead + strings.Replace(s, ` x:xmptk=""`, "", 1) + `<?xpacket end="w"?>`)
}

// xmpRoom is the room left for growth: ISO 16684-1 §7.3.2.
func xmpRoom(lines int) string { return strings.Repeat(strings.Repeat(" ", 99)+"\n", lines) }

// pdfText is a text string: PDFDocEncoding where it is ASCII, else UTF-16,
// ISO 32000-1 §7.9.2.2.
func pdfText(s string) string {
	if isASCII(s) {
		return pdfLiteral([]byte(s))
	}
	return pdfLiteral(wideText(s))
}

func pdfHex(s string) string { return fmt.Sprintf("<%X>", wideText(s)) }

func wideText(s string) []byte {
	b := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return b
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}

// pdfString is a string for a font in WinAnsiEncoding; what that lacks is a
// question mark.
func pdfString(s string) string { return pdfLiteral(winAnsi(s)) }

func winAnsi(s string) (b []byte) {
	for _, r := range s {
		c, ok := charmap.Windows1252.EncodeRune(r)
		if !ok || c < ' ' {
			c = '?'
		}
		b = append(b, c)
	}
	return b
}

// pdfLiteral writes a literal string: §7.3.4.2.
func pdfLiteral(s []byte) string {
	var b strings.Builder
	b.WriteByte('(')
	for _, c := range s {
		switch {
		case c == '(' || c == ')' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c > '~':
			fmt.Fprintf(&b, "\\%03o", c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte(')')
	return b.String()
}
