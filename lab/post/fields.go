package post

import (
	"fmt"
	"strings"
)

// write is the whole mail as the mailer hands it on.
func (d *draft) write() string {
	root := d.body()
	var b strings.Builder
	for _, name := range d.style.order {
		if name == "Content-Length" {
			fmt.Fprintf(&b, "%s: %d%s", name, len(root.text), crlf)
			continue
		}
		for _, value := range d.values(name, root) {
			b.WriteString(name + ": " + value + crlf)
		}
	}
	b.WriteString(crlf)
	b.WriteString(root.text)
	return b.String()
}

// values are what stands in the fields of a name: mostly one, or none.
func (d *draft) values(name string, root *entity) []string {
	s, l := d.style, d.l
	var value string
	switch strings.ToLower(name) {
	case "from":
		value = mailbox(l.From.Party(), s.words, s.quoted)
	case "to":
		value = mailboxes(l.To, s.words, s.quoted)
	case "cc":
		value = mailboxes(l.Cc, s.words, s.quoted)
	case "subject":
		value = foldWords(name, encodedWords(d.subject(), s.words))
	case "thread-topic":
		value = foldWords(name, encodedWords(strings.TrimSpace(l.Subject), s.words))
	case "date":
		value = d.dateField()
	case "message-id":
		value = d.p.MessageID
	case "in-reply-to":
		if l.ReplyTo != nil {
			value = l.ReplyTo.MessageID
		}
	case "references":
		value = strings.Join(d.p.References, crlf+" ")
	case "thread-index":
		value = threadIndexText(d.p.ThreadIndex)
	case "content-type":
		value = root.contentType
	case "content-transfer-encoding":
		value = root.encoding
	default:
		value = d.rare(strings.ToLower(name), root)
	}
	if value == "" {
		return nil
	}
	return []string{value}
}

// rare are the fields that few mailers write.
func (d *draft) rare(name string, root *entity) string {
	l := d.l
	switch name {
	case "mime-version":
		return d.mimeVersion()
	case "x-mailer", "user-agent":
		return d.agent()
	case "content-language":
		if d.style.byExchange() {
			return d.choose("en-US", "fr-FR")
		}
		return d.choose("en-US", "fr")
	case "accept-language":
		return d.choose("en-US", "fr-FR, en-US")
	case "content-disposition":
		if root.parts == nil {
			return "inline"
		}
	case "x-ms-has-attach":
		if len(l.Attachments) > 0 {
			return "yes"
		}
	case "x-sender":
		return l.From.Address
	case "x-originating-ip":
		return address(d.desk())
	case "x-campaign":
		return l.Campaign
	case "list-unsubscribe":
		if l.Campaign != "" {
			return fmt.Sprintf("<https://%s/u/%s>", d.provider().Domain, some(d.r, base64URL[:62], 22))
		}
	case "list-unsubscribe-post":
		if l.Campaign != "" && d.at.Year() >= 2019 {
			return "List-Unsubscribe=One-Click"
		}
	case "precedence":
		return "bulk"
	}
	return ""
}

// dateField is Date as the mailer writes it. RFC 5322 §3.3
func (d *draft) dateField() string {
	at := d.at
	if !d.l.Claimed.IsZero() {
		at = d.l.Claimed.In(d.l.From.Zone)
	}
	if d.style.utc {
		at = at.UTC()
	}
	text := at.Format("Mon, 2 Jan 2006 15:04:05 -0700")
	if d.style.utc && d.l.From.Mailer == YahooWeb {
		text += " (UTC)"
	}
	if d.l.From.Mailer == PanelWebmail {
		return at.In(Zone("America/Phoenix")).Format("Mon, 02 Jan 2006 15:04:05 -0700")
	}
	return text
}

func (d *draft) mimeVersion() string {
	switch d.l.From.Mailer {
	case AppleMail:
		build, seen, _ := strings.Cut(d.version(), " ")
		return "1.0 (Mac OS X Mail " + seen + ` \(` + strings.TrimPrefix(build, "2.") + `\))`
	case IPhone:
		return "1.0 (1.0)"
	}
	return "1.0"
}

// agent is how the mailer names itself.
func (d *draft) agent() string {
	v := d.version()
	if v == "" {
		return ""
	}
	switch d.l.From.Mailer {
	case Thunderbird:
		platform := d.provider().pick("platform"+d.l.From.Address, "Windows NT 6.1; WOW64; rv:", "Macintosh; Intel Mac OS X 10.12; rv:", "X11; Linux x86_64; rv:")
		return foldWords("User-Agent", fmt.Sprintf("Mozilla/5.0 (%s%d.0) Gecko/20100101 Thunderbird/%s", platform, d.major(), v))
	case AppleMail:
		build, _, _ := strings.Cut(v, " ")
		return "Apple Mail (" + build + ")"
	case IPhone:
		return "iPhone Mail (" + v + ")"
	case Mutt:
		return "Mutt/" + v
	case Roundcube:
		return "Roundcube Webmail/" + v
	case YahooWeb:
		return foldWords("X-Mailer", v+" Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36")
	}
	return v
}
