package keys

import (
	"bytes"
	"regexp"
)

// form is what a file's content shows it to be.
type form string

const (
	formUnknown form = "unknown"
	formBroken  form = "broken" // could not be read at all
	formZone    form = "zone"
	formJSON    form = "json"
	formRecord  form = "record" // the text of one key record, nothing else
	formPEM     form = "pem"
	formPrivate form = "private" // a PEM file with private keys only
)

// peekSize is how many bytes of a file are looked at to recognise it.
const peekSize = 64 << 10

var (
	pemPublic  = regexp.MustCompile(`(?m)^-----BEGIN (RSA )?PUBLIC KEY-----`)
	pemPrivate = regexp.MustCompile(`(?m)^-----BEGIN ([A-Z]+ )*PRIVATE KEY-----`)
	bareRecord = regexp.MustCompile(`^\s*"?\s*(v=DKIM1\b|[kpt]=)`)
	zoneLine   = regexp.MustCompile(`(?mi)^(\$(ORIGIN|TTL|INCLUDE)\s` +
		`|[^\s;]*[ \t]+((\d\w*|IN)[ \t]+)*(TXT[ \t]+(\(|"|[vkp]=)|CNAME[ \t]+\S+[ \t]*\r?(;|$)|SOA[ \t]))`)
)

// recognise tells a file's form by how it begins. What could still be a key
// file though nothing shows it is taken for one where it was named alone.
func recognise(head []byte, alone bool) form {
	switch text := bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n"); {
	case bytes.IndexByte(head, 0) >= 0:
		return formUnknown
	case bytes.HasPrefix(text, []byte("{")) && (alone || bytes.Contains(text, []byte(domainkey))):
		return formJSON
	case pemPublic.Match(head):
		return formPEM
	case pemPrivate.Match(head):
		return formPrivate
	case bareRecord.Match(text):
		return formRecord
	case zoneLine.Match(head) || alone && len(text) > 0:
		return formZone
	}
	return formUnknown
}

// bom is the byte order mark that some editors put before UTF-8.
var bom = []byte("\xef\xbb\xbf")
