package pdfsig

import (
	"bytes"
	"slices"
	"strings"

	"assay/document"
	"assay/pdf"
)

// redrawn weighs a field whose value stayed and whose drawing says something
// else: the shadow attack by overlay prepares a field that draws other words
// than its value. Fields with a script that formats what they draw are not judged.
func (w *weigher) redrawn(at, what string, before, after *pdf.Dict) {
	first := appearance(w.then, before)
	old, young := shown(w.then, first), shown(w.now, appearance(w.now, after))
	says := w.says(before)
	isText := w.then.Name(inherited(w.then, before, "FT")) == "Tx"
	switch {
	case w.moved(before, after) || w.paints(before, after):
		w.say(document.Unknown, at, "%s is drawn in another size or place, in another font, or with more than letters, while its value stayed the same", what)
	case first == nil && (young == "" || slices.Contains(says, squeeze(young))):
		w.say(document.Allowed, at, "%s was drawn, as its value says", what)
	case squeeze(old) == squeeze(young), slices.Contains(says, squeeze(old)) && slices.Contains(says, squeeze(young)):
		w.say(document.Allowed, at, "%s was drawn again, and says the same", what)
	case formatted(w.then, before):
		w.say(document.Unknown, at, "%s drew %s and draws %s: a script formats it", what, quote(old), quote(young))
	case isText && old != "" && !strings.Contains(old, "<") && says[0] != "" && !strings.Contains(says[0], squeeze(old)) && squeeze(young) == says[0]:
		w.say(document.Hidden, at, "%s drew %s when it was signed, though its value was %s, and now draws its value", what, quote(old), quote(fieldValue(w.then, before)))
	default:
		w.say(document.Visible, at, "%s drew %s and draws %s, while its value stayed the same", what, quote(old), quote(young))
	}
}

// says are the value of a field and, of a choice, how it is shown, without
// blanks; never empty. ISO 32000-2 §12.7.5.4
func (w *weigher) says(d *pdf.Dict) []string {
	value := fieldValue(w.then, d)
	list := []string{squeeze(value)}
	for _, o := range w.then.Array(inherited(w.then, d, "Opt")) {
		if pair := w.then.Array(o); len(pair) == 2 && w.then.Text(pair[0]) == value {
			list = append(list, squeeze(w.then.Text(pair[1])))
		}
	}
	return list
}

// formatted reports whether a script changes what a field draws.
func formatted(v *pdf.View, d *pdf.Dict) bool {
	aa := v.Dict(inherited(v, d, "AA"))
	return aa.Get("F") != nil || aa.Get("C") != nil
}

// inherited is an entry of a field or of those above it.
func inherited(v *pdf.View, d *pdf.Dict, key pdf.Name) pdf.Object {
	for range maxParents {
		if o := d.Get(key); o != nil || d == nil {
			return o
		}
		d = v.Dict(d.Get("Parent"))
	}
	return nil
}

// appearance is the normal appearance of a widget in its state, or nil.
func appearance(v *pdf.View, d *pdf.Dict) *pdf.Stream { return state(v, d, v.Name(d.Get("AS"))) }

// state is the normal appearance of a widget in a state, or nil.
func state(v *pdf.View, d *pdf.Dict, of pdf.Name) *pdf.Stream {
	n := v.Resolve(v.Dict(d.Get("AP")).Get("N"))
	if states, ok := n.(*pdf.Dict); ok {
		n = v.Resolve(states.Get(of))
	}
	s, _ := n.(*pdf.Stream)
	return s
}

// sameDrawing reports whether a widget draws the same in both states.
func (w *weigher) sameDrawing(before, after *pdf.Dict) bool {
	a, b := appearance(w.then, before), appearance(w.now, after)
	if a == nil || b == nil {
		return a == b
	}
	x, err1 := w.then.Decode(a)
	y, err2 := w.now.Decode(b)
	return err1 == nil && err2 == nil && bytes.Equal(x, y) && !w.moved(before, after) &&
		pdf.Same(w.then, w.now, w.then.Resolve(a.Dict.Get("Resources")), w.now.Resolve(b.Dict.Get("Resources")))
}

// maxShown bounds the bytes of an appearance that are read for its words.
const maxShown = 1 << 20

// shown gathers the strings that an appearance draws. Fonts with an encoding of
// their own give other letters than these bytes; they are compared as they are.
func shown(v *pdf.View, s *pdf.Stream) string {
	if s == nil {
		return ""
	}
	data, err := v.Decode(s)
	if err != nil || len(data) > maxShown {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(data); i++ {
		switch {
		case data[i] == '(':
			i = literal(data, i+1, &b)
		case data[i] == '<' && i+1 < len(data) && data[i+1] != '<':
			end := bytes.IndexByte(data[i:], '>')
			if end < 0 {
				return b.String()
			}
			b.Write(data[i : i+end+1])
			i += end
		case data[i] == '<':
			i++
		case data[i] == 'T' && i+1 < len(data) && strings.IndexByte("dDm*", data[i+1]) >= 0:
			b.WriteByte(' ') // another line or word
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// literal copies a literal string that begins at i and gives the place of its
// end. ISO 32000-2 §7.3.4.2
func literal(data []byte, i int, b *strings.Builder) int {
	for depth := 1; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i = escape(data, i+1, b)
			continue
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
		b.WriteByte(data[i])
	}
	return i
}

// escape copies what stands behind a backslash and gives the place of its last
// byte. Line ends and tabs are left out.
func escape(data []byte, i int, b *strings.Builder) int {
	if i >= len(data) || strings.IndexByte("nrtbf\r\n", data[i]) >= 0 {
		return i
	}
	if data[i] < '0' || data[i] > '7' {
		b.WriteByte(data[i])
		return i
	}
	n, from := 0, i
	for ; i < len(data) && i < from+3 && data[i] >= '0' && data[i] <= '7'; i++ {
		n = n<<3 | int(data[i]-'0')
	}
	b.WriteByte(byte(n))
	return i - 1
}

// squeeze drops all blanks: line breaks and spacing are the viewer's.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
