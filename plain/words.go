package plain

import (
	"strings"
	"unicode/utf8"
)

// words collects text as a page shows it: blanks are one blank, blocks begin a
// line, and no more than one empty line stands between two.
type words struct {
	b       strings.Builder
	pending string // what stands before the next word: "", " ", "\t" or "\n"
}

// text adds text, as it stands where it is kept (pre).
func (w *words) text(text string, kept bool) {
	if !kept {
		w.add(text)
		return
	}
	w.flush()
	w.b.WriteString(strings.TrimRight(text, "\n"))
	if strings.HasSuffix(text, "\n") {
		w.line()
	}
}

func (w *words) add(text string) {
	if first, _ := utf8.DecodeRuneInString(text); isBlank(first) {
		w.space()
	}
	some := false
	for word := range strings.FieldsFuncSeq(text, isBlank) {
		if some {
			w.space()
		}
		w.flush()
		w.b.WriteString(word)
		some = true
	}
	if last, _ := utf8.DecodeLastRuneInString(text); some && isBlank(last) {
		w.space()
	}
}

// isBlank is HTML's white space; the no-break space is not of it.
func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\f' || r == '\r' }

func (w *words) flush() {
	if w.b.Len() > 0 {
		w.b.WriteString(w.pending)
	}
	w.pending = ""
}

func (w *words) space() {
	if w.pending == "" {
		w.pending = " "
	}
}

func (w *words) blank() {
	if w.pending != "\n" {
		w.pending = "\t"
	}
}

func (w *words) line() { w.pending = "\n" }

func (w *words) String() string { return strings.ReplaceAll(w.b.String(), "\u00A0", " ") }
