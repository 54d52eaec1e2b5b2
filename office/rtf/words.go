package rtf

import (
	"fmt"
	"strings"
	"time"

	"assay/document"
)

// word takes one control word.
func (r *reader) word(t token) {
	if r.skip > 0 && t.name != "u" {
		if _, isText := characters[t.name]; isText {
			r.skip--
			return
		}
	}
	if t.name == "u" {
		if r.state.into != ignored && r.target() == nil {
			r.char(t.value)
		}
		return
	}
	r.flush()
	if c, ok := characters[t.name]; ok {
		r.put(c)
		return
	}
	if lineEnds[t.name] {
		r.endLine()
		return
	}
	if r.enter(t) || r.character(t) || r.encoding(t) || r.revision(t) {
		return
	}
	r.facts(t)
}

// on is the value of a switch: \v, \v1 on; \v0 off.
func on(t token) bool { return !t.given || t.value != 0 }

// character takes what text looks like, as far as it hides text.
func (r *reader) character(t token) bool {
	switch t.name {
	case "v":
		r.state.hidden = on(t)
	case "deleted":
		r.state.deleted = on(t)
	case "plain":
		r.state.hidden, r.state.deleted = false, false
		r.state.page = r.pageOf(r.standard)
	default:
		return false
	}
	return true
}

// encoding takes what bytes of text mean.
func (r *reader) encoding(t token) bool {
	switch t.name {
	case "ansi":
		r.setPage(1252)
	case "mac":
		r.setPage(10000)
	case "pc":
		r.setPage(437)
	case "pca":
		r.setPage(850)
	case "ansicpg":
		if t.value > 0 {
			r.setPage(t.value)
			r.c.Field("code page", fmt.Sprint(t.value), `\ansicpg`)
		}
	case "uc":
		r.state.unicode = max(0, min(t.value, 16))
	case "deff":
		r.standard = t.value
	case "f":
		r.font(t)
	case "fcharset", "cpg":
		r.fontCharset(t)
	default:
		return false
	}
	return true
}

func (r *reader) setPage(page int) { r.page, r.state.page = page, page }

// revision takes marks of who changed what and when (RTF 1.9.1, "Track
// Changes", "Track Changes (RSID)").
func (r *reader) revision(t token) bool {
	switch t.name {
	case "revauth", "crauth":
		r.state.author = t.value
	case "revauthdel":
		r.state.eraser = t.value
	case "revdttm", "crdate":
		r.changed(t, r.state.author)
	case "revdttmdel":
		r.changed(t, r.state.eraser)
	case "insrsid", "rsidr", "charrsid", "pararsid", "sectrsid", "tblrsid", "styrsid", "delrsid":
		r.used.Add(rsid(t.value))
	case "rsid":
		if r.state.into == rsidTable {
			r.rsids.Add(rsid(t.value))
		}
	case "rsidroot":
		r.c.Field("rsidRoot", rsid(t.value), `\rsidroot`)
	default:
		return false
	}
	return true
}

// rsid is a revision mark as Word writes it in all its formats.
func rsid(value int) string { return fmt.Sprintf("%08X", uint32(value)) }

func (r *reader) changed(t token, author int) {
	where := `\` + t.name
	if author >= 0 && author < len(r.revisers) {
		where += " of " + r.revisers[author]
	}
	if at := dttm(uint32(t.value)); at != "" {
		r.c.Time(document.Edited, at, where)
	}
}

// dttm reads a moment that is packed into 32 bits ([MS-DOC] §2.9.70).
func dttm(v uint32) string {
	m := moment{year: int(v>>20&511) + 1900, month: int(v >> 16 & 15), day: int(v >> 11 & 31), hour: int(v >> 6 & 31), minute: int(v & 63)}
	if v == 0 {
		return ""
	}
	return m.String()
}

// moment is a time in its parts, as the information group has it.
type moment struct{ year, month, day, hour, minute, second int }

// String has no zone; it is empty where the parts are no time.
func (m moment) String() string {
	if m.year <= 0 || m.year > 9999 {
		return ""
	}
	t := time.Date(m.year, time.Month(m.month), m.day, m.hour, m.minute, m.second, 0, time.UTC)
	if int(t.Month()) != m.month || t.Day() != m.day || t.Hour() != m.hour || t.Minute() != m.minute {
		return ""
	}
	return t.Format(document.Zoneless)
}

// set takes one part of a moment.
func (m *moment) set(t token) bool {
	switch t.name {
	case "yr":
		m.year = t.value
	case "mo":
		m.month = t.value
	case "dy":
		m.day = t.value
	case "hr":
		m.hour = t.value
	case "min":
		m.minute = t.value
	case "sec":
		m.second = t.value
	default:
		return false
	}
	return true
}

// numbers are words whose number is a fact about the document.
var numbers = map[string]string{
	"version": "version", "vern": "internal version", "edmins": "editing minutes", "nofpages": "pages", "nofwords": "words",
	"nofchars": "characters", "nofcharsws": "characters with spaces", "id": "document id", "deflang": "default language",
}

// facts takes what is left: numbers of the information group, and the sort of
// a picture.
func (r *reader) facts(t token) {
	if name, ok := numbers[t.name]; ok && t.given {
		r.c.Field(name, fmt.Sprint(t.value), `\`+t.name)
		if t.name == "nofpages" && t.value > 0 && t.value < 1e6 {
			r.c.D.Pages = t.value
		}
		return
	}
	if r.moment.set(t) {
		return
	}
	switch {
	case t.name == "rtf" && t.given:
		r.c.D.Version = fmt.Sprint(t.value)
	case pictureTypes[t.name] != "":
		r.picture.mime = pictureTypes[t.name]
	case t.name == "revisions" || t.name == "formprot" || t.name == "revprot" || t.name == "annotprot" || t.name == "readprot":
		r.c.Field(strings.TrimSuffix(t.name, "s"), "on", `\`+t.name)
	}
}
