package dkim

import (
	"bytes"
	"errors"
	"fmt"
)

// maxTags bounds the tags of one list.
const maxTags = 200

// Tag is one name=value of a tag list, with the offsets of its value in the
// text it was read from.
type Tag struct {
	Name       string
	Value      string // without white space at either end
	Start, End int    // of everything between the equals sign and the semicolon
}

// Tags is a tag list. RFC 6376 §3.2
type Tags []Tag

// Get returns the value of a tag.
func (t Tags) Get(name string) (value string, ok bool) {
	for i := range t {
		if t[i].Name == name {
			return t[i].Value, true
		}
	}
	return "", false
}

var errTags = errors.New("more tags than are read")

// ParseTags reads a tag list. Tags that were read before an error are
// returned with it: what can be computed from them still is.
func ParseTags(text []byte) (Tags, error) {
	tags := make(Tags, 0, 12)
	var bad error
	for pos := 0; pos < len(text); {
		end := len(text)
		if i := bytes.IndexByte(text[pos:], ';'); i >= 0 {
			end = pos + i
		}
		spec := text[pos:end]
		eq := bytes.IndexByte(spec, '=')
		name := string(bytes.TrimSpace(spec[:max(eq, 0)]))
		switch {
		case len(bytes.TrimSpace(spec)) == 0: // the last semicolon
			if end < len(text) && bad == nil {
				bad = errors.New("an empty tag stands in the list")
			}
		case eq < 0 || !validName(name):
			if bad == nil {
				bad = fmt.Errorf("%q is no tag", short(spec))
			}
		case len(tags) == maxTags:
			return tags, errTags
		default:
			if _, twice := tags.Get(name); twice && bad == nil {
				bad = fmt.Errorf("the tag %s= stands twice", name)
			}
			value := string(bytes.TrimSpace(spec[eq+1:]))
			tags = append(tags, Tag{name, value, pos + eq + 1, end})
		}
		pos = end + 1
	}
	return tags, bad
}

// validName follows tag-name of RFC 6376 §3.2.
func validName(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || (c < '0' || c > '9') && c != '_') {
			return false
		}
	}
	return s != ""
}

func short(b []byte) []byte {
	b = bytes.TrimSpace(b)
	return b[:min(len(b), 40)]
}
