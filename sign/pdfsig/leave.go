package pdfsig

import (
	"slices"
	"strings"

	"assay/pdf"
)

// The levels of DocMDP. ISO 32000-2 §12.8.2.2, table 257
const (
	unsaid    = 0 // the signer says nothing
	noChange  = 1
	formsOnly = 2 // filling in forms and signing
	withNotes = 3
)

// leave is what signers allow to be done to the file.
type leave struct {
	level int
	locks []pdf.Transform // of fields
}

// leave gathers what s, and the certification that stood in the file when s was
// made, allow later.
func (e *examiner) leave(s *pdf.SignatureField, revision int) leave {
	l := leave{level: ownLevel(s)}
	l.lock(s)
	if revision == 0 {
		return l
	}
	then := e.fieldsOf(revision)
	for i := range then {
		if o := &then[i]; o.Dict != nil {
			l.level = stricter(l.level, ownLevel(o))
			l.lock(o)
		}
	}
	return l
}

func stricter(a, b int) int {
	if a == unsaid || b != unsaid && b < a {
		return b
	}
	return a
}

// ownLevel is the level that a signature asks for itself: by DocMDP if it
// certifies the document, or by the lock of its field. ISO 32000-2 §12.8.2.2,
// §12.7.5.5
func ownLevel(s *pdf.SignatureField) int {
	level := unsaid
	for _, r := range s.References {
		if r.Method == "DocMDP" {
			level = stricter(level, sane(r.P, formsOnly))
		}
	}
	if s.Lock != nil {
		level = stricter(level, sane(s.Lock.P, unsaid))
	}
	return level
}

func sane(p, otherwise int) int {
	if p >= noChange && p <= withNotes {
		return p
	}
	return otherwise
}

func (l *leave) lock(s *pdf.SignatureField) {
	for _, r := range s.References {
		if r.Method == "FieldMDP" {
			l.locks = append(l.locks, r)
		}
	}
	if s.Lock != nil { // ISO 32000-2 §12.7.5.5: what the signer had to take over
		l.locks = append(l.locks, *s.Lock)
	}
}

// locked reports whether a field of that full name may no longer be filled in.
// ISO 32000-2 §12.8.2.4
func (l *leave) locked(name string) bool {
	return slices.ContainsFunc(l.locks, func(t pdf.Transform) bool {
		named := slices.ContainsFunc(t.Fields, func(f string) bool { return name == f || strings.HasPrefix(name, f+".") })
		switch t.Action {
		case "All":
			return true
		case "Include":
			return named
		case "Exclude":
			return !named
		}
		return false
	})
}

// permits puts a level in words.
func permits(level int) string {
	switch level {
	case noChange:
		return "nothing"
	case formsOnly:
		return "forms"
	case withNotes:
		return "forms and notes"
	}
	return ""
}
