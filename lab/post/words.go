package post

import (
	"strings"
	"unicode/utf8"
)

// encodedWords is a text for a field: as it is where it is ASCII, else in
// encoded words that a charset names. RFC 2047 §2: none is longer than 75.
func encodedWords(text, charset string) string {
	if isASCII(text) {
		return text
	}
	if _, ok := latin1(text); !ok {
		charset = strings.Replace(charset, "iso-8859-1", "utf-8", 1)
	}
	const around = len("=??Q??=")
	var words []string
	word := ""
	for _, c := range text {
		unit := wordUnit(c, charset)
		if len(word)+len(unit)+len(charset)+around > 75 {
			words, word = append(words, word), ""
		}
		word += unit
	}
	words = append(words, word)
	for i, w := range words {
		words[i] = "=?" + charset + "?Q?" + w + "?="
	}
	return strings.Join(words, crlf+" ")
}

// wordUnit is one letter in the Q encoding, in the strict form that fits in a
// phrase too. RFC 2047 §5 (3)
func wordUnit(c rune, charset string) string {
	switch {
	case c == ' ':
		return "_"
	case c < utf8.RuneSelf && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("!*+-/", c)):
		return string(c)
	}
	b := string(c)
	if c <= 0xFF && strings.EqualFold(charset, "iso-8859-1") {
		b = string([]byte{byte(c)})
	}
	var s strings.Builder
	for _, c := range []byte(b) {
		s.WriteString("=" + upperHex[c>>4:c>>4+1] + upperHex[c&15:c&15+1])
	}
	return s.String()
}

// mailbox is a party as a field names it; always says that names stand in
// quotes even where they need none. RFC 5322 §3.4
func mailbox(p Party, charset string, always bool) string {
	switch {
	case p.Name == "":
		return p.Address
	case !isASCII(p.Name):
		return encodedWords(p.Name, charset) + " <" + p.Address + ">"
	case always || strings.ContainsAny(p.Name, `()<>[]:;@\,."`):
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(p.Name) + `" <` + p.Address + ">"
	}
	return p.Name + " <" + p.Address + ">"
}

// mailboxes are several, one a line from the second on.
func mailboxes(list []Party, charset string, always bool) string {
	text := make([]string, len(list))
	for i, p := range list {
		text[i] = mailbox(p, charset, always)
	}
	return strings.Join(text, ","+crlf+"\t")
}

// foldWords cuts a text at blanks so that lines are no longer than 76; used
// where a field's name takes its part.
func foldWords(name, text string) string {
	const widest = 76
	if strings.Contains(text, crlf) {
		return text
	}
	var b strings.Builder
	length := len(name) + 2
	for i, word := range strings.Split(text, " ") {
		if i > 0 {
			if length+1+len(word) > widest && word != "" && i > 0 {
				b.WriteString(crlf + " ")
				length = 1
			} else {
				b.WriteByte(' ')
				length++
			}
		}
		b.WriteString(word)
		length += len(word)
	}
	return b.String()
}
