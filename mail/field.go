package mail

import (
	"bytes"
	"strings"
)

// Field is one header field, or a line that stands among the fields and is
// none (Junk).
type Field struct {
	Offset int    // of Raw in its message
	Raw    []byte // every byte of the field, folds and last line end included
	named  int    // length of the name in Raw
	colon  int    // offset of the colon in Raw; -1 in a line that is no field
}

// Junk reports whether this is a line that is no header field.
func (f Field) Junk() bool { return f.colon < 0 }

// Split reports whether a CR stands in the field that is no part of a line end:
// programmes that end lines at it read further fields from this one.
func (f Field) Split() bool {
	for rest := f.Raw; ; {
		i := bytes.IndexByte(rest, '\r')
		if i < 0 || i == len(rest)-1 {
			return false
		}
		if rest[i+1] != '\n' {
			return true
		}
		rest = rest[i+2:]
	}
}

// Postmark reports whether this is a From_ line that a mailbox file left among
// the fields.
func (f Field) Postmark() bool { return f.Junk() && isPostmark(f.Raw) }

// Name is the field's name as it was written, without blanks before the colon.
func (f Field) Name() string {
	if f.Junk() {
		return ""
	}
	return string(f.name())
}

func (f Field) name() []byte { return f.Raw[:f.named] }

// AppendLowerName appends the field's name in lower-case ASCII to dst.
func (f Field) AppendLowerName(dst []byte) []byte {
	for _, c := range f.name() {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// Is reports whether the field's name is name, which must be in lower case.
func (f Field) Is(name string) bool {
	return !f.Junk() && EqualFold(f.name(), name)
}

// Value is what stands behind the colon: raw, folds and line end included. Of
// a line that is no field it is the whole line.
func (f Field) Value() []byte { return f.Raw[f.colon+1:] }

// Unfolded is the value on one line, without white space at either end.
// RFC 5322 §2.2.3
func (f Field) Unfolded() string {
	return strings.TrimSpace(lineBreaks.Replace(string(f.Value())))
}

// Text is the value as a reader sees it: unfolded, encoded words decoded.
func (f Field) Text() string { return DecodeWords(f.Unfolded()) }

var lineBreaks = strings.NewReplacer("\r\n", "", "\n", "", "\r", "")

// EqualFold reports whether name is lower, which is in lower-case ASCII, but
// for case.
func EqualFold(name []byte, lower string) bool {
	if len(name) != len(lower) {
		return false
	}
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

func all(header []Field, name string) (found []Field) {
	for _, f := range header {
		if f.Is(name) {
			found = append(found, f)
		}
	}
	return found
}

func first(header []Field, name string) (Field, bool) {
	for _, f := range header {
		if f.Is(name) {
			return f, true
		}
	}
	return Field{}, false
}
