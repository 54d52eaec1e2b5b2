package tell

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"assay/mail"
)

// maxResults bounds how many fields of results are read.
const maxResults = 50

// authFrom: servers that check a mail note whom it claimed to be from.
var authFrom = Tell{
	ID:    "mail/auth-from",
	Asks:  "Is the domain in From the one that the servers on the way noted when they checked it?",
	Rests: "RFC 8601 §2.2 and RFC 7489 §11.2: header.from in Authentication-Results is the domain in From at that time",
	Innocent: []string{"a forwarder that put its own address into From", "a note that the sender himself put in",
		"a server that notes another field"},
	Cause: Author,
	Mail: func(m *Mail) Result {
		author := m.author()
		var noted []string
		var at mail.Field
		list := slices.Concat(m.All("authentication-results"), m.All("arc-authentication-results"))
		for _, f := range list[:min(len(list), maxResults)] {
			if !bytes.Contains(f.Raw, []byte("header.from=")) {
				continue
			}
			for rest := strings.ToLower(f.Unfolded()); ; {
				_, after, ok := strings.Cut(rest, "header.from=")
				if !ok {
					break
				}
				rest = after
				if name := resultValue(after); strings.Contains(name, ".") && !slices.Contains(noted, name) {
					noted, at = append(noted, name), f
				}
			}
		}
		if author == "" || len(noted) == 0 || m.listNames(author) {
			return NotApplicable()
		}
		for _, name := range noted {
			if within(author, name) || within(name, author) {
				return Absent()
			}
		}
		return Found(Mark{
			Where:   fmt.Sprintf("%s at byte %d", at.Name(), at.Offset),
			Why:     fmt.Sprintf("From is of %s; the servers that checked the mail noted that it came from %s.", author, strings.Join(noted[:min(len(noted), 3)], ", ")),
			Recheck: "compare header.from= in the field with From",
		})
	},
}

// listNames reports whether the mail came over a list of that domain: many put
// their own address into From, so that DMARC does not fail (RFC 7960 §4.1.3).
func (m *Mail) listNames(domain string) bool {
	for _, name := range []string{"list-id", "list-post", "list-unsubscribe"} {
		if _, text := m.value(name); strings.Contains(strings.ToLower(text), domain) {
			return true
		}
	}
	return false
}

// resultValue is the domain at the start of a text.
func resultValue(text string) string {
	text = strings.TrimLeft(text, "\"<")
	if end := strings.IndexFunc(text, func(r rune) bool {
		return r != '.' && r != '-' && r != '@' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
	}); end >= 0 {
		text = text[:end]
	}
	return strings.TrimRight(text[strings.LastIndexByte(text, '@')+1:], ".")
}
