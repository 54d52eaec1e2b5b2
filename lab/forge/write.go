package forge

import (
	"bytes"
	"html"
	"strings"
)

// write is the change of stored bytes that puts now in the place of a range of
// the view.
func (w *work) write(s *side, start, end int, now string, h hand) (c splice, rough, ok bool) {
	from, to := s.view.from[start], s.view.to[end-1]
	if from >= to || !plainRun(s, from, to) {
		return c, false, false
	}
	if s.html {
		now = strings.ReplaceAll(html.EscapeString(now), "\n", "<br>")
		now = strings.ReplaceAll(now, "&#39;", "'")
		if now == "" {
			from, to = element(s.decoded, from, to)
		}
	} else if now == "" {
		to = blankBehind(s.decoded, to)
	} else {
		now, to = w.wrapped(s, from, to, strings.ReplaceAll(now, "\n", eolOf(s.decoded)), !h.byHand)
	}
	with, fits := inCharset(now, s.part)
	if h.paste && !ascii(now) {
		with, fits = []byte(now), true
		w.leave(CharsetBroken, !strings.EqualFold(s.part.Charset(), "utf-8"))
		if s.part.Encoding != "base64" && s.part.Encoding != "quoted-printable" {
			p := s.part
			w.leave(CharsetBroken, p.Encoding == "7bit")
			return splice{p.Body + from, p.Body + to, with}, false, true
		}
	}
	if !fits {
		return c, false, false
	}
	return w.encoded(s, from, to, with, h.byHand)
}

// blankBehind is the offset behind a paragraph and the blank line that follows.
func blankBehind(text []byte, at int) int {
	for range 2 {
		rest := bytes.TrimLeft(text[at:], " \t\r")
		if len(rest) == 0 || rest[0] != '\n' {
			break
		}
		at = len(text) - len(rest) + 1
	}
	return at
}

// plainRun reports whether no tag but a line break stands in a range.
func plainRun(s *side, from, to int) bool {
	run := s.decoded[from:to]
	if !s.html {
		return true
	}
	for _, tag := range []string{"<br>", "<br/>", "<br />", "<BR>"} {
		run = bytes.ReplaceAll(run, []byte(tag), nil)
	}
	return bytes.IndexByte(run, '<') < 0 && bytes.IndexByte(run, '>') < 0
}

// element widens a range to the paragraph that it fills.
func element(text []byte, from, to int) (int, int) {
	open := bytes.LastIndexByte(text[:from], '<')
	if open < 0 || !bytes.HasPrefix(text[to:], []byte("</p>")) {
		return from, to
	}
	if name, closing := tagName(text[open:from]); name == "p" && !closing && tagEnd(text, open) == from {
		return open, to + len("</p>")
	}
	return from, to
}
