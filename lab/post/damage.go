package post

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
)

// Damage is one innocent thing that an export, a store or a client does to a
// stored mail.
type Damage struct {
	Name string // as labels name it
	Does string // one sentence
	// Breaks says that a DKIM signature that held may fail afterwards, if the mail
	// has what the damage changes.
	Breaks bool
	Apply  func(r *rand.Rand, stored []byte) []byte
}

// Damages lists every damage. Those that change line ends or lines beginning
// with "From " belong at the end of several.
func Damages() []Damage {
	return []Damage{
		{"client-fields", "A client notes in the header what its user did with the mail.", false, clientFields},
		{"fields-refolded", "An export folds the lines of the header anew.", false, refold},
		{"fields-dropped", "A client that stores properties writes a header of its own: trace, signatures and X- fields are gone.", true, dropFields},
		{"base64-rewrapped", "A gateway or export encodes attachments again, in lines of another width.", true, rewrapBase64},
		{"blanks-stripped", "An editor or export takes the blanks from the ends of the lines of the body.", true, stripBlanks},
		{"end-trimmed", "A store takes the empty lines from the end of the body.", false, trimEnd},
		{"from-escaped", "A mailbox file escapes body lines that begin with From and a blank.", true, escapeFrom},
		{"line-ends", "An export writes lines that end in LF.", false, lineEnds},
	}
}

// parted is a mail in head and body, with the line end that it uses; the head
// keeps the end of its last line.
func parted(mail []byte) (head, body []byte, end string) {
	end = "\n"
	if i := bytes.IndexByte(mail, '\n'); i > 0 && mail[i-1] == '\r' {
		end = crlf
	}
	if i := bytes.Index(mail, []byte(end+end)); i >= 0 {
		return mail[:i+len(end)], mail[i+2*len(end):], end
	}
	return mail, nil, end
}

func joined(head, body []byte, end string) []byte {
	return bytes.Join([][]byte{head, body}, []byte(end))
}

// eachField gives the fields of a head, each with its lines and their ends, to
// keep, which changes or drops it.
func eachField(head []byte, end string, keep func(name, field string) string) []byte {
	var out strings.Builder
	var field string
	flush := func() {
		if name, _, _ := strings.Cut(field, ":"); field != "" {
			out.WriteString(keep(strings.ToLower(name), field))
		}
	}
	for line := range strings.SplitAfterSeq(string(head), end) {
		if line != "" && line[0] != ' ' && line[0] != '\t' {
			flush()
			field = ""
		}
		field += line
	}
	flush()
	return []byte(out.String())
}

func lineEnds(_ *rand.Rand, mail []byte) []byte {
	return bytes.ReplaceAll(mail, []byte(crlf), []byte("\n"))
}

// escapeFrom escapes as mboxrd does, so that it can be undone.
func escapeFrom(_ *rand.Rand, mail []byte) []byte {
	head, body, end := parted(mail)
	return joined(head, fromLine.ReplaceAll(body, []byte(">$1")), end)
}

var fromLine = regexp.MustCompile(`(?m)^(>*From )`)

func clientFields(r *rand.Rand, mail []byte) []byte {
	_, _, end := parted(mail)
	var fields string
	switch r.IntN(3) {
	case 0:
		fields = fmt.Sprintf("X-Account-Key: account%d%sX-UIDL: %s%sX-Mozilla-Status: 000%d%sX-Mozilla-Status2: 00000000%sX-Mozilla-Keys:%s%s",
			1+r.IntN(4), end, some(r, lowerHex, 16), end, r.IntN(4), end, end, strings.Repeat(" ", 81), end)
		return append([]byte(fields), mail...)
	case 1:
		fields = "Status: RO" + end + "X-Status: " + some(r, "AFR", 1) + end
	default:
		fields = fmt.Sprintf("X-Keywords: %sX-UID: %d%sStatus: RO%s", strings.Repeat(" ", 20)+end, 1+r.IntN(30_000), end, end)
	}
	head, body, end := parted(mail)
	return joined(append(bytes.Clone(head), fields...), body, end)
}

// refold joins the lines of a field and cuts them again at blanks.
func refold(r *rand.Rand, mail []byte) []byte {
	head, body, end := parted(mail)
	sep := end + [...]string{" ", "\t", "        "}[r.IntN(3)]
	head = eachField(head, end, func(name, field string) string {
		words := strings.Fields(field)
		line, out := 0, ""
		for i, w := range words {
			switch {
			case i == 0:
			case line+1+len(w) > 76 && i > 1:
				out, line = out+sep, len(sep)-len(end)
			default:
				out, line = out+" ", line+1
			}
			out, line = out+w, line+len(w)
		}
		return out + end
	})
	return joined(head, body, end)
}

var keptFields = regexp.MustCompile(`^(from|to|cc|subject|date|message-id|in-reply-to|references|mime-version|content-.*|thread-.*|sender|reply-to)$`)

// dropFields also writes From first, and its own length of no body.
func dropFields(_ *rand.Rand, mail []byte) []byte {
	head, body, end := parted(mail)
	var first []byte
	head = eachField(head, end, func(name, field string) string {
		switch {
		case name == "from":
			first = append(first, field...)
			return ""
		case name == "content-length" || !keptFields.MatchString(name):
			return ""
		}
		return field
	})
	return joined(append(first, head...), body, end)
}

func stripBlanks(_ *rand.Rand, mail []byte) []byte {
	head, body, end := parted(dropLength(mail))
	return joined(head, blankEnds.ReplaceAll(body, []byte("$1")), end)
}

var blankEnds = regexp.MustCompile(`[ \t]+(\r?\n)`)

func trimEnd(_ *rand.Rand, mail []byte) []byte {
	head, body, end := parted(mail)
	if text := bytes.TrimRight(body, crlf); len(text) > 0 && len(text)+2*len(end) <= len(body) {
		return joined(head, append(bytes.Clone(text), end...), end)
	}
	return bytes.Clone(mail)
}

// dropLength takes out a length of the body that will no longer be true.
func dropLength(mail []byte) []byte {
	head, body, end := parted(mail)
	head = eachField(head, end, func(name, field string) string {
		if name == "content-length" {
			return ""
		}
		return field
	})
	return joined(head, body, end)
}

var base64Block = regexp.MustCompile(`(?:[A-Za-z0-9+/]{60,76}\r?\n)+[A-Za-z0-9+/]{1,76}={0,2}(\r?\n)`)

// rewrapBase64 cuts every run of base64 lines anew, in a width that no mailer here has.
func rewrapBase64(_ *rand.Rand, mail []byte) []byte {
	head, body, end := parted(mail)
	if !bytes.Contains(bytes.ToLower(body), []byte("content-transfer-encoding: base64")) {
		return bytes.Clone(mail)
	}
	changed := base64Block.ReplaceAllFunc(body, func(block []byte) []byte {
		text := strings.Join(strings.Fields(string(block)), "")
		var b strings.Builder
		const width = 64
		for len(text) > width {
			b.WriteString(text[:width] + end)
			text = text[width:]
		}
		b.WriteString(text + end)
		return []byte(b.String())
	})
	return dropLength(joined(head, changed, end))
}
