package mail

import "bytes"

// Field is one header field, or a line that stands among the fields and is
// none (Junk).
type Field struct {
	Offset int    // of Raw in its message
	Raw    []byte // every byte of the field, folds and last line end included
	named  int    // length of the name in Raw
	colon  int    // offset of the colon in Raw; -1 in a line that is no field

	postmark, ambiguous bool
}

// Junk reports whether this is a line that is no header field.
func (f Field) Junk() bool { return f.colon < 0 }

// Ambiguous reports whether programmes may end this field, or the header, at
// another place: a CR that is no part of a line end, another control character
// or a line end of Unicode stands in it, or a folded line of blanks alone.
func (f Field) Ambiguous() bool { return f.ambiguous }

// Postmark reports whether this is a From_ line of a mailbox file, left above
// the first field.
func (f Field) Postmark() bool { return f.postmark }

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

// MaxValue bounds the bytes of a value that are read as text; the bytes
// themselves stay in Raw.
const MaxValue = 64 << 10

// Long reports whether the value is longer than is read as text.
func (f Field) Long() bool { return len(f.Value()) > MaxValue }

// Unfolded is the value on one line, without white space at either end: of a
// Long one its beginning. RFC 5322 §2.2.3
func (f Field) Unfolded() string {
	value := bytes.TrimSpace(upTo(f.Value(), MaxValue))
	if bytes.IndexByte(value, '\n') < 0 && bytes.IndexByte(value, '\r') < 0 {
		return string(value)
	}
	line := make([]byte, 0, len(value))
	for _, c := range value {
		if c != '\n' && c != '\r' {
			line = append(line, c)
		}
	}
	return string(bytes.TrimSpace(line)) // what a break parted may be white space beyond ASCII
}

// Text is the value as a reader sees it: unfolded, encoded words decoded.
func (f Field) Text() string { return DecodeWords(f.Unfolded()) }

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
