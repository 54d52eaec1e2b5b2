package mail

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// MaxText bounds the text of one message that is made ready for search.
const MaxText = 768 << 10

// Own reports whether a part is the message's own text: what a reader sees
// when the mail is opened. Everything else is an item of its own.
func (p *Part) Own() bool {
	switch p.Type {
	case "text/plain", "text/html", "text/enriched", "text/richtext":
		return p.Disposition() != "attachment" && p.FileName() == "" && p.Embedded == nil
	case "text": // RFC 1049, older than MIME
		return true
	}
	return p.Multipart() && len(p.Children) == 0 // a multipart nobody can take apart
}

// Text is the message's own text for search, in UTF-8, without markup, at most
// MaxText bytes; lines among the header fields that are no fields come first.
// What cannot be read for sure is noted in Defects.
func (m *Message) Text() string {
	var b strings.Builder
	for _, f := range m.Header {
		if f.Junk() && b.Len() <= MaxText {
			b.WriteString(toUTF8(string(f.Raw[:min(len(f.Raw), MaxText+1)])))
		}
	}
	m.Root.Leaves(func(p *Part) bool {
		if p.Own() {
			b.WriteString(m.PartText(p))
			b.WriteByte('\n')
		}
		return b.Len() <= MaxText
	})
	if b.Len() <= MaxText {
		return b.String()
	}
	m.note(TextCut, -1, "", "of the text only the first %d bytes can be searched", MaxText)
	return strings.ToValidUTF8(b.String()[:MaxText], "")
}

// PartText is the text of one part in UTF-8, markup left out, of the first
// bytes where it is long.
func (m *Message) PartText(p *Part) string {
	content, rubbish := m.Decode(p)
	if rubbish > 0 {
		m.note(EncodingBroken, p.Body, p.Number, "bytes that do not belong into %[2]s were passed over, %[1]d in number", rubbish, p.Encoding)
	}
	// More than this cannot come to be searched, markup and all.
	const most = 4 * MaxText
	if len(content) > most {
		m.note(TextCut, p.Body, p.Number, "of the part only the first %d bytes can be searched", most)
		content = upTo(content, most)
	}
	text, known := DecodeCharset(content, p.param("charset"))
	if !known {
		m.noteCharset(p)
	}
	if p.Type == "text/html" {
		return htmlText(text)
	}
	return text
}

func (m *Message) noteCharset(p *Part) {
	const read = "; they were read as UTF-8 or Windows-1252"
	if declared := p.param("charset"); declared != "" {
		m.note(CharsetUnknown, p.Body, p.Number, "the bytes are not in the charset %q that is declared"+read, cut(declared))
		return
	}
	m.note(CharsetUnknown, p.Body, p.Number, "no charset is declared, and the bytes are not ASCII"+read)
}

// htmlText is what stands between the tags, without scripts and styles.
func htmlText(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(len(s) + 1)
	hidden := "" // the element whose content no reader sees
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if hidden == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			if name, _ := z.TagName(); unseen(name) {
				hidden = string(name)
			} else if !inline[string(name)] {
				b.WriteByte('\n')
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == hidden {
				hidden = ""
			}
		case html.SelfClosingTagToken:
			b.WriteByte('\n')
		}
	}
}

func unseen(name []byte) bool {
	return bytes.Equal(name, []byte("script")) || bytes.Equal(name, []byte("style"))
}

// inline elements do not end a word.
var inline = map[string]bool{
	"a": true, "abbr": true, "b": true, "big": true, "code": true, "em": true, "font": true, "i": true,
	"mark": true, "s": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "tt": true, "u": true, "wbr": true,
}
