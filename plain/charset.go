package plain

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"assay/document"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Bounds of finding out a character set.
const (
	declaredWithin = 1024     // bytes in which a page declares it, HTML §4.2.5.4
	sample         = 64 << 10 // bytes that detection looks at
	minConfidence  = 0.6      // of detection, below which it is a guess
	maxReplaced    = 0.05     // share of characters that may be undecodable in text
)

// charset is a decoded text and how its character set was found.
type charset struct {
	text     string
	name     string // as the WHATWG calls it, else as IANA does
	how      string
	declared string // what the text says of itself, if anything
	guessed  bool
	replaced int // characters that stand for bytes which could not be decoded
}

// marks are byte order marks; the longer stands first.
var marks = []struct {
	mark []byte
	name string
	enc  encoding.Encoding
}{
	{[]byte("\x00\x00\xfe\xff"), "utf-32be", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
	{[]byte("\xff\xfe\x00\x00"), "utf-32le", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
	{[]byte("\xef\xbb\xbf"), "utf-8", encoding.Nop},
	{[]byte("\xfe\xff"), "utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{[]byte("\xff\xfe"), "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
}

// decode finds the character set: by the mark at the beginning, by what the text
// declares where its bytes allow that, by its bytes, by statistics.
func decode(content []byte) (*charset, error) {
	if foreign(content) {
		return nil, errNotText
	}
	c := find(content)
	c.replaced = strings.Count(c.text, "\uFFFD") - bytes.Count(content, []byte("\uFFFD"))
	c.replaced = max(c.replaced, 0)
	if isBinary(c.text) || float64(c.replaced) > maxReplaced*float64(utf8.RuneCountInString(c.text)) {
		return nil, errNotText
	}
	return c, nil
}

func find(content []byte) *charset {
	for _, m := range marks {
		if rest, ok := bytes.CutPrefix(content, m.mark); ok {
			return &charset{text: with(m.enc, rest), name: m.name, how: "its byte order mark", declared: declaration(rest)}
		}
	}
	declared := declaration(content)
	if enc, name := halves(content); enc != nil {
		return &charset{text: with(enc, content), name: name, how: "every other byte being zero", declared: declared}
	}
	c := &charset{declared: declared}
	switch ascii, valid := looksUTF8(content); {
	case bytes.Contains(content, []byte("\x1b$")) || bytes.Contains(content, []byte("\x1b(J")):
		c.detect(content) // ISO-2022: seven bits that mean more
	case ascii:
		c.text, c.name, c.how = string(content), "us-ascii", "no byte above 127"
	case valid:
		c.text, c.name, c.how = strings.ToValidUTF8(string(content), "\uFFFD"), "utf-8", "its bytes, which are valid UTF-8"
	case !c.believe(content):
		c.detect(content)
	}
	return c
}

// believe decodes as declared, where something usable is declared.
func (c *charset) believe(content []byte) bool {
	enc, err := htmlindex.Get(c.declared)
	if err != nil {
		return false
	}
	name, err := htmlindex.Name(enc)
	if err != nil || strings.HasPrefix(name, "utf-") || name == "replacement" || name == "x-user-defined" {
		return false // the bytes are not UTF-8, and a declaration that can be read is not UTF-16
	}
	c.text, c.name, c.how = with(enc, content), name, "what it declares"
	return true
}

// detect decodes by statistics, and as Windows-1252 where they say nothing: every
// byte means something there.
func (c *charset) detect(content []byte) {
	r := chardet.Detect(content[:min(len(content), sample)])
	enc, err := htmlindex.Get(r.Encoding)
	if err == nil && r.Confidence >= minConfidence && !strings.HasPrefix(strings.ToLower(r.Encoding), "utf-") {
		c.name, err = htmlindex.Name(enc)
		c.how = fmt.Sprintf("the frequency of its bytes (confidence %.2f)", r.Confidence)
	}
	if err != nil || c.name == "" || c.name == "replacement" {
		enc, c.name, c.guessed = charmap.Windows1252, "windows-1252", true
		c.how = "nothing better being known"
	}
	c.text = with(enc, content)
}

// with decodes; what cannot be decoded becomes U+FFFD.
func with(enc encoding.Encoding, content []byte) string {
	text, err := enc.NewDecoder().Bytes(content)
	if err != nil {
		text = append(text, "\uFFFD"...)
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}

// looksUTF8 says whether bytes are ASCII, and whether they are UTF-8. A
// character that is cut off at the very end is forgiven.
func looksUTF8(content []byte) (ascii, valid bool) {
	ascii = true
	for _, b := range content {
		if b >= 0x80 {
			ascii = false
			break
		}
	}
	for cut := 0; cut < utf8.UTFMax && cut <= len(content); cut++ {
		if whole := content[:len(content)-cut]; utf8.Valid(whole) && (cut == 0 || !utf8.FullRune(content[len(whole):])) {
			return ascii, true
		}
	}
	return ascii, false
}

// halves tells UTF-16 without a mark by zeros in every other byte: text in
// Latin letters has them, and nothing else does.
func halves(content []byte) (encoding.Encoding, string) {
	head := content[:min(len(content), sample)&^1]
	if len(head) < 4 {
		return nil, ""
	}
	var high, low int
	for i := 0; i < len(head); i += 2 {
		u := binary.BigEndian.Uint16(head[i:])
		if u != 0 && u < 0x100 {
			high++
		}
		if u != 0 && u&0xff == 0 {
			low++
		}
	}
	switch units := len(head) / 2; {
	case high*10 > units*6 && low*10 < units:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be"
	case low*10 > units*6 && high*10 < units:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le"
	}
	return nil, ""
}

var (
	inMeta = regexp.MustCompile(`(?i)<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})`)
	inXML  = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']`)
)

// declaration is the character set that a text says it has.
func declaration(content []byte) string {
	if m := inXML.FindSubmatch(content[:min(len(content), declaredWithin)]); m != nil {
		return strings.ToLower(string(m[1]))
	}
	// a browser looks at the first 1024 bytes; programmes put long comments there
	head := content[:min(len(content), 8*declaredWithin)]
	if m := inMeta.FindSubmatch(head); m != nil && looksLikePage(string(head)) {
		return strings.ToLower(string(m[1]))
	}
	return ""
}

// describe puts the character set into fields, and says where it is in doubt.
func (c *charset) describe(d *document.Document) {
	field(d, "character set", c.name, c.how)
	field(d, "declared character set", c.declared, "the text's own declaration")
	if enc, err := htmlindex.Get(c.declared); err == nil && c.name != "us-ascii" {
		if name, err := htmlindex.Name(enc); err == nil && name != c.name {
			d.Note("text/charset-differs", "its character set", fmt.Sprintf("It declares %q, and its bytes are %s by %s. Programmes that save pages change one and not the other; nothing follows from it alone.", c.declared, c.name, c.how))
		}
	}
	if c.guessed {
		d.Note("text/charset-guessed", "its character set", fmt.Sprintf("Its character set could not be told; it was read as %s. Letters beyond ASCII may be wrong here.", c.name))
	}
	if c.replaced > 0 {
		d.Unread("text/undecodable", "its character set", fmt.Sprintf("%d places of it are not valid in %s and stand as U+FFFD.", c.replaced, c.name))
	}
}
