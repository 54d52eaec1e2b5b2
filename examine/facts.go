// Package examine reads one item: it takes a mail apart, gathers the evidence
// of its signatures, and hands on what stands inside it. What it finds are
// facts: they depend on the item's bytes alone, not on keys, trust or place, so
// that a case can be judged again without its leak.
package examine

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"assay/document"
	"assay/finding"
	"assay/item"
	"assay/keys"
	"assay/mail"
	"assay/sign"
)

// Bounds on what the facts of one item hold; the item itself keeps the rest.
const (
	maxText      = 2000    // bytes of a subject, an author or a name
	maxAddresses = 500     // recipients
	maxFindings  = 200     // defects of one mail
	maxNames     = 1 << 20 // bytes of the names and types of its parts
)

// Facts is what was read off one item.
type Facts struct {
	Kind item.Kind `json:"kind"`
	Size int64     `json:"size"`

	Subject   string `json:"subject,omitempty"`
	From      string `json:"from,omitempty"` // as a reader sees it; several From fields joined
	Date      string `json:"date,omitempty"` // RFC 3339 in the sender's zone; empty where it cannot be read
	DateText  string `json:"date_text,omitempty"`
	MessageID string `json:"message_id,omitempty"`

	// Authors are the addresses of From in lower case. AuthorsSure is false
	// where the field is doubled or programmes may read others from it.
	FromFields  int      `json:"from_fields,omitempty"`
	Authors     []string `json:"authors,omitempty"`
	AuthorsSure bool     `json:"authors_sure,omitempty"`
	// Shown are the domains of addresses that stand anywhere in the text of
	// From, names and comments included, decoded; ShownAddrs the addresses.
	// Steered is true where signs in that text hide how it reads.
	Shown      []string `json:"shown,omitempty"`
	ShownAddrs []string `json:"shown_addrs,omitempty"`
	Steered    bool     `json:"steered,omitempty"`
	Recipients []string `json:"recipients,omitempty"` // addresses of To and Cc in lower case

	Sign    sign.Facts `json:"sign,omitzero"`
	Misfits []string   `json:"misfits,omitempty"` // mail.Message.Misfits
	// Multipart is true where the message as a whole is one.
	Multipart bool `json:"multipart,omitempty"`
	Robot     bool `json:"robot,omitempty"` // a programme sent it, by its own word
	Junk      bool `json:"junk,omitempty"`  // text stands among the header fields

	// Document is what was read off a document; nil of a mail, and of a document
	// of no kind that is read.
	Document *document.Document `json:"document,omitempty"`

	Parts    []Part            `json:"parts,omitempty"`
	Findings []finding.Finding `json:"findings,omitempty"`
}

// Signed is what has to be known of a mail to look at its signatures again: its
// authors, and the evidence.
type Signed struct {
	Authors []string   `json:"authors,omitempty"`
	Sign    sign.Facts `json:"sign,omitzero"`
}

// ReadSigned reads that of what Facts.JSON wrote. ok is false where the mail
// carries no DKIM signature.
func ReadSigned(b []byte) (s Signed, ok bool, err error) {
	if !bytes.Contains(b, []byte(`"kind":"dkim"`)) {
		return s, false, nil
	}
	if err := json.Unmarshal(b, &s); err != nil {
		return s, false, fmt.Errorf("facts of an item: %w", err)
	}
	return s, true, nil
}

// ReadPeople reads the authors and the recipients of what Facts.JSON wrote.
func ReadPeople(b []byte) (people []string, err error) {
	for _, opening := range []string{`,"authors":[`, `,"recipients":[`} {
		// Inside a string of JSON a quotation mark follows a backslash, never a comma.
		at := bytes.Index(b, []byte(opening))
		if at < 0 {
			continue
		}
		var list []string
		if err := json.NewDecoder(bytes.NewReader(b[at+len(opening)-1:])).Decode(&list); err != nil {
			return nil, fmt.Errorf("facts of an item: %w", err)
		}
		people = append(people, list...)
	}
	return people, nil
}

// Part is an item that stands in a mail.
type Part struct {
	Number string `json:"part"` // as in the item's path
	Name   string `json:"name,omitempty"`
	Type   string `json:"type"` // media type that the mail declares
	Item   string `json:"item"` // digest of its bytes
}

// JSON writes the facts for the case.
func (f *Facts) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // six bytes for one
	err := e.Encode(f)
	return b.Bytes(), err
}

// ReadFacts reads what JSON wrote.
func ReadFacts(b []byte) (*Facts, error) {
	f := &Facts{}
	if err := json.Unmarshal(b, f); err != nil {
		return nil, fmt.Errorf("facts of an item: %w", err)
	}
	return f, nil
}

// KeyNames are the DNS names of the keys that the item's signatures call for.
func (f *Facts) KeyNames() (names []string) {
	for i := range f.Sign.Signatures {
		s := &f.Sign.Signatures[i]
		if s.Domain != "" && s.Selector != "" {
			names = append(names, keys.Name(s.Selector, s.Domain))
		}
		if a := s.ARCSet; a != nil && a.Sealer != "" && a.Selector != "" {
			names = append(names, keys.Name(a.Selector, a.Sealer))
		}
	}
	return names
}

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
