package pipeline

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay/internal/mailtest"
)

// base64Of is text in base64.
func base64Of(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// uu is text of up to 45 bytes as a file in uuencode.
func uu(text string) string {
	var b strings.Builder
	b.WriteByte(byte(len(text)) + ' ')
	for len(text)%3 > 0 {
		text += "\x00"
	}
	for i := 0; i < len(text); i += 3 {
		n := uint(text[i])<<16 | uint(text[i+1])<<8 | uint(text[i+2])
		for shift := 18; shift >= 0; shift -= 6 {
			b.WriteByte(byte(n>>shift)&63 + ' ')
		}
	}
	return "begin 644 a\r\n" + strings.ReplaceAll(b.String(), " ", "`") + "\r\n`\r\nend"
}

// twoTexts are two parts of text.
const twoTexts = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nI pay.\r\n" +
	"--b\r\nContent-Type: text/plain\r\n\r\nWe agreed 1\r\n00 people came.\r\n--b--\r\n"

// TestReadOtherwise: bytes around the signed words that make some programmes
// show other words, or not all of them. None of these is verified.
func TestReadOtherwise(t *testing.T) {
	const second = "\r\n\r\nWe agreed"
	heading := func(fields string) func(string) string { // the second text comes to stand below other fields
		return changed(second, "\r\n\r\n--b\r\n"+fields+second)
	}
	ann := func(header, body string, after func(string) string) damaged {
		return damaged{from: "ann@press.example", header: header, body: body, after: after}
	}
	page := "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nI do not pay.\r\n"
	for name, m := range map[string]damaged{
		"base64 with an end inside": ann("", page, changed("8bit\r\n\r\nI do not pay.\r\n",
			"base64\r\n\r\n"+base64Of("I do")+base64Of(" not pay.\r\n")+"\r\n")),
		"base64 without its end": ann("", page, changed("8bit\r\n\r\nI do not pay.\r\n",
			"base64\r\n\r\n"+strings.TrimRight(base64Of("I do not pay.\r\n "), "=")+"\r\n")),
		"text around a text in uuencode": ann("", strings.Replace(twoTexts, "plain\r\n\r\nI", "plain\r\nContent-Transfer-Encoding: 8bit\r\n\r\nI", 1),
			changed("8bit\r\n\r\nI pay.", "x-uuencode\r\n\r\nP.S. I owe 900.\r\n"+uu("I pay."))),
		"lines joined":                                  ann("", "1\r\n00 people came.\r\n", both(changed("text/plain", "text/plain; format=flowed; delsp=yes"), changed("1\r\n00", "1 \r\n00"))),
		"lines of a part joined":                        ann("", twoTexts, both(heading("Content-Type: text/plain; format=flowed; delsp=yes"), changed("1\r\n00", "1 \r\n00"))),
		"a text shown as a file":                        ann("", twoTexts, heading("Content-Type: text/plain\r\nContent-Disposition: hidden")),
		"a part of two types":                           ann("", twoTexts, heading("Content-Type: text/plain\r\nContent-Type: application/x-none")),
		"a part of a type that none is":                 ann("", twoTexts, heading("Content-Type: text/plain text/html")),
		"a part in an unknown encoding":                 ann("", twoTexts, heading("Content-Type: text/plain\r\nContent-Transfer-Encoding: x-rot13")),
		"text in the header of a part":                  ann("", twoTexts, heading("Content-Type: text/plain\r\nI owe you 900.")),
		"a subject in the header of a part":             ann("", twoTexts, heading("Content-Type: text/plain; protected-headers=v1\r\nSubject: I owe you 900.")),
		"a description of a part":                       ann("", twoTexts, heading("Content-Type: text/plain\r\nContent-Description: I owe you 900.")),
		"a quote made the author's":                     ann("", "Bob wrote:\r\n>From me you get 900.\r\nNever.\r\n", changed(">From", "From")),
		"an encoded word with an end inside":            ann("", plain, changed("Subject: The contract", "Subject: The =?utf-8?b?"+base64Of("co")+base64Of("ntract")+"?=")),
		"an encoded word in a charset of many readings": ann("", plain, changed("Subject: The contract", "Subject: The =?x-none?q?contract?=")),
	} {
		t.Run(name, func(t *testing.T) {
			notVerified(t, writeMails(t, map[string]damaged{"a.eml": m}))
		})
	}
}

// TestZoneInLetters: what some programmes take for Greenwich, and some for
// an hour from it, is not the date that was signed.
func TestZoneInLetters(t *testing.T) {
	raw := "From: Ann <ann@press.example>\r\nSubject: x\r\nDate: Fri, 21 Apr 2017 23:12:33 +0000\r\n\r\nText.\r\n"
	signed := mailtest.Signature{Key: mailtest.RSA(1024), Domain: "press.example", Selector: "k1"}.Sign(raw)
	notVerified(t, writeMails(t, map[string]damaged{"a.eml": {from: "ann@press.example", after: func(string) string {
		return strings.Replace(signed, "+0000", "CET", 1)
	}}}))
}

// notVerified expects that a.eml was repaired and is not verified.
func notVerified(t *testing.T, dir string) {
	t.Helper()
	r := repaired(t, dir)["a.eml"]
	if r.Repair == nil {
		t.Fatalf("it was not repaired: %s", describe(r))
	}
	if got := describe(r); !strings.HasPrefix(got, "corroborated repaired") || !strings.Contains(r.Claim, "but for") {
		t.Errorf("%s: %s", got, r.Claim)
	}
	if t.Failed() {
		t.Logf("%+v", r.Repair.Difference)
	}
}

// TestSecondType: of two fields of one name some programmes read the first and
// some the last, also where the signed message has an oddity of its own.
func TestSecondType(t *testing.T) {
	raw := "From: Ann <ann@press.example>\r\nSubject: x\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nOne text.\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Quite other words\r\n--b--\r\n"
	s := mailtest.Signature{Key: mailtest.RSA(1024), Domain: "press.example", Selector: "k1"}
	s.Fields = []string{"from", "subject", "date", "content-type", "content-type", "content-transfer-encoding", "content-disposition"}
	signed := s.Sign(raw)
	r := repaired(t, writeMails(t, map[string]damaged{"a.eml": {from: "ann@press.example", after: func(string) string {
		return strings.Replace(signed, "boundary=b\r\n", "boundary=b\r\nContent-Type: text/html\r\n", 1)
	}}}))["a.eml"]
	if got := describe(r); !strings.HasPrefix(got, "corroborated repaired") {
		t.Errorf("%s: %+v", got, r.Findings)
	}
}

// TestAdditionsBought: other mail with the same words that whoever forged them
// has for nothing does not make them a list's.
func TestAdditionsBought(t *testing.T) {
	copied := func(n string) func(string) string {
		return func(signed string) string { return "X-Copy: " + n + "\r\n" + footer(signed) }
	}
	for name, others := range map[string]map[string]damaged{
		"accounts at providers that are open to all": others("a@gmail.com", "b@outlook.com", "c@gmail.com", "d@outlook.com"),
		"copies of two mails": {
			"1.eml": {from: "a@union.example", body: "1\r\n", after: copied("1")}, "2.eml": {from: "a@union.example", body: "1\r\n", after: copied("2")},
			"3.eml": {from: "b@council.example", body: "2\r\n", after: copied("1")}, "4.eml": {from: "b@council.example", body: "2\r\n", after: copied("2")},
		},
	} {
		others["a.eml"] = damaged{from: "ann@press.example", body: plain, after: footer}
		if got, want := describe(repaired(t, writeMails(t, others))["a.eml"]), "corroborated repaired [list-footer] repaired repaired-in-part"; got != want {
			t.Errorf("%s: %s\nwant %s", name, got, want)
		}
	}
}

// TestThoroughOnce: of mails that were damaged alike one is searched with more
// effort, also where a run is broken off in that round.
func TestThoroughOnce(t *testing.T) {
	people := strings.Split("a@union.example, q@press.example, c@council.example, z@union.example, b@press.example, m@council.example, e@union.example", ", ")
	mails := map[string]damaged{}
	for n := range 12 {
		people := slices.Clone(people)
		people[0] = fmt.Sprintf("a%d@union.example", n/4) // three shapes
		signed := slices.Concat(people[n%4:], people[:n%4])
		slices.Reverse(signed[2:])
		mails[fmt.Sprintf("%d.eml", n)] = damaged{from: "ann@press.example", header: "Cc: " + strings.Join(signed, ", ") + "\r\n",
			body: fmt.Sprintf("Mail %d.\r\n", n), after: both(changed(strings.Join(signed, ", "), strings.Join(people, ", ")), changed("The contract", "Another"))}
	}
	dir := writeMails(t, mails)
	c := newCase(t)
	if _, err := AddKeys(c, repairKeys()); err != nil {
		t.Fatal(err)
	}
	r, _ := reader(c, false)
	if err := r.Read(t.Context(), root(dir)); err != nil {
		t.Fatal(err)
	}
	thorough, searched := 0, 0
	for {
		ctx, stop := context.WithCancel(t.Context())
		p := repairer(c, dir)
		p.Workers = 1
		p.Begin = func(round, n int) {
			if round == thoroughRound {
				thorough = max(thorough, n)
				p.Step = func() { searched++; stop() }
			}
		}
		_, err := RepairCase(ctx, c, p)
		stop()
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) || searched > 12 {
			t.Fatalf("%d mails: %v", searched, err)
		}
	}
	if thorough != 3 || searched != 3 {
		t.Errorf("%d mails were searched with more effort, and %d at a time; want 3", searched, thorough)
	}
}
