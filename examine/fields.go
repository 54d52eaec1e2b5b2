package examine

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"assay/mail"
)

// readFields fills what the header of a mail says of itself.
func (f *Facts) readFields(m *mail.Message) {
	f.readFrom(m.All("from"))
	for _, name := range []string{"to", "cc"} {
		for _, field := range m.All(name) {
			if len(f.Recipients) < maxAddresses {
				list, _ := mail.Addresses(field.Unfolded())
				f.Recipients = append(f.Recipients, addresses(list)...)
			}
		}
	}
	f.Recipients = f.Recipients[:min(len(f.Recipients), maxAddresses)]
	f.Subject, f.MessageID = clip(text(m, "subject")), clip(text(m, "message-id"))
	f.readDate(m)
	f.readBoxes(m)
}

// delivery are the fields in which servers note the mailbox that they put a mail
// into.
var delivery = []string{"delivered-to", "x-original-to", "envelope-to", "x-envelope-to"}

// maxBoxes bounds the mailboxes of one mail.
const maxBoxes = 20

func (f *Facts) readBoxes(m *mail.Message) {
	var boxes []string
	for _, name := range delivery {
		for _, field := range m.All(name) {
			list, _ := mail.Addresses(field.Unfolded())
			boxes = append(boxes, addresses(list)...)
		}
	}
	_, received := m.First("received")
	f.Unreceived = !received
	slices.Sort(boxes)
	boxes = slices.Compact(boxes)
	f.Boxes = boxes[:min(len(boxes), maxBoxes)]
}

// readFrom reads the authors, and what else the text of From shows. Of several
// fields it reads as much as one may hold.
func (f *Facts) readFrom(fields []mail.Field) {
	f.FromFields = len(fields)
	var from []string
	size := 0
	for _, field := range fields {
		if size > mail.MaxValue {
			break
		}
		size += len(field.Raw)
		list, sure := mail.Addresses(field.Unfolded())
		f.AuthorsSure = sure && len(list) > 0 && f.FromFields == 1 && !field.Long()
		from = append(from, field.Text())
		f.Authors = append(f.Authors, addresses(list)...)
	}
	f.Authors = f.Authors[:min(len(f.Authors), maxAddresses)]
	text := strings.Join(from, " and also ")
	f.From, f.Steered = clip(text), steered(text)
	domains, addrs, all := shown(text)
	f.Shown, f.ShownAddrs, f.AuthorsSure = domains, addrs, f.AuthorsSure && all
}

func (f *Facts) readDate(m *mail.Message) {
	field, ok := m.First("date")
	if !ok {
		return
	}
	f.DateText = clip(field.Unfolded())
	if t, ok := mail.ParseDate(f.DateText); ok {
		f.Date = t.Format(time.RFC3339)
	} else {
		m.Defects = append(m.Defects, mail.Defect{ID: mail.DateBad, Offset: field.Offset, Why: fmt.Sprintf("the date %q cannot be read", f.DateText)})
	}
}

// single are the fields that may stand once. RFC 5322 §3.6
var single = []string{"from", "sender", "to", "cc", "subject", "date", "message-id", "content-type"}

// noteFields tells of fields that stand twice and authors that are unsure.
func (f *Facts) noteFields(m *mail.Message) {
	for _, name := range single {
		if n := len(m.All(name)); n > 1 {
			m.Defects = append(m.Defects, mail.Defect{ID: mail.FieldDoubled, Offset: m.All(name)[1].Offset,
				Why: fmt.Sprintf("%s stands %d times in the header; programmes show one or the other", name, n)})
		}
	}
	if field, ok := m.First("from"); !ok {
		m.Defects = append(m.Defects, mail.Defect{ID: mail.FromBad, Offset: -1, Why: "the mail names no author: it has no From field"})
	} else if !f.AuthorsSure && f.FromFields == 1 {
		m.Defects = append(m.Defects, mail.Defect{ID: mail.FromBad, Offset: field.Offset,
			Why: fmt.Sprintf("From %q holds no complete address, or can be read in more than one way", clip(field.Unfolded()))})
	}
}

func addresses(list []mail.Address) []string {
	var addrs []string
	for _, a := range list[:min(len(list), maxAddresses)] {
		addrs = append(addrs, strings.ToLower(clip(a.Addr)))
	}
	return addrs
}

func text(m *mail.Message, name string) string {
	field, _ := m.First(name)
	if field.Raw == nil {
		return ""
	}
	return field.Text()
}

// clip bounds text that is kept.
func clip(s string) string {
	if len(s) <= maxText {
		return s
	}
	return strings.ToValidUTF8(s[:maxText], "") + "…"
}
