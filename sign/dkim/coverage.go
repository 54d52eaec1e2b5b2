package dkim

import (
	"math"
	"slices"
)

// seen are the fields that a reader sees, or that decide how the body is
// shown, in the order in which they are told.
var seen = []string{
	"from", "to", "cc", "bcc", "subject", "date", "reply-to", "sender", "message-id",
	"mime-version", "content-type", "content-transfer-encoding", "content-disposition",
}

// told marks a name that stands in the list already.
const told = math.MinInt32

// removable are the fields whose absence changes what a reader sees, or how.
var removable = []string{"to", "cc", "subject", "date", "content-type", "content-transfer-encoding"}

// absent are the removable fields that are missing and were not signed as
// missing: they may have been there. RFC 6376 §5.4.2
func (x *fieldIndex) absent(names []string) []string {
	list := []string{}
	for _, name := range removable {
		if _, known := x.number(name); !known && !slices.Contains(names, name) {
			list = append(list, name)
		}
	}
	return list
}

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
