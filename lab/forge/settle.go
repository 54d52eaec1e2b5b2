package forge

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"

	"assay/lab/label"
	"assay/mail"
)

// settle closes the mail: it mends what a mail states of its own length where
// the forger does so, and notes what is left that no single step knows of.
func (w *work) settle() *Forged {
	if w.mends {
		w.mendLengths()
	}
	w.leave(LengthStated, !w.made && w.lengthStale())
	w.leave(label.Signature, w.signatureBroken())
	first := Item{Kind: Mail, Content: w.now.Raw, Truth: w.truth, Traces: ordered(w.left), Lines: w.lines}
	f := &Forged{Items: append([]Item{first}, w.inside...)}
	if w.second != nil {
		first.Content = w.second
		f.Items = append(f.Items, first)
	}
	return f
}

// measures are the fields that state a length of the body, and the ways in
// which programmes take it.
var measures = map[string][]func(body []byte) int{
	"content-length": {
		func(body []byte) int { return len(body) },
		func(body []byte) int { return len(body) + bare(body) },
		func(body []byte) int { return len(body) - bytes.Count(body, []byte("\r\n")) },
	},
	"lines": {
		func(body []byte) int { return bytes.Count(body, []byte("\n")) },
		func(body []byte) int { return bytes.Count(bytes.TrimRight(body, "\r\n"), []byte("\n")) + 1 },
	},
}

// bare is the number of line ends without CR.
func bare(body []byte) int {
	return bytes.Count(body, []byte("\n")) - bytes.Count(body, []byte("\r\n"))
}

var measured = []string{"content-length", "lines"}

// true measure of a field: the way in which it fitted the original, or -1.
func (w *work) fitted(name string) int {
	f, value, ok := w.wasOne(name)
	n, err := strconv.Atoi(value)
	if !ok || err != nil || f.Long() {
		return -1
	}
	return slices.IndexFunc(measures[name], func(take func([]byte) int) bool { return take(w.was.Raw[w.was.Body:]) == n })
}

func (w *work) wasOne(name string) (mail.Field, string, bool) {
	list := w.was.All(name)
	if len(list) != 1 {
		return mail.Field{}, "", false
	}
	return list[0], list[0].Unfolded(), true
}

// lengthStale reports whether a length that fitted the original is stated and
// fits no more.
func (w *work) lengthStale() bool {
	for _, name := range measured {
		way := w.fitted(name)
		_, value, ok := w.one(name)
		if way < 0 || !ok {
			continue
		}
		if n, err := strconv.Atoi(value); err == nil && n != measures[name][way](w.now.Raw[w.now.Body:]) {
			return true
		}
	}
	return w.sizeStale()
}

// mendLengths writes the lengths that are true now.
func (w *work) mendLengths() {
	for _, name := range measured {
		way := w.fitted(name)
		if f, _, ok := w.one(name); ok && way >= 0 {
			w.set(f, strconv.Itoa(measures[name][way](w.now.Raw[w.now.Body:])))
		}
	}
	for i := range leavesOf(w.now) {
		if p := leavesOf(w.now)[i]; w.stale(i) {
			f, _ := fieldOf(p, "content-disposition")
			at := sized.FindSubmatchIndex(f.Raw)
			content, _ := w.now.Decode(p)
			w.splice(splice{f.Offset + at[2], f.Offset + at[3], []byte(strconv.Itoa(len(content)))})
		}
	}
}

// sized is the length that a part states of its file. RFC 2183 §2.7
var sized = regexp.MustCompile(`[; \t]size=(\d+)`)

func leavesOf(m *mail.Message) (list []*mail.Part) {
	m.Root.Leaves(func(p *mail.Part) bool { list = append(list, p); return true })
	return list
}

func (w *work) sizeStale() bool {
	for i := range leavesOf(w.now) {
		if w.stale(i) {
			return true
		}
	}
	return false
}

// stale reports whether the size of the part of that index fitted in the
// original and fits no more.
func (w *work) stale(i int) bool {
	was, now := leavesOf(w.was), leavesOf(w.now)
	if len(was) != len(now) {
		return false
	}
	return sizeFits(w.was, was[i]) == fits && sizeFits(w.now, now[i]) == unfit
}

type fit int

const (
	unstated fit = iota
	fits
	unfit
)

func sizeFits(m *mail.Message, p *mail.Part) fit {
	f, ok := fieldOf(p, "content-disposition")
	if !ok {
		return unstated
	}
	found := sized.FindSubmatch(f.Raw)
	if found == nil {
		return unstated
	}
	content, _ := m.Decode(p)
	if n, err := strconv.Atoi(string(found[1])); err == nil && n == len(content) {
		return fits
	}
	return unfit
}
