package tell_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assay/document"
	"assay/mail"
	"assay/tell"
)

// mostTimes bounds the time that one tell may take on a hostile mail, beside that of
// parsing it and making its text: generous, as a tell that is not linear exceeds any
// such bound, and machines are shared.
const mostTimes = 20

// leastBudget is what every tell may take: times below it measure the machine.
const leastBudget = 200 * time.Millisecond

// hostileMails are mails of a megabyte or so, built to cost time.
func hostileMails() map[string]string {
	const head = "From: Writer <writer@sender.example>\r\nTo: reader@reader.example\r\nDate: Mon, 1 Mar 2010 10:00:00 +0000\r\n" +
		"Message-ID: <20100301100000.GA12345@sender.example>\r\nSubject: a made-up mail\r\n"
	const plain = head + "Content-Type: text/plain; charset=utf-8\r\n\r\n"
	const size = 1 << 20
	fill := func(piece string) string { return strings.Repeat(piece, size/len(piece)) }
	var fields, hops, unlike strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&fields, "X-Field-%d: value %d\r\n", i%97, i)
		fmt.Fprintf(&hops, "Received: from a%d.example by b%d.example with SMTP id %08dT%05d; Mon, 1 Mar 2010 10:00:%02d +0000\r\n", i, i, i, i, i%60)
		fmt.Fprintf(&unlike, "Lines wordx%dq about planty%dr without anz%ds matter und die der nicht\r\n", i, i, i)
	}
	return map[string]string{
		"one word":          plain + fill("word "),
		"one line":          plain + fill("abcdefghij"),
		"sentences":         plain + fill("Go to a place. Then the casino and poker, www.x.example. "),
		"short sentences":   plain + fill("A. B! C? "),
		"100,000 lines":     plain + strings.Repeat("a line b\r\n", 100_000),
		"open lines":        plain + fill("This line goes on and does not end,\r\nwith the next of it, and of this\r\n"),
		"words of spam":     plain + fill("viagra casino poker loan mortgage rolex diet bitcoin cheap offer\r\n"),
		"languages":         plain + fill("the and that with this from which\r\nder die das und nicht mit auf\r\nles des une dans pour que qui\r\n"),
		"nothing in common": plain + unlike.String(),
		"two alphabets":     plain + fill("wоrd аbc словo "),
		"young signs":       plain + fill("\U0001fae0 \U0001fab7 "),
		"dates":             plain + fill("On 5 March 2009 at 10:00, writer@sender.example wrote:\r\n"),
		"blocks":            plain + fill("From: a@b.example\r\nSent: 5 March 2009\r\n"),
		"links":             plain + fill("http://a.example/2031/05/12/x "),
		"brackets":          plain + fill("<http:["),
		"fields":            head + fields.String() + "\r\nbody\r\n",
		"hops":              hops.String() + head + "\r\nbody\r\n",
		"references":        head + "References: " + fill("<20310301100000.GA1@a.example>\r\n ") + "\r\n\r\nbody\r\n",
		"quoted-printable":  head + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + fill("=C3=A4 word word word =E2=82=AC= \r\n"),
		"base64":            head + "Content-Transfer-Encoding: base64\r\n\r\n" + fill("QUJD\r\n"),
		"flowed":            head + "Content-Type: text/plain; format=flowed\r\n\r\n" + fill("some words here \r\nx \r\n"),
		"twins": head + "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n" + fill("one two three four \r\n") +
			"\r\n--b\r\nContent-Type: text/html\r\n\r\n" + fill("<p>one <b>two three") + "\r\n--b--\r\n",
		"html": head + "Content-Type: text/html\r\n\r\n" + fill("<p>о<") + "\r\n",
	}
}

// TestHostileMail wants every tell to be linear, on mails of 1 MB that are built to
// take its time: measured beside the parsing of the same mail.
func TestHostileMail(t *testing.T) {
	tell.OfMail(tell.NewMail(mail.Parse([]byte("\r\n")), "")) // tables are read
	for name, raw := range hostileMails() {
		began := time.Now()
		m := mail.Parse([]byte(raw))
		text := m.Text()
		budget := max(mostTimes*time.Since(began), leastBudget)
		for _, tl := range tell.Table {
			if tl.Mail == nil {
				continue
			}
			took := fastest(budget, func() { tl.Mail(tell.NewMail(m, text)) })
			if took > budget {
				t.Errorf("%s on %s: %v, where %v may pass", tl.ID, name, took, budget)
			}
			if tl.Document == nil {
				continue
			}
			d := &document.Document{Kind: document.Text, Text: text, Times: []document.Time{{What: document.Created, At: "2010-03-01T10:00:00Z"}}}
			if took := fastest(budget, func() { tl.Document(d) }); took > budget {
				t.Errorf("%s on %s as a document: %v, where %v may pass", tl.ID, name, took, budget)
			}
		}
	}
}

// fastest is the time that do takes: of three runs where the first is too slow,
// as another programme may have had the machine.
func fastest(budget time.Duration, do func()) (took time.Duration) {
	for try := range 3 {
		began := time.Now()
		do()
		if d := time.Since(began); try == 0 || d < took {
			took = d
		}
		if took <= budget {
			break
		}
	}
	return took
}
