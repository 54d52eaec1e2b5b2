package cert

import (
	"bytes"
	"encoding/asn1"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// maxName bounds the bytes of one readable name.
const maxName = 300

// maxAttributes bounds the parts of one name.
const maxAttributes = 100

// Attribute is one part of a distinguished name.
type Attribute struct {
	Type  string // CN, O, OU, C, L, ST, E, GN, SN, serialNumber, or a dotted number
	Value string
}

// attributeTypes of RFC 4519 and PKCS #9, as people write them.
var attributeTypes = map[string]string{
	"2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST",
	"2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.12": "title", "2.5.4.42": "GN", "2.5.4.65": "pseudonym",
	"2.5.4.97": "organizationIdentifier", "1.2.840.113549.1.9.1": "E", "0.9.2342.19200300.100.1.1": "UID", "0.9.2342.19200300.100.1.25": "DC",
}

// parseName reads the DER of a Name; what cannot be read in it is left out.
// RFC 5280 §4.1.2.4
func parseName(der []byte) (list []Attribute) {
	in := cryptobyte.String(der)
	var sets cryptobyte.String
	if !in.ReadASN1(&sets, casn1.SEQUENCE) {
		return nil
	}
	for !sets.Empty() && len(list) < maxAttributes {
		var set cryptobyte.String
		if !sets.ReadASN1(&set, casn1.SET) {
			return list
		}
		for !set.Empty() && len(list) < maxAttributes {
			var pair, value cryptobyte.String
			var oid asn1.ObjectIdentifier
			var tag casn1.Tag
			if !set.ReadASN1(&pair, casn1.SEQUENCE) || !pair.ReadASN1ObjectIdentifier(&oid) || !pair.ReadAnyASN1(&value, &tag) {
				return list
			}
			kind := oid.String()
			if short, ok := attributeTypes[kind]; ok {
				kind = short
			}
			list = append(list, Attribute{kind, decodeString(tag, value)})
		}
	}
	return list
}

// decodeString reads the string types of X.680. T61String is taken for
// Latin 1, as nearly all that wrote it meant.
func decodeString(tag casn1.Tag, content []byte) string {
	const bmp, universal = casn1.Tag(30), casn1.Tag(28)
	var text string
	switch {
	case tag == bmp && len(content)%2 == 0:
		units := make([]uint16, 0, len(content)/2)
		for i := 0; i < len(content); i += 2 {
			units = append(units, uint16(content[i])<<8|uint16(content[i+1]))
		}
		text = string(utf16.Decode(units))
	case tag == universal && len(content)%4 == 0:
		var b strings.Builder
		for i := 0; i < len(content); i += 4 {
			b.WriteRune(rune(content[i])<<24 | rune(content[i+1])<<16 | rune(content[i+2])<<8 | rune(content[i+3]))
		}
		text = b.String()
	case utf8.Valid(content):
		text = string(content)
	default:
		var b strings.Builder
		for _, c := range content {
			b.WriteRune(rune(c))
		}
		text = b.String()
	}
	return tidy(text)
}

// tidy makes text of one line of a bounded length.
func tidy(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == 0:
			return -1
		case r < ' ' || r >= 0x7f && r < 0xa0:
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.TrimSpace(text)
	if len(text) > maxName {
		text = strings.ToValidUTF8(text[:maxName], "") + "…"
	}
	return text
}

// readable is who a name names: its common name, and the organisation where it
// names another.
func readable(name []Attribute) string {
	get := func(kind string) string {
		for _, a := range name {
			if a.Type == kind && a.Value != "" {
				return a.Value
			}
		}
		return ""
	}
	cn, org := get("CN"), get("O")
	if cn == "" {
		cn = strings.TrimSpace(get("GN") + " " + get("SN"))
	}
	switch {
	case cn != "" && org != "" && org != cn:
		return cn + " (" + org + ")"
	case cn != "":
		return cn
	case org != "" && get("OU") != "":
		return get("OU") + " (" + org + ")"
	case org != "":
		return org
	case get("E") != "":
		return get("E")
	}
	return get("OU")
}

// sameName compares names as RFC 5280 §7.1 asks: whatever the string types,
// without regard to case and runs of blanks.
func sameName(a, b []Attribute) bool {
	fold := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	return len(a) > 0 && slices.EqualFunc(a, b, func(x, y Attribute) bool { return x.Type == y.Type && fold(x.Value) == fold(y.Value) })
}

// SameName compares the DER of two Names as RFC 5280 §7.1 asks: whatever the
// string types, without regard to case and runs of blanks.
func SameName(a, b []byte) bool { return bytes.Equal(a, b) || sameName(parseName(a), parseName(b)) }
