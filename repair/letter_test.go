package repair

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"mime/quotedprintable"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"assay/internal/mailtest"
	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// letter is a made-up mail.
type letter struct {
	shape    string // of shapes
	encoding string // of encodings
	charset  string
	lists    bool // fields that lists add are signed as absent
	simple   bool
	length   bool // l=
	ed25519  bool

	from, to, cc, replyTo, sender, subject, date, references string
	text                                                     string
}

var (
	shapes    = []string{"plain", "html", "alternative", "attached"}
	encodings = []string{"7bit", "8bit", "quoted-printable", "base64"}
)

// plainLetter is what the letters of tests differ from.
var plainLetter = letter{
	shape: "plain", encoding: "7bit", charset: "utf-8",
	from: "Ann Author <ann@example.org>", to: "Bob <bob@example.net>", cc: "cee@example.net, Dan <dan@example.com>",
	subject: "Re: the pelican, of 4711", date: "Fri, 21 Apr 2017 09:12:33 +0200",
	text: "Dear Bob,\n\nthe pelican will cost 4711 on 12 May,\nas a long line says that goes on beyond what fits into 76 columns of it, easily.\nFrom then on it is 12.\n>From the zoo\n.hidden\n..dots\n\nYours\n-- \nAnn\n",
}

// fields are the header but for what the shape decides.
func (l letter) fields() string {
	var b strings.Builder
	b.WriteString("Received: from a.example.org by mx.example.net; " + l.date + "\n")
	for _, f := range [][2]string{
		{"From", l.from}, {"Sender", l.sender}, {"Reply-To", l.replyTo}, {"To", l.to}, {"Cc", l.cc}, {"Subject", l.subject},
		{"Date", l.date}, {"Message-ID", "<1.2@example.org>"}, {"References", l.references}, {"MIME-Version", "1.0"},
	} {
		if f[1] != "" {
			b.WriteString(f[0] + ": " + f[1] + "\n")
		}
	}
	return b.String()
}

func (l letter) page() string {
	return "<html><body>\n<p>" + strings.ReplaceAll(l.text, "\n\n", "</p>\n<p>") + "</p>\n</body></html>\n"
}

// entity is a part with its content fields.
func (l letter) entity(kind, text string) string {
	e, err := htmlindex.Get(l.charset)
	if err != nil {
		panic(err)
	}
	inCharset, err := e.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("Content-Type: %s; charset=%s\nContent-Transfer-Encoding: %s\n\n%s", kind, l.charset, l.encoding, encodeAs(l.encoding, inCharset))
}

func (l letter) raw() string {
	preamble := "\n\nThis is a multi-part message in MIME format.\n"
	var body string
	switch l.shape {
	case "plain":
		body = l.entity("text/plain", l.text)
	case "html":
		body = l.entity("text/html", l.page())
	case "alternative":
		body = `Content-Type: multipart/alternative; boundary="=_b1"` + preamble + "--=_b1\n" + l.entity("text/plain", l.text) +
			"\n--=_b1\n" + l.entity("text/html", l.page()) + "\n--=_b1--\n"
	case "attached":
		body = `Content-Type: multipart/mixed; boundary="=_b1"` + preamble + "--=_b1\n" + l.entity("text/plain", l.text) +
			"\n--=_b1\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n" + encodeAs("base64", strings.Repeat("%PDF-1.4 made up", 20)) + "\n--=_b1--\n"
	}
	return crlfOf(l.fields() + body)
}

func crlfOf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
func lfOf(s string) string   { return strings.ReplaceAll(s, "\r\n", "\n") }

// encodeAs encodes text with what the standard library has for that.
func encodeAs(encoding, text string) string {
	switch encoding {
	case "quoted-printable":
		var b bytes.Buffer
		w := quotedprintable.NewWriter(&b)
		w.Write([]byte(text))
		w.Close()
		return lfOf(b.String())
	case "base64":
		return based(crlfOf(text), 76)
	}
	return text
}

func based(text string, width int) (lines string) {
	for all := base64.StdEncoding.EncodeToString([]byte(text)); all != ""; {
		n := min(width, len(all))
		lines, all = lines+all[:n]+"\n", all[n:]
	}
	return lines
}

func (l letter) signer() mailtest.Signature {
	s := mailtest.Signature{Key: mailtest.RSA(1024), Domain: "example.org", Selector: "s", Simple: l.simple, Length: l.length}
	if l.ed25519 {
		s.Key = mailtest.Ed25519
	}
	if l.lists {
		s.Fields = append(mailtest.Without(), "sender", "list-id", "in-reply-to", "references")
	}
	if l.sender != "" {
		s.Fields = append(mailtest.Without(), "sender")
	}
	if l.references != "" {
		s.Fields = append(mailtest.Without(), "references")
	}
	return s
}

// signature is the signature's field.
func (l letter) signature() string {
	raw := l.raw()
	return strings.TrimSuffix(l.signer().Sign(raw), raw)
}

// forgeries change one thing of what the author said.
var forgeries = map[string]func(l letter) letter{
	"word":    func(l letter) letter { l.text = strings.Replace(l.text, "pelican", "penguin", 1); return l },
	"figure":  func(l letter) letter { l.text = strings.Replace(l.text, "4711", "4712", 1); return l },
	"date":    func(l letter) letter { l.date = strings.Replace(l.date, "21 Apr", "22 Apr", 1); return l },
	"day":     func(l letter) letter { l.text = strings.Replace(l.text, "12 May", "13 May", 1); return l },
	"address": func(l letter) letter { l.to = strings.Replace(l.to, "bob@", "rob@", 1); return l },
	"subject": func(l letter) letter { l.subject = strings.Replace(l.subject, "4711", "4717", 1); return l },
}

// attempt searches in a damaged mail.
func (l letter) attempt(damaged string, hints Hints) Outcome {
	m := mail.Parse([]byte(damaged))
	f, ok := m.First("dkim-signature")
	if !ok {
		return Outcome{}
	}
	target, ok := l.target(m, f)
	if !ok {
		return Outcome{}
	}
	return Search(m, f, target, hints, Usual)
}

func (l letter) target(m *mail.Message, f mail.Field) (Target, bool) {
	ev := dkim.NewReader(m).Evidence(f, sign.DKIM)
	key := l.signer().Key
	if key.N == nil {
		public := key.Ed25519.Public().(ed25519.PublicKey)
		return Target{Verify: func(d []byte) bool { return ev.Signed.VerifyEd25519(public, d) }}, true
	}
	d, ok := ev.Signed.Expected(&rsa.PublicKey{N: key.N, E: 65537})
	return Target{Digest: d}, ok
}

var signedNames = regexp.MustCompile(`h=([^;]*);`)

// same tells how what was found differs from what was signed, as far as the
// canonical forms keep it; empty where it does not.
func (l letter) same(found []byte) string {
	s := l.signer()
	names := strings.Split(signedNames.FindStringSubmatch(l.signature())[1], ":")
	head, body := s.Covered(l.raw(), names)
	gotHead, gotBody := s.Covered(crlfOf(lfOf(string(found))), names)
	switch {
	case head != gotHead:
		return fmt.Sprintf("header %q, want %q", gotHead, head)
	case l.length && strings.HasPrefix(gotBody, body), body == gotBody:
		return ""
	}
	return fmt.Sprintf("body %q, want %q", gotBody, body)
}
