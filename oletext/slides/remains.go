package slides

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/ole"
	"assay/oletext/officeart"
)

const maxOld = 500 // pieces of old text that are listed

// breaks are those of paragraphs and lines.
var breaks = strings.NewReplacer("\r", "\n", "\v", "\n", "\x00", "")

// write adds texts to those that are shown, a line each.
func (p *deck) write(texts []string) {
	for _, text := range texts {
		p.shown[text] = true
		text = breaks.Replace(text)
		if strings.TrimSpace(text) != "" && text != "*" && p.out.Len() <= document.MaxText {
			p.out.WriteString(text + "\n")
		}
	}
}

// headers keeps the text of headers and footers. [MS-PPT] §2.4.15.1
func (p *deck) headers(r record) {
	walk(r.body, 0, func(r record) bool {
		if text, ok := r.text(); ok && strings.TrimSpace(text) != "" && !p.shown["footer "+text] {
			p.shown["footer "+text] = true
			p.shown[text] = true
			name := map[int]string{0: "date of the footer", 1: "header", 2: "footer"}[r.instance]
			p.d.Fields = append(p.d.Fields, document.Field{Name: name, Value: text, Where: "HeadersFooters"})
			p.footers = append(p.footers, text)
		}
		return true
	})
}

// comment adds one with author and date, of the writer's clock. [MS-PPT] §2.5.22
func (p *deck) comment(r record, slide int) {
	parts := map[int]string{}
	at := ""
	walk(r.body, 0, func(r record) bool {
		if text, ok := r.text(); ok {
			parts[r.instance] = text
			p.shown[text] = true
		}
		if b := r.body; r.kind == tCommentAtom && len(b) >= 20 { // number, then SYSTEMTIME
			at = fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d", ole.U16(b, 4), ole.U16(b, 6), ole.U16(b, 10), ole.U16(b, 12), ole.U16(b, 14), ole.U16(b, 16))
		}
		return true
	})
	where := fmt.Sprintf("comment on slide %d", slide)
	if parts[0] != "" {
		p.d.Editors = append(p.d.Editors, document.Said{Value: parts[0], Where: where})
	}
	if at != "" {
		p.d.Times = append(p.d.Times, document.Time{What: document.Edited, At: at, Where: where})
	}
	p.d.Fields = append(p.d.Fields, document.Field{Name: "comment", Value: parts[0] + ": " + parts[1], Where: where})
	p.write([]string{parts[1]})
}

// everything writes all text of the stream, where no order is known.
func (p *deck) everything() {
	walk(p.stream, 0, func(r record) bool {
		if text, ok := r.text(); ok && r.kind != tCString {
			p.write([]string{text})
		}
		return true
	})
}

// noteOld tells of text in parts that later saves replaced or dropped, where
// the present state has no such text.
func (p *deck) noteOld() {
	for _, offset := range p.offsets { // what the present state names in any way is no remain
		p.used[offset] = true
	}
	count := 0
	var old []string
	for offset := 0; ; {
		r, after, ok := at(p.stream, offset)
		if !ok {
			break
		}
		if !p.used[r.offset] && r.container() {
			walk(r.body, 0, func(r record) bool {
				text, ok := r.text()
				if !ok || r.kind == tCString || p.shown[text] || len(strings.TrimSpace(text)) < 3 {
					return true
				}
				p.shown[text] = true
				if count++; len(old) < maxOld {
					old = append(old, text)
				}
				return true
			})
		}
		offset = after
	}
	for _, text := range old {
		p.d.Fields = append(p.d.Fields, document.Field{Name: "text of an earlier save", Value: text, Where: "PowerPoint Document"})
	}
	if count > 0 {
		p.d.Note("ole/unseen-text", "PowerPoint Document", fmt.Sprintf("The file still holds %d pieces of text of earlier saves that no slide shows now; %d are listed. PowerPoint's fast saves keep former states without anyone's doing.", count, len(old)))
	}
}

// objects takes out the embedded files of all saves, and the macro project,
// which is kept in the same way. [MS-PPT] §2.10.34
func (p *deck) objects() {
	for offset := 0; ; {
		r, after, ok := at(p.stream, offset)
		if !ok {
			return
		}
		if r.kind == tObject {
			p.object(r)
		}
		offset = after
	}
}

// object unpacks one: deflated, after its true length, where instance is 1.
func (p *deck) object(r record) {
	data := r.body
	where := fmt.Sprintf("ExOleObjStg at byte %d", r.offset)
	if !p.used[r.offset] {
		where += ", of an earlier save"
	}
	if r.instance == 1 {
		if len(data) < 4 {
			return
		}
		unpacked, err := officeart.Unpack(data[4:], document.MaxEmbedded-p.unpacked)
		if err != nil {
			p.d.Unread("ole/object-damaged", where, fmt.Sprintf("An embedded object is not unpacked: %v.", err))
			return
		}
		data = unpacked
		p.unpacked += len(data)
	}
	officeart.Add(p.d, "object", "ole", officeart.Storage, where, data)
}
