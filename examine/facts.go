// Package examine reads one item: it takes a mail apart, gathers the evidence
// of its signatures, and hands on what stands inside it. What it finds are
// facts: they depend on the item's bytes alone, not on keys, trust or place, so
// that a case can be judged again without its leak.
package examine

import (
	"bytes"
	"encoding/json"
	"fmt"

	"assay/document"
	"assay/finding"
	"assay/item"
	"assay/keys"
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

	// Boxes are the addresses of the mailboxes that the mail was delivered to, as
	// it says. Unreceived is true of a mail that no server received: it may be
	// the copy that its author kept.
	Boxes      []string `json:"boxes,omitempty"`
	Unreceived bool     `json:"unreceived,omitempty"`

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
	// Absent are the tells that ran and found nothing.
	Absent []string `json:"absent,omitempty"`
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
	authors, err := readList(b, `,"authors":[`)
	if err != nil {
		return nil, err
	}
	recipients, err := readList(b, `,"recipients":[`)
	return append(authors, recipients...), err
}

// ReadBoxes reads the mailboxes of what Facts.JSON wrote; and its authors, where
// no server received the mail.
func ReadBoxes(b []byte) (boxes, keepers []string, err error) {
	if boxes, err = readList(b, `,"boxes":[`); err == nil && bytes.Contains(b, []byte(`,"unreceived":true`)) {
		keepers, err = readList(b, `,"authors":[`)
	}
	return boxes, keepers, err
}

// Keepers are the authors of a mail that no server received.
func (f *Facts) Keepers() []string {
	if !f.Unreceived {
		return nil
	}
	return f.Authors
}

// readList reads the first list that begins so; decoding all of the facts costs
// more. Inside a string of JSON a quotation mark follows a backslash, never a
// comma.
func readList(b []byte, opening string) (list []string, err error) {
	at := bytes.Index(b, []byte(opening))
	if at < 0 {
		return nil, nil
	}
	if err := json.NewDecoder(bytes.NewReader(b[at+len(opening)-1:])).Decode(&list); err != nil {
		return nil, fmt.Errorf("facts of an item: %w", err)
	}
	return list, nil
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
