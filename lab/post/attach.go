package post

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// file is an attachment as the mailer writes it.
func (d *draft) file(a Attachment) *entity {
	name := `"` + encodedFileName(a.Name) + `"`
	e := &entity{encoding: "base64", text: base64Lines(a.Content, d.style.base64)}
	switch d.l.From.Mailer {
	case GmailWeb, GmailApp:
		id := "f_" + some(d.r, figures+lettersOnly, 9)
		e.contentType = a.Type + "; name=" + name
		e.more = []string{"Content-Disposition: attachment; filename=" + name, "X-Attachment-Id: " + id, "Content-ID: <" + id + ">"}
	case Outlook, OutlookWeb:
		e.contentType = a.Type + ";" + crlf + "\tname=" + name
		if d.style.byExchange() {
			e.contentType = a.Type + "; name=" + name
			stamp := d.at.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")
			e.more = []string{"Content-Description: " + strings.Trim(name, `"`),
				fmt.Sprintf("Content-Disposition: attachment; filename=%s;%s\tsize=%d; creation-date=\"%s\";%s\tmodification-date=\"%s\"", name, crlf, len(a.Content), stamp, crlf, stamp)}
		} else {
			e.more = []string{"Content-Disposition: attachment;" + crlf + "\tfilename=" + name}
		}
	case AppleMail, IPhone:
		e.contentType = a.Type + ";" + crlf + "\tname=" + name
		e.more = []string{"Content-Disposition: attachment;" + crlf + "\tfilename=" + name}
	case Mutt:
		e.contentType = a.Type
		e.more = []string{"Content-Disposition: attachment; filename=" + name}
	default:
		e.contentType = a.Type + ";" + crlf + " name=" + name
		e.more = []string{"Content-Disposition: attachment;" + crlf + " filename=" + name}
	}
	return e
}

// byExchange reports whether the server writes the mail.
func (s *style) byExchange() bool { return s.has("X-MS-Has-Attach") }

// encodedFileName is a name in the one encoded word that mailers put in quotes,
// against RFC 2047 §5 and understood by all. Long names stay in one.
func encodedFileName(name string) string {
	if isASCII(name) {
		return strings.NewReplacer(`"`, "", `\`, "").Replace(name)
	}
	var b strings.Builder
	for _, c := range name {
		if c == '.' {
			b.WriteByte('.')
		} else if utf8.RuneLen(c) > 0 {
			b.WriteString(wordUnit(c, "UTF-8"))
		}
	}
	return "=?UTF-8?Q?" + b.String() + "?="
}
