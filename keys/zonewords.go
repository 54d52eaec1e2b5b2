package keys

import (
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// rrTypes lists the record types that IANA has registered, sorted.
//
//go:embed rrtypes.txt
var rrTypes string

var typeNames = strings.Fields(rrTypes)

var (
	ttlWord   = regexp.MustCompile(`^(?i)\d+([smhdw]\d*)*$`)
	classWord = regexp.MustCompile(`^(?i)(IN|CH|HS|CS|CLASS\d+)$`)
	typeWord  = regexp.MustCompile(`^(?i)TYPE\d+$`) // RFC 3597 §5
)

func isType(word string) bool {
	_, ok := slices.BinarySearch(typeNames, strings.ToUpper(word))
	return ok || typeWord.MatchString(word)
}

// splitHead parts the words behind an owner into TTL and class, which may stand
// in either order, and the type with its data. RFC 1035 §5.1
func splitHead[T any](words []T, text func(T) string) (head, rest []T) {
	n := 0
	for n < len(words) && (ttlWord.MatchString(text(words[n])) || classWord.MatchString(text(words[n]))) {
		n++
	}
	return words[:n], words[n:]
}

// isInternet reports whether TTL and class name no class but IN.
func isInternet(head []token) bool {
	return !slices.ContainsFunc(head, func(w token) bool {
		return classWord.MatchString(w.text) && !strings.EqualFold(w.text, "IN") && !strings.EqualFold(w.text, "CLASS1")
	})
}

// maxHead is where owner, TTL, class and type of a line must have ended.
const maxHead = 4 * (maxName + 1)

// startsRecord reports whether a line can only be the beginning of a record or
// a directive: inside parentheses that shows where a closing one was forgotten.
// Numbers of a SOA and lists of types in a NSEC must not look like one, so a
// line that begins with white space has to name its class.
func startsRecord(line string) bool {
	if line == "" || strings.IndexByte(`"();`, line[0]) >= 0 {
		return false
	}
	if line[0] == '$' {
		return true
	}
	fields := strings.Fields(line[:min(len(line), maxHead)])
	named := line[0] != ' ' && line[0] != '\t'
	if named && len(fields) > 0 {
		fields = fields[1:]
	}
	head, rest := splitHead(fields, func(s string) string { return s })
	return len(rest) > 0 && isType(rest[0]) && (named || slices.ContainsFunc(head, classWord.MatchString))
}

// joinStrings is the content of a TXT record: its strings, one behind the
// other. RFC 6376 §3.6.2.2
func joinStrings(data []token) (string, error) {
	if len(data) == 0 {
		return "", errors.New("a TXT record without a string")
	}
	if !data[0].quoted && data[0].text == `\#` {
		return "", errors.New("a TXT record in the generic form of RFC 3597 is not read")
	}
	var b strings.Builder
	for _, t := range data {
		s, err := unescape(t.text)
		if err != nil {
			return "", err
		}
		b.WriteString(s)
	}
	if b.Len() > maxRecord {
		return "", fmt.Errorf("a TXT record of %d bytes, over %d", b.Len(), maxRecord)
	}
	return b.String(), nil
}
