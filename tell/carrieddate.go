package tell

import (
	"fmt"
	"mime"
	"strings"
	"time"

	"assay/mail"
)

// carriedSkew bounds how much later than Date something that the mail carries may
// be: clocks differ, and files are sometimes dated in a zone that is not named.
const carriedSkew = 24 * time.Hour

// maxCarried bounds how many parts are looked at.
const maxCarried = 200

// carriedDate: what a mail carries was there before it.
var carriedDate = Tell{
	ID:       "mail/carried-date",
	Asks:     "Are the mails and files that this mail carries older than it?",
	Rests:    "RFC 2046 §5.2.1: a message within has a Date of its own; RFC 2183 §2.4 and §2.5: a file says when it was made and last changed",
	Innocent: []string{"the clock of someone who wrote before was ahead by days", "a computer whose clock was wrong"},
	Cause:    ThreadOrder,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		if !ok {
			return NotApplicable()
		}
		read := 0
		var marks []Mark
		look := func(p *mail.Part, what, text string) {
			at, ok := mail.ParseDate(text)
			if !ok || at.Year() < oldestYear {
				return
			}
			read++
			if d := at.Sub(date); d > carriedSkew {
				marks = append(marks, Mark{
					Where:   fmt.Sprintf("part %s, %s", p.Number, what),
					Why:     fmt.Sprintf("Date is %s; part %s carries %s, %s later.", date.Format(inZone), p.Number, at.Format(inZone), apart(d)),
					Recheck: "read the header of that part",
				})
			}
		}
		parts := 0
		m.Root.Leaves(func(p *mail.Part) bool {
			for _, f := range p.Header {
				if p != m.Root && f.Is("content-disposition") && !f.Long() {
					_, params, _ := mime.ParseMediaType(f.Unfolded())
					look(p, "creation-date", params["creation-date"])
					look(p, "modification-date", params["modification-date"])
				}
			}
			if p.Type == "message/rfc822" {
				look(p, "Date", m.innerDate(p))
			}
			parts++
			return parts < maxCarried
		})
		if read == 0 {
			return NotApplicable()
		}
		return Of(marks)
	},
}

// maxInner bounds the bytes of a carried mail's header that are read.
const maxInner = 64 << 10

// innerDate is the Date of a mail that is carried, or nothing.
func (m *Mail) innerDate(p *mail.Part) string {
	content, _ := m.Decode(p)
	inner := mail.Parse(content[:min(len(content), maxInner)])
	if list := inner.All("date"); len(list) == 1 {
		return strings.TrimSpace(list[0].Unfolded())
	}
	return ""
}
