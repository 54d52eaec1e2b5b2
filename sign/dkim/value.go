package dkim

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// problemList keeps the first problem: the others mostly follow from it.
type problemList struct{ first string }

func (l *problemList) add(format string, args ...any) {
	if l.first == "" {
		l.first = fmt.Sprintf(format, args...)
	}
}

// decodeBase64 reads the base64 of a tag, folds and blanks left out.
func decodeBase64(s string) ([]byte, error) {
	return base64.StdEncoding.DecodeString(strings.Map(func(c rune) rune {
		if c == ' ' || c == '\t' || c == '\r' || c == '\n' {
			return -1
		}
		return c
	}, s))
}

// seconds reads the time of t= or x=. RFC 6376 §3.5
func seconds(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0 && n < 1e12
}

// hexOctet is one byte as dkim-quoted-printable writes it. RFC 6376 §2.11
var hexOctet = regexp.MustCompile("=[0-9A-F]{2}")

// decodeQuoted undoes dkim-quoted-printable, in which i= is written.
// RFC 6376 §3.5
func decodeQuoted(s string) string {
	return hexOctet.ReplaceAllStringFunc(s, func(octet string) string {
		// Two hex digits are always a byte.
		c, _ := strconv.ParseUint(octet[1:], 16, 8)
		return string([]byte{byte(c)})
	})
}
