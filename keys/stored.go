package keys

import (
	"encoding/json"
	"fmt"
	"strings"
)

// storedKey is how a key is kept: what it was read from, not what was read. One
// of Record, Target and neither (absent) is set. Record is written as in a zone
// file, because JSON cannot hold bytes that are not UTF-8.
type storedKey struct {
	Name   string  `json:"name"`
	Record *string `json:"record,omitempty"`
	Target string  `json:"target,omitempty"`
	Origin Origin  `json:"origin"`
}

// MarshalJSON writes name, record (with the escapes of RFC 1035 §5.1; target
// for an alias, neither for an absent key) and origin.
func (k Key) MarshalJSON() ([]byte, error) {
	s := storedKey{Name: k.Name, Target: k.Target, Origin: k.Origin}
	if k.State != Alias && k.State != Absent {
		text := escape(k.Record)
		s.Record = &text
	}
	return json.Marshal(s)
}

// UnmarshalJSON makes the same key again from what MarshalJSON wrote.
func (k *Key) UnmarshalJSON(b []byte) error {
	var s storedKey
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("stored key: %w", err)
	}
	switch {
	case s.Record != nil:
		text, err := unescape(*s.Record)
		if err != nil {
			return fmt.Errorf("stored key %q: %w", s.Name, err)
		}
		*k = New(s.Name, text, s.Origin)
	case s.Target != "":
		*k = NewAlias(s.Name, s.Target, s.Origin)
	default:
		*k = NewAbsent(s.Name, s.Origin)
	}
	return nil
}

// escape writes text as a zone file does, without quotation marks around it:
// \DDD for bytes that are not printable ASCII, and a doubled backslash.
func escape(text string) string {
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; {
		case c == '\\':
			b.WriteString(`\\`)
		case c < ' ' || c > '~':
			fmt.Fprintf(&b, `\%03d`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unescape reads \DDD (decimal) and \X. RFC 1035 §5.1
func unescape(text string) (string, error) {
	if !strings.Contains(text, `\`) {
		return text, nil
	}
	b := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			b = append(b, text[i])
			continue
		}
		c, n, ok := escaped(text[i+1:])
		if !ok {
			return "", fmt.Errorf("%s is no escape", clip(text[i:min(i+4, len(text))]))
		}
		b = append(b, c)
		i += n
	}
	return string(b), nil
}

// escaped reads what follows a backslash, and how many bytes that takes.
func escaped(s string) (c byte, n int, ok bool) {
	switch {
	case s == "":
		return 0, 0, false
	case !isDigit(s[0]):
		return s[0], 1, true
	case len(s) < 3 || !isDigit(s[1]) || !isDigit(s[2]):
		return 0, 0, false
	}
	v := int(s[0]-'0')*100 + int(s[1]-'0')*10 + int(s[2]-'0')
	return byte(v), 3, v <= 255
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
