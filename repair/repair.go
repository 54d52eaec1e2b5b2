// Package repair undoes innocent damage: it looks for the message that a
// signature was made of, where an export, a mailbox or a list has touched the
// bytes. A signature is the only judge. A rewrite is a guess of what happened,
// and a guess counts when the body hash of the signature's own bh= and the
// digest inside its b= are met by the bytes without it (RFC 6376 §3.5, §6.1.3);
// nobody can arrange that without the signer's private key.
//
// The rewrites stand in catalogue.tsv, each with what it undoes and who does
// such a thing. Their code stands in the files body….go and field….go, and in
// cuts.go for all that takes lines out. They are tried singly and in
// combination, the frequent ones first, within bounds that are counted in tries
// and bytes and not in time, so that two runs agree.
//
// What it cannot show: that what was undone was done innocently. Text behind
// the signed body looks the same whether a list added it or a forger did;
// [Compare] tells what a reader sees beside the signed message, and who judges
// must weigh it. Nor does a search that finds nothing show anything: damage
// that is not in the catalogue is common.
package repair

import (
	"bytes"

	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// Target is what decides whether a header is the one that was signed.
type Target struct {
	// Digest is what the signature's value holds, as an RSA key shows it.
	Digest []byte
	// Verify decides where the value does not show it (RFC 8463). Nil where
	// Digest is set.
	Verify func(digest []byte) bool
}

// Met reports whether a digest is the one that was signed.
func (t Target) Met(digest []byte) bool {
	if t.Verify != nil {
		return t.Verify(digest)
	}
	return bytes.Equal(t.Digest, digest)
}

// Effort says how much is tried.
type Effort int

// The efforts. Thorough tries every order of up to nine addresses, some
// seconds of work: it is for one message of many that were damaged alike, whose
// answer then serves the others as a hint.
const (
	Usual Effort = iota
	Thorough
)

// Hints are what other mail suggests. They cost nothing where they are wrong.
type Hints struct {
	// Orders are lists of addresses, in lower case, as other mail has them.
	Orders [][]string
	// Types are values of Content-Type that other mail of the author has.
	Types []string
	// Boxes gives the ways in which other mail writes an address, with names. It
	// may be nil.
	Boxes func(addr string) []string
	// Files gives the bytes of a file by the name that mail gave it, nil where
	// it is not at hand. It may be nil itself.
	Files func(name string) []byte
}

// Outcome is what a search found.
type Outcome struct {
	// Raw is the message that was signed; nil where it was not found.
	Raw []byte
	// Rewrites are the IDs of what was undone, in the order in which it was.
	Rewrites []string
	// Body is true where a body was found that fits bh=: the one at hand, or
	// one that BodyRewrites lead to. It decides nothing without Raw.
	Body         bool
	BodyRewrites []string
	// Order is the list of addresses whose order was found, for Hints.
	Order []string
	// Tries counts the hashes that were computed; Bounded tells that a bound
	// ended the search before all was tried.
	Tries   int
	Bounded bool
}

// Search looks for the message that the signature in field f of m was made of.
// It finds nothing where the signature is malformed.
func Search(m *mail.Message, f mail.Field, target Target, hints Hints, effort Effort) Outcome {
	s := search{kind: sign.DKIM, offset: f.Offset, target: target, hints: hints, effort: effort}
	terms, ok := dkim.NewReader(m).Terms(f, sign.DKIM)
	if !ok {
		return Outcome{}
	}
	s.terms = terms
	s.value = f.Value()
	s.run(m)
	return s.out
}

// search is one search under way.
type search struct {
	kind   sign.Kind
	offset int // of the signature's field in the item
	value  []byte
	terms  dkim.Terms
	target Target
	hints  Hints
	effort Effort
	budget budget
	out    Outcome
	sum    []byte // room for a digest
}

// run tries the bodies that fit, each with the headers it may have had.
func (s *search) run(m *mail.Message) {
	s.budget, s.sum = newBudget(m, s.target, s.hints, s.effort), make([]byte, 0, 64)
	s.bodies(m, func(fitting *form) bool {
		if !s.out.Body {
			s.out.Body, s.out.BodyRewrites = true, fitting.trail
		}
		return s.headers(fitting)
	})
	s.out.Tries, s.out.Bounded = s.budget.tries, s.budget.spent
}

// signatureField finds the signature in a form: the field with its value, white
// space aside.
func (s *search) signatureField(m *mail.Message) (mail.Field, bool) {
	for _, f := range m.All("dkim-signature") {
		if bytes.Equal(f.Value(), s.value) || bytes.Equal(packed(f.Value()), packed(s.value)) {
			return f, true
		}
	}
	return mail.Field{}, false
}

// packed is a text without its white space.
func packed(b []byte) []byte { return bytes.Join(bytes.Fields(b), nil) }
