package dkim

import "math"

// seen are the fields that a reader sees, or that decide how the body is
// shown, in the order in which they are told.
var seen = []string{
	"from", "to", "cc", "subject", "date", "reply-to", "sender", "message-id",
	"mime-version", "content-type", "content-transfer-encoding", "content-disposition",
}

// told marks a name that stands in the list already.
const told = math.MinInt32

// coverage says which fields are signed in every instance, in the order of
// names, and which of those that a reader sees are not.
func (x *fieldIndex) coverage(names []string) (fields, not []string) {
	fields, not = make([]string, 0, len(names)), []string{}
	left := append([]int32(nil), x.count...) // instances that are not signed
	for _, name := range names {
		if n, known := x.number(name); known {
			left[n]--
		}
	}
	for _, name := range names {
		if n, known := x.number(name); known && left[n] <= 0 && left[n] != told {
			fields = append(fields, name)
			left[n] = told
		}
	}
	for _, name := range seen {
		if n, known := x.number(name); known && left[n] > 0 {
			not = append(not, name)
		}
	}
	return fields, not
}
