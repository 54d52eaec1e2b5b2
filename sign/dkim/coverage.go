package dkim

import "slices"

// seen are the fields that a reader sees, or that decide how the body is
// shown, in the order in which they are told.
var seen = []string{
	"from", "to", "cc", "subject", "date", "reply-to", "sender", "message-id",
	"mime-version", "content-type", "content-transfer-encoding", "content-disposition",
}

// coverage says which fields are signed in every instance, in the order of
// names, and which of those that a reader sees are not.
func (x *fieldIndex) coverage(names []string) (fields, not []string) {
	asked := make(map[string]int, len(names))
	for _, name := range names {
		asked[name]++
	}
	fields, not = make([]string, 0, len(asked)), []string{}
	for _, name := range names {
		if n := x.count(name); n > 0 && asked[name] >= n {
			fields = append(fields, name)
		}
		delete(asked, name) // each name is told once
	}
	for _, name := range seen {
		if _, present := x.lowest[name]; present && !slices.Contains(fields, name) {
			not = append(not, name)
		}
	}
	return fields, not
}
