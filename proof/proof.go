// Package proof writes down what a signature is checked by, so that anyone can
// check it with openssl and without assay: the canonical signed bytes, the
// signature, the public key, and the commands.
package proof

import (
	"encoding/base64"
	"fmt"
	"strings"

	"assay/keys"
	"assay/mail"
	"assay/sign"
	"assay/sign/arc"
	"assay/sign/dkim"
)

// Check is one value, the bytes it was made of and the key to check it with.
type Check struct {
	Title     string // such as "dkim press.example / k1"
	Algorithm string
	Signed    []byte // canonical bytes
	Value     []byte // signature
	Key       *keys.Key
	Body      []byte // canonical body, as far as it is signed
	BodyHash  []byte // what bh= in Signed has to hold, of Body; nil for a seal
}

// Of lists the checks of a mail: first those of the signatures that hold and
// are the author's, then the others. Signatures without a key give none.
func Of(raw []byte, facts *sign.Facts, judged []sign.Signature, lookup sign.Lookup) []Check {
	m := mail.Parse(raw)
	r := dkim.NewReader(m)
	var author, others []Check
	for i := range judged {
		s, ev := &judged[i], &facts.Signatures[i]
		list := checks(m, r, s, ev, lookup)
		if s.Holds() && s.Aligned && s.Kind == sign.DKIM {
			author = append(author, list...)
		} else {
			others = append(others, list...)
		}
	}
	return append(author, others...)
}

func checks(m *mail.Message, r *dkim.Reader, s *sign.Signature, ev *sign.Evidence, lookup sign.Lookup) (list []Check) {
	field := fieldAt(m, ev.Offset)
	if ev.ARCSet != nil {
		sealed, f := arc.Sealed(m, ev.ARCSet.Instance)
		field = f
		if k := sign.SealKey(ev.ARCSet, lookup); k != nil && sealed != nil {
			list = append(list, Check{Title: fmt.Sprintf("arc seal %d of %s / %s", ev.ARCSet.Instance, ev.ARCSet.Sealer, ev.ARCSet.Selector),
				Algorithm: ev.ARCSet.Seal.Algorithm, Signed: sealed, Value: ev.ARCSet.Seal.Value, Key: k})
		}
	}
	if k := s.KeyUsed(); k != nil && field != nil {
		header, body := r.Signed(*field, ev.Kind, ev.StrictEnds)
		list = append(list, Check{Title: fmt.Sprintf("%s %s / %s", s.Kind, s.Domain, s.Selector),
			Algorithm: s.Algorithm, Signed: header, Value: ev.Value, Key: k, Body: body, BodyHash: bodyHash(field)})
	}
	return list
}

func fieldAt(m *mail.Message, offset int) *mail.Field {
	for i := range m.Header {
		if m.Header[i].Offset == offset {
			return &m.Header[i]
		}
	}
	return nil
}

// bodyHash is the value of bh=.
func bodyHash(f *mail.Field) []byte {
	tags, _ := dkim.ParseTags(f.Value())
	bh, _ := tags.Get("bh")
	b, _ := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(bh), ""))
	return b
}
