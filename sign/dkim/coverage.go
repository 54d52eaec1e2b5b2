package dkim

import (
	"slices"

	"assay/mail"
)

// seen are the fields that a reader sees, or that decide how the body is
// shown, in the order in which they are told.
var seen = []string{
	"from", "to", "cc", "subject", "date", "reply-to", "sender", "message-id",
	"mime-version", "content-type", "content-transfer-encoding",
}

// coverage says which fields of m are signed in every instance, in the order
// of names, and which of those that a reader sees are not.
func coverage(m *mail.Message, names []string) (fields, not []string) {
	asked := map[string]int{}
	fields, not = []string{}, []string{}
	for _, name := range names {
		asked[name]++
	}
	present := map[string]int{}
	for _, f := range m.Header {
		if f.Junk() {
			continue
		}
		for name := range asked {
			if f.Is(name) {
				present[name]++
			}
		}
	}
	for _, name := range names {
		if n := present[name]; n > 0 && asked[name] >= n && !slices.Contains(fields, name) {
			fields = append(fields, name)
		}
	}
	for _, name := range seen {
		if _, ok := m.First(name); ok && !slices.Contains(fields, name) {
			not = append(not, name)
		}
	}
	return fields, not
}
