package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// paper is a PDF of some pages; what is empty is left out.
type paper struct {
	version, mark     string
	created, modified string // PDF dates
	producer          string
	id                [2]string
	packet            packet
	font              string
	words             string // of the first page
	second            bool   // the last page names a second subset of the font
	added             string // words in a further stream of the last page
	states            []state
}

// packet is its XMP.
type packet struct {
	created, modified, producer string
	steps                       []string // times of the history
}

// state is a later state: what was added behind the file.
type state struct {
	modified string
	note     string // a note on the first page
	words    string // of the first page, where they changed
}

// plain is the paper that the pairs begin with.
func plain() paper {
	return paper{
		version: "1.7", mark: "äüöß", created: "D:20210304091500+01'00'", modified: "D:20210304091500+01'00'",
		producer: "LibreOffice 7.0", id: [2]string{"0A1B2C3D4E5F60718293A4B5C6D7E8F9", "0A1B2C3D4E5F60718293A4B5C6D7E8F9"},
		font: "SampleSans", words: "The fee is 100 a month.",
	}
}

// told is the plain paper with XMP.
func told() paper {
	p := plain()
	p.packet = packet{created: "2021-03-04T09:15:00+01:00", modified: "2021-03-04T09:15:00+01:00", producer: p.producer}
	return p
}

const pages = 4

func (p paper) bytes() []byte {
	w := &writer{at: map[int]int{}, prev: -1}
	w.WriteString("%PDF-" + p.version + "\n%" + p.mark + "\n")
	metadata := ""
	if p.packet.created != "" {
		metadata = "/Metadata 7 0 R"
		w.stream(7, "/Type/Metadata/Subtype/XML", p.packet.xml())
	}
	w.object(1, "<</Type/Catalog/Pages 2 0 R"+metadata+">>")
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 20+2*i))
	}
	w.object(2, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", pages, strings.Join(kids, " ")))
	for i := range pages {
		fonts, words := "/F1 4 0 R", fmt.Sprintf("Page %d.", i+1)
		if i == 0 {
			words = p.words
		}
		if i == pages-1 && p.second {
			fonts += "/F2 8 0 R"
		}
		if i == pages-1 && p.added != "" {
			w.object(20+2*i, strings.Replace(page(i, fonts, ""), fmt.Sprintf("%d 0 R", 21+2*i), fmt.Sprintf("[%d 0 R 10 0 R]", 21+2*i), 1))
			w.stream(10, "", drawn(p.added))
		} else {
			w.object(20+2*i, page(i, fonts, ""))
		}
		w.stream(21+2*i, "", drawn(words))
	}
	w.font(4, "LDRQWN+"+p.font)
	if p.second {
		w.font(8, "QKBVTE+"+p.font)
	}
	w.object(3, p.info(p.modified))
	trailer := fmt.Sprintf("/Root 1 0 R/Info 3 0 R/ID[<%s><%s>]", p.id[0], p.id[1])
	w.end(trailer)
	for _, s := range p.states {
		if s.note != "" {
			w.object(9, "<</Type/Annot/Subtype/Text/Rect[20 20 40 40]/Contents("+s.note+")>>")
			w.object(20, page(0, "/F1 4 0 R", "/Annots[9 0 R]"))
		}
		if s.words != "" {
			w.stream(21, "", drawn(s.words))
		}
		w.object(3, p.info(s.modified))
		w.end(trailer)
	}
	return []byte(w.String())
}

func page(i int, fonts, more string) string {
	return fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents %d 0 R/Resources<</Font<<%s>>>>%s>>", 21+2*i, fonts, more)
}

func drawn(words string) string { return "BT /F1 12 Tf 20 150 Td (" + words + ") Tj ET" }

func (p paper) info(modified string) string {
	return fmt.Sprintf("<</Title(A made-up agreement)/Creator(Writer)/Producer(%s)/CreationDate(%s)/ModDate(%s)>>", p.producer, p.created, modified)
}

func (p packet) xml() string {
	history := ""
	for _, s := range p.steps {
		history += `<rdf:li stEvt:action="saved" stEvt:when="` + s + `" stEvt:softwareAgent="Writer" stEvt:changed="/"/>`
	}
	if history != "" {
		history = "<xmpMM:History><rdf:Seq>" + history + "</rdf:Seq></xmpMM:History>"
	}
	return `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#">` +
		`<xmp:CreateDate>` + p.created + `</xmp:CreateDate><xmp:ModifyDate>` + p.modified + `</xmp:ModifyDate><pdf:Producer>` + p.producer + `</pdf:Producer>` + history +
		`</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}

// writer writes objects and remembers where.
type writer struct {
	strings.Builder
	at   map[int]int // of the present state
	prev int
}

func (w *writer) object(number int, body string) {
	w.at[number] = w.Len()
	fmt.Fprintf(w, "%d 0 obj\n%s\nendobj\n", number, body)
}

func (w *writer) stream(number int, entries, data string) {
	w.object(number, fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", entries, len(data), data))
}

// font writes a font whose programme is empty: only its name is looked at.
func (w *writer) font(number int, name string) {
	w.object(number, fmt.Sprintf("<</Type/Font/Subtype/TrueType/BaseFont/%s/FontDescriptor %d 0 R>>", name, number+100))
	w.object(number+100, fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 32/FontFile2 %d 0 R>>", name, number+101))
	w.stream(number+101, "/Length1 0", "")
}

// end writes the table and the trailer of a state.
func (w *writer) end(trailer string) {
	at := w.Len()
	w.WriteString("xref\n0 1\n0000000000 65535 f \n")
	for _, n := range slices.Sorted(maps.Keys(w.at)) {
		fmt.Fprintf(w, "%d 1\n%010d 00000 n \n", n, w.at[n])
	}
	if w.prev >= 0 {
		trailer += fmt.Sprintf("/Prev %d", w.prev)
	}
	fmt.Fprintf(w, "trailer\n<</Size 200%s>>\nstartxref\n%d\n%%%%EOF\n", trailer, at)
	w.prev, w.at = at, map[int]int{}
}
