package dkim_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	msgauth "github.com/emersion/go-msgauth/dkim"

	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// signedNames are the fields that large senders sign.
var signedNames = []string{
	"From", "To", "Cc", "Subject", "Date", "Message-ID", "Reply-To", "MIME-Version",
	"Content-Type", "Content-Transfer-Encoding", "In-Reply-To", "References",
}

// BenchmarkVerify6KB verifies mails of 6 KB, side by side with go-msgauth.
func BenchmarkVerify6KB(b *testing.B) { compare(b, benchMails(b, 0)) }

// BenchmarkVerifyAttachments is the same with 300 KB of base64 on every third.
func BenchmarkVerifyAttachments(b *testing.B) { compare(b, benchMails(b, 300<<10)) }

// compare runs both verifiers over the same mails on all cores. Assay's time
// holds the whole parse of the mail.
func compare(b *testing.B, mails [][]byte) {
	text := record(b, madeUp(b, "rsa2048"))
	lookup := only(text)
	b.Run("assay", func(b *testing.B) {
		each(b, mails, func(raw []byte) bool {
			facts := dkim.NewReader(mail.Parse(raw)).Read()
			list := sign.JudgeAll(&facts, lookup, examined)
			return len(list) == 1 && list[0].Result == sign.Pass
		})
	})
	options := &msgauth.VerifyOptions{LookupTXT: func(string) ([]string, error) { return []string{text}, nil }}
	b.Run("go-msgauth", func(b *testing.B) {
		each(b, mails, func(raw []byte) bool {
			list, err := msgauth.VerifyWithOptions(bytes.NewReader(raw), options)
			return err == nil && len(list) == 1 && list[0].Err == nil
		})
	})
}

// each verifies one mail after the other on all cores and reports mails/s.
func each(b *testing.B, mails [][]byte, verify func([]byte) bool) {
	total := 0
	for _, m := range mails {
		total += len(m)
	}
	b.SetBytes(int64(total / len(mails)))
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			if !verify(mails[i%len(mails)]) {
				b.Error("a mail that was signed does not verify")
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
}

// benchMails makes and signs 30 mails; every third one carries an attachment
// of that many bytes, unless 0.
func benchMails(b *testing.B, attachment int) (mails [][]byte) {
	key := madeUp(b, "rsa2048")
	chance := rand.New(rand.NewPCG(1, 2))
	for i := range 30 {
		size := 0
		if i%3 == 0 {
			size = attachment
		}
		raw := signed(b, benchMail(chance, i, size), key, msgauth.CanonicalizationRelaxed, msgauth.CanonicalizationRelaxed, signedNames)
		mails = append(mails, []byte(raw))
	}
	return mails
}

// benchMail is a mail of about 6 KB with the header of one that came a long
// way.
func benchMail(chance *rand.Rand, n, attachment int) string {
	var b strings.Builder
	for hop := range 4 {
		fmt.Fprintf(&b, "Received: from out-%d.example.org (out-%d.example.org. [192.0.2.%d])\r\n"+
			"        by in-%d.example.net (Postfix) with ESMTPS id %016x\r\n        for <b@example.net>;\r\n"+
			"        Tue, 14 Mar 2017 09:%02d:11 +0100 (CET)\r\n", hop, hop, hop+1, hop, chance.Uint64(), 30-hop)
	}
	b.WriteString("Return-Path: <a@example.org>\r\nDelivered-To: b@example.net\r\nX-Mailer: Example Mail 7.2\r\n")
	fmt.Fprintf(&b, "From: Anna Example <a@example.org>\r\nTo: Bert Example <b@example.net>, c@example.net\r\n"+
		"Cc: Dora Example <d@example.net>\r\nSubject: %s\r\nDate: Tue, 14 Mar 2017 09:12:33 +0100\r\n"+
		"Message-ID: <%d.%x@example.org>\r\nReply-To: <a@example.org>\r\nMIME-Version: 1.0\r\n"+
		"In-Reply-To: <1.2@example.net>\r\nReferences: <0.1@example.org>\r\n <1.2@example.net>\r\n",
		strings.TrimSpace(prose(chance, 50)), n, chance.Uint64())
	if attachment == 0 {
		return b.String() + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + prose(chance, 4200)
	}
	b.WriteString("Content-Type: multipart/mixed; boundary=\"next\"\r\nContent-Transfer-Encoding: 7bit\r\n\r\n" +
		"--next\r\nContent-Type: text/plain\r\n\r\n" + prose(chance, 4200) +
		"--next\r\nContent-Type: application/pdf; name=\"plan.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	b.WriteString(base64Lines(chance, attachment) + "--next--\r\n")
	return b.String()
}

// prose is about n bytes of words in lines of up to 72 bytes.
func prose(chance *rand.Rand, n int) string {
	words := strings.Fields("the of and to in is that for it was on are as with they be at one have this from or had by but what some we can out other were all there when your how said an each she which do their time if will way about many then them would write like so these her long make thing see him two has look more day could go come did my sound no most number who over know water than call first people may down side been now find")
	var b strings.Builder
	for line := 0; b.Len() < n; {
		w := words[chance.IntN(len(words))]
		switch {
		case line+len(w) > 72:
			b.WriteString("\r\n")
			line = 0
		case line > 0:
			b.WriteByte(' ')
		}
		b.WriteString(w)
		line += len(w) + 1
	}
	return b.String() + "\r\n"
}

// base64Lines is n bytes of random base64 in lines of 76.
func base64Lines(chance *rand.Rand, n int) string {
	var b strings.Builder
	line := make([]byte, 57)
	for b.Len() < n {
		for i := range line {
			line[i] = byte(chance.Uint32())
		}
		b.WriteString(base64.StdEncoding.EncodeToString(line) + "\r\n")
	}
	return b.String()
}
