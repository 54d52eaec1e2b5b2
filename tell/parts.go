package tell

import (
	"fmt"
	"strings"

	"assay/mail"
)

// ownText is one part of a mail's own text, decoded once for all tells.
type ownText struct {
	*mail.Part
	body    []byte // as stored
	content []byte // its transfer encoding undone
	charset string // as declared, in lower case; empty where none is
	text    string // content in UTF-8, markup as it stands

	multi, single letters // beyond ASCII in content: in UTF-8, and those that are not
}

// Bounds on what tells read of one mail. A longer text is cut: an edit behind
// that is missed, and nobody is accused.
const (
	maxOwnTexts = 64      // own text parts; real mail has one or two
	maxOwnText  = 2 << 20 // bytes of one of them, as stored
)

// readTexts lists the parts that are the mail's own text, in the order of the mail.
// Parts longer than is read are left out whole: of a cut text the last line
// would look broken.
func (m *Mail) readTexts() (list []ownText) {
	m.Root.Leaves(func(p *mail.Part) bool {
		body := m.RawBody(p)
		if !p.Own() || p.Multipart() || len(body) > maxOwnText {
			return true
		}
		t := ownText{Part: p, body: body, charset: strings.ToLower(p.Charset())}
		t.content, _ = m.Decode(p)
		t.text, _ = mail.DecodeCharset(t.content, t.charset)
		t.multi, t.single = countLetters(t.content)
		list = append(list, t)
		return len(list) < maxOwnTexts
	})
	return list
}

// at names a byte of the mail that stands in a part's body.
func (t *ownText) at(offset int) string { return placeIn(t.Part, offset) }

// placeIn names the byte at an offset from the beginning of a part's body.
func placeIn(p *mail.Part, offset int) string {
	if p.Number == "" {
		return fmt.Sprintf("byte %d", p.Body+offset)
	}
	return fmt.Sprintf("part %s, byte %d", p.Number, p.Body+offset)
}

// lineAt is a command that prints the line of the mail that begins at a byte.
func lineAt(offset int) string {
	return fmt.Sprintf("tail -c +%d MAIL | head -n 1", offset+1)
}

// maxShown bounds what is shown of a text, in bytes.
const maxShown = 100

// shown is the beginning of a text that a sentence can quote.
func shown(text string) string {
	if len(text) > maxShown {
		text = text[:maxShown] + "…"
	}
	return strings.ToValidUTF8(strings.TrimSpace(text), "?")
}

// fieldText is the text of the first of the named fields (lower case) that
// stands in the header, and its offset.
func (m *Mail) fieldText(names ...string) (text string, offset int, ok bool) {
	for _, name := range names {
		if v := m.read(name); v.at >= 0 {
			return v.text, m.Header[v.at].Offset, true
		}
	}
	return "", 0, false
}
