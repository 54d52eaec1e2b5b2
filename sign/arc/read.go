// Package arc reads Authenticated Received Chains (RFC 8617): for every set of
// ARC fields the evidence of its message signature and of its seal, and what
// breaks the structure of the chain. Keys, and so the verdict on the chain,
// are left to package sign.
//
// A chain shows what its sealers say they saw. It proves nothing to those who
// do not trust them: a sealer seals spoofed mail as well.
package arc

import (
	"fmt"
	"strconv"
	"strings"

	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// MaxInstance is the highest number a set can have. RFC 8617 §4.2.1
const MaxInstance = 50

// The three fields of a set, in the order in which a seal covers them.
// RFC 8617 §5.1.1
var fieldNames = [3]string{"arc-authentication-results", "arc-message-signature", "arc-seal"}

// The places of the fields in a set.
const (
	results = iota
	message
	seal
)

// set is the fields of one instance.
type set struct {
	fields [3]mail.Field
	have   [3]bool
}

// chain is all ARC fields of a message, put in order.
type chain struct {
	sets    map[int]*set
	problem string
	found   bool // the message has ARC fields at all
}

// Read gives the evidence of every set of r's message, the oldest first.
// Fields that belong to no set give one piece of evidence with instance 0.
func Read(r *dkim.Reader) []sign.Evidence {
	m := r.Message()
	c := collect(m)
	if !c.found {
		return nil
	}
	c.checkOrder()
	var list []sign.Evidence
	for i := 0; i <= MaxInstance; i++ {
		if s, ok := c.sets[i]; ok {
			list = append(list, c.evidence(r, m, i, s))
		}
	}
	if len(list) == 0 {
		list = []sign.Evidence{{Kind: sign.ARC, ARCSet: &sign.ARCSet{}, Problem: c.problem}}
	}
	for i := range list {
		list[i].ARCSet.ChainProblem = c.problem
	}
	return list
}

func collect(m *mail.Message) *chain {
	c := &chain{sets: map[int]*set{}}
	for _, f := range m.Header {
		for place, name := range fieldNames {
			if f.Is(name) {
				c.found = true
				c.place(f, place)
			}
		}
	}
	return c
}

func (c *chain) fail(format string, args ...any) {
	if c.problem == "" {
		c.problem = fmt.Sprintf(format, args...)
	}
}

// place puts a field into its set. Of a doubled field the topmost is kept, and
// the chain has failed. RFC 8617 §5.2 (3)
func (c *chain) place(f mail.Field, place int) {
	i, ok := instance(f, place)
	if !ok {
		c.fail("an %s field has no instance from 1 to %d", f.Name(), MaxInstance)
		return
	}
	s := c.sets[i]
	if s == nil {
		s = &set{}
		c.sets[i] = s
	}
	if s.have[place] {
		c.fail("the field %s stands twice with i=%d", f.Name(), i)
		return
	}
	s.fields[place], s.have[place] = f, true
}

// instance reads i=. In the results field it comes first. RFC 8617 §4.1.1
func instance(f mail.Field, place int) (int, bool) {
	var text string
	if place == results {
		first, _, ok := strings.Cut(f.Unfolded(), ";")
		name, value, eq := strings.Cut(first, "=")
		if !ok || !eq || strings.TrimSpace(name) != "i" {
			return 0, false
		}
		text = strings.TrimSpace(value)
	} else {
		tags, _ := dkim.ParseTags(f.Value())
		text, _ = tags.Get("i")
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 1 && n <= MaxInstance
}

// checkOrder looks for gaps and missing fields. RFC 8617 §5.2 (3)
func (c *chain) checkOrder() {
	for i := 1; i <= len(c.sets); i++ {
		s := c.sets[i]
		if s == nil {
			c.fail("the instances of the sets are not 1 to %d", len(c.sets))
			return
		}
		for place, name := range fieldNames {
			if !s.have[place] {
				c.fail("the set i=%d has no %s", i, name)
			}
		}
	}
}

// evidence reads one set.
func (c *chain) evidence(r *dkim.Reader, m *mail.Message, i int, s *set) sign.Evidence {
	ev := sign.Evidence{Kind: sign.ARC, Problem: "the set has no " + fieldNames[message]}
	if s.have[message] {
		ev = r.Evidence(s.fields[message], sign.ARC)
	}
	a := &sign.ARCSet{Instance: i}
	ev.ARCSet = a
	switch f := s.fields[results]; {
	case !s.have[results]:
	case len(f.Raw) > dkim.MaxField:
		c.fail("%s has %d bytes; more than %d are not read", f.Name(), len(f.Raw), dkim.MaxField)
	default:
		a.Results = f.Unfolded()
	}
	if !s.have[seal] {
		a.Problem = "the set has no " + fieldNames[seal]
		return ev
	}
	want := "pass" // RFC 8617 §5.2 (3)
	if i == 1 {
		want = "none"
	}
	sealed := dkim.ReadSeal(s.fields[seal])
	a.CV, a.Sealer, a.Selector = sealed.CV, sealed.Domain, sealed.Selector
	a.Seal, a.SealAt, a.Problem = sealed.Signed, sealed.SignedAt, sealed.Problem
	if a.CV != want {
		c.fail("the seal i=%d says cv=%s", i, a.CV)
	}
	a.Seal.Digest = dkim.SealDigest(c.sealedFields(i), s.fields[seal], m)
	if a.Seal.Digest == nil && a.Problem == "" {
		a.Problem = fmt.Sprintf("the sealed fields have more than the %d bytes that are read", dkim.MaxSigned)
	}
	return ev
}

// Sealed gives the canonical bytes that the seal of an instance is over, and
// the message signature of that set; nil where the set has none.
func Sealed(m *mail.Message, instance int) (sealed []byte, messageSignature *mail.Field) {
	c := collect(m)
	s := c.sets[instance]
	if s == nil {
		return nil, nil
	}
	if s.have[seal] {
		sealed = dkim.AppendSealed(nil, c.sealedFields(instance), s.fields[seal], m)
	}
	if s.have[message] {
		messageSignature = &s.fields[message]
	}
	return sealed, messageSignature
}

// sealedFields are the fields that the seal of instance n covers before
// itself: all sets up to it. RFC 8617 §5.1.1
func (c *chain) sealedFields(n int) []mail.Field {
	var list []mail.Field
	for i := 1; i <= n; i++ {
		s := c.sets[i]
		if s == nil {
			continue
		}
		for place := range fieldNames {
			if s.have[place] && !(i == n && place == seal) {
				list = append(list, s.fields[place])
			}
		}
	}
	return list
}
