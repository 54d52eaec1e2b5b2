package tell

import (
	"bytes"
	"fmt"

	"assay/mail"
)

// base64Lines: programmes cut base64 into lines of one length. Who replaces a
// piece of it leaves a line that is longer or shorter, or padding in the middle.
var base64Lines = Tell{
	ID:    "mail/base64",
	Asks:  "Do lines in the middle of a base64 part have another length than all others, or does it end and go on?",
	Rests: "RFC 2045 §6.8: only the last line is shorter, and padding stands at the end alone",
	Innocent: []string{"a list or scanner that added text of its own behind or before the encoded text",
		"a programme that encodes a file in pieces"},
	Cause: Encoding,
	Mail: func(m *Mail) Result {
		result := NotApplicable()
		var marks []Mark
		m.Root.Leaves(func(p *mail.Part) bool {
			if p.Encoding != "base64" {
				return true
			}
			odd, judged := oddBase64(p, encodedText(m.RawBody(p)))
			if marks = append(marks, odd...); judged {
				result = Absent()
			}
			return len(marks) < maxMarks
		})
		if len(marks) > 0 {
			return Found(marks...)
		}
		return result
	},
}

// Bounds of a part's lines: few odd ones among many are an edit, many odd ones
// are how the programme writes.
const (
	leastFull  = 4 // lines of the usual length
	mostUneven = 3 // lines of another
	// longestBase64 is a line that no programme of mail writes: RFC 2045 §6.8
	// allows 76, and none of 79 parts of real mail has more, spam included.
	longestBase64 = 100
)

// encodedText is a base64 body up to its first empty line: what stands behind
// one was added by lists, in clear.
func encodedText(body []byte) []byte {
	body = bytes.TrimLeft(body, "\r\n")
	for _, empty := range []string{"\n\n", "\n\r\n"} {
		if i := bytes.Index(body, []byte(empty)); i >= 0 {
			body = body[:i]
		}
	}
	return bytes.TrimRight(body, "\r\n \t")
}

// oddBase64 looks for lines before the last that are not as long as the first;
// judged is false where the part has too few lines.
func oddBase64(p *mail.Part, body []byte) (marks []Mark, judged bool) {
	width := usualLine(body)
	if width > longestBase64 {
		return []Mark{{Where: placeIn(p, 0), Recheck: lineAt(p.Body),
			Why: fmt.Sprintf("A line of this base64 text has %d letters; mail allows 76, to which programmes cut it.", width)}}, true
	}
	full, at := 0, 0
	for at < len(body) {
		end := bytes.IndexByte(body[at:], '\n')
		if end < 0 {
			break // the last line may be shorter
		}
		line := bytes.TrimRight(body[at:at+end], "\r \t")
		switch {
		case bytes.ContainsAny(line, " -<:"): // no base64: a footer
			return nil, full >= leastFull
		case len(line) == width && !bytes.HasSuffix(line, []byte("=")):
			full++
		case len(marks) > mostUneven:
			return nil, true
		default:
			marks = append(marks, unevenLine(p, at, line, width))
		}
		at += end + 1
	}
	if last := len(body) - at; full > 0 && last > width {
		marks = append(marks, unevenLine(p, at, body[at:], width))
	}
	if full < leastFull || len(marks) > mostUneven {
		return nil, full >= leastFull
	}
	return marks, true
}

// usualLine is the length that most of the first lines have; of one line its own.
func usualLine(body []byte) int {
	const looked = 9
	var lengths []int
	for line := range bytes.Lines(body) {
		if lengths = append(lengths, len(bytes.TrimRight(line, "\r\n \t"))); len(lengths) == looked {
			break
		}
	}
	best, most := 0, 0
	for _, l := range lengths {
		same := 0
		for _, k := range lengths {
			if k == l {
				same++
			}
		}
		if same > most {
			best, most = l, same
		}
	}
	return best
}

func unevenLine(p *mail.Part, at int, line []byte, width int) Mark {
	why := fmt.Sprintf("A line in the middle of this base64 text has %d letters, and the others have %d.", len(line), width)
	if bytes.HasSuffix(line, []byte("=")) {
		why = "This base64 text ends in the middle, with padding, and goes on."
	}
	return Mark{
		Where:   placeIn(p, at),
		Why:     why + " Programmes encode a part in one piece and cut it into equal lines.",
		Recheck: lineAt(p.Body + at),
	}
}
