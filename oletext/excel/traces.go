package excel

import (
	"fmt"
	"regexp"
	"strings"

	"assay/document"
	"assay/ole"
	"assay/ole/locale"
	"assay/oletext/officeart"
)

// trace takes the records that name people, files and machines.
func (w *workbook) trace(r record) {
	b := r.body()
	s := w.here()
	where := "sheet " + s.name
	if w.current == nil {
		where = "Workbook"
	}
	short := 1
	if w.biff8 {
		short = 2
	}
	switch r.kind {
	case rWriteAccess:
		if name := w.user(b); name != "" {
			w.d.Editors = append(w.d.Editors, document.Said{Value: name, Where: "WRITEACCESS"})
		}
	case rFileSharing:
		if len(b) > 4 {
			w.field("write reservation by", w.text(b[4:], short), "FILESHARING")
		}
	case rHeader, rFooter:
		w.field(map[uint16]string{rHeader: "header", rFooter: "footer"}[r.kind], plainHeader(w.text(b, short)), where)
	case rSupBook:
		if len(b) > 4 && ole.U16(b, 2) != 0x0401 && ole.U16(b, 2) != 0x3A01 { // this workbook, add-ins
			w.field("link to another file", virtualPath(w.text(b[2:], 2)), "SUPBOOK")
		}
	case rExternSheet:
		if !w.biff8 && len(b) > 1 && b[1] == 1 {
			w.field("link to another file", virtualPath(w.text(b, 1)), "EXTERNSHEET")
		}
	case rDConRef:
		if len(b) > 6 {
			w.field("source of a table", virtualPath(w.text(b[6:], short)), "DCONREF")
		}
	case rHLink:
		w.field("hyperlink", hyperlink(b), where)
	case rPrinter:
		w.printer(b, where)
	case rCountry:
		w.field("countries of the programme and of the system", fmt.Sprintf("%d, %d (telephone codes)", ole.U16(b, 0), ole.U16(b, 2)), "COUNTRY")
	default:
		w.aside(r, s)
	}
}

// aside takes the records of text and pictures beside the cells, and of what
// is hidden.
func (w *workbook) aside(r record, s *sheet) {
	b := r.body()
	switch r.kind {
	case rDrawings:
		var art []byte
		for _, p := range r.parts {
			art = append(art, p...)
		}
		officeart.Records(art, "MSODRAWINGGROUP", w.d)
	case rSeriesText:
		if len(b) > 3 {
			s.boxes = append(s.boxes, w.text(b[2:], 1))
		}
	case rRow:
		if ole.U16(b, 12)&0x20 != 0 {
			s.rows++
		}
	case rColInfo:
		if ole.U16(b, 8)&1 != 0 {
			s.cols++
		}
	case rObj:
		if s.object = 0; ole.U16(b, 0) == 0x15 {
			s.object = ole.U16(b, 6)
		}
	case rTXO:
		w.box(r, s)
	case rNote:
		w.note(b, s)
	}
}

// plainHeader takes the codes out of a header: &L, &P, &"font", &12.
// [MS-XLS] §2.4.136
func plainHeader(text string) string {
	return strings.Join(strings.Fields(headerCode.ReplaceAllString(text, " ")), " ")
}

var headerCode = regexp.MustCompile(`&(?:"[^"]*"|[0-9]+|K[0-9A-F]{6}|[A-Za-z])`)

// user is the name of the user who had the file open last. [MS-XLS] §2.4.349
func (w *workbook) user(b []byte) string {
	size := 1
	if w.biff8 {
		size = 2
	}
	return strings.Trim(w.text(b, size), " \x00")
}

// box keeps the text of a text box or comment, which stands in the records
// that continue it. [MS-XLS] §2.4.329
func (w *workbook) box(r record, s *sheet) {
	count := int(ole.U16(r.body(), 10))
	c := &cursor{parts: r.parts, at: len(r.body())}
	text, _ := c.run(count, false)
	if s.notes == nil {
		s.notes = map[uint16][]string{}
	}
	if _, twice := s.notes[s.object]; !twice {
		s.order = append(s.order, s.object)
	}
	s.notes[s.object] = append(s.notes[s.object], text)
}

// note tells of a comment with its author. [MS-XLS] §2.4.179
func (w *workbook) note(b []byte, s *sheet) {
	where := fmt.Sprintf("sheet %s, row %d, column %d", s.name, int(ole.U16(b, 0))+1, int(ole.U16(b, 2))+1)
	if !w.biff8 {
		if len(b) > 6 {
			text, _ := locale.Text(w.page, b[6:])
			s.boxes = append(s.boxes, text)
			w.d.Fields = append(w.d.Fields, document.Field{Name: "comment", Value: text, Where: where})
		}
		return
	}
	if len(b) < 9 {
		return
	}
	author := strings.TrimSpace(w.text(b[8:], 2))
	w.d.Fields = append(w.d.Fields, document.Field{Name: "comment", Value: author + ": " + s.note(ole.U16(b, 6)), Where: where})
	if author != "" && !w.listed["author\x00"+author] {
		w.listed["author\x00"+author] = true
		w.d.Editors = append(w.d.Editors, document.Said{Value: author, Where: "comment, " + where})
	}
}

// note is the text of an object, as far as it is kept.
func (s *sheet) note(object uint16) (text string) {
	for _, part := range s.notes[object] {
		if text += part; len(text) > document.MaxValue {
			break
		}
	}
	return text
}

// virtualPath undoes the way in which paths are written. [MS-XLS] §2.5.277
func virtualPath(text string) string {
	text = strings.TrimPrefix(text, "\x01")
	if rest, drive := strings.CutPrefix(text, "\x01"); drive && rest != "" {
		if share, unc := strings.CutPrefix(rest, "@"); unc {
			text = `\\` + share
		} else {
			text = rest[:1] + `:\` + rest[1:]
		}
	}
	return strings.NewReplacer("\x02", `\`, "\x03", `\`, "\x04", `..\`, "\x05", "").Replace(text)
}

// hyperlink is the address of a link, of the two sorts that are common.
// [MS-OSHARED] §2.3.7.1
func hyperlink(b []byte) string {
	const urlMoniker, fileMoniker = "{79EAC9E0-BAF9-11CE-8C82-00AA004BA90B}", "{00000303-0000-0000-C000-000000000046}"
	if len(b) < 32 {
		return ""
	}
	flags := ole.U32(b, 28)
	b = b[32:]
	for _, bit := range []uint32{0x10, 0x80} { // shown text, frame
		if flags&bit != 0 {
			size := 4 + 2*int64(ole.U32(b, 0))
			b = b[min(size, int64(len(b))):]
		}
	}
	if flags&0x101 != 1 || len(b) < 22 {
		return ""
	}
	switch ole.GUID(b) {
	case urlMoniker:
		size := min(int64(ole.U32(b, 16)), int64(len(b)-20))
		text, _, _ := strings.Cut(locale.UTF16Text(b[20:20+size]), "\x00")
		return text
	case fileMoniker:
		size := min(int64(ole.U32(b, 18)), int64(len(b)-22))
		text, _ := locale.Text(locale.Western, b[22:22+size])
		return strings.Repeat(`..\`, int(min(ole.U16(b, 16), 32))) + strings.TrimRight(text, "\x00")
	}
	return ""
}

// printer names the printer that the sheet was set up for: the device name of
// a DEVMODE structure, cut to 31 characters by Windows.
func (w *workbook) printer(b []byte, where string) {
	if !w.biff8 || len(b) < 66 {
		return
	}
	name, _, _ := strings.Cut(locale.UTF16Text(b[2:66]), "\x00")
	for _, r := range name {
		if r < ' ' || r == 0xFFFD {
			return
		}
	}
	w.field("printer", name, where)
}
