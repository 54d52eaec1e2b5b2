package post

import "strings"

// entity is a body or a part of one, encoded. RFC 2045 §2.4
type entity struct {
	contentType string
	encoding    string   // empty: none is written
	more        []string // further fields of a part, whole
	text        string   // CRLF
	parts       []*entity
}

// body is the whole body: its text in the mailer's form, and the attachments.
func (d *draft) body() *entity {
	files := d.l.Attachments
	level := 0
	if len(files) > 0 {
		level = 1
	}
	var e *entity
	switch d.style.form {
	case alternativeForm:
		e = d.multipart("alternative", level, d.plain(), d.page())
	case htmlForm:
		e = d.page()
	default:
		e = d.plain()
	}
	if len(files) == 0 {
		return e
	}
	parts := []*entity{e}
	for _, f := range files {
		parts = append(parts, d.file(f))
	}
	return d.multipart("mixed", 0, parts...)
}

// multipart puts parts together. RFC 2046 §5.1.1
func (d *draft) multipart(kind string, level int, parts ...*entity) *entity {
	boundary := d.style.boundary(d, level)
	var b strings.Builder
	size := 0
	for _, p := range parts {
		size += len(p.text) + 400
	}
	b.Grow(size)
	if level == 0 {
		b.WriteString(d.style.preamble)
	}
	for i, p := range parts {
		if i > 0 {
			b.WriteString(crlf)
		}
		b.WriteString("--" + boundary + crlf)
		b.WriteString("Content-Type: " + p.contentType + crlf)
		if p.encoding != "" {
			b.WriteString("Content-Transfer-Encoding: " + p.encoding + crlf)
		}
		for _, f := range p.more {
			b.WriteString(f + crlf)
		}
		b.WriteString(crlf)
		b.WriteString(p.text)
	}
	b.WriteString(crlf + "--" + boundary + "--" + crlf)
	return &entity{contentType: "multipart/" + kind + ";" + d.boundaryParameter(boundary), text: b.String(), parts: parts}
}

// boundaryParameter is how mailers fold and quote it.
func (d *draft) boundaryParameter(boundary string) string {
	switch d.l.From.Mailer {
	case GmailWeb, GmailApp:
		return ` boundary="` + boundary + `"`
	case Outlook, OutlookWeb, PanelWebmail, AppleMail:
		return crlf + "\tboundary=\"" + boundary + `"`
	case YahooWeb, JavaMail, IPhone:
		return " " + crlf + "\tboundary=\"" + boundary + `"`
	}
	return crlf + ` boundary="` + boundary + `"`
}

// plain is the text part.
func (d *draft) plain() *entity {
	text := d.p.text
	charset, encoded := d.charset(text)
	e := &entity{contentType: "text/plain; charset=" + charset}
	if d.style.form == flowedForm {
		e.contentType += "; format=flowed"
		if d.l.From.Mailer == Roundcube {
			e.contentType = "text/plain; charset=" + charset + ";" + crlf + " format=flowed"
		}
	}
	d.encode(e, encoded)
	return e
}

// page is the HTML part.
func (d *draft) page() *entity {
	html := d.style.page(d, d.p.html)
	charset, encoded := d.charset(html)
	e := &entity{contentType: "text/html; charset=" + charset}
	d.encode(e, encoded)
	return e
}

// charset is how the mailer names the charset of a text, and the text in it.
func (d *draft) charset(text string) (name, encoded string) {
	s := d.style
	if s.narrow {
		quote := strings.Repeat(`"`, strings.Count(s.charset, `"`)/2)
		if isASCII(text) {
			return quote + "us-ascii" + quote, text
		}
		if b, ok := latin1(text); ok && s.words == "iso-8859-1" {
			return quote + "iso-8859-1" + quote, b
		}
	}
	return s.charset, text
}

const maxLine = 998 // RFC 5322 §2.1.1

// encode writes a text of LF lines in the encoding that it needs.
func (d *draft) encode(e *entity, text string) {
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	longest := 0
	for line := range strings.Lines(text) {
		longest = max(longest, len(line))
	}
	mailer := d.l.From.Mailer
	long := longest > maxLine || longest > 78 && d.style.encoding == "quoted-printable" && mailer != GmailWeb && mailer != GmailApp
	always := mailer == Outlook && d.provider().Kind == ExchangeLike || mailer == OutlookWeb || mailer == PanelWebmail
	switch {
	case isASCII(text) && !long && !always:
		if mailer != GmailWeb && mailer != GmailApp && mailer != Mutt {
			e.encoding = "7bit"
		}
		e.text = strings.ReplaceAll(text, "\n", crlf)
	case d.style.encoding == "8bit" && !long:
		e.encoding = "8bit"
		e.text = strings.ReplaceAll(text, "\n", crlf)
	default:
		e.encoding = "quoted-printable"
		e.text = quotedPrintable(text, mailer == AppleMail || mailer == IPhone)
	}
}
