package repair

import (
	"bytes"

	"assay/mail"
)

// maxEncoded is how many lines are taken from the end of a text in base64.
const maxEncoded = 40

// undoEncodedFooter takes lines from the end of a message that is one text in
// base64, which is then written as base64 again: a line of the text is no line
// of the body.
func undoEncodedFooter(m *mail.Message, yield func([]byte) bool) {
	p := m.Root
	if len(p.Children) > 0 || p.Encoding != "base64" || !isText(p) {
		return
	}
	content, rubbish := m.Decode(p)
	if rubbish > 0 {
		return
	}
	for _, at := range lastLines(content) {
		for _, text := range [][]byte{withEnds(content[:at], "\r\n"), bytes.TrimRight(content[:at], "\r\n")} {
			if !yield(withBody(m, wrapBase64(text, base64Widths[0], eol(m)))) {
				return
			}
		}
	}
}

// maxRules is how many lines that look like the beginning of an addition are
// tried.
const maxRules = 4

// lastLines are the offsets of the last lines of a text at which an addition
// looks to begin, the lowest first; where there is none, of all of them.
func lastLines(text []byte) []int {
	var rules, others []int
	end := len(bytes.TrimRight(text, "\r\n"))
	for range maxEncoded {
		at := bytes.LastIndexByte(text[:end], '\n')
		if at < 0 {
			break
		}
		if bytes.IndexByte([]byte("-_=*#~"), text[at+1]) >= 0 {
			rules = append(rules, at+1)
		} else {
			others = append(others, at+1)
		}
		end = at
	}
	if len(rules) > 0 { // each is a body to encode and to hash: the others are left
		return rules[:min(len(rules), maxRules)]
	}
	return others
}
