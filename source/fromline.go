package source

import (
	"bytes"
	"strings"
)

// A From_ line separates the messages of an mbox (RFC 4155 appendix A): "From ",
// the sender, and a date as asctime writes it. What programs made of it:
//
//	From a@b.example Thu Jan  1 00:00:00 1970
//	From 1234@xxx Thu Jan 01 00:00:00 +0000 1970       Gmail
//	From - Sat 23 Jan 2016 22:06:43 +0200              Thunderbird
//	From - Thu, 06 Apr 2023 05:20:15 GMT
//	From -                                             Netscape
//	From 1234@xxx                                      Gmail, lately
//	From ???@??? Mon Apr 02 10:20:30 2001              Eudora
const (
	fromMark = "From "

	// maxFromLine bounds a From_ line; a sender has at most 320 bytes
	// (RFC 5321 §4.5.3.1) and a date some 40.
	maxFromLine = 1024

	// separatorSpan is how much has to be seen to tell a separator: a From_
	// line and the line behind it.
	separatorSpan = 2 * maxFromLine
)

// fromForm is the form that the From_ lines of an mbox have. A body may hold
// such a line unescaped, so the loose form counts only in an mbox that begins
// with it.
type fromForm byte

const (
	notFrom  fromForm = iota
	dated             // with a date
	dateless          // a hyphen or an address alone, before a header field
)

// isMbox reports whether head opens an mbox: a From_ line and a header field.
func isMbox(head []byte) bool {
	head = bytes.TrimPrefix(head, byteOrderMark)
	next := secondLine(head)
	return formOf(head) != notFrom && (fieldName(next) != nil || bytes.HasPrefix(next, []byte(">"+fromMark)))
}

// formOf says what From_ line text opens with. It needs separatorSpan bytes, or
// all there are.
func formOf(text []byte) fromForm {
	line := firstLine(text)
	if !bytes.HasPrefix(line, []byte(fromMark)) || len(line) == maxFromLine {
		return notFrom
	}
	tokens := strings.Fields(string(line[len(fromMark):]))
	switch {
	case len(tokens) == 0:
		return notFrom
	case hasDate(tokens[1:]):
		return dated
	case len(tokens) > 1 || fieldName(secondLine(text)) == nil:
		return notFrom
	case tokens[0] == "-" || strings.Contains(tokens[0], "@"):
		return dateless
	}
	return notFrom
}

// isSeparator reports whether text opens with a From_ line that separates the
// messages of an mbox which began with one of the form first. A blank line has
// to stand before it; Thunderbird, which writes a hyphen for the sender, does
// not always write one, but always a header field behind.
func isSeparator(text []byte, afterBlank bool, first fromForm) bool {
	form := formOf(text)
	if form == notFrom || form == dateless && first != dateless {
		return false
	}
	return afterBlank || bytes.HasPrefix(text, []byte(fromMark+"- ")) && fieldName(secondLine(text)) != nil
}

// hasDate reports whether tokens end in a weekday, then month and day in
// either order, then a time, with at most a year before it and a year, a zone
// and "remote from" a host behind it.
func hasDate(tokens []string) bool {
	const before, behind = 1, 5
	for i := 0; i+3 < len(tokens); i++ {
		if !isOneOf(strings.TrimSuffix(tokens[i], ","), weekdays) {
			continue
		}
		a, b := tokens[i+1], tokens[i+2]
		if !(isOneOf(a, months) && isDay(b)) && !(isDay(a) && isOneOf(b, months)) {
			continue
		}
		for t := i + 3; t <= i+3+before && t < len(tokens); t++ {
			if isTime(tokens[t]) && len(tokens)-t-1 <= behind {
				return true
			}
		}
	}
	return false
}

const (
	weekdays = "MonTueWedThuFriSatSun"
	months   = "JanFebMarAprMayJunJulAugSepOctNovDec"
)

// isOneOf reports whether s is one of the three-letter names.
func isOneOf(s, names string) bool {
	return len(s) == 3 && strings.Index(names, s)%3 == 0
}

func isDay(s string) bool { return len(s) <= 2 && isDigits(s) }

// isTime knows hh:mm and hh:mm:ss; the hour may have one digit.
func isTime(s string) bool {
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return false
	}
	for _, p := range parts {
		if len(p) > 2 || !isDigits(p) {
			return false
		}
	}
	return true
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// firstLine is the line that text opens with, without its end.
func firstLine(text []byte) []byte {
	text = text[:min(len(text), maxFromLine)]
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r"))
}

// secondLine is the line behind firstLine.
func secondLine(text []byte) []byte {
	_, rest, _ := bytes.Cut(text[:min(len(text), separatorSpan)], []byte("\n"))
	return firstLine(rest)
}
