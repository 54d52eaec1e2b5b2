package mailtest

import (
	"crypto"
	_ "crypto/sha1" // old mail is signed with it
	_ "crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Signature says how to sign. The zero value but for Key, Domain and Selector
// signs all fields of Usual that the mail has, and the whole body.
type Signature struct {
	Key              Key
	Domain, Selector string
	SHA1             bool
	Fields           []string // h=, in this order; Usual where nil
	Length           bool     // l= ends the body where it ends now
	Simple           bool     // simple/simple
	Tags             string   // further tags, such as "t=1492759953; x=1492846353; "
}

// Usual are the fields that a careful server signs.
var Usual = []string{
	"from", "to", "cc", "reply-to", "subject", "date", "message-id",
	"mime-version", "content-type", "content-transfer-encoding",
}

// Without is Usual without some names.
func Without(names ...string) []string {
	return slices.DeleteFunc(slices.Clone(Usual), func(n string) bool { return slices.Contains(names, n) })
}

// Sign puts a DKIM-Signature on top of a mail whose lines end in CRLF.
func (s Signature) Sign(raw string) string { return s.field("DKIM-Signature: v=1; ", raw) + raw }

// field is the signature field over raw that begins with opening; the message
// signatures of ARC are made alike. RFC 6376 §3.7, RFC 8617 §4.1.2
func (s Signature) field(opening, raw string) string {
	header, body, _ := strings.Cut(raw, "\r\n\r\n")
	hash, name := s.hash()
	hashed := s.body(body)
	length := ""
	if s.Length {
		length = fmt.Sprintf("l=%d; ", len(hashed))
	}
	names := s.Fields
	if names == nil {
		names = slices.DeleteFunc(slices.Clone(Usual), func(n string) bool { return !has(header, n) })
	}
	canon := "relaxed/relaxed"
	if s.Simple {
		canon = "simple/simple"
	}
	field := fmt.Sprintf("%sa=%s; c=%s; d=%s; s=%s; %s%s\r\n\th=%s;\r\n\tbh=%s; b=", opening, name, canon,
		s.Domain, s.Selector, s.Tags, length, strings.Join(names, ":"), encode(sum(hash, hashed)))
	return field + encode(s.Key.sign(hash, s.picked(header, names)+s.canon(field))) + "\r\n"
}

// Covered are the canonical fields of names and the canonical body of a mail
// whose lines end in CRLF: what s signs of it, but for l=.
func (s Signature) Covered(raw string, names []string) (header, body string) {
	top, text, _ := strings.Cut(raw, "\r\n\r\n")
	return s.picked(top, names), s.body(text)
}

func (s Signature) canon(field string) string {
	if s.Simple {
		return field
	}
	return relaxed(field)
}

// body is a body in canonical form. RFC 6376 §3.4.3
func (s Signature) body(body string) string {
	if !s.Simple {
		return relaxedBody(body)
	}
	for strings.HasSuffix(body, "\r\n") {
		body = strings.TrimSuffix(body, "\r\n")
	}
	return body + "\r\n"
}

func (s Signature) hash() (crypto.Hash, string) {
	family := "rsa"
	if s.Key.N == nil {
		family = "ed25519"
	}
	if s.SHA1 {
		return crypto.SHA1, family + "-sha1"
	}
	return crypto.SHA256, family + "-sha256"
}

// Seal puts the first set of an ARC chain on top of a mail: results are what
// the sealer recorded, s says how it signs. RFC 8617 §5.1
func (s Signature) Seal(raw, results string) string {
	recorded := fmt.Sprintf("ARC-Authentication-Results: i=1; mx.%s; %s\r\n", s.Domain, results)
	message := s.field("ARC-Message-Signature: i=1; ", raw)
	seal := fmt.Sprintf("ARC-Seal: i=1; a=rsa-sha256; cv=none; d=%s; s=%s; b=", s.Domain, s.Selector)
	signed := relaxed(recorded) + "\r\n" + relaxed(message) + "\r\n" + relaxed(seal) // RFC 8617 §5.1.1
	return seal + encode(s.Key.sign(crypto.SHA256, signed)) + "\r\n" + message + recorded + raw
}

var (
	fold   = regexp.MustCompile(`\r\n([ \t])`)
	blanks = regexp.MustCompile(`[ \t]+`)
)

// relaxed is a field in relaxed form. RFC 6376 §3.4.2
func relaxed(field string) string {
	name, value, _ := strings.Cut(fold.ReplaceAllString(field, "$1"), ":")
	return strings.ToLower(strings.TrimSpace(name)) + ":" + strings.TrimSpace(blanks.ReplaceAllString(value, " "))
}

// relaxedBody is a body in relaxed form. RFC 6376 §3.4.4
func relaxedBody(body string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(body, "\r\n") {
		b.WriteString(strings.TrimRight(blanks.ReplaceAllString(line, " "), " ") + "\r\n")
	}
	if text := strings.TrimRight(b.String(), "\r\n"); text != "" {
		return text + "\r\n"
	}
	return ""
}

// picked are the fields of names in canonical form, each with CRLF, from the
// bottom up; a name that finds none gives nothing. RFC 6376 §5.4.2
func (s Signature) picked(header string, names []string) string {
	var b strings.Builder
	lines := fields(header)
	for _, name := range names {
		for i := len(lines) - 1; i >= 0; i-- {
			if is(lines[i], name) {
				b.WriteString(s.canon(lines[i]) + "\r\n")
				lines = slices.Delete(lines, i, i+1)
				break
			}
		}
	}
	return b.String()
}

// fields are the fields of a header, folds and all.
func fields(header string) (list []string) {
	for line := range strings.SplitSeq(header, "\r\n") {
		if len(list) > 0 && line != "" && (line[0] == ' ' || line[0] == '\t') {
			list[len(list)-1] += "\r\n" + line
			continue
		}
		list = append(list, line)
	}
	return list
}

func has(header, name string) bool {
	return slices.ContainsFunc(fields(header), func(f string) bool { return is(f, name) })
}

func is(field, name string) bool {
	have, _, _ := strings.Cut(field, ":")
	return strings.EqualFold(strings.TrimSpace(have), name)
}

func encode(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
