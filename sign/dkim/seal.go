package dkim

import (
	"fmt"

	"assay/mail"
	"assay/sign"
)

// Seal is an ARC-Seal field taken apart. It is a tag list as DKIM's, over
// header fields alone. RFC 8617 §4.1.3
type Seal struct {
	sign.Signed
	Domain, Selector string
	CV               string
	SignedAt         int64
	Problem          string
}

// ReadSeal reads the tags of an ARC-Seal field.
func ReadSeal(f mail.Field) Seal {
	if len(f.Raw) > MaxField {
		return Seal{Problem: fmt.Sprintf("the seal has %d bytes; more than %d are not read", len(f.Raw), MaxField)}
	}
	var s Seal
	var problems problemList
	p := parsed{field: f}
	tags, err := ParseTags(f.Value())
	if p.tags = tags; err != nil {
		problems.add("the tag list cannot be read: %v", err)
	}
	var ev sign.Evidence
	p.readAlgorithm(&ev, &problems)
	refuseSHA1(&ev, &problems)
	if _, ok := tags.Get("h"); ok {
		problems.add("a seal has no h=") // RFC 8617 §4.1.3
	}
	p.readSigner(&ev, sign.ARC, &problems)
	p.readValue(&ev, &problems)
	p.readTimes(&ev, &problems)
	cv, _ := tags.Get("cv")
	s.CV = string(short([]byte(cv)))
	if s.CV != "none" && s.CV != "pass" && s.CV != "fail" {
		problems.add("cv=%s is none of none, pass, fail", short([]byte(s.CV)))
	}
	s.Signed, s.Domain, s.Selector, s.SignedAt = ev.Signed, ev.Domain, ev.Selector, ev.SignedAt
	s.Problem = problems.first
	return s
}

// SealDigest is the hash that a seal signs: the fields before it and the seal
// without its value, in relaxed form (RFC 8617 §5.1.1); nil where they have
// more than MaxSigned bytes.
func SealDigest(before []mail.Field, f mail.Field, m *mail.Message) []byte {
	if size(before)+len(f.Raw) > MaxSigned {
		return nil
	}
	return digest("sha256", AppendSealed(nil, before, f, m))
}

// AppendSealed appends the canonical bytes that a seal signs.
func AppendSealed(dst []byte, before []mail.Field, f mail.Field, m *mail.Message) []byte {
	ends := EndsOf(m)
	for _, b := range before {
		dst = append(Relaxed.AppendField(dst, b.Raw, ends), '\r', '\n')
	}
	tags, _ := ParseTags(f.Value())
	bare := emptied(f.Raw, len(f.Raw)-len(f.Value()), tags)
	return Relaxed.AppendField(dst, bare, ends)
}

// refuseSHA1: ARC came after SHA-1 was given up. RFC 8617 §4.1.2
func refuseSHA1(ev *sign.Evidence, problems *problemList) {
	if ev.Algorithm == "rsa-sha1" {
		problems.add("a=rsa-sha1 is not allowed in ARC")
	}
}
