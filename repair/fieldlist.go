package repair

import (
	"regexp"
	"strings"

	"assay/mail"
)

// byLists are fields that lists and gateways put in and that some signers sign
// as absent.
var byLists = []string{
	"sender", "reply-to", "list-id", "list-unsubscribe", "list-subscribe", "list-post", "list-help", "list-owner",
	"list-archive", "list-unsubscribe-post", "precedence", "errors-to", "mime-version", "content-type",
	"content-transfer-encoding", "content-disposition", "content-id", "content-description", "resent-date", "resent-from", "resent-sender",
	"resent-to", "resent-cc", "resent-message-id", "in-reply-to", "references", "cc", "x-mailer", "user-agent", "x-priority",
	"auto-submitted", "delivered-to", "return-path", "received",
}

// undoListFields takes a field away. From, To, Subject and Date were always
// there.
func undoListFields(_ *context, name string, at int, add func([]byte, int)) {
	if at < 0 {
		return
	}
	for i, n := range byLists {
		if n == name {
			add(nil, min(i/6, 3))
			return
		}
	}
}

// undoOtherInstance takes another field of the same name.
func undoOtherInstance(c *context, name string, at int, add func([]byte, int)) {
	if at < 0 {
		return
	}
	n := 0
	for i, f := range c.m.Header {
		if i != at && f.Is(name) {
			if n++; n > 3 {
				return
			}
			add(f.Raw, n-1)
		}
	}
}

// tag is what lists and filters put before a subject.
var tag = regexp.MustCompile(`^((?i:(?:re|fwd?|aw|antw|sv|wg|tr):\s*)*)(\[[^\[\]]{1,60}\]:?\s*|\*{1,5}[A-Z][A-Z _-]{2,20}\*{1,5}:?\s*|(?:SPAM|EXTERNAL|EXT|CAUTION):?\s+)`)

// undoSubjectTag takes one or two tags from the front of the subject, and white
// space that the list put behind a comma where it folded the line.
func undoSubjectTag(c *context, name string, at int, add func([]byte, int)) {
	f, value, ok := c.field(at)
	if !ok || name != "subject" {
		return
	}
	for n := 0; n < 2; n++ {
		m := tag.FindStringSubmatch(value)
		if m == nil {
			break
		}
		rest := value[len(m[0]):]
		add(c.made(f.Name(), m[1]+rest), n)
		if m[1] != "" { // "Re: [tag] Re: x" comes of "Re: x"
			add(c.made(f.Name(), rest), n)
		}
		value = m[1] + rest
	}
}

// originals are fields in which a list keeps what it replaces.
var originals = map[string][]string{
	"from":     {"x-original-from", "x-from", "x-mailman-original-from", "reply-to", "cc", "x-original-sender"},
	"reply-to": {"x-original-reply-to", "x-mailman-original-reply-to"},
	"sender":   {"x-original-sender", "x-mailman-original-sender", "from", "return-path", "x-google-original-from"},
	"subject":  {"x-original-subject"},
	"to":       {"x-original-to"},
}

// undoFromRewritten puts the author back that a list has replaced by itself.
func undoFromRewritten(c *context, name string, at int, add func([]byte, int)) {
	f, value, ok := c.field(at)
	if !ok || name != "from" && name != "subject" {
		return
	}
	further := 0
	for _, source := range originals[name] {
		v := c.value(source)
		if v == "" || v == value {
			continue
		}
		add(c.made(f.Name(), v), further)
		if name != "from" {
			continue
		}
		list, _ := mail.Addresses(v)
		for i, a := range list {
			if i == 4 {
				break
			}
			for _, written := range spellings(shownName(value), a) {
				add(c.made(f.Name(), written), further+1)
			}
		}
		further = min(further+1, 3)
	}
}

// via is how lists mark an author they have replaced.
var via = regexp.MustCompile(`(?i)\s+(?:via|on behalf of)\s+.*$`)

// shownName is the name in an author's field without what a list adds to it.
func shownName(value string) string {
	list, _ := mail.Addresses(value)
	if len(list) == 0 {
		return ""
	}
	return strings.TrimSpace(via.ReplaceAllString(strings.Trim(list[0].Name, `"' `), ""))
}

// spellings are the ways in which an author's field is written: with the name
// shown, with the address's own, with none.
func spellings(name string, a mail.Address) (list []string) {
	for _, n := range []string{name, a.Name} {
		switch {
		case n == "":
		case beyondASCII([]byte(n)):
			for _, style := range wordStyles[:4] {
				list = append(list, style(n)+" <"+a.Addr+">")
			}
		default:
			list = append(list, n+" <"+a.Addr+">", `"`+n+`" <`+a.Addr+">")
		}
	}
	return append(list, a.Addr, "<"+a.Addr+">")
}

// undoReplyTo puts back what a list has replaced by its own address.
func undoReplyTo(c *context, name string, at int, add func([]byte, int)) {
	if name != "reply-to" {
		return
	}
	label := "Reply-To"
	if f, value, ok := c.field(at); ok {
		label = f.Name()
		if first, rest, found := strings.Cut(value, ","); found { // the list put its own behind or before
			add(c.made(label, strings.TrimSpace(first)), 0)
			add(c.made(label, strings.TrimSpace(rest)), 0)
		}
		add(c.made(label, c.value("from")), 1)
	}
	for _, source := range originals[name] {
		if v := c.value(source); v != "" {
			add(c.made(label, v), 0)
		}
	}
}

// undoSender puts back what a list has replaced by itself.
func undoSender(c *context, name string, at int, add func([]byte, int)) {
	if name != "sender" {
		return
	}
	author := c.value("from")
	for i, source := range originals[name] {
		v := c.value(source)
		list, _ := mail.Addresses(v)
		if len(list) == 0 {
			continue
		}
		add(c.made("Sender", v), min(i, 2))
		for _, written := range spellings(shownName(author), list[0]) {
			add(c.made("Sender", written), min(i, 2)+1)
		}
	}
}
