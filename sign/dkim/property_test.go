package dkim_test

import (
	"crypto"
	"strings"
	"testing"

	msgauth "github.com/emersion/go-msgauth/dkim"
	"pgregory.net/rapid"

	"assay/sign"
)

// canons are the two canonicalisations.
var canons = []msgauth.Canonicalization{msgauth.CanonicalizationSimple, msgauth.CanonicalizationRelaxed}

// fieldNames are few, so that fields stand several times.
var fieldNames = []string{"To", "tO", "Subject", "X-Trace", "Received", "Reply-To", "cc"}

var (
	genText  = rapid.StringMatching(`[!-9;-~ é\t]{0,30}`)
	genFold  = rapid.SampledFrom([]string{"\r\n ", "\r\n\t", "\r\n  \t", " \r\n "})
	genLine  = rapid.StringMatching(`[ \t]{0,2}[a-z.]{0,8}([ \t]{1,3}[a-z.]{1,8}){0,3}[ \t]{0,3}`)
	genBreak = rapid.SampledFrom([]string{"\r\n", "\r\n", "\r\n\r\n", "\r\n \r\n", "\r\n\r\n\r\n"})
)

// genMessage makes mail that is legal and odd: folds, doubled fields, blanks
// at the ends of lines, trailing blank lines, no line end at the end, no body.
func genMessage(t *rapid.T) string {
	var b strings.Builder
	b.WriteString("From: A <a@example.org>\r\n")
	for range rapid.IntRange(0, 8).Draw(t, "fields") {
		b.WriteString(rapid.SampledFrom(fieldNames).Draw(t, "name"))
		b.WriteString(rapid.SampledFrom([]string{":", ": ", ":\t "}).Draw(t, "colon"))
		b.WriteString(genText.Draw(t, "value"))
		for range rapid.IntRange(0, 2).Draw(t, "folds") {
			b.WriteString(genFold.Draw(t, "fold") + "x" + genText.Draw(t, "value"))
		}
		b.WriteString("\r\n")
	}
	b.WriteString("\r\n")
	for range rapid.IntRange(0, 6).Draw(t, "lines") {
		b.WriteString(genLine.Draw(t, "line") + genBreak.Draw(t, "break"))
	}
	b.WriteString(rapid.SampledFrom([]string{"", "", "end", " ", "\r\n"}).Draw(t, "end"))
	return b.String()
}

// TestSignedVerifies signs generated mail with go-msgauth. Assay finds every
// signature intact, in the file as it is and with bare LF; and not intact once
// one byte of what is signed was changed.
func TestSignedVerifies(t *testing.T) {
	signers := []crypto.Signer{madeUp(t, "rsa1024"), ed25519Key}
	lookups := []sign.Lookup{only(record(t, signers[0])), only(record(t, signers[1]))}
	rapid.Check(t, func(r *rapid.T) {
		which := rapid.IntRange(0, 1).Draw(r, "key")
		names := append([]string{"From"}, rapid.SliceOfN(rapid.SampledFrom(append(fieldNames, "From", "absent")), 0, 8).Draw(r, "h")...)
		head, body := rapid.SampledFrom(canons).Draw(r, "head"), rapid.SampledFrom(canons).Draw(r, "body")
		raw := signed(t, genMessage(r), signers[which], head, body, names)

		intact := []string{raw, strings.ReplaceAll(raw, "\r\n", "\n")}
		for _, raw := range intact {
			if s := verify(raw, lookups[which]); s.Result != sign.Pass {
				r.Fatalf("%q: %s %s, body %s, header %s", raw, s.Result, s.Reason, s.BodyHash, s.Header)
			}
		}
		if changed := changeOne(r, raw); changed != "" {
			if s := verify(changed, lookups[which]); s.BodyHash == sign.Matches && s.Header == sign.Matches {
				r.Fatalf("%q was changed to %q and verifies", raw, changed)
			}
		}
	})
}

// changeOne changes one letter of the body, of From or of the signature's own
// tags; "" where there is none to change.
func changeOne(t *rapid.T, raw string) string {
	from := strings.Index(raw, "\r\nFrom: ") + len("\r\nFrom: ")
	_, text, _ := strings.Cut(raw, "\r\n\r\n")
	spans := [][2]int{
		{len(raw) - len(text), len(raw)}, // body
		{from, from + len("A <a@example.org>")},
		{strings.Index(raw, "bh=") + 3, strings.Index(raw, "bh=") + 46},
	}
	span := rapid.SampledFrom(spans).Draw(t, "where")
	var letters []int
	for i := span[0]; i < span[1]; i++ {
		if 'a' <= raw[i] && raw[i] <= 'z' {
			letters = append(letters, i)
		}
	}
	if len(letters) == 0 {
		return ""
	}
	at := rapid.SampledFrom(letters).Draw(t, "at")
	return raw[:at] + "Q" + raw[at+1:]
}
