package repair

import (
	"regexp"
	"strings"

	"assay/mail"
)

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
