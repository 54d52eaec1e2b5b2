package pdfsig

import (
	"bytes"
	"slices"

	"assay/pdf"
)

// painting are operators that draw more than letters, boxes and lines.
// ISO 32000-2 annex A
var painting = []string{"Do", "BI", "sh", "gs", "c", "v", "y"}

// paints reports whether an appearance draws with such operators as the one
// before it did not use, or in a font that was not at hand when it was signed
// and is none of a viewer's own.
func (w *weigher) paints(before, after *pdf.Dict) bool {
	old, young := appearance(w.then, before), appearance(w.now, after)
	had, has := operators(w.then, old), operators(w.now, young)
	for _, op := range painting {
		if has[op] && !had[op] {
			return true
		}
	}
	return w.strangeFont(young) || has["Do"] && !w.sameIn(old, young, "XObject")
}

// sameIn reports whether two appearances have the same resources of a kind.
func (w *weigher) sameIn(old, young *pdf.Stream, kind pdf.Name) bool {
	if old == nil || young == nil {
		return old == young
	}
	return pdf.Same(w.then, w.now, w.then.Dict(old.Dict.Get("Resources")).Get(kind), w.now.Dict(young.Dict.Get("Resources")).Get(kind))
}

// strangeFont reports whether an appearance brings a font of its own whose
// glyphs it draws itself, or whose letters it maps itself.
func (w *weigher) strangeFont(s *pdf.Stream) bool {
	if s == nil {
		return false
	}
	for _, e := range entries(w.now.Dict(w.now.Dict(s.Dict.Get("Resources")).Get("Font"))) {
		font := w.now.Dict(e.Value)
		if ref, ok := e.Value.(pdf.Ref); ok && w.then.Dict(ref) != nil {
			continue // that it changed is told of with the font
		}
		mapped := w.now.Dict(font.Get("Encoding")).Get("Differences") != nil
		descriptor := w.now.Dict(font.Get("FontDescriptor"))
		embedded := slices.ContainsFunc([]pdf.Name{"FontFile", "FontFile2", "FontFile3"}, func(k pdf.Name) bool { return descriptor.Get(k) != nil })
		if w.now.Name(font.Get("Subtype")) == "Type3" || mapped && embedded {
			return true
		}
	}
	return false
}

func entries(d *pdf.Dict) []pdf.Entry {
	if d == nil {
		return nil
	}
	return d.Entries
}

// operators are the words of an appearance that are no strings, names or numbers.
func operators(v *pdf.View, s *pdf.Stream) map[string]bool {
	list := map[string]bool{}
	if s == nil {
		return list
	}
	data, err := v.Decode(s)
	if err != nil || len(data) > maxShown {
		return map[string]bool{"Do": true, "BI": true} // it may draw anything
	}
	const ends = " \t\r\n\f\x00()<>[]{}/%"
	for i := 0; i < len(data); {
		switch c := data[i]; {
		case c == '(':
			i = skipString(data, i+1)
		case c == '%':
			i += length(data[i:], "\r\n")
		case c == '/':
			i += 1 + length(data[i+1:], ends)
		case bytes.IndexByte([]byte(ends), c) >= 0:
			i++
		default:
			n := length(data[i:], ends)
			list[string(data[i:i+n])] = true
			i += n
		}
	}
	return list
}

// length is how many bytes stand before the first of ends.
func length(data []byte, ends string) int {
	if n := bytes.IndexAny(data, ends); n >= 0 {
		return n
	}
	return len(data)
}

// skipString is the place behind a literal string that begins at i.
func skipString(data []byte, i int) int {
	for depth := 1; i < len(data) && depth > 0; i++ {
		switch data[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	return i
}
