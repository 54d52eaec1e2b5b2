package repair

import (
	"mime"
	"slices"
	"strings"

	"assay/mail"
)

// worded are the fields in which encoded words stand. RFC 2047 §5
var worded = []string{"subject", "from", "to", "cc", "reply-to", "sender"}

// undoEncodedWords writes the text of a field as bytes, or in words of one
// charset and encoding: one long word, or several within the length of a line.
func undoEncodedWords(c *context, name string, at int, add func([]byte, int)) {
	f, value, ok := c.field(at)
	if !ok || !slices.Contains(worded, name) {
		return
	}
	encoded := strings.Contains(value, "=?")
	if !encoded && !beyondASCII([]byte(value)) {
		return
	}
	text := mail.DecodeWords(value)
	put := func(v string, further int) {
		if v != value {
			add(c.made(f.Name(), v), further)
		}
	}
	if name == "subject" {
		put(text, 0)
		for i, style := range wordStyles {
			put(style(text), min(i/2, 2))
		}
	}
	for i, style := range append([]func(string) string{mail.DecodeWords, lowerCharset, upperCharset, lowerEncoding, upperEncoding}, nameStyles...) {
		if name != "subject" || i > 0 && i < 5 {
			put(style(value), min(i/3, 2))
		}
	}
}

// wordStyles write a text in encoded words.
var wordStyles = []func(string) string{
	wordsOf(mime.QEncoding, "utf-8"), wordsOf(mime.QEncoding, "UTF-8"),
	wordsOf(mime.BEncoding, "utf-8"), wordsOf(mime.BEncoding, "UTF-8"),
	func(s string) string { return "=?utf-8?b?" + strings.TrimPrefix(one(mime.BEncoding, s), "=?utf-8?b?") },
	func(s string) string { return one(mime.QEncoding, s) },
	func(s string) string { return strings.Replace(one(mime.BEncoding, s), "=?utf-8?b?", "=?UTF-8?B?", 1) },
	func(s string) string { return strings.Replace(one(mime.QEncoding, s), "=?utf-8?q?", "=?UTF-8?Q?", 1) },
}

func wordsOf(e mime.WordEncoder, charset string) func(string) string {
	return func(s string) string { return e.Encode(charset, s) }
}

// one is a text in a single encoded word, however long.
func one(e mime.WordEncoder, s string) string {
	var b strings.Builder
	for piece := range strings.SplitSeq(e.Encode("utf-8", s), " ") {
		piece = strings.TrimSuffix(piece, "?=")
		if b.Len() > 0 {
			piece = piece[strings.LastIndexByte(piece, '?')+1:]
		}
		b.WriteString(piece)
	}
	return b.String() + "?="
}

// nameStyles write the names of addresses in encoded words.
var nameStyles = []func(string) string{
	names(wordStyles[0]), names(wordStyles[1]), names(wordStyles[2]), names(wordStyles[3]),
}

// names changes the names of all addresses that are not plain ASCII.
func names(style func(string) string) func(string) string {
	return func(value string) string {
		boxes := mailboxes(value)
		if boxes == nil {
			return value
		}
		for i, b := range boxes {
			name, addr, ok := cutName(b)
			plain := strings.Trim(mail.DecodeWords(name), `"`)
			if ok && beyondASCII([]byte(plain)) {
				boxes[i] = style(plain) + " " + addr
			}
		}
		return strings.Join(boxes, ", ")
	}
}

// In an encoded word the charset and the encoding may be written in either
// case. RFC 2047 §2
func lowerCharset(s string) string  { return eachWord(s, strings.ToLower, nil) }
func upperCharset(s string) string  { return eachWord(s, strings.ToUpper, nil) }
func lowerEncoding(s string) string { return eachWord(s, strings.ToLower, strings.ToLower) }
func upperEncoding(s string) string { return eachWord(s, strings.ToUpper, strings.ToUpper) }

func eachWord(s string, charset, encoding func(string) string) string {
	pieces := strings.Split(s, "=?")
	for i := 1; i < len(pieces); i++ {
		c := strings.SplitN(pieces[i], "?", 3)
		if len(c) != 3 {
			continue
		}
		c[0] = charset(c[0])
		if encoding != nil {
			c[1] = encoding(c[1])
		}
		pieces[i] = strings.Join(c, "?")
	}
	return strings.Join(pieces, "=?")
}
