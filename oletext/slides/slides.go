// Package slides reads the presentations of PowerPoint 97 to 2003 ([MS-PPT]):
// the text of slides in their order, notes, comments, and what earlier saves
// left in the file. PowerPoint adds each save to the end of the file, so words
// that were deleted often still stand there.
//
// Text inside charts and embedded objects, and the layout of a slide, are not
// read; text boxes come in the order of the file.
package slides

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/finding"
	"assay/ole"
	"assay/oletext/officeart"
)

// deck is what is gathered while a presentation is read.
type deck struct {
	d       *document.Document
	stream  []byte
	offsets map[uint32]int
	used    map[int]bool // offsets of records that belong to the present state
	shown   map[string]bool
	out     strings.Builder
	footers []string
	missing []string // slides that no save wrote

	deep     bool // records lie too deep to be followed
	unpacked int  // bytes of embedded objects so far
}

// Read reads the presentation in the root of f into d.
func Read(f *ole.File, d *document.Document) {
	p := &deck{d: d, stream: f.Stream("PowerPoint Document"), used: map[int]bool{}, shown: map[string]bool{}}
	user := f.Stream("Current User")
	newest, locked := p.currentUser(user)
	saves, err := readSaves(p.stream, newest)
	if err != nil {
		d.Unread("ole/slides-damaged", "PowerPoint Document", finding.Sentence(err.Error())+" The saves were looked for in the order of the file instead.")
		saves = scanSaves(p.stream)
	}
	if locked || p.encrypted(saves) {
		d.Unread("ole/encrypted", "PowerPoint Document", "Its slides are encrypted and were not read; names and dates outside of them stay legible.")
		return
	}
	p.offsets = current(saves)
	p.tellSaves(saves)
	if !p.readDocument(saves) {
		d.Unread("ole/slides-damaged", "PowerPoint Document", "The list of its slides is not found; all text is given in the order of the file, old states among it.")
		p.everything()
	}
	if len(p.missing) > 0 {
		d.Unread("ole/slides-damaged", "PowerPoint Document", fmt.Sprintf("%d slides or notes are listed that no save wrote; of them only the text in the list is given. The first: %s.", len(p.missing), p.missing[0]))
	}
	if p.deep {
		d.Unread("ole/slides-damaged", "PowerPoint Document", fmt.Sprintf("Some records lie more than %d deep, which no programme writes; text in them was not read.", maxDepth))
	}
	p.write(p.footers)
	d.Text += p.out.String()
	if len(saves) > 0 {
		p.noteOld()
	}
	officeart.Records(f.Stream("Pictures"), "Pictures", d)
	p.objects()
}

// readDocument reads slides and notes in order; false where their list is not
// found. [MS-PPT] §2.4.1
func (p *deck) readDocument(saves []save) bool {
	if len(saves) == 0 {
		return false
	}
	r, _, ok := at(p.stream, p.offsets[saves[0].document])
	if !ok || r.kind != tDocument {
		return false
	}
	p.used[r.offset] = true
	lists := map[int][]byte{}
	walk(r.body, 0, func(r record) bool {
		if r.kind == tList && lists[r.instance] == nil {
			lists[r.instance] = r.body
		}
		if r.kind == tHeaders {
			p.headers(r)
		}
		return r.kind != tList
	})
	p.list(lists[0], tSlide)
	p.list(lists[2], tNotes)
	p.list(lists[1], 0) // masters: their text is a pattern, not shown
	return true
}

// list reads the slides of one list: text that stands in the list, then that
// of the slide itself. [MS-PPT] §2.4.14.3
func (p *deck) list(b []byte, kind uint16) {
	number, texts := 0, []string(nil)
	var persist uint32
	flush := func() {
		if persist == 0 {
			return
		}
		p.slide(persist, kind, number, texts)
		persist, texts = 0, nil
	}
	walk(b, 0, func(r record) bool {
		if r.kind == tPersist {
			flush()
			number++
			persist = ole.U32(r.body, 0)
		} else if text, ok := r.text(); ok && r.kind != tCString {
			texts = append(texts, text)
		}
		return true
	})
	flush()
	if kind == tSlide {
		p.d.Pages = number
	}
}

// slide writes one slide or its notes. Each is read once.
func (p *deck) slide(persist uint32, kind uint16, number int, texts []string) {
	offset, known := p.offsets[persist]
	r, _, ok := at(p.stream, offset)
	if !known || !ok {
		p.missing = append(p.missing, fmt.Sprintf("number %d, said to be thing %d", number, persist))
		p.write(texts)
		return
	}
	if p.used[offset] {
		return
	}
	p.used[offset] = true
	if kind == 0 || r.kind != kind {
		return
	}
	taken := make([]bool, len(texts))
	var own []string
	deep := walk(r.body, 0, func(r record) bool {
		switch r.kind {
		case tOutline:
			if n := int(ole.U32(r.body, 0)); n < len(texts) && !taken[n] {
				taken[n] = true
				own = append(own, texts[n])
			}
		case tComment:
			p.comment(r, number)
			return false
		case tHeaders:
			p.headers(r)
			return false
		case tChars, tBytes:
			text, _ := r.text()
			own = append(own, text)
		}
		return true
	})
	p.deep = p.deep || deep
	for i, text := range texts {
		if !taken[i] {
			own = append(own, text)
		}
	}
	if kind == tNotes && len(own) > 0 {
		p.out.WriteString("\n")
	}
	p.write(own)
}
