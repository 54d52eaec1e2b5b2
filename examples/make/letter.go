package main

import (
	"fmt"
	"mime/quotedprintable"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// letter is a message before it is signed.
type letter struct {
	from, to, cc, subject, date string // UTF-8; date as RFC 5322 has it

	head     []string // further fields
	charset  string   // of the text: us-ascii or utf-8 where empty
	encoding string   // of the text for transfer: 7bit or 8bit where empty
	text     string   // UTF-8, lines ending in LF
	html     string   // the same as a page, where there is one
	parts    []part   // what is attached
}

// render writes the message with CRLF, as it goes over the wire. name is what
// the field X-Assay-Example says.
func (l *letter) render(name string) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	line("From: %s", words(l.from))
	line("To: %s", words(l.to))
	if l.cc != "" {
		line("Cc: %s", words(l.cc))
	}
	line("Subject: %s", l.encodedSubject())
	line("Date: %s", l.date)
	line("Message-ID: <%s@%s>", name, domainOf(l.from))
	for _, f := range l.head {
		line("%s", f)
	}
	line("X-Assay-Example: %s", name)
	line("MIME-Version: 1.0")
	boundary := "=_" + name
	switch {
	case len(l.parts) > 0:
		line("Content-Type: multipart/mixed; boundary=\"%s\"", boundary)
		entities := []string{l.entity(boundary)}
		for _, p := range l.parts {
			entities = append(entities, p.entity())
		}
		return b.String() + multipart(boundary, entities)
	default:
		return b.String() + l.entity(boundary)
	}
}

// entity is what a reader sees, with the fields that describe it.
func (l *letter) entity(boundary string) string {
	plain := l.textEntity("plain", l.text)
	if l.html == "" {
		return plain
	}
	boundary += "_text"
	return fmt.Sprintf("Content-Type: multipart/alternative; boundary=\"%s\"\r\n", boundary) +
		multipart(boundary, []string{plain, l.textEntity("html", l.html)})
}

func (l *letter) textEntity(subtype, text string) string {
	charset, encoding := l.charset, l.encoding
	if charset == "" {
		if charset = "us-ascii"; !isASCII(text) {
			charset = "utf-8"
		}
	}
	body := inCharset(charset, toCRLF(text))
	if encoding == "" {
		if encoding = "7bit"; !isASCII(body) {
			encoding = "8bit"
		}
	}
	return fmt.Sprintf("Content-Type: text/%s; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n", subtype, charset, encoding) +
		forTransfer(encoding, body)
}

func (l *letter) encodedSubject() string {
	if l.charset != "" {
		return word(l.charset, l.subject)
	}
	return words(l.subject)
}

// multipart is the blank line behind a header, and entities between delimiters.
// RFC 2046 §5.1.1
func multipart(boundary string, entities []string) string {
	var b strings.Builder
	b.WriteString("\r\n")
	for _, e := range entities {
		fmt.Fprintf(&b, "--%s\r\n%s\r\n", boundary, e) // this line end is the delimiter's
	}
	fmt.Fprintf(&b, "--%s--\r\n", boundary)
	return b.String()
}

// forTransfer encodes for transfer. RFC 2045 §6
func forTransfer(encoding, content string) string {
	switch encoding {
	case "base64":
		const width = 76
		var b strings.Builder
		text := encode([]byte(content))
		for ; len(text) > width; text = text[width:] {
			b.WriteString(text[:width] + "\r\n")
		}
		return b.String() + text + "\r\n"
	case "quoted-printable":
		var b strings.Builder
		w := quotedprintable.NewWriter(&b)
		// A strings.Builder takes everything.
		_, _ = w.Write([]byte(content))
		_ = w.Close()
		return b.String()
	}
	return content
}

// words writes the display names of text that is not ASCII as encoded words.
func words(text string) string {
	if isASCII(text) {
		return text
	}
	name, rest, bracket := strings.Cut(text, " <")
	if bracket {
		return word("utf-8", name) + " <" + rest
	}
	return word("utf-8", text)
}

// word is one encoded word. RFC 2047 §2
func word(charset, text string) string {
	return fmt.Sprintf("=?%s?B?%s?=", charset, encode([]byte(inCharset(charset, text))))
}

func inCharset(charset, text string) string {
	if charset == "us-ascii" || charset == "utf-8" {
		return text
	}
	e, err := htmlindex.Get(charset)
	if err == nil {
		text, err = e.NewEncoder().String(text)
	}
	if err != nil {
		panic(fmt.Sprintf("text %q in charset %q: %v", text, charset, err))
	}
	return text
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > '~' }) < 0
}

// address is the bare address of an author.
func address(from string) string {
	_, addr, _ := strings.Cut(from, "<")
	return strings.TrimSuffix(addr, ">")
}

func domainOf(from string) string {
	_, domain, _ := strings.Cut(address(from), "@")
	return domain
}
