package main

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// variant is how an mbox keeps lines of its messages apart from From_ lines.
type variant string

// The variants, as https://www.loc.gov/preservation/digital/formats/fdd/ and
// mbox(5) of qmail tell them apart.
const (
	mboxo   variant = "o"   // quotes "From ", which cannot be undone
	mboxrd  variant = "rd"  // quotes ">From " as well
	mboxcl2 variant = "cl2" // quotes nothing: Content-Length says where a message ends
)

var (
	fromLines       = regexp.MustCompile(`(?m)^From `)
	quotedFromLines = regexp.MustCompile(`(?m)^>*From `)
)

// stored is a message as the variant stores it, with LF.
func (v variant) stored(raw string) string {
	raw = lf.of(raw)
	header, body, _ := strings.Cut(raw, "\n\n")
	switch v {
	case mboxo:
		body = fromLines.ReplaceAllString(body, ">$0")
	case mboxrd:
		body = quotedFromLines.ReplaceAllString(body, ">$0")
	case mboxcl2:
		header += fmt.Sprintf("\nContent-Length: %d", len(body))
	}
	return header + "\n\n" + body
}

// mailbox is an mbox. names are its scenes.
type mailbox struct {
	variant
	names []string
	lost  int // bytes that are missing at its end
}

// mbox lists the messages of a mailbox at path and returns its bytes.
func (l *leak) mbox(path string, box mailbox) string {
	var b strings.Builder
	for i, name := range box.names {
		m := l.scene(name)
		stored := box.stored(m.raw)
		fmt.Fprintf(&b, "From %s %s\n", address(m.from), l.asctime(m.date))
		at := b.Len()
		b.WriteString(stored + "\n")
		if i == len(box.names)-1 && box.lost > 0 {
			stored = stored[:len(stored)+1-box.lost]
		}
		l.mail(fmt.Sprintf("%s@%d+%d", path, at, len(stored)), m, stored, lf)
	}
	content := b.String()[:b.Len()-box.lost]
	why := undetermined("A mailbox file; the mails in it are listed by themselves.")
	if box.lost > 0 {
		why = undetermined("A mailbox file whose end is missing. No mark says so: an mbox has none.")
	}
	l.add(path, "mailbox", "container", content, why)
	return content
}

// mboxFile adds a file that is an mbox.
func (l *leak) mboxFile(file string, box mailbox) {
	l.write(file, l.mbox(root+"/"+escape(file), box))
}

// asctime is a date as From_ lines have it. RFC 4155 appendix A
func (l *leak) asctime(date string) string {
	t, err := time.Parse(time.RFC1123Z, date)
	l.fail(err)
	return t.UTC().Format(time.ANSIC)
}
