package forge

import (
	"strings"

	"assay/lab/label"
	"assay/mail"
)

// subjectChanged changes a word or a figure of Subject; the able do so wherever
// the header says it again.
func subjectChanged(w *work) bool {
	f, value, ok := w.one("subject")
	if !ok || !ascii(value) || strings.Contains(value, "=?") {
		return false
	}
	now, ok := w.otherSubject(value)
	if !ok {
		return false
	}
	w.set(f, folded("Subject", now, w.eol()))
	topic := bareSubject(value)
	if w.least(label.Able) {
		w.setAll("thread-topic", func(value string) string { return strings.ReplaceAll(value, topic, bareSubject(now)) })
	}
	w.leave(TopicKept, w.names(topic, "thread-topic") && !w.names(bareSubject(now), "thread-topic"))
	return true
}

// otherSubject is the subject with one thing changed.
func (w *work) otherSubject(value string) (string, bool) {
	s := &side{part: w.now.Root, decoded: []byte(value), view: viewPlain([]byte(value))}
	s.part = &mail.Part{}
	var picks []pick
	for _, find := range []picker{pickFigure, pickWord, pickDate, pickNegation} {
		picks = append(picks, find(w, s, own)...)
	}
	if len(picks) > 0 {
		p := oneOf(w, picks)
		return value[:s.view.from[p.start]] + p.now + value[s.view.to[p.end-1]:], ascii(p.now)
	}
	lang := w.lang([]byte(w.now.Text()))
	tail := map[string]string{"en": " - urgent and confidential", "fr": " - urgent et confidentiel"}[lang]
	return value + tail, tail != ""
}

// bareSubject is a subject without the marks of answers.
func bareSubject(value string) string {
	for {
		rest := value
		for _, mark := range []string{"re:", "fwd:", "fw:", "aw:", "tr:"} {
			if len(rest) >= len(mark) && strings.EqualFold(rest[:len(mark)], mark) {
				rest = strings.TrimSpace(rest[len(mark):])
			}
		}
		if rest == value {
			return value
		}
		value = rest
	}
}
