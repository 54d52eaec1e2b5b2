package repair

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"

	"assay/mail"
)

// charsets are those that a text may have been in before somebody turned it
// into another.
var charsets = []string{"iso-8859-1", "windows-1252", "iso-8859-15", "utf-8", "iso-8859-2", "koi8-r", "windows-1251", "iso-2022-jp", "gb18030"}

// undoCharset writes a message that is one text in other charsets, as 8bit:
// its transfer encoding is another rewrite.
func undoCharset(m *mail.Message, yield func([]byte) bool) {
	p := m.Root
	if len(p.Children) > 0 || !isText(p) {
		return
	}
	content, rubbish := m.Decode(p)
	text, known := mail.DecodeCharset(content, p.Charset())
	if rubbish > 0 || !known || !beyondASCII(content) {
		return
	}
	for _, name := range charsets {
		if strings.EqualFold(name, p.Charset()) {
			continue
		}
		b, ok := encodeText(text, name)
		if !ok || bytes.Equal(b, content) {
			if !yield(nil) {
				return
			}
			continue
		}
		fields := append(typeField(m, name), encodingField(m, p.Header, "8bit")...)
		if !yield(rewritten(m, []string{"content-type", "content-transfer-encoding"}, fields, withEnds(b, eol(m)))) {
			return
		}
	}
}

func encodeText(text, charset string) ([]byte, bool) {
	var e encoding.Encoding
	if e, _ = htmlindex.Get(charset); e == nil {
		return nil, false
	}
	b, err := e.NewEncoder().Bytes([]byte(text))
	return b, err == nil
}

func beyondASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// typeField is Content-Type with another charset.
func typeField(m *mail.Message, charset string) []mail.Field {
	f, ok := m.First("content-type")
	if !ok {
		return []mail.Field{newField(m, "Content-Type", "text/plain; charset="+charset)}
	}
	value := f.Unfolded()
	at := strings.Index(strings.ToLower(value), "charset=")
	if at < 0 {
		return []mail.Field{newField(m, f.Name(), value+"; charset="+charset)}
	}
	at += len("charset=")
	end := at
	if end < len(value) && value[end] == '"' {
		if i := strings.IndexByte(value[end+1:], '"'); i >= 0 {
			return []mail.Field{newField(m, f.Name(), value[:at]+`"`+charset+value[end+1+i:])}
		}
	}
	for end < len(value) && value[end] != ';' && value[end] != ' ' {
		end++
	}
	return []mail.Field{newField(m, f.Name(), value[:at]+charset+value[end:])}
}
