package repair

import (
	"slices"
	"strings"

	"assay/mail"
)

// addressFields are the fields in which people are listed.
var addressFields = []string{"to", "cc", "from", "reply-to", "sender"}

// mailboxes are the addresses of a list, each as it is written, and nil where
// they cannot be told apart for sure. RFC 5322 §3.4
func mailboxes(value string) []string {
	var list []string
	start, quoted, comment, angle := 0, false, 0, false
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '\\':
			i++
		case c == '"' && comment == 0:
			quoted = !quoted
		case quoted:
		case c == '(':
			comment++
		case c == ')' && comment > 0:
			comment--
		case c == '<':
			angle = true
		case c == '>':
			angle = false
		case c == ';' || c == ':' && !angle && comment == 0: // a group
			return nil
		case c == ',' && comment == 0 && !angle:
			list = append(list, strings.TrimSpace(value[start:i]))
			start = i + 1
		}
	}
	if quoted || comment > 0 || angle {
		return nil
	}
	list = append(list, strings.TrimSpace(value[start:]))
	if slices.Contains(list, "") {
		return nil
	}
	return list
}

// addrOf is the address of one mailbox in lower case.
func addrOf(mailbox string) string {
	list, _ := mail.Addresses(mailbox)
	if len(list) != 1 {
		return strings.ToLower(mailbox)
	}
	return strings.ToLower(list[0].Addr)
}

// cutName parts a mailbox into name and address in brackets.
func cutName(s string) (name, addr string, ok bool) {
	i := strings.LastIndexByte(s, '<')
	if i <= 0 {
		return "", "", false
	}
	return strings.TrimSpace(s[:i]), s[i:], true
}
