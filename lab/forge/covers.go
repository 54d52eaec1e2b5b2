package forge

import (
	"bytes"
	"strconv"
	"strings"

	"assay/mail"
)

// signatureBroken reports whether a signature that the mail still bears covers
// something that was changed.
func (w *work) signatureBroken() bool {
	if w.Holds != nil && !w.Holds(w.was.Raw) {
		return false
	}
	for _, f := range w.was.All("dkim-signature") {
		for _, g := range w.now.All("dkim-signature") {
			same := tagsOf(f)["b"] == tagsOf(g)["b"] // its own fields are covered too
			if same && (!bytes.Equal(f.Raw, g.Raw) || !bytes.Equal(covered(w.was, f), covered(w.now, g))) {
				return true
			}
		}
	}
	return w.sealedTextChanged()
}

// sealedTextChanged looks at S/MIME and OpenPGP, which cover parts.
func (w *work) sealedTextChanged() bool {
	a, b := w.was.Root, w.now.Root
	if a.Type == "multipart/signed" && b.Type == a.Type && len(a.Children) > 0 && len(b.Children) > 0 {
		x, y := a.Children[0].Span, b.Children[0].Span
		return !bytes.Equal(relaxed(w.was.Raw[x.Start:x.End]), relaxed(w.now.Raw[y.Start:y.End]))
	}
	inline := []byte("-----BEGIN PGP SIGNED MESSAGE-----")
	return bytes.Contains(w.now.Raw, inline) && bytes.Contains(w.was.Raw, inline) &&
		!bytes.Equal(relaxed(w.was.Raw[w.was.Body:]), relaxed(w.now.Raw[w.now.Body:]))
}

// covered is what a signature of DKIM covers of a mail, blanks and line ends
// evened out. RFC 6376 §5.4.2
func covered(m *mail.Message, f mail.Field) []byte {
	tags := tagsOf(f)
	var out []byte
	taken := map[string]int{}
	for name := range strings.SplitSeq(strings.ToLower(tags["h"]), ":") {
		name = strings.TrimSpace(name)
		list := m.All(name)
		if i := len(list) - 1 - taken[name]; i >= 0 {
			out = append(append(out, name...), ':')
			out = append(append(out, strings.Join(strings.Fields(list[i].Unfolded()), " ")...), '\n')
		}
		taken[name]++
	}
	body := relaxed(m.Raw[m.Body:])
	if l, err := strconv.Atoi(tags["l"]); err == nil && l >= 0 {
		body = body[:min(l, len(body))]
	}
	return append(out, body...)
}

// tagsOf are the tags of a signature, without blanks. RFC 6376 §3.2
func tagsOf(f mail.Field) map[string]string {
	tags := map[string]string{}
	for tag := range strings.SplitSeq(f.Unfolded(), ";") {
		if name, value, ok := strings.Cut(tag, "="); ok {
			tags[strings.TrimSpace(name)] = strings.Join(strings.Fields(value), "")
		}
	}
	return tags
}

// relaxed is a body in the relaxed form. RFC 6376 §3.4.4
func relaxed(body []byte) []byte {
	var out []byte
	empty := 0
	for line := range bytes.Lines(body) {
		line = bytes.TrimRight(line, " \t\r\n")
		if len(line) == 0 {
			empty++
			continue
		}
		for range empty {
			out = append(out, "\r\n"...)
		}
		empty = 0
		blank := false
		for _, c := range line {
			if c == ' ' || c == '\t' {
				blank = true
				continue
			}
			if blank {
				out = append(out, ' ')
			}
			blank = false
			out = append(out, c)
		}
		out = append(out, "\r\n"...)
	}
	return out
}
