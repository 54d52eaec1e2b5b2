package post

import (
	"strings"
	"time"
)

// quoter puts the mail that is answered below or above what the writer wrote.
type quoter struct {
	answer  func(d *draft, parent *Posted, at time.Time) string // the line above the quotation; it may be a block
	forward func(d *draft, parent *Posted, at time.Time) string
	marks   bool   // quoted lines begin with >
	whole   bool   // the line above is marked too
	below   bool   // the writer writes below the quotation
	open    string // of the quotation in HTML, with what says so; %LINE stands for the line
	end     string
}

// maxQuoted bounds the bytes that are quoted in whole: of longer ones the writer
// keeps what the last one wrote.
const maxQuoted = 12_000

// words makes the text of the mail and its twin in HTML.
func (d *draft) words() {
	own := strings.TrimRight(strings.ReplaceAll(d.l.Text, crlf, "\n"), "\n")
	parent := d.l.ReplyTo
	if d.l.Forward != nil {
		parent = d.l.Forward
	}
	d.p.html = d.ownPage(own)
	if d.style.width > 0 {
		own = wrap(own, d.style.width, d.style.form == flowedForm)
	}
	d.p.text = own
	if parent != nil && (!d.l.Trim || d.l.Forward != nil) {
		d.quote(own, parent)
	}
	if d.style.form != alternativeForm && d.style.form != htmlForm {
		d.p.html = ""
	}
	if d.style.form == htmlForm { // what others quote of it
		d.p.text = strings.TrimRight(d.p.text, "\n")
	}
}

func (d *draft) quote(own string, parent *Posted) {
	q := &d.style.quoter
	at := parent.At.In(d.l.From.Zone)
	text, inner := unflowed(parent.text), pageOf(parent)
	if len(inner)+len(text) > maxQuoted {
		text = strings.TrimRight(parent.Text, "\n")
		inner = blocks(text, "<div>", "</div>", "<br>")
	}
	forwarding := d.l.Forward != nil
	line, marks := "", q.marks && !forwarding
	if forwarding {
		line = q.forward(d, parent, at)
	} else {
		line = q.answer(d, parent, at)
	}
	quoted := text
	if marks {
		quoted = marked(text)
	}
	if q.whole && !forwarding {
		line = marked(line + "\n")
	}
	gap := map[bool]string{true: "\n", false: "\n\n"}[marks]
	if d.style.width > 0 && d.style.form == alternativeForm {
		line, quoted = wrap(line, 78, false), wrap(quoted, 78, false)
	}
	if q.below && !forwarding {
		d.p.text = line + gap + quoted + "\n\n" + own
	} else {
		d.p.text = own + "\n\n" + line + gap + quoted
	}
	shown := strings.TrimRight(blocks(strings.TrimLeft(line, "> "), "", "<br>\n", ""), "\n")
	d.p.html += strings.ReplaceAll(q.open, "%LINE", shown) + inner + q.end
}

// unflowed is a text without the blanks that end flowed lines: quoted, they
// would flow into each other. RFC 3676 §4.5
func unflowed(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// marked sets > before every line; those that have one get one more before it.
func marked(text string) string {
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		switch {
		case strings.HasPrefix(line, ">"):
			b.WriteString(">")
		default:
			b.WriteString("> ")
		}
		b.WriteString(line)
	}
	return b.String()
}
