package mail

import (
	"fmt"
	"slices"
)

// Defect is one thing that is wrong with a message, or worth knowing of how it
// was read. Each becomes a finding mail/ID.
type Defect struct {
	ID     string // closed, listed in docs/json.md
	Offset int    // in Raw; -1 where it concerns the whole
	Part   string // number of the MIME part, empty for the message
	Why    string // one sentence for a person
}

// The defects a message can have.
const (
	LeadingBlank        = "leading-blank"       // a byte order mark or blank lines before the header
	FieldCut            = "field-cut"           // a field longer than is read
	LineEndsRead        = "line-ends"           // lines do not end in CRLF
	HeaderJunk          = "header-junk"         // text among the header fields
	HeaderPostmark      = "header-postmark"     // a From_ line among the fields
	HeaderSplit         = "header-split"        // a header field that programmes end at different places
	HeaderUnended       = "header-unended"      // no blank line behind the header
	HeaderCut           = "header-cut"          // more fields than are read
	PartsCut            = "parts-cut"           // more parts or levels than are taken apart
	PartUnclosed        = "part-unclosed"       // closing delimiter missing
	PartHeaderUnended   = "part-header-unended" // no blank line behind a part's header
	BoundaryMissing     = "boundary-missing"    // multipart without a boundary, or none of it in the body
	TypeBad             = "content-type-bad"    // Content-Type that cannot be read, or says things twice
	EncodingUnknown     = "encoding-unknown"    // Content-Transfer-Encoding nobody knows
	EncodingBroken      = "encoding-broken"     // rubbish inside base64, quoted-printable, uuencode
	CharsetUnknown      = "charset-unknown"     // charset nobody knows, or bytes that are not in it
	TextCut             = "text-cut"            // more text than is indexed
	DateBad             = "date-bad"            // Date that cannot be read
	FromBad             = "from-bad"            // From that cannot be read, or in more than one way
	FieldDoubled        = "field-doubled"       // a field twice that may stand once
	MessageUnrecognised = "message-unrecognised"
)

func (m *Message) note(id string, offset int, part, format string, args ...any) {
	m.Defects = append(m.Defects, Defect{ID: id, Offset: offset, Part: part, Why: fmt.Sprintf(format, args...)})
}

func (m *Message) noteHeader(h *headerReader, start int) {
	switch m.Lines {
	case LF, CR:
		m.note(LineEndsRead, -1, "", "lines end in %s; they were read as CRLF, the line end of mail in transit", m.Lines)
	case Mixed:
		m.note(LineEndsRead, -1, "", "some lines end in CRLF and some in LF; all were read as CRLF, the line end of mail in transit")
	}
	if h.junk > 0 {
		m.note(HeaderJunk, 0, "", "lines that are no header fields stand among them, %d in number; some programmes show them as text", h.junk)
	}
	if h.postmarks > 0 {
		m.note(HeaderPostmark, 0, "", "From_ lines of a mailbox file stand among the header fields, %d in number; they were passed over", h.postmarks)
	}
	if h.ambiguous > 0 {
		m.note(HeaderSplit, 0, "", "control characters, line ends of another kind or folded lines of blanks stand in header fields, %d in number; some programmes end the field or the header there", h.ambiguous)
	}
	if start > 0 {
		m.note(LeadingBlank, 0, "", "a byte order mark or blank lines stand before the header; they were passed over")
	}
	if h.open {
		m.note(HeaderUnended, m.Body, "", "no blank line ends the header")
	}
	m.noteCut(h, m.Header, "")
}

// valued are the fields whose value is shown, or says how the rest is read.
var valued = []string{"from", "to", "cc", "subject", "date", "message-id",
	"content-type", "content-disposition", "content-transfer-encoding"}

// noteCut tells what was left unread of the header of the message or a part.
func (m *Message) noteCut(h *headerReader, header []Field, part string) {
	if h.cut > 0 {
		m.note(HeaderCut, -1, part, "the header has %d fields; those after the first %d were not read", h.cut+len(header), len(header))
	}
	for _, f := range header {
		if f.Long() && slices.ContainsFunc(valued, f.Is) {
			m.note(FieldCut, f.Offset, part, "%s has %d bytes; only the first %d are read", f.Name(), len(f.Value()), MaxValue)
		}
	}
}
