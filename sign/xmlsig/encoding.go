package xmlsig

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// toUTF8 strips a byte order mark and decodes UTF-16; invalid UTF-8 is refused.
func toUTF8(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		if len(data)%2 != 0 {
			return nil, errors.New("XML in UTF-16 with half a character")
		}
		low, high := 0, 1
		if data[0] == 0xfe {
			low, high = 1, 0
		}
		units := make([]uint16, 0, len(data)/2)
		for i := 2; i < len(data); i += 2 {
			units = append(units, uint16(data[i+low])|uint16(data[i+high])<<8)
		}
		return []byte(string(utf16.Decode(units))), nil
	}
	if !utf8.Valid(data) {
		return nil, errors.New("XML is not UTF-8")
	}
	return data, nil
}

// declaration skips <?xml … ?>.
func (s *scanner) declaration() error {
	if !bytes.HasPrefix(s.in, []byte("<?xml")) || len(s.in) < 6 || !isSpace(s.in[5]) {
		return nil
	}
	end := bytes.Index(s.in, []byte("?>"))
	if end < 0 {
		return errors.New("its declaration does not end")
	}
	said := bytes.ToLower(s.in[5:end])
	if v := pseudo(said, "version"); v != "1.0" {
		return fmt.Errorf("its version is %q", v)
	}
	switch e := pseudo(said, "encoding"); e {
	case "", "utf-8", "utf8", "utf-16", "us-ascii":
	default:
		return fmt.Errorf("its encoding is %q, which is not read", e)
	}
	s.at = end + 2
	return nil
}

// pseudo is the value of a pseudo-attribute of a declaration.
func pseudo(said []byte, name string) string {
	at := bytes.Index(said, []byte(name))
	if at < 0 {
		return ""
	}
	rest := bytes.TrimLeft(said[at+len(name):], " \t\r\n=")
	if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
		return ""
	}
	if end := bytes.IndexByte(rest[1:], rest[0]); end >= 0 {
		return string(rest[1 : 1+end])
	}
	return ""
}

// literal is text without references, with its line ends made LF. XML 1.0 §2.11
func (s *scanner) literal(body []byte) ([]byte, error) {
	if err := allowed(body); err != nil {
		return nil, err
	}
	if bytes.IndexByte(body, '\r') < 0 {
		return body, nil
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n")), nil
}

// allowed refuses characters that XML has not. XML 1.0 §2.2
func allowed(body []byte) error {
	for i, c := range body {
		if c < ' ' && !isSpace(c) {
			return fmt.Errorf("character %#02x", c)
		}
		if c == 0xef && i+2 < len(body) && body[i+1] == 0xbf && body[i+2] >= 0xbe {
			return errors.New("a character that is none")
		}
	}
	return nil
}
