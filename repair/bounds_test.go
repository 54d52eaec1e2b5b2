package repair

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"assay/internal/mailtest"
	"assay/mail"
)

const signedTop = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=s; h=from:to:cc:subject:date:content-type;\n bh=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=; b=AAAA\nFrom: a@example.org\nTo: b@example.net\nSubject: x\n"

// hostile are mails made to cost much.
func hostile(size int) map[string]string {
	nested := ""
	for i := range 200 {
		nested += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	return map[string]string{
		"one line":          signedTop + "\n" + strings.Repeat("x", size),
		"empty lines":       signedTop + "\n" + strings.Repeat("\n", size/6) + "x",
		"short lines":       signedTop + "\n" + strings.Repeat(".\n", size/6),
		"escaped lines":     signedTop + "\n" + strings.Repeat(">From x\n", size/8),
		"base64":            signedTop + "Content-Transfer-Encoding: base64\n\n" + strings.Repeat(strings.Repeat("QUJD", 19)+"\n", size/77),
		"quoted-printable":  signedTop + "Content-Transfer-Encoding: quoted-printable\n\n" + strings.Repeat(strings.Repeat("=FC", 25)+"\n", size/76),
		"beyond ASCII":      signedTop + "Content-Type: text/plain; charset=utf-8\n\n" + strings.Repeat("ü\n", size/3),
		"parts":             signedTop + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Transfer-Encoding: base64\n\nQUJD\n", 10_000) + "--b--\n",
		"levels":            signedTop + nested + "\nx\n",
		"ends of pages":     signedTop + "Content-Type: text/html\n\n" + strings.Repeat("</body>\n", size/8),
		"fields":            signedTop + strings.Repeat("Reply-To: c@example.net\nSubject: y\n", 5000) + "\nx\n",
		"carriage returns":  signedTop + "\n" + strings.Repeat("\r", size/6) + "\n",
		"carriage returns2": strings.ReplaceAll(signedTop, "\n", "\r") + "\r" + strings.Repeat("\r", size/6) + "x",
	}
}

// hostileHeaders are such headers over a body that fits bh=.
func hostileHeaders() map[string]string {
	people := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i, i)
		}
		return strings.TrimPrefix(b.String(), ",\r\n ")
	}
	top := "From: a@example.org\r\nTo: b@example.net\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\n"
	names := slices.Concat(slices.Repeat([]string{"cc", "reply-to", "x-a"}, 80), mailtest.Usual)
	list := map[string]string{
		"fields":       top + strings.Repeat("Reply-To: c@example.net\r\nSubject: y\r\n", 4900),
		"names":        top + strings.Repeat("Cc: d@example.net, Some One <e@example.net>\r\nReply-To: x@example.net, y@example.net\r\n", 100),
		"people":       top + "Cc: " + people(1200, ",\r\n \"Name %d\" <a%d@example.net>") + "\r\n",
		"long subject": top + "Subject: " + strings.Repeat("=?utf-8?q?=FC?= , ", 3000) + "\r\n",
		"commas":       top + "Subject: " + strings.Repeat("[a] , b", 9000) + "\r\n",
		"types":        top + "Content-Type: a/b" + strings.Repeat("; a=b", 12_000) + "\r\n",
		"many people":  top + "Cc: " + people(5000, ",\r\n \"Name %d\" <a%d@example.net>") + "\r\n",
		"encoded":      top + "Cc: " + people(1000, ",\r\n =?utf-8?q?=FC%d?= <a%d@example.net>") + "\r\n",
		"brackets":     top + "Cc: " + strings.Repeat("<", 60_000) + "\r\n",
		"comments":     top + "Cc: " + strings.Repeat("(", 60_000) + "\r\n",
	}
	for name, header := range list {
		s := mailtest.Signature{Key: mailtest.RSA(1024), Domain: "example.org", Selector: "s"}
		if name == "names" {
			s.Fields = names
		}
		list[name] = s.Sign(header + "\r\nx\r\n")
	}
	return list
}

// TestBounds: what is made to cost much costs little: bytes are counted, and
// tries, not time.
func TestBounds(t *testing.T) {
	size := 60 << 20
	if testing.Short() {
		size = 6 << 20
	}
	all := hostile(size)
	for name, raw := range hostileHeaders() {
		all["header: "+name] = raw
	}
	for name, raw := range all {
		m := mail.Parse([]byte(raw))
		f, ok := m.First("dkim-signature")
		if !ok {
			t.Errorf("%s: no signature", name)
			continue
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		out := Search(m, f, Target{Digest: make([]byte, 32)}, Hints{}, Usual)
		runtime.ReadMemStats(&after)
		made := int64(after.TotalAlloc - before.TotalAlloc)
		if out.Body != strings.HasPrefix(name, "header") {
			t.Errorf("%s: body found: %v", name, out.Body)
		}
		if most := int64(5*len(raw) + maxHashedSmall); made > most {
			t.Errorf("%s: %d bytes made of %d, want at most %d", name, made, len(raw), most)
		}
		if most := 2*maxHeaderTries + hashedAtMost/tryCost; out.Tries > most {
			t.Errorf("%s: %d tries, want at most %d", name, out.Tries, most)
		}
	}
}

// maxHashedSmall is what may be made of a small mail, in bytes.
const maxHashedSmall = 120 << 20
