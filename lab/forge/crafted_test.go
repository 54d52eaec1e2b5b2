package forge_test

import (
	"encoding/base64"
	"fmt"
	"mime/quotedprintable"
	"strings"
	"testing"
	"time"

	"assay/lab/paper"
)

// crafted is a box of mails that hold all that techniques look for: made up,
// as the mailers of their time write them.
func crafted(t testing.TB) box {
	b := box{name: "crafted"}
	for _, m := range []string{letterTwins(0), letterTwins(1), letterWhole, letterOldMailer, letterAttached(t), letterPage} {
		b.mails = append(b.mails, []byte(strings.ReplaceAll(m, "\n", "\r\n")))
	}
	return b
}

var sent = time.Date(2022, 3, 8, 9, 30, 0, 123456000, time.UTC)

// gmail is a boundary that holds a time as that provider writes it.
func gmail(at time.Time) string {
	hex := fmt.Sprintf("%014x", at.UnixMicro())
	return "000000000000" + hex[10:] + "05" + hex[:10]
}

// head is what servers and the mailer write above.
func head(n int, at time.Time) string {
	return fmt.Sprintf(`Delivered-To: ben@council.example
Received: by 2002:a05:test with SMTP id q%d;
        %s
Authentication-Results: mx.council.example; dkim=pass header.d=press.example; dmarc=pass header.from=press.example
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=press.example; s=k%d; t=%d;
        h=from:to:subject:date:message-id; bh=bm90IGNvbXB1dGVk; b=bm90IGEgc2lnbmF0dXJl%d
MIME-Version: 1.0
From: Ada Madeup <ada@press.example>
To: Ben Invented <ben@council.example>
Date: %s
Thread-Topic: The 120 chairs of Tuesday
Subject: Re: The 120 chairs of Tuesday
In-Reply-To: <%s.77@council.example>
References: <%s.77@council.example>
Message-ID: <%d.%d@press.example>
`, n, at.Add(3*time.Second).Format(time.RFC1123Z), n, at.Unix(), n, at.Format(time.RFC1123Z),
		at.Add(-3*time.Hour).Format("20060102150405"), at.Add(-3*time.Hour).Format("20060102150405"), at.UnixMilli(), n)
}

const twinText = `Dear Ben, the council approved the new budget of 4,250 euros on Tuesday, and I will send it before noon to Morgan. The café is open again. We agree with the mayor that the public paper should come first, and that it is likely to be long.

The second paragraph is of the hall, which nobody has seen for some months now. It can be used again.

On Tue, Mar 8, 2022 at 7:30 AM Ben Invented <ben@council.example> wrote:

> How many chairs do we need for 120 people on Friday? It is always so.
`

const twinPage = `<div dir="ltr"><p>Dear Ben, the council approved the new budget of 4,250 euros on Tuesday, and I will send it before noon to Morgan. The café is open again. We agree with the mayor that the public paper should come first, and that it is likely to be long.</p><p>The second paragraph is of the hall, which nobody has seen for some months now. It can be used again.</p></div>
<div class="gmail_quote">On Tue, Mar 8, 2022 at 7:30 AM Ben Invented &lt;ben@council.example&gt; wrote:<br><blockquote>How many chairs do we need for 120 people on Friday? It is always so.</blockquote></div>
`

// quoted encodes as mailers do.
func quoted(text string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil || w.Close() != nil {
		panic("a builder does not fail")
	}
	return strings.ReplaceAll(b.String(), "\r\n", "\n")
}

func letterTwins(n int) string {
	at := sent.AddDate(0, 0, 9*n)
	b := gmail(at)
	return head(n, at) + `Content-Type: multipart/alternative; boundary="` + b + `"

--` + b + `
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

` + quoted(twinText) + `
--` + b + `
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

` + quoted(twinPage) + `
--` + b + `--
`
}

// letterWhole has one text, in base64.
var letterWhole = head(7, sent.AddDate(0, 1, 0)) + `Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: base64

` + lines64(strings.ReplaceAll(`The invoice of 980 euros was paid on Friday. We received the good news early,
and the café is closed. It is legal to buy the large hall without the mayor.

> The first bill was 120 euros.
`, "\n", "\r\n"))

func lines64(text string) string {
	s := base64.StdEncoding.EncodeToString([]byte(text))
	var b strings.Builder
	for len(s) > 76 {
		b.WriteString(s[:76] + "\n")
		s = s[76:]
	}
	return b.String() + s + "\n"
}

const oldText = `The agreement of 1999 is not to be had, and the fee is 35 pounds per person.
Everyone will be happy with the new plan, and I always support the mayor's way.

We met Morgan on Friday at 10:30 to look at the large hall, which is now open.
`

// letterOldMailer states lengths, and a Message-ID that holds a time in hexadecimal.
var letterOldMailer = fmt.Sprintf(`Return-Path: <cleo@union.example>
Received: from mail.union.example (mail.union.example [192.0.2.9])
	by mx.council.example (Postfix) with ESMTP id 5D2F
	for <ben@council.example>; Tue, 10 May 2022 12:00:05 +0200 (CEST)
Message-ID: <627A3760.5030406@union.example>
Date: Tue, 10 May 2022 11:58:56 +0200
From: Cleo Fictum <cleo@union.example>
User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Thunderbird/91.0
To: ben@council.example
Cc: ada@press.example
Subject: The plan
Content-Type: text/plain; charset=us-ascii
Content-Transfer-Encoding: 7bit
Content-Length: %d
Lines: 4

`, len(oldText)+strings.Count(oldText, "\n")) + oldText

// letterPage has HTML alone.
var letterPage = head(12, sent.AddDate(0, 2, 0)) + `Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

` + quoted("<html><body><p>The price is 1,250 euros, and it is likely to be higher on Friday. We will always keep the public paper.</p></body></html>\n")

func letterAttached(t testing.TB) string {
	t.Helper()
	p := paper.Paper{Format: paper.PDF, Seed: 5, Title: "Budget", Author: "Ada Madeup", Company: "Press", Created: sent.AddDate(0, 2, -1), Revision: 1,
		Zone: time.UTC, Lang: "en-GB", Paragraphs: []string{"The council approved the sum of 4250 euros on 12 March 2022, and always will.", "Everyone was happy."}}
	content := p.Bytes()
	at := sent.AddDate(0, 2, 0)
	b := gmail(at)
	return head(9, at) + `Content-Type: multipart/mixed; boundary="` + b + `"

--` + b + `
Content-Type: text/plain; charset="UTF-8"

The paper of 12 March is below, as we agreed. It is good.

--` + b + `
Content-Type: application/pdf; name="budget.pdf"
Content-Disposition: attachment; filename="budget.pdf"; size=` + fmt.Sprint(len(content)) + `;
 modification-date="` + p.Created.Format(time.RFC1123Z) + `"
Content-Transfer-Encoding: base64

` + lines64(string(content)) + `
--` + b + `--
`
}
