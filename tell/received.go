package tell

import (
	"fmt"
	"strings"
	"time"

	"assay/mail"
)

// hop is one Received field: what one server notes of taking the mail.
type hop struct {
	field mail.Field
	by    string // the server, as it names itself
	id    string // the server's own identifier, without brackets
	noted string // the time as it is written
	at    time.Time
	dated bool
}

func (h *hop) where() string { return fmt.Sprintf("%s at byte %d", h.field.Name(), h.field.Offset) }

// maxHops bounds how many Received fields are read; servers refuse mail with
// more than some hundred. RFC 5321 §6.3
const maxHops = 100

// readHops reads the way that servers noted, the latest first, as it stands in
// the mail.
func (m *Mail) readHops() []hop { return hopsOf(m.All("received")) }

func hopsOf(list []mail.Field) []hop {
	hops := make([]hop, 0, min(len(list), maxHops))
	for _, f := range list[:min(len(list), maxHops)] {
		if !f.Long() {
			hops = append(hops, readHop(f))
		}
	}
	return hops
}

// readHop reads the clauses of a Received field that are needed. RFC 5321 §4.4
func readHop(f mail.Field) hop {
	h := hop{field: f}
	text := string(f.Value())
	if i := strings.LastIndexByte(text, ';'); i >= 0 {
		h.noted = strings.TrimSpace(text[i+1:])
		if strings.IndexByte(h.noted, '\n') >= 0 {
			h.noted = strings.Join(strings.Fields(h.noted), " ")
		}
		h.at, h.dated = parseDate(h.noted)
		h.dated = h.dated && h.at.Year() >= oldestYear
		text = text[:i]
	}
	h.by, h.id = clause(text, "by"), clause(text, "id")
	return h
}

// clause is the word behind name, which has two letters, outside of comments,
// without brackets.
func clause(text, name string) string {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			depth = max(0, depth-1)
		case name[0]:
			if depth == 0 && i > 0 && i+2 < len(text) && blank(text[i-1]) && text[i+1] == name[1] && blank(text[i+2]) {
				word := strings.TrimLeft(text[i+2:], " \t\r\n")
				if end := strings.IndexAny(word, " \t\r\n"); end >= 0 {
					word = word[:end]
				}
				return strings.Trim(word, "<>,")
			}
		}
	}
	return ""
}

func blank(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// firstHop is the first server that dated its field.
func (m *Mail) firstHop() (first *hop, ok bool) {
	hops := m.hops()
	for i := len(hops) - 1; i >= 0; i-- {
		if hops[i].dated {
			return &hops[i], true
		}
	}
	return nil, false
}
