package main

import (
	"crypto"
	_ "crypto/sha1" // old mail is signed with it
	_ "crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
)

// signature says how a message is signed.
type signature struct {
	by      string // name of the signer
	canon   string // c=; relaxed/relaxed where empty
	sha1    bool
	without []string // fields of usual that h= leaves out
	with    []string // fields that h= names beside them
	partial bool     // l= says that the body ends where it ends now
	at      int64    // t=
	until   int64    // x=
}

// usual are the fields that a careful server signs, where they are there.
var usual = []string{
	"From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID",
	"MIME-Version", "Content-Type", "Content-Transfer-Encoding",
}

// sign puts a DKIM-Signature on top of a message. RFC 6376 §3.5
func (s signature) sign(raw string, signers map[string]*signer) string {
	return s.field("DKIM-Signature", "v=1; ", raw, signers[s.by]) + raw
}

// field is the signature field over raw; ARC's message signatures are made the
// same way (RFC 8617 §4.1.2). opening is its first tags.
func (s signature) field(name, opening, raw string, by *signer) string {
	fields, body := splitMail(raw)
	canon := s.canon
	if canon == "" {
		canon = "relaxed/relaxed"
	}
	headForm, bodyForm, _ := strings.Cut(canon, "/")
	names := slices.DeleteFunc(slices.Concat(usual, s.with), func(n string) bool { return slices.Contains(s.without, n) })
	picked, names := pick(fields, names)
	hashed := canonBody(bodyForm, body)

	tags := fmt.Sprintf("%sa=%s; c=%s; d=%s; s=%s;\r\n\t", opening, s.algorithm(by), canon, by.domain, by.selector)
	if s.partial {
		tags += fmt.Sprintf("l=%d; ", len(hashed))
	}
	if s.at != 0 {
		tags += fmt.Sprintf("t=%d; ", s.at)
	}
	if s.until != 0 {
		tags += fmt.Sprintf("x=%d; ", s.until)
	}
	tags += "h=" + strings.Join(names, ":") + ";\r\n\t"
	tags += "bh=" + encode(s.sum(hashed)) + ";\r\n\tb="

	bare := field(name + ": " + tags)
	var signed strings.Builder
	for _, f := range picked {
		signed.WriteString(canonField(headForm, f) + "\r\n")
	}
	signed.WriteString(canonField(headForm, bare))
	value := by.key.sign(s.hash(), s.sum(signed.String()))
	return string(bare) + fold(encode(value)) + "\r\n"
}

func (s signature) algorithm(by *signer) string {
	if s.sha1 {
		return by.key.family() + "-sha1"
	}
	return by.key.family() + "-sha256"
}

func (s signature) hash() crypto.Hash {
	if s.sha1 {
		return crypto.SHA1
	}
	return crypto.SHA256
}

func (s signature) sum(text string) []byte {
	h := s.hash().New()
	h.Write([]byte(text))
	return h.Sum(nil)
}

func encode(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

// fold breaks a long value over lines of 72 characters.
func fold(text string) string {
	const width = 72
	var b strings.Builder
	for ; len(text) > width; text = text[width:] {
		b.WriteString(text[:width] + "\r\n\t ")
	}
	return b.String() + text
}
