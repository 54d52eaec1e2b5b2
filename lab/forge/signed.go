package forge

import (
	"strconv"
	"strings"
	"time"

	"assay/lab/label"
	"assay/mail"
)

// transplanted puts the signature of another mail of the same author's domain
// on a mail that was changed; the able write the time of the mail into it.
func transplanted(w *work) bool {
	from := w.people("from")
	if w.Other == nil || len(from) != 1 {
		return false
	}
	var donor mail.Field
	found := false
	const tries = 20
	for i := 0; i < tries && !found; i++ {
		other := mail.Parse(w.Other())
		for _, f := range other.All("dkim-signature") {
			d := strings.ToLower(tagsOf(f)["d"])
			same := d != "" && (from[0].Domain() == d || strings.HasSuffix(from[0].Domain(), "."+d))
			if same && string(covered(other, f)) != string(covered(w.now, f)) {
				donor, found = f, true
			}
		}
	}
	if !found || !w.anyChange(w.usual()) {
		return false
	}
	at := w.top()
	if f, ok := w.now.First("dkim-signature"); ok {
		at = f.Offset
		w.remove("dkim-signature")
	} else if n := w.behind("received"); n >= 0 {
		at = n
	}
	w.insert(at, strings.TrimRight(strings.ReplaceAll(strings.ReplaceAll(string(donor.Raw), "\r\n", "\n"), "\n", w.eol()), "\r\n"))
	w.leave(label.Signature, true)
	w.transplantTime()
	return true
}

// transplantTime looks at the time in the signature that was put in.
func (w *work) transplantTime() {
	f, _ := w.now.First("dkim-signature")
	t, err := strconv.ParseInt(tagsOf(f)["t"], 10, 64)
	_, value, ok := w.one("date")
	date, read := mail.ParseDate(value)
	if err != nil || !ok || !read {
		return
	}
	if old := tagsOf(f)["t"]; w.least(label.Able) {
		w.setEach("dkim-signature", "t="+old, "t="+strconv.FormatInt(date.Unix()+int64(w.R.IntN(5)), 10))
		return
	}
	w.leave(DateServers, time.Unix(t, 0).Sub(date).Abs() > day)
}

// stripped takes the signature out and changes the text; the able take out what
// servers noted of the signature too.
func stripped(w *work) bool {
	holds := "dkim=pass"
	if !w.strip(w.least(label.Able)) || !w.anyChange(w.usual()) {
		return false
	}
	w.leave(ResultsUnsigned, w.names(holds, "authentication-results", "arc-authentication-results"))
	return true
}

// sentByIntruder sends a mail from the account that was taken: it is what it
// says it is, but for who wrote it. back dates it back.
func sentByIntruder(back bool) func(*work) bool {
	return func(w *work) bool {
		_, _, subject, date, ok := w.envelope()
		text, okText := w.composed()
		to := w.people("to")
		if !ok || !okText || len(to) == 0 || w.Send == nil {
			return false
		}
		l := Letter{To: to[0].Addr, Subject: bareSubject(subject), Text: text, Sent: w.Now}
		if back {
			l.Date = w.earlier(date)
		}
		raw := w.Send(l)
		if len(raw) == 0 {
			return false
		}
		w.made, w.truth = true, label.Intruder
		w.open(raw)
		w.was = w.now
		if back {
			w.dated(w.Now, l.Date)
		}
		return true
	}
}

// twoFakes makes two mails up from two of the box and signs both with one key
// that the forger made, under the domain of their author.
func twoFakes(w *work) bool {
	from := w.people("from")
	if w.Sign == nil || w.Other == nil || len(from) != 1 {
		return false
	}
	selector := []string{"mail", "smtp", "s1024", "k2", "default"}[w.R.IntN(5)] + strconv.Itoa(2+w.R.IntN(97))
	whole := w.R.IntN(2) == 0
	first, ok := w.fake(w.Original, from[0].Domain(), selector, whole)
	if !ok {
		return false
	}
	const tries = 20
	for range tries {
		other := w.Other()
		if list := newWork(&Job{Original: other}, w.skill).people("from"); len(list) != 1 || list[0].Domain() != from[0].Domain() || string(other) == string(w.Original) {
			continue
		}
		if second, ok := w.fake(other, from[0].Domain(), selector, whole); ok {
			w.open(first)
			w.was = w.now
			w.made, w.second = true, second
			w.left = map[label.Trace]bool{InventedKey: true}
			return true
		}
	}
	return false
}

// fake is a mail made up from a template, signed with the forger's key.
func (w *work) fake(template []byte, domain, selector string, whole bool) ([]byte, bool) {
	job := *w.Job
	job.Original = template
	f := newWork(&job, label.Expert)
	if !madeFromTemplate(f) || len(Single(ordered(f.left))) > 0 {
		return nil, false
	}
	raw := w.Sign(f.now.Raw, domain, selector, whole)
	return raw, len(raw) > 0
}
