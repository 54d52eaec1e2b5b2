package repair

import (
	"bytes"
	"encoding/base64"
	"mime"
	"regexp"
	"slices"
	"strings"

	"assay/mail"
)

// doubtful reports whether programmes show another text, or less of it, than
// what a part decodes to: those that know no uuencode show all that stands
// around a file; those that take base64 by the letter end at its first padding.
func doubtful(m *mail.Message, p *mail.Part, rubbish int) bool {
	switch {
	case rubbish > 0 || strings.Contains(p.Encoding, "uu") && p.Embedded == nil:
		return true
	case p.Encoding == "base64" && p.Embedded == nil:
		return !strictBase64(m.RawBody(p))
	}
	return false
}

// strictBase64 reports whether text is base64 in whole groups with padding at
// its end alone. RFC 2045 §6.8
func strictBase64(text []byte) bool {
	text = bytes.Map(func(r rune) rune {
		if r == ' ' || r == '\t' {
			return -1
		}
		return r
	}, text)
	_, err := base64.StdEncoding.Decode(make([]byte, base64.StdEncoding.DecodedLen(len(text))), text)
	return err == nil
}

// oddFields are the fields of a part, of the message itself too, that
// programmes read differently or show, and that nothing else compares. bad are
// the offsets of those that nobody can read for sure.
func oddFields(m *mail.Message, p *mail.Part, bad map[int]bool) (list []string) {
	seen := map[string]bool{}
	for _, f := range p.Header {
		name := strings.ToLower(f.Name())
		odd := false
		switch name {
		case "content-type":
			odd = flows(f)
		case "content-transfer-encoding":
		case "content-disposition": // another than these two hides the text. RFC 2183 §2.8
			odd = p.Own() && !slices.Contains([]string{"", "inline", "attachment"}, p.Disposition())
		case "content-description", "content-base", "content-location":
			odd = true
		case "subject", "from", "to", "cc", "date", "reply-to": // some show them for those of the message. RFC 9788 §2.1
			odd = p != m.Root
			if !odd {
				continue
			}
		default:
			if p == m.Root || !f.Junk() && !f.Ambiguous() {
				continue
			}
			odd = true
		}
		if odd || seen[name] || p != m.Root && f.Ambiguous() || bad[f.Offset] {
			list = append(list, string(f.Raw))
		}
		seen[name] = true
	}
	return list
}

// flows reports whether a field makes programmes join lines without a blank
// between them. RFC 3676 §4.3
func flows(f mail.Field) bool {
	_, params, err := mime.ParseMediaType(f.Unfolded())
	return strings.EqualFold(params["delsp"], "yes") || err != nil && strings.Contains(strings.ToLower(f.Unfolded()), "delsp")
}

// unreadable are the offsets of fields that say something of the body which
// nobody can read for sure.
func unreadable(m *mail.Message) map[int]bool {
	at := map[int]bool{}
	for _, d := range m.Defects {
		if d.ID == mail.TypeBad || d.ID == mail.EncodingUnknown {
			at[d.Offset] = true
		}
	}
	return at
}

// encodedWord is an encoded word with its charset, encoding and text. RFC 2047 §2
var encodedWord = regexp.MustCompile(`=\?([^?\s]*)\?([bBqQ])\?(.*?)\?=`)

// oddWords reports whether encoded words stand in text that programmes decode
// in different ways: in a charset that nobody knows, or in broken pieces.
func oddWords(text string) bool {
	for _, w := range encodedWord.FindAllStringSubmatch(text, -1) {
		charset, _, _ := strings.Cut(w[1], "*")
		if _, known := mail.DecodeCharset([]byte("a"), charset); !known || charset == "" {
			return true
		}
		if strings.EqualFold(w[2], "b") {
			if !strictBase64([]byte(w[3])) {
				return true
			}
		} else if strings.Contains(quotedByte.ReplaceAllString(w[3], ""), "=") {
			return true
		}
	}
	return false
}

var quotedByte = regexp.MustCompile(`=[0-9A-Fa-f]{2}`)

// plainZone reports whether a date names its zone in the one way that all
// programmes read alike: by its distance to Greenwich, or by that name. RFC 5322
// §4.3 has letters as well, which some take for Greenwich.
func plainZone(date string) bool { return zone.MatchString(date) }

var zone = regexp.MustCompile(`(?i)\d{2} (?:[+-]\d{4}|GMT|UT|UTC)(?: \([^()]*\))?$`)
