package tell

import (
	"sync"
	"time"

	"assay/mail"
)

// Mail is a mail as tells read it. What several tells need is read once.
type Mail struct {
	*mail.Message
	// Text is the mail's own text as mail.Message.Text has it.
	Text string

	keys   func() []uint16 // of the fields of Header
	date   func() (time.Time, bool)
	author func() string // the domain of From
	hops   func() []hop
	quoted func() (quoted, bool)
	texts  func() []ownText
}

// NewMail makes a mail ready for tells; text is what m.Text() gave.
func NewMail(m *mail.Message, text string) *Mail {
	t := &Mail{Message: m, Text: text}
	t.keys = sync.OnceValue(t.readKeys)
	t.date = sync.OnceValues(t.readDate)
	t.author = sync.OnceValue(t.readAuthor)
	t.hops = sync.OnceValue(t.readHops)
	t.quoted = sync.OnceValues(t.readQuoted)
	t.texts = sync.OnceValue(t.readTexts)
	return t
}

// nameKey is the length and the first letter of a field's name in lower case.
// Tells ask for so many names that whole ones are compared only where it fits.
func nameKey[T string | []byte](lower T) uint16 {
	if len(lower) == 0 {
		return 0
	}
	return uint16(len(lower))<<8 | uint16(lower[0])
}

func (m *Mail) readKeys() []uint16 {
	keys := make([]uint16, len(m.Header))
	var name []byte
	for i := range m.Header {
		name = m.Header[i].AppendLowerName(name[:0])
		keys[i] = nameKey(name)
	}
	return keys
}

// All returns the fields called name (lower case), topmost first.
func (m *Mail) All(name string) (list []mail.Field) {
	key := nameKey(name)
	for i, k := range m.keys() {
		if k == key && m.Header[i].Is(name) {
			list = append(list, m.Header[i])
		}
	}
	return list
}

// First returns the topmost field called name (lower case).
func (m *Mail) First(name string) (mail.Field, bool) {
	key := nameKey(name)
	for i, k := range m.keys() {
		if k == key && m.Header[i].Is(name) {
			return m.Header[i], true
		}
	}
	return mail.Field{}, false
}

// Date is the time that the mail claims, in its own zone. ok is false where it
// cannot be read, or stands twice.
func (m *Mail) Date() (at time.Time, ok bool) { return m.date() }

func (m *Mail) readDate() (time.Time, bool) {
	list := m.All("date")
	if len(list) != 1 {
		return time.Time{}, false
	}
	at, ok := parseDate(list[0].Unfolded())
	return at, ok && at.Year() >= oldestYear
}

// oldestYear is the first whose times are compared. Programmes that were not
// ready for the year 2000 write 0102 for 2002.
const oldestYear = 1970

// value is the topmost field called name (lower case) and its text, empty
// where there is none.
func (m *Mail) value(name string) (mail.Field, string) {
	f, ok := m.First(name)
	if !ok {
		return f, ""
	}
	return f, f.Unfolded()
}

// readAuthor is the domain of the one address in From, or nothing.
func (m *Mail) readAuthor() string {
	_, text := m.value("from")
	list, sure := mail.Addresses(text)
	if !sure || len(list) != 1 {
		return ""
	}
	return list[0].Domain()
}
