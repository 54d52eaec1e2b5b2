package forge

import (
	"strings"
	"time"

	"assay/lab/label"
	"assay/mail"
)

// madeInThread makes an answer up that the author of a mail gave on his own
// mail's neighbour: header, thread fields and boundary are those of the mail at
// hand, with another text above the same quotation.
func madeInThread(w *work) bool {
	_, _, _, date, ok := w.envelope()
	_, answers := w.now.First("in-reply-to")
	text, okText := w.composed()
	if !ok || !answers || !okText {
		return false
	}
	quotation := w.quotation()
	if quotation == "" || !w.setText(text+"\n\n"+quotation) {
		return false
	}
	w.made = true
	w.leave(SharedBoundary, w.now.Root.Multipart())
	// After the mail at hand, by hours or by days.
	to := date.Add(time.Duration(2+w.R.IntN(70)) * time.Hour)
	f, value, _ := w.one("date")
	w.set(f, clockLike(value, to))
	if !w.least(label.Able) {
		w.leave(SharedID, len(w.now.All("message-id")) > 0)
		w.dated(date, to)
		return true
	}
	if s, ok := w.stampOf("message-id"); ok {
		w.splice(splice{s.start, s.end, []byte(s.write(to))})
	}
	w.renumber()
	if w.least(label.Expert) {
		w.shift(date, to, inHeader)
		w.strip(true)
		w.freshBoundary(to)
	}
	w.dated(date, to)
	return true
}

// quotation is what the plain text quotes, its attribution included.
func (w *work) quotation() string {
	sides := w.sides()
	if len(sides) == 0 || sides[0].html {
		return ""
	}
	lines := strings.Split(strings.ReplaceAll(toUTF8(sides[0].part, string(sides[0].decoded)), "\r\n", "\n"), "\n")
	first, last := -1, -1
	for i, line := range lines {
		if strings.HasPrefix(line, ">") {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 1 {
		return ""
	}
	if first--; first > 0 && strings.TrimSpace(lines[first]) == "" {
		first-- // the attribution stands above a blank line
	}
	return strings.Join(lines[first:last+1], "\n")
}

// clockLike writes another day and time into the text of Date.
func clockLike(value string, to time.Time) string {
	value = dateLike(value, to, true)
	if i := strings.IndexByte(value, ':'); i >= 2 && len(value) >= i+6 {
		value = value[:i-2] + to.Format("15:04:05") + value[i+6:]
	}
	return value
}

// freshBoundary gives every multipart a boundary of the same shape, but for
// those that hold the time at already.
func (w *work) freshBoundary(at time.Time) {
	var list []string
	near := func(t time.Time) bool { return t.Sub(at).Abs() < window }
	w.now.Root.Multiparts(func(p *mail.Part) {
		f, ok := fieldOf(p, "content-type")
		if ok && len(inField(f, mailer, near)) == 0 {
			list = append(list, p.Boundary())
		}
	})
	for _, b := range list {
		signs := []byte(b)
		for i := len(signs) / 2; i < len(signs); i++ {
			signs[i] = w.alike(signs[i])
		}
		w.moveBoundary(b, string(signs))
	}
	delete(w.left, SharedBoundary)
}
