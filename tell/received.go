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
	from  []string // names and addresses of the peer: what it said, and what stands in the comment behind it
	by    string
	id    string // the server's own identifier, without brackets
	to    string // whom it was for, without brackets
	at    time.Time
	dated bool
}

func (h *hop) where() string { return fmt.Sprintf("%s at byte %d", h.field.Name(), h.field.Offset) }

// maxHops bounds how many Received fields are read; servers refuse mail with
// more than some hundred. RFC 5321 §6.3
const maxHops = 100

// readHops reads the way that servers noted, the latest first, as it stands in the mail.
func (m *Mail) readHops() []hop {
	list := m.All("received")
	hops := make([]hop, 0, min(len(list), maxHops))
	for _, f := range list[:min(len(list), maxHops)] {
		if !f.Long() {
			hops = append(hops, readHop(f))
		}
	}
	return hops
}

// readHop reads the clauses of a Received field. RFC 5321 §4.4
func readHop(f mail.Field) hop {
	h := hop{field: f}
	text := f.Unfolded()
	if i := strings.LastIndexByte(text, ';'); i >= 0 {
		h.at, h.dated = mail.ParseDate(text[i+1:])
		h.dated = h.dated && h.at.Year() >= oldestYear
		text = text[:i]
	}
	clause, depth := "", 0
	for word := range strings.FieldsSeq(text) {
		inside := depth > 0 || word[0] == '('
		depth = max(0, depth+strings.Count(word, "(")-strings.Count(word, ")"))
		if inside && clause != "from" {
			continue
		}
		switch lower := strings.ToLower(word); {
		case inside:
			h.from = append(h.from, bare(word))
		case lower == "from" || lower == "by" || lower == "id" || lower == "for" || lower == "with" || lower == "via":
			clause = lower
		default:
			h.take(clause, word)
		}
	}
	return h
}

func (h *hop) take(clause, word string) {
	switch clause {
	case "from":
		h.from = append(h.from, bare(word))
	case "by":
		if h.by == "" {
			h.by = bare(word)
		}
	case "id":
		if h.id == "" {
			h.id = strings.Trim(word, "<>,")
		}
	case "for":
		if h.to == "" {
			h.to = strings.ToLower(strings.Trim(word, "<>,"))
		}
	}
}

// bare is a name of a host without brackets, colons and the like around it.
func bare(word string) string { return strings.ToLower(strings.Trim(word, "()[]<>,:;.\"'")) }

// firstHop is the time that the first server noted which dated its field.
func (m *Mail) firstHop() (first *hop, ok bool) {
	hops := m.hops()
	for i := len(hops) - 1; i >= 0; i-- {
		if hops[i].dated {
			return &hops[i], true
		}
	}
	return nil, false
}
