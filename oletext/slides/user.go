package slides

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/ole"
	"assay/ole/locale"
)

// currentUser reads who saved last, and where that save stands. [MS-PPT] §2.3.2
func (p *deck) currentUser(b []byte) (newest int, locked bool) {
	r, _, ok := at(b, 0)
	if !ok || len(r.body) < 20 {
		p.d.Unread("ole/slides-damaged", "Current User", "The stream that names the last save is not there.")
		return 0, false
	}
	body := r.body
	length := int(ole.U16(body, 12))
	p.d.Version = fmt.Sprintf("PowerPoint 97 to 2003 (%d.%d)", body[16], body[17])
	if 20+length <= len(body) {
		name, _ := locale.Text(locale.Western, body[20:20+length])
		if wide := body[min(len(body), 24+length):]; len(wide) >= 2*length {
			name = locale.UTF16Text(wide[:2*length])
		}
		if name = strings.Trim(name, "\x00 "); name != "" {
			p.d.Editors = append(p.d.Editors, document.Said{Value: name, Where: "Current User"})
		}
	}
	return int(ole.U32(body, 8)), ole.U32(body, 4) == 0xF3D1C4DF
}

// encrypted says whether the newest save names a key. [MS-PPT] §2.3.3
func (p *deck) encrypted(saves []save) bool {
	if len(saves) == 0 {
		return false
	}
	r, _, _ := at(p.stream, saves[0].offset)
	if len(r.body) < 32 {
		return false
	}
	offset, named := saves[0].offsets[ole.U32(r.body, 28)]
	crypt, _, ok := at(p.stream, offset)
	return named && ok && crypt.kind == tCrypt
}

// tellSaves lists the saves that the file remembers.
func (p *deck) tellSaves(saves []save) {
	if len(saves) == 0 {
		return
	}
	p.d.Fields = append(p.d.Fields, document.Field{Name: "saves", Value: fmt.Sprintf("%d, the first in full and each other added to it", len(saves)), Where: "UserEditAtom"})
	for i := len(saves) - 1; i >= 0; i-- {
		s := saves[i]
		p.d.Fields = append(p.d.Fields, document.Field{Name: "save", Value: fmt.Sprintf("%d things written, format %s", len(s.offsets), s.version), Where: fmt.Sprintf("UserEditAtom at byte %d", s.offset)})
	}
}
