package examine

import (
	"strings"

	"assay/mail"
)

// roles are local parts under which programmes send mail. RFC 5321 §4.5.1,
// RFC 2142; the endings are those of list managers.
var (
	roles       = []string{"mailer-daemon", "postmaster", "majordomo", "listserv", "mailman", "noreply", "no-reply", "donotreply", "do-not-reply", "bounce", "bounces"}
	roleEndings = []string{"-request", "-owner", "-bounces", "-admin", "-digest", "-daemon"}
)

// robot reports whether a programme sent a mail, by its own word: it returns or
// gathers what it was sent, and knows nothing of where that came from.
func robot(m *mail.Message, authors []string) bool {
	if m.Root.Type == "multipart/report" || m.Root.Type == "multipart/digest" {
		return true
	}
	if f, ok := m.First("auto-submitted"); ok && !strings.EqualFold(f.Unfolded(), "no") { // RFC 3834 §5
		return true
	}
	for _, name := range []string{"list-id", "list-post", "list-unsubscribe"} { // RFC 2919, RFC 2369
		if _, ok := m.First(name); ok {
			return true
		}
	}
	for _, a := range authors {
		local, _, _ := strings.Cut(a, "@")
		for _, r := range roles {
			if local == r {
				return true
			}
		}
		for _, e := range roleEndings {
			if strings.HasSuffix(local, e) {
				return true
			}
		}
	}
	return false
}
