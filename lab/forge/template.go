package forge

import (
	"html"
	"strings"

	"assay/lab/label"
	"assay/mail"
)

// setText puts another text in the place of all renderings of the mail's own,
// encoded as they are. Only mails of nothing but that text can take one.
func (w *work) setText(text string) bool {
	sides := w.sides()
	leaves := 0
	w.now.Root.Leaves(func(*mail.Part) bool { leaves++; return true })
	if len(sides) == 0 || leaves != len(sides) {
		return false
	}
	var list []splice
	for _, s := range sides {
		content := text + "\n"
		if s.html {
			content = "<div>" + strings.ReplaceAll(html.EscapeString(text), "\n", "<br>\n") + "</div>\n"
		}
		content = strings.ReplaceAll(content, "\n", eolOf(s.decoded))
		p, body := s.part, w.now.RawBody(s.part)
		stored, ok := inCharset(content, p)
		if !ok || p.Encoding == "7bit" && !ascii(content) {
			return false
		}
		switch p.Encoding {
		case "quoted-printable":
			stored = encodeQP(stored, softWidth(body), eolOf(w.now.Raw))
		case "base64":
			stored = append(wrap64(stored, max(lineMost, firstLine(body)), w.eol()), w.eol()...)
		}
		list = append(list, splice{p.Body, p.Span.End, stored})
	}
	w.apply(list)
	return true
}

// madeFromTemplate takes the header of a mail of the box and writes another
// text under it. The fair leave it at that; the able date it and number it
// anew; experts do so in the fields of servers too.
func madeFromTemplate(w *work) bool {
	_, _, subject, date, ok := w.envelope()
	text, okText := w.composed()
	if !ok || !okText || !w.setText(text) {
		return false
	}
	w.made = true
	if now, ok := w.otherSubject(bareSubject(subject)); ok {
		f, _ := w.now.First("subject")
		w.set(f, now)
		w.setEach("thread-topic", bareSubject(subject), now)
	}
	w.leave(SharedBoundary, w.now.Root.Multipart())
	if !w.least(label.Able) {
		w.leave(SharedID, len(w.now.All("message-id")) > 0)
		return true
	}
	to := date.AddDate(0, 0, -364)
	f, value, _ := w.one("date")
	w.set(f, dateLike(value, to, true))
	if w.least(label.Expert) {
		w.shift(date, to, inHeader)
		w.remove("in-reply-to", "references")
		w.strip(true)
		w.hideMailer(to)
		w.freshBoundary(to)
	} else if s, ok := w.stampOf("message-id"); ok {
		w.splice(splice{s.start, s.end, []byte(s.write(to))})
	}
	w.renumber()
	w.dated(date, to)
	return true
}

// stampOf is a time in the field of that name, near that of the original.
func (w *work) stampOf(name string) (stamp, bool) {
	f, _ := w.was.First("date")
	was, _ := readDate(f.Unfolded())
	for _, s := range stamps(w.now, was, window, window) {
		if w.fieldAt(s.start) == name {
			return s, true
		}
	}
	return stamp{}, false
}

// renumber gives the mail a Message-ID of the same shape; a time that it holds
// stays.
func (w *work) renumber() {
	f, value, ok := w.one("message-id")
	local, host, cut := strings.Cut(value, "@")
	if !ok || !cut {
		return
	}
	date, _ := w.now.First("date")
	at, _ := readDate(date.Unfolded())
	keep := make([]bool, len(f.Raw))
	for _, s := range stamps(w.now, at, window, window) {
		for i := max(s.start-f.Offset, 0); i < min(s.end-f.Offset, len(f.Raw)); i++ {
			keep[i] = true
		}
	}
	lead := strings.Index(string(f.Raw), local)
	if lead < 0 {
		return
	}
	out := []byte(local)
	for _, run := range drawnRuns(local) {
		for i := run.start; i < run.end; i++ {
			if !keep[lead+i] {
				out[i] = w.alike(out[i])
			}
		}
	}
	w.set(f, string(out)+"@"+host)
}

// drawnRuns are the pieces of an identifier that a programme draws: long ones
// with digits in them, or where there are none the longest.
func drawnRuns(local string) (list []splice) {
	const long = 5
	longest, pos := splice{}, 0
	for _, run := range strings.FieldsFunc(local, func(r rune) bool { return strings.ContainsRune(".-_$<>%/+=", r) }) {
		pos += strings.Index(local[pos:], run)
		at := splice{start: pos, end: pos + len(run)}
		pos = at.end
		if len(run) >= long && strings.ContainsAny(run, "0123456789") {
			list = append(list, at)
		}
		if len(run) > longest.end-longest.start {
			longest = at
		}
	}
	if len(list) == 0 {
		return []splice{longest}
	}
	return list
}

// alike is a sign of the same class.
func (w *work) alike(c byte) byte {
	for _, class := range []string{"0123456789", "abcdef", "ABCDEF", "ghijklmnopqrstuvwxyz", "GHIJKLMNOPQRSTUVWXYZ"} {
		if strings.IndexByte(class, c) >= 0 {
			return class[w.R.IntN(len(class))]
		}
	}
	return c
}

// strip takes signatures out; of the careful, what servers noted of them too.
func (w *work) strip(careful bool) bool {
	removed := w.remove("dkim-signature", "domainkey-signature", "x-google-dkim-signature")
	if careful {
		w.remove("authentication-results", "arc-authentication-results", "arc-message-signature", "arc-seal")
	}
	return removed
}
