package forge

import (
	"strings"
	"time"

	"assay/lab/label"
	"assay/mail"
)

// composed is what the forger wants to be read: a talk of some sentences.
func (w *work) composed() (text string, ok bool) {
	if w.Words.Sentence == nil {
		return "", false
	}
	lang := w.lang([]byte(w.now.Text()))
	var b strings.Builder
	for i := range 3 + w.R.IntN(4) {
		sentence := strings.TrimSpace(w.Words.Sentence(lang))
		if sentence == "" {
			return "", false
		}
		if i > 0 {
			b.WriteString([]string{" ", " ", "\n\n"}[w.R.IntN(3)])
		}
		b.WriteString(sentence)
	}
	return fill(b.String(), 72), true
}

// fill wraps paragraphs.
func fill(text string, width int) string {
	var b strings.Builder
	for i, para := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		column := 0
		for word := range strings.FieldsSeq(para) {
			switch {
			case column > 0 && column+1+len(word) > width:
				b.WriteByte('\n')
				column = 0
			case column > 0:
				b.WriteByte(' ')
				column++
			}
			b.WriteString(word)
			column += len(word)
		}
	}
	return b.String()
}

// envelope is what a mail that is made up takes from the one at hand; false
// where that cannot be read without doubt.
func (w *work) envelope() (from, to, subject string, date time.Time, ok bool) {
	_, from, okFrom := w.one("from")
	_, to, okTo := w.one("to")
	_, subject, okSubject := w.one("subject")
	_, value, okDate := w.one("date")
	date, read := mail.ParseDate(value)
	ok = okFrom && okTo && okSubject && okDate && read && len(w.people("from")) == 1 && ascii(from+to+subject)
	return from, to, subject, date, ok
}

// madeInEditor writes a mail in an editor, with the few fields that come to
// mind.
func madeInEditor(w *work) bool {
	from, to, subject, date, ok := w.envelope()
	text, okText := w.composed()
	if !ok || !okText || !ascii(text) && !w.least(label.Fair) {
		return false
	}
	subject, _ = w.otherSubject(bareSubject(subject))
	at := w.earlier(date)
	// He looks no calendar up for the day of the week.
	day := at
	if !w.least(label.Fair) {
		day = at.AddDate(0, 0, w.R.IntN(7))
	}
	fields := []string{"From: " + from, "To: " + to, "Subject: " + subject, "Date: " + day.Format("Mon") + at.Format(", 02 Jan 2006 15:04:05 -0700")}
	if w.least(label.Fair) {
		host := w.people("from")[0].Domain()
		fields = append(fields, "Message-ID: <"+w.uuid()+"@"+host+">", "MIME-Version: 1.0")
		fields = append(fields, typed(text, "us-ascii")...)
	}
	eol := w.eol()
	w.made = true
	w.open([]byte(strings.Join(fields, eol) + eol + eol + strings.ReplaceAll(text, "\n", eol) + eol))
	w.dated(date, at)
	w.leave(NoServers, true)
	w.leave(FewFields, !w.least(label.Fair))
	return true
}

// typed are the fields that say how a text is written: in a charset if it holds
// ASCII alone, in UTF-8 else.
func typed(text, charset string) []string {
	if ascii(text) {
		return []string{"Content-Type: text/plain; charset=" + charset, "Content-Transfer-Encoding: 7bit"}
	}
	return []string{"Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"}
}

// earlier is a date some weeks or months before another, at a time of work.
func (w *work) earlier(date time.Time) time.Time {
	d := date.AddDate(0, 0, -leastBack-w.R.IntN(mostBack-leastBack))
	return time.Date(d.Year(), d.Month(), d.Day(), 8+w.R.IntN(11), w.R.IntN(60), w.R.IntN(60), 0, d.Location())
}

// madeInMailer writes a mail in a common mailer of today and changes its date;
// the able change the time in its Message-ID too, experts take out what names
// the mailer.
func madeInMailer(w *work) bool {
	from, to, subject, date, ok := w.envelope()
	text, okText := w.composed()
	choice := todays(w.Now)
	if !ok || !okText || len(choice) == 0 {
		return false
	}
	subject, _ = w.otherSubject(bareSubject(subject))
	at := w.earlier(date)
	w.made = true
	w.open([]byte(oneOf(w, choice).compose(w, from, to, subject, text, w.Now)))
	f, value, _ := w.one("date")
	w.set(f, at.Format("Mon, 2 Jan 2006 15:04:05 -0700"))
	if really, ok := mail.ParseDate(value); ok && w.least(label.Able) {
		w.shift(really, at, withID)
	}
	if w.least(label.Expert) {
		w.remove("user-agent", "x-mailer")
	}
	w.dated(w.Now, at)
	w.leave(NoServers, true)
	return true
}
