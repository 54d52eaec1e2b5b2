package mail

import (
	"bytes"
	"strings"
)

// looksQuotedPrintable reports whether a body is what programmes write as
// quoted-printable, and not plain text such as "total=50" that is declared to
// be. RFC 2045 §6.7
func looksQuotedPrintable(body []byte) bool {
	encoded, doubtful := false, false
	for at := 0; ; {
		i := bytes.IndexByte(body[at:], '=')
		if i < 0 {
			// Who encodes a text escapes its equals signs and cuts its long
			// lines; escapes that plain text may hold too do not count alone.
			return encoded || !doubtful
		}
		at += i
		if n := softBreak(body[at:]); n > 0 {
			encoded, at = true, at+n
			continue
		}
		switch escapeAt(body, at) {
		case certain:
			encoded = true
		case possible:
			doubtful = true
		case needless:
			return false
		}
		at++
	}
}

// escape is what an escape tells of the text that it stands in.
type escape int

const (
	neutral  escape = iota
	certain         // only quoted-printable has it
	possible        // it may be plain text
	needless        // no programme writes it
)

// escapeAt judges what begins with the equals sign at body[at].
func escapeAt(body []byte, at int) escape {
	if at+2 >= len(body) || hexValue[body[at+1]] > 15 || hexValue[body[at+2]] > 15 {
		return neutral // it counts as rubbish
	}
	c, behind := hexValue[body[at+1]]<<4|hexValue[body[at+2]], body[at+3:]
	atStart := at == 0 || body[at-1] == '\n'
	atEnd := len(behind) == 0 || behind[0] == '\r' || behind[0] == '\n' || behind[0] == '='
	switch {
	case c == '=' || c >= 0x80:
		return certain
	case c == 'F' && atStart && bytes.HasPrefix(behind, []byte("rom ")), c == ' ' && bytes.HasSuffix(body[:at], []byte("\nFrom")):
		return neutral // it saves a line from being read as a From_ line
	case (c == ' ' || c == '\t') && atEnd: // the lines of format=flowed end so. RFC 3676 §4.2
		return neutral
	case c == '.', c == '-' && atStart, c == '\t', c == '\r', c == '\n':
		return possible // a dot alone ends mail in SMTP, dashes a text of PGP
	case strings.IndexByte("!\"#$@[\\]^`{|}~", c) >= 0: // RFC 2045 §6.7, of gateways to EBCDIC
		return possible
	}
	return needless
}
