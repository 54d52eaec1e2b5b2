package mail

import (
	"bytes"
	"strings"
)

// sameShare is how much of the words of the shorter of two renderings have to
// stand in the longer one: an HTML page and the plain text made of it share
// nearly all, two texts that somebody wrote to stand beside each other do not.
const sameShare = 0.7

// sameText reports whether parts that are declared as alternatives are
// renderings of one text: HTML and plain text next to each other hold mostly
// the same words.
func (m *Message) sameText(parts []*Part) bool {
	var words []map[string]bool
	for _, p := range parts {
		p.Leaves(func(leaf *Part) bool {
			if leaf.Type == "text/plain" || leaf.Type == "text/html" {
				words = append(words, wordsOf(m.readText(leaf)))
			}
			return true
		})
	}
	for i := 1; i < len(words); i++ {
		if !mostlyIn(words[i-1], words[i]) {
			return false
		}
	}
	return true
}

// readText is the text of a part, whatever is wrong with it.
func (m *Message) readText(p *Part) string {
	content, _ := m.Decode(p)
	text, _ := DecodeCharset(content[:min(len(content), MaxText)], p.Params.Get("charset"))
	if p.Type == "text/html" {
		return htmlText(text)
	}
	return text
}

func wordsOf(text string) map[string]bool {
	words := map[string]bool{}
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		if w = strings.Trim(w, ".,;:!?()[]<>\"'*_-|"); w != "" {
			words[w] = true
		}
	}
	return words
}

// mostlyIn reports whether the smaller set is mostly a part of the larger.
func mostlyIn(a, b map[string]bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	shared := 0
	for w := range a {
		if b[w] {
			shared++
		}
	}
	return float64(shared) >= sameShare*float64(len(a))
}

// needlessEscapes reports whether quoted-printable holds escapes that no
// programme writes: of letters and digits, or of a blank inside a line. They
// come about where plain text such as "total=50" is declared to be encoded.
// RFC 2045 §6.7 (2); an F is escaped to save a From_ line.
func needlessEscapes(body []byte) bool {
	for {
		i := bytes.IndexByte(body, '=')
		if i < 0 || i+2 >= len(body) {
			return false
		}
		hi, lo := hexValue[body[i+1]], hexValue[body[i+2]]
		c := hi<<4 | lo
		atStart := i == 0 || body[i-1] == '\n'
		body = body[i+1:]
		if hi > 15 || lo > 15 {
			continue
		}
		body = body[2:]
		atEnd := len(body) == 0 || body[0] == '\r' || body[0] == '\n' || body[0] == '='
		letter := 'a' <= c|0x20 && c|0x20 <= 'z' || isDigit(c)
		if letter && !(c == 'F' && atStart) || c == ' ' && !atEnd {
			return true
		}
	}
}
