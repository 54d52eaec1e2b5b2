package tell

import (
	"bytes"
	"fmt"

	"assay/mail"
)

// lineEndsMixed: an editor of another system writes other line ends than the
// file has.
var lineEndsMixed = Tell{
	ID:    "mail/line-ends-mixed",
	Asks:  "Do a few lines of a part end otherwise than all others of the mail?",
	Rests: "RFC 5322 §2.1: lines end in CRLF; programmes that store mail turn all line ends of it or none",
	Innocent: []string{"a list, scanner or delivery programme that put lines of its own system into it",
		"a text that held another line end when it was sent, which a server let through"},
	Cause: Encoding,
	Mail: func(m *Mail) Result {
		if m.Lines != mail.Mixed {
			if bytes.Count(m.Raw, []byte("\n")) < leastLines {
				return NotApplicable()
			}
			return Absent()
		}
		return Of(m.oddLineEnds())
	},
}

// Bounds of lines that end otherwise: a file of which a fifth does was put
// together from two, and no line of it stands out.
const (
	leastLines  = 20
	mostOther   = 12   // lines that end otherwise
	otherShare  = 0.05 // of all lines, at most
	besideOther = 2    // runs of them: an edit is made in one place or two
)

// oddLineEnds finds the few lines that end otherwise, in one or two places.
func (m *Mail) oddLineEnds() []Mark {
	crlf := bytes.Count(m.Raw, []byte("\r\n"))
	lf := bytes.Count(m.Raw, []byte("\n")) - crlf
	few, many, rare := lf, crlf, "LF"
	if crlf < lf {
		few, many, rare = crlf, lf, "CRLF"
	}
	if many < leastLines || few > mostOther || float64(few) > otherShare*float64(few+many) {
		return nil
	}
	var runs []int // offsets of lines that end otherwise, behind one that does not
	before := false
	at := 0
	for line := range bytes.Lines(m.Raw) {
		other := bytes.HasSuffix(line, []byte("\n")) && bytes.HasSuffix(line, []byte("\r\n")) == (rare == "CRLF")
		if other && !before {
			runs = append(runs, at)
		}
		before = other
		at += len(line)
	}
	if len(runs) > besideOther {
		return nil
	}
	var marks []Mark
	for _, at := range runs {
		marks = append(marks, Mark{
			Where:   fmt.Sprintf("byte %d", at),
			Why:     fmt.Sprintf("%d lines end in %s here, and the %d others of this mail otherwise. A programme that stores mail turns all line ends or none.", few, rare, many),
			Recheck: fmt.Sprintf("tail -c +%d MAIL | head -n 1 | od -c", at+1),
		})
	}
	return marks
}
