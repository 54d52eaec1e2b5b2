package forge

import (
	"bytes"
	"strings"

	"assay/lab/label"
	"assay/mail"
)

// stranger is a person of the forger's choice.
func (w *work) stranger() (mail.Address, bool) {
	if w.Words.Name == nil || w.Words.Address == nil {
		return mail.Address{}, false
	}
	a := mail.Address{Name: w.Words.Name(), Addr: w.Words.Address()}
	return a, a.Addr != "" && ascii(a.Name+a.Addr)
}

// fieldAdded names a person as a recipient who was none. Where no field of the
// name stands, the clumsy write it on top, where the editor opens, others where
// mailers have it.
func fieldAdded(name string) func(*work) bool {
	return func(w *work) bool {
		person, ok := w.stranger()
		if !ok || len(w.people("from")) == 0 {
			return false
		}
		lower := strings.ToLower(name)
		if f, _, ok := w.one(lower); ok {
			w.extend(f, written(person))
			return true
		}
		if len(w.now.All(lower)) > 0 {
			return false
		}
		field := name + ": " + written(person)
		if !w.least(label.Fair) {
			w.insert(w.top(), field)
			w.leave(FieldMisplaced, topIsServers(w.was))
			return true
		}
		at := w.behind("to", "cc")
		if at < 0 {
			return false
		}
		w.insert(at, field)
		return true
	}
}

// extend adds a person to a list of addresses; the able begin a new line where
// the last one is full.
func (w *work) extend(f mail.Field, person string) {
	text := bytes.TrimRight(f.Raw, "\r\n")
	last := text[bytes.LastIndexByte(text, '\n')+1:]
	sep := ", "
	if w.least(label.Able) && len(last)+len(sep)+len(person) > 78 {
		sep = "," + lineEndOf(f.Raw) + " "
		if last[0] == '\t' {
			sep = "," + lineEndOf(f.Raw) + "\t"
		}
	}
	at := f.Offset + len(text)
	w.splice(splice{at, at, []byte(sep + person)})
}

// topIsServers reports whether the first field is one that servers write.
func topIsServers(m *mail.Message) bool {
	for _, f := range m.Header {
		if f.Postmark() {
			continue
		}
		return f.Is("received") || f.Is("return-path") || f.Is("delivered-to") || f.Is("x-original-to") || f.Is("authentication-results")
	}
	return false
}

// recipientChanged puts another person in the place of the one recipient.
func recipientChanged(w *work) bool {
	person, ok := w.stranger()
	to := w.people("to")
	if !ok || len(to) != 1 {
		return false
	}
	f, _ := w.now.First("to")
	w.set(f, written(person))
	if w.least(label.Able) {
		for _, name := range []string{"delivered-to", "x-original-to", "received", "envelope-to"} {
			w.setEach(name, to[0].Addr, person.Addr)
		}
	}
	w.leave(RecipientKept, w.names(to[0].Addr, "delivered-to", "x-original-to", "received", "envelope-to"))
	return true
}

// fromChanged puts another author in the place of the true one.
func fromChanged(w *work) bool {
	person, ok := w.stranger()
	from := w.people("from")
	if !ok || len(from) != 1 || strings.EqualFold(from[0].Domain(), person.Domain()) {
		return false
	}
	f, _ := w.now.First("from")
	w.set(f, written(person))
	if w.least(label.Fair) {
		for _, name := range []string{"sender", "reply-to", "x-sender"} {
			w.setEach(name, from[0].Addr, person.Addr)
		}
	}
	if w.least(label.Able) {
		for _, name := range []string{"return-path", "received-spf", "authentication-results", "arc-authentication-results", "x-envelope-from", "message-id"} {
			w.setEach(name, from[0].Addr, person.Addr)
			w.setEach(name, from[0].Domain(), person.Domain())
		}
	}
	w.leave(SenderKept, w.names(from[0].Addr, "sender", "reply-to", "return-path", "x-sender", "x-envelope-from"))
	w.leave(ResultsName, w.names("header.from="+from[0].Domain(), "authentication-results", "arc-authentication-results"))
	return true
}

// setEach replaces text, whatever its case, in the fields of a name; nothing
// else in them is touched, folds neither.
func (w *work) setEach(name, old, now string) {
	var list []splice
	for _, f := range w.now.All(name) {
		start := f.Offset + len(f.Raw) - len(f.Value())
		for value := string(f.Value()); ; {
			at := indexFold(value, old)
			if at < 0 {
				break
			}
			list = append(list, splice{start + at, start + at + len(old), []byte(now)})
			value, start = value[at+len(old):], start+at+len(old)
		}
	}
	w.apply(list)
}

// names reports whether one of these fields holds the text.
func (w *work) names(text string, fields ...string) bool {
	for _, name := range fields {
		for _, f := range w.now.All(name) {
			if indexFold(f.Unfolded(), text) >= 0 {
				return true
			}
		}
	}
	return false
}

// indexFold finds text in ASCII, whatever its case.
func indexFold(s, text string) int {
	if text == "" || !ascii(text) {
		return -1
	}
	lower := func(s string) string { // byte for byte, so that offsets stay
		b := []byte(s)
		for i, c := range b {
			if 'A' <= c && c <= 'Z' {
				b[i] = c + 'a' - 'A'
			}
		}
		return string(b)
	}
	return strings.Index(lower(s), lower(text))
}
