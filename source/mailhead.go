package source

import (
	"bytes"
	_ "embed"
	"strings"
	"sync"
)

// maxFieldName bounds what is taken for the name of a header field; the
// longest in use have some 40 bytes.
const maxFieldName = 76

//go:embed data/mailfields.txt
var mailFieldsTable string

// mailField is one row of data/mailfields.txt.
type mailField struct {
	sure  bool     // says mail by itself
	words []string // or with one of these in its value
}

// mailFields is the table, by the field names in lower case.
var mailFields = sync.OnceValue(func() map[string]mailField {
	fields := make(map[string]mailField)
	for line := range strings.Lines(mailFieldsTable) {
		columns := strings.Fields(line)
		if len(columns) == 0 || columns[0][0] == '#' {
			continue
		}
		name, sure := strings.CutPrefix(columns[0], "!")
		fields[strings.ToLower(name)] = mailField{sure, columns[1:]}
	}
	return fields
})

// decisive is the weight of fields that makes a head one of mail.
const decisive = 2

// weight is what a field with this value says: nothing, something, enough.
func (f mailField) weight(value string) int {
	if f.sure {
		return decisive
	}
	for _, word := range f.words {
		if strings.Contains(value, word) {
			return decisive
		}
	}
	return 1
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// isMail reports whether head opens a mail: behind a byte order mark and
// blanks stands a block of header fields, and their names say mail.
func isMail(head []byte) bool {
	head = bytes.TrimPrefix(head, byteOrderMark)
	head = bytes.TrimLeft(head, " \t\r\n")
	return weighFields(head)
}

// maxStrays is how many lines that are no header fields may stand among them:
// whoever puts one there must not make a mail something else. Where one does,
// the fields have to say mail twice.
const maxStrays = 5

// weighFields adds up the weights of the distinct fields in the block of
// header fields (RFC 5322 §2.2) at the start of text, and reports whether they
// are enough.
func weighFields(text []byte) bool {
	seen := make(map[string]bool)
	weight, enough, strays := 0, decisive, 0
	for first := true; len(text) > 0 && weight < enough; first = false {
		line := text
		if end := bytes.IndexAny(text, "\r\n"); end >= 0 {
			line = text[:end]
			text = bytes.TrimPrefix(bytes.TrimPrefix(text[end:], []byte("\r")), []byte("\n"))
		} else {
			text = nil
		}
		if folded := len(line) > 0 && (line[0] == ' ' || line[0] == '\t'); folded && !first {
			continue
		}
		name := fieldName(line)
		if name == nil {
			if len(line) == 0 || strays == maxStrays {
				return false
			}
			strays++
			enough = 2 * decisive
			continue
		}
		key := strings.ToLower(string(name))
		if field, known := mailFields()[key]; known && !seen[key] {
			seen[key] = true
			weight += field.weight(strings.ToLower(string(line[len(name):])))
		}
	}
	return weight >= enough
}

// fieldName is the name of the header field that line opens, or nil. Blanks
// before the colon are obsolete syntax (RFC 5322 §4.5).
func fieldName(line []byte) []byte {
	colon := bytes.IndexByte(line[:min(len(line), maxFieldName+1)], ':')
	if colon < 1 {
		return nil
	}
	name := bytes.TrimRight(line[:colon], " \t")
	for _, c := range name {
		if c <= ' ' || c > '~' {
			return nil
		}
	}
	if len(name) == 0 {
		return nil
	}
	return name
}
