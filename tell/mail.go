package tell

import (
	"time"

	"assay/mail"
)

// Mail is a mail as tells read it. What several tells need is read once.
type Mail struct {
	*mail.Message
	// Text is the mail's own text as mail.Message.Text has it.
	Text string

	keys   memo[[]uint16] // of the fields of Header
	claims memo[claimed]
	writer memo[string] // the domain of From
	way    memo[[]hop]
	quotes memo[quotedMaybe]
	own    memo[[]ownText]
	values []value
}

// memo is what is read when it is first asked for.
type memo[T any] struct {
	known bool
	is    T
}

func (m *memo[T]) get(read func() T) T {
	if !m.known {
		m.is, m.known = read(), true
	}
	return m.is
}

// value is a field and its text, as it was asked for before.
type value struct {
	name, text string
	at         int // in Header; below nought where there is none
}

// usualNames is how many names tells ask for.
const usualNames = 16

// NewMail makes a mail ready for tells; text is what m.Text() gave. It is for one
// goroutine.
func NewMail(m *mail.Message, text string) *Mail { return &Mail{Message: m, Text: text} }

func (m *Mail) author() string     { return m.writer.get(m.readAuthor) }
func (m *Mail) hops() []hop        { return m.way.get(m.readHops) }
func (m *Mail) texts() []ownText   { return m.own.get(m.readTexts) }
func (m *Mail) nameKeys() []uint16 { return m.keys.get(m.readKeys) }

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
	for i, k := range m.nameKeys() {
		if k == key && m.Header[i].Is(name) {
			list = append(list, m.Header[i])
		}
	}
	return list
}

// First returns the topmost field called name (lower case).
func (m *Mail) First(name string) (mail.Field, bool) {
	if i := m.index(name); i >= 0 {
		return m.Header[i], true
	}
	return mail.Field{}, false
}

// index is where that field stands in Header; below nought where it is not.
func (m *Mail) index(name string) int {
	key := nameKey(name)
	for i, k := range m.nameKeys() {
		if k == key && m.Header[i].Is(name) {
			return i
		}
	}
	return -1
}

// Date is the time that the mail claims, in its own zone. ok is false where it
// cannot be read, or stands twice.
func (m *Mail) Date() (at time.Time, ok bool) {
	d := m.claims.get(m.readDate)
	return d.at, d.ok
}

// claimed is a time, if there is one.
type claimed struct {
	at time.Time
	ok bool
}

func (m *Mail) readDate() claimed {
	list := m.All("date")
	if len(list) != 1 {
		return claimed{}
	}
	at, ok := parseDate(list[0].Unfolded())
	return claimed{at, ok && at.Year() >= oldestYear}
}

// oldestYear is the first whose times are compared. Programmes that were not
// ready for the year 2000 write 0102 for 2002.
const oldestYear = 1970

// value is the topmost field called name (lower case) and its text, empty
// where there is none.
func (m *Mail) value(name string) (mail.Field, string) {
	v := m.read(name)
	if v.at < 0 {
		return mail.Field{}, ""
	}
	return m.Header[v.at], v.text
}

// read is value; several tells ask for the same few names.
func (m *Mail) read(name string) value {
	for i := range m.values {
		if m.values[i].name == name {
			return m.values[i]
		}
	}
	v := value{name: name, at: m.index(name)}
	if v.at >= 0 {
		v.text = m.Header[v.at].Unfolded()
	}
	if m.values == nil {
		m.values = make([]value, 0, usualNames)
	}
	m.values = append(m.values, v)
	return v
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
