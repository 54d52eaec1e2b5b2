package xmlsig

import (
	"crypto"
	"fmt"
	"iter"
	"slices"
	"strings"

	"assay/sign/cert"
)

// Signature is one Signature element, checked as far as mathematics goes.
type Signature struct {
	Element   *Element
	ID        string
	Algorithm string // rsa-sha256; as it stands there where it is not known

	// Problem says why the value could not be checked: it is malformed, or
	// needs what is not read.
	Problem string
	// By is the certificate under whose key the value verifies; nil where it
	// does under none that came with the signature.
	By *Certificate
	// BareKey says that the value verifies under a key that stands there
	// without a certificate, and under no certificate's.
	BareKey bool

	Certificates []Certificate // of KeyInfo, in order, each once
	Serials      []string      // serial numbers by which KeyInfo names certificates, as written
	BareKeys     []crypto.PublicKey
	OtherKeys    []string // sorts of keys that are not read: PGPData
	KeyProblems  []string

	// References are those of SignedInfo, then those of signed manifests.
	References      []Reference
	signs, pointsAt map[*Element]bool // targets of SignedInfo

	// Weak says why today's rules refuse it, in plain words.
	Weak []string
}

// Signatures are the Signature elements of t that stand in none other.
func (t *Tree) Signatures() iter.Seq[*Element] {
	return func(yield func(*Element) bool) { outermost(t.Root, yield) }
}

func outermost(e *Element, yield func(*Element) bool) bool {
	if e.Space == Space && e.Local == "Signature" {
		return yield(e)
	}
	for c := range e.Children() {
		if !outermost(c, yield) {
			return false
		}
	}
	return true
}

// Check works out one Signature element of t.
func (t *Tree) Check(e *Element, source *Source) *Signature {
	s := &Signature{Element: e, ID: e.Attribute("Id")}
	signedInfo, value, keys, problem := structure(e)
	if problem != "" {
		s.Problem = problem
		return s
	}
	k := readKeyInfo(keys)
	s.Certificates, s.Serials, s.BareKeys, s.OtherKeys, s.KeyProblems = k.certificates, k.serials, k.bare, k.other, k.problems
	s.checkValue(signedInfo, value, source)
	s.checkReferences(t, signedInfo, source)
	return s
}

// structure finds the parts of a signature, each of which stands there once.
// XML Signature 1.1 §4.2
func structure(e *Element) (signedInfo, value, keys *Element, problem string) {
	for c := range e.Children() {
		var place **Element
		switch {
		case c.Space == Space && c.Local == "SignedInfo":
			place = &signedInfo
		case c.Space == Space && c.Local == "SignatureValue":
			place = &value
		case c.Space == Space && c.Local == "KeyInfo":
			place = &keys
		default:
			continue
		}
		if *place != nil {
			return nil, nil, nil, fmt.Sprintf("it has two elements %s", c.Local)
		}
		*place = c
	}
	if signedInfo == nil || value == nil {
		problem = "it has no SignedInfo or no SignatureValue"
	}
	return signedInfo, value, keys, problem
}

// checkValue finds the key under which the value verifies. XML Signature 1.1 §3.2.2
func (s *Signature) checkValue(signedInfo, value *Element, source *Source) {
	id := signedInfo.Child(Space, "SignatureMethod").algorithm()
	s.Algorithm = id
	method, known := signedBy(id)
	if !known {
		s.Problem = fmt.Sprintf("signature method %q is not read", id)
		return
	}
	s.Algorithm = method.String()
	canonicalisation, err := MethodOf(signedInfo.Child(Space, "CanonicalizationMethod"))
	if err != nil {
		s.Problem = err.Error()
		return
	}
	h := method.Hash.New()
	if err := signedInfo.Canonicalise(spend{h, source}, canonicalisation); err != nil {
		s.Problem = err.Error()
		return
	}
	raw, err := DecodeBase64(value.Text())
	if err != nil {
		s.Problem = "the value is not base64"
		return
	}
	digest := h.Sum(nil)
	for i, c := range s.Certificates {
		if c.Parsed != nil && verifies(c.Parsed.Public, method, digest, raw) {
			s.By = &s.Certificates[i]
			s.weak(cert.Refused(method, c.Parsed.Public))
			return
		}
	}
	s.BareKey = slices.ContainsFunc(s.BareKeys, func(k crypto.PublicKey) bool { return verifies(k, method, digest, raw) })
}

func (s *Signature) weak(why string) {
	if why != "" && !slices.Contains(s.Weak, why) {
		s.Weak = append(s.Weak, why)
	}
}

// checkReferences works out the references of SignedInfo, and of manifests that
// these vouch for.
func (s *Signature) checkReferences(t *Tree, signedInfo *Element, source *Source) {
	s.list(t, signedInfo, source, false)
	s.signs, s.pointsAt = map[*Element]bool{}, map[*Element]bool{}
	for _, r := range s.References {
		if r.Target != nil {
			s.pointsAt[r.Target] = true
			s.signs[r.Target] = s.signs[r.Target] || r.Match
		}
	}
	for _, r := range slices.Clone(s.References) {
		if !r.Match || r.Target == nil {
			continue
		}
		for m := range r.Target.Descendants() {
			if m.Space == Space && m.Local == "Manifest" {
				s.list(t, m, source, true)
			}
		}
	}
	for _, r := range s.References {
		s.weak(r.weak)
	}
	if len(s.References) == 0 && s.Problem == "" {
		s.Problem = "it signs nothing"
	}
}

func (s *Signature) list(t *Tree, in *Element, source *Source, manifest bool) {
	for c := range in.Children() {
		if c.Space != Space || c.Local != "Reference" {
			continue
		}
		if len(s.References) >= MaxReferences {
			s.Problem = fmt.Sprintf("more than %d references", MaxReferences)
			return
		}
		r := t.check(c, s.Element, source)
		r.Manifest = manifest
		s.References = append(s.References, r)
	}
}

// Signs says whether e is signed: it stands in what a reference of SignedInfo
// points at, and that is as it was signed.
func (s *Signature) Signs(e *Element) bool { return e.under(s.signs) }

// PointsAt says whether a reference of SignedInfo points at what e stands in,
// whether or not that is still as it was signed.
func (s *Signature) PointsAt(e *Element) bool { return e.under(s.pointsAt) }

// KeysNotRead says in a few words what keys there are that are not read; empty
// where there are none.
func (s *Signature) KeysNotRead() string {
	return strings.Join(append(slices.Clone(s.OtherKeys), s.KeyProblems...), "; ")
}
