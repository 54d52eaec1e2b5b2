package mail

import (
	"strings"
)

// DecodeWords decodes the encoded words of a field's text. RFC 2047. It is
// tolerant: blanks inside a word, missing padding, words inside quotes, and
// characters cut in two between neighbouring words are read; what is no
// encoded word stays as it is. Bytes that are not UTF-8 are taken for
// Windows-1252, as readers do.
func DecodeWords(s string) string {
	if !strings.Contains(s, "=?") {
		return toUTF8(s)
	}
	var b strings.Builder
	var run wordRun
	last := strings.LastIndex(s, "?=") // no word ends behind it
	pos := 0
	for pos < last {
		i := strings.Index(s[pos:last], "=?")
		if i < 0 {
			break
		}
		gap, start := s[pos:pos+i], pos+i
		w, n := parseWord(s[start:])
		if n == 0 { // no encoded word
			run.flush(&b)
			b.WriteString(toUTF8(s[pos : start+2]))
			pos = start + 2
			continue
		}
		// RFC 2047 §6.2: white space between encoded words is not shown.
		if !run.open || strings.TrimSpace(gap) != "" {
			run.flush(&b)
			b.WriteString(toUTF8(gap))
		}
		run.add(&b, w)
		pos = start + n
	}
	run.flush(&b)
	b.WriteString(toUTF8(s[pos:]))
	return b.String()
}

// encodedWord is one =?charset?encoding?text?=, its text decoded to bytes.
type encodedWord struct {
	charset string
	content []byte
}

// wordRun gathers neighbouring words of one charset: mailers cut characters of
// several bytes in two.
type wordRun struct {
	open    bool
	charset string
	content []byte
}

func (r *wordRun) add(b *strings.Builder, w encodedWord) {
	if r.open && r.charset != w.charset {
		r.flush(b)
	}
	r.open, r.charset = true, w.charset
	r.content = append(r.content, w.content...)
}

func (r *wordRun) flush(b *strings.Builder) {
	if r.open {
		text, _ := DecodeCharset(r.content, r.charset)
		b.WriteString(text)
	}
	*r = wordRun{}
}

// parseWord reads the encoded word that s begins with and its length in s; 0
// where there is none.
func parseWord(s string) (encodedWord, int) {
	charset, rest, ok := strings.Cut(s[2:], "?")
	if !ok || charset == "" || strings.ContainsAny(charset, " \t\"=") || len(rest) < 2 || rest[1] != '?' {
		return encodedWord{}, 0
	}
	if !strings.ContainsRune("bBqQ", rune(rest[0])) {
		return encodedWord{}, 0
	}
	text, _, ok := strings.Cut(rest[2:], "?=")
	if !ok {
		return encodedWord{}, 0
	}
	w := encodedWord{charset: strings.ToLower(charset)}
	if i := strings.IndexByte(w.charset, '*'); i >= 0 { // RFC 2231 §5: language
		w.charset = w.charset[:i]
	}
	if rest[0]|0x20 == 'b' {
		w.content, _ = decodeBase64([]byte(text))
	} else {
		w.content, _ = decodeQuotedPrintable([]byte(strings.ReplaceAll(text, "_", " ")))
	}
	return w, 2 + len(charset) + 1 + 2 + len(text) + 2
}
