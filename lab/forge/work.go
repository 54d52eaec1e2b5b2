package forge

import (
	"assay/lab/label"
	"assay/mail"
)

// work is a mail while the forger has it open.
type work struct {
	*Job
	skill label.Skill
	was   *mail.Message // as it was found
	now   *mail.Message // as it stands
	made  bool          // it is made up, not altered
	mends bool          // what the mail states of its own length is mended at the end

	left   map[label.Trace]bool
	lines  []int
	truth  label.Truth
	inside []Item // documents in it that are forged too
	second []byte // a second fake
}

func newWork(j *Job, skill label.Skill) *work {
	w := &work{Job: j, skill: skill, left: map[label.Trace]bool{}, truth: label.Forged}
	w.was = mail.Parse(j.Original)
	w.open(j.Original)
	w.mends = w.least(label.Expert)
	return w
}

// open goes on with these bytes.
func (w *work) open(raw []byte) { w.now = mail.Parse(raw) }

// leave notes that something was left.
func (w *work) leave(t label.Trace, really bool) {
	if really {
		w.left[t] = true
	}
}

// least reports whether the forger is at least that skilled.
func (w *work) least(s label.Skill) bool { return rank(w.skill) >= rank(s) }

func rank(s label.Skill) int {
	switch s {
	case label.Fair:
		return 1
	case label.Able:
		return 2
	case label.Expert:
		return 3
	}
	return 0
}

// splice is one change of bytes.
type splice struct {
	start, end int
	with       []byte
}

// splice replaces bytes of the mail; the mail is read anew.
func (w *work) splice(s splice) {
	raw := w.now.Raw
	out := make([]byte, 0, len(raw)+len(s.with)-(s.end-s.start))
	out = append(append(append(out, raw[:s.start]...), s.with...), raw[s.end:]...)
	w.open(out)
}

// apply makes several changes that do not overlap.
func (w *work) apply(list []splice) {
	for len(list) > 0 {
		last := 0
		for i := range list {
			if list[i].start > list[last].start {
				last = i
			}
		}
		w.splice(list[last])
		list = append(list[:last:last], list[last+1:]...)
	}
}

// eol is how lines of the mail end: of one whose lines end in several ways, as
// its first does.
func (w *work) eol() string { return eolOf(w.now.Raw) }

// eolOf is the first line end in text.
func eolOf(text []byte) string {
	for i, c := range text {
		switch {
		case c == '\n' && i > 0 && text[i-1] == '\r':
			return "\r\n"
		case c == '\n':
			return "\n"
		}
	}
	return "\r\n"
}

// oneOf picks one.
func oneOf[T any](w *work, list []T) T { return list[w.R.IntN(len(list))] }

// shuffled is the list in another order, of at most so many.
func shuffled[T any](w *work, list []T, most int) []T {
	w.R.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
	return list[:min(len(list), most)]
}
