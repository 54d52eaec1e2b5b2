package tell

import (
	"fmt"

	"assay/mail"
)

// fieldPlace: each server writes above what it was given. Whoever writes another
// field into a mail that had arrived often does so at the top.
var fieldPlace = Tell{
	ID:    "mail/field-place",
	Asks:  "Does one field of the writer stand among those that servers wrote on top of the others?",
	Rests: "RFC 5321 §4.4: each server puts its trace above all that it was given. Message-ID, Date, From and To are left out: servers put missing ones in (real mail of 2002)",
	Innocent: []string{"a server or a list that put a missing field in on its way", "a programme that sorted the header when it stored the mail",
		"a sender who wrote traces of servers himself"},
	Cause: Structure,
	Mail: func(m *Mail) Result {
		first, last, ok := m.traces()
		if !ok {
			return NotApplicable()
		}
		// Some servers and lists write the header anew between two traces, with several
		// fields of the writer; above the first there is none.
		for _, top := range []int{first, last} {
			above, below := m.written(0, top), m.written(top, len(m.Header))
			if top == first && len(below) < leastBelow {
				return NotApplicable()
			}
			if len(above) == 1 && len(below) >= leastBelow && latePlaced(above[0]) {
				return Found(m.misplaced(above[0], top, len(below)))
			}
		}
		return Absent()
	},
}

func (m *Mail) misplaced(f mail.Field, top, below int) Mark {
	return Mark{
		Where: fmt.Sprintf("%s at byte %d", f.Name(), f.Offset),
		Why: fmt.Sprintf("%s stands above %s at byte %d, which a server wrote when it took the mail; %d fields of the writer stand below.",
			f.Name(), m.Header[top].Name(), m.Header[top].Offset, below),
		Recheck: "read the order of the fields in the header",
	}
}

// leastBelow is how many fields of the writer have to stand where they belong.
const leastBelow = 4

// serverFields are written when servers take a mail or hand it over.
var serverFields = []string{"received", "return-path", "delivered-to", "x-original-to", "authentication-results"}

// writerFields are written by the programme that a mail is written in; placed is
// true of those that servers never put in of their own.
var writerFields = []struct {
	name   string
	placed bool
}{
	{"from", false}, {"to", false}, {"date", false}, {"message-id", false},
	{"cc", true}, {"bcc", true}, {"subject", true}, {"in-reply-to", true}, {"references", true}, {"reply-to", true},
}

// traces are the places of the highest and the lowest of the fields of servers.
func (m *Mail) traces() (first, last int, ok bool) {
	for i := range m.Header {
		for _, name := range serverFields {
			if !m.Header[i].Is(name) {
				continue
			}
			if !ok {
				first = i
			}
			last, ok = i, true
		}
	}
	return first, last, ok
}

// written are the fields of the writer from one place in the header to another.
func (m *Mail) written(from, to int) (list []mail.Field) {
	for _, f := range m.Header[from:to] {
		for _, w := range writerFields {
			if f.Is(w.name) {
				list = append(list, f)
			}
		}
	}
	return list
}

func latePlaced(f mail.Field) bool {
	for _, w := range writerFields {
		if f.Is(w.name) {
			return w.placed
		}
	}
	return false
}
