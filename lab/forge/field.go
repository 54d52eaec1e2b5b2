package forge

import (
	"bytes"
	"strings"

	"assay/mail"
)

// set writes another value into a field, in one line but for the folds in value.
func (w *work) set(f mail.Field, value string) {
	name := f.Raw[:len(f.Raw)-len(f.Value())]
	end := f.Offset + len(f.Raw)
	w.splice(splice{f.Offset, end, []byte(string(name) + " " + value + lineEndOf(f.Raw))})
}

// setAll does so for every field of the name that change alters.
func (w *work) setAll(name string, change func(string) string) (changed bool) {
	for i := range w.now.All(name) {
		f := w.now.All(name)[i]
		if value := change(f.Unfolded()); value != f.Unfolded() {
			w.set(f, value)
			changed = true
		}
	}
	return changed
}

// remove takes every field of these names out.
func (w *work) remove(names ...string) (removed bool) {
	for _, name := range names {
		for {
			f, ok := w.now.First(name)
			if !ok {
				break
			}
			w.splice(splice{f.Offset, f.Offset + len(f.Raw), nil})
			removed = true
		}
	}
	return removed
}

// insert writes a field before the byte at offset.
func (w *work) insert(offset int, field string) {
	w.splice(splice{offset, offset, []byte(field + w.eol())})
}

// behind is the offset behind the lowest of the fields, or -1.
func (w *work) behind(names ...string) int {
	at := -1
	for _, f := range w.now.Header {
		for _, name := range names {
			if f.Is(name) {
				at = max(at, f.Offset+len(f.Raw))
			}
		}
	}
	return at
}

// top is the offset of the first field: behind a From_ line.
func (w *work) top() int {
	for _, f := range w.now.Header {
		if !f.Postmark() {
			return f.Offset
		}
	}
	return 0
}

// one is the field that stands once, and its value.
func (w *work) one(name string) (f mail.Field, value string, ok bool) {
	list := w.now.All(name)
	if len(list) != 1 || strings.TrimSpace(list[0].Unfolded()) == "" {
		return f, "", false
	}
	return list[0], list[0].Unfolded(), true
}

// people are the addresses of a field that stands once and reads in one way.
func (w *work) people(name string) []mail.Address {
	_, value, ok := w.one(name)
	if !ok {
		return nil
	}
	list, sure := mail.Addresses(value)
	if !sure {
		return nil
	}
	return list
}

// lineEndOf is the line end that text ends with.
func lineEndOf(text []byte) string {
	switch {
	case bytes.HasSuffix(text, []byte("\r\n")):
		return "\r\n"
	case bytes.HasSuffix(text, []byte("\n")):
		return "\n"
	}
	return "\r\n"
}

// folded folds a list of addresses as mailers do: a line each where the whole
// does not fit. RFC 5322 §2.2.3
func folded(name, value, eol string) string {
	if len(name)+2+len(value) <= 78 {
		return value
	}
	return strings.ReplaceAll(value, ", ", ","+eol+" ")
}

// written is an address as a header holds it, of a name in ASCII.
func written(a mail.Address) string {
	if a.Name == "" {
		return a.Addr
	}
	if strings.Trim(strings.ToLower(a.Name), "abcdefghijklmnopqrstuvwxyz0123456789 -'") != "" {
		return `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`).Replace(a.Name) + `" <` + a.Addr + ">"
	}
	return a.Name + " <" + a.Addr + ">"
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > '~' || r < ' ' && r != '\t' && r != '\n' && r != '\r' }) < 0
}
