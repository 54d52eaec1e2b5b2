package judge_test

import (
	"strings"
	"testing"

	"assay/conclude"
	"assay/internal/mailtest"
	"assay/keys"
)

const (
	verified     = conclude.Verified
	corroborated = conclude.Corroborated
	undetermined = conclude.Undetermined
)

// TestLimits reaches every limit of a signature that holds by one change.
func TestLimits(t *testing.T) {
	unsigned := func(name string) func(*mail) {
		return func(m *mail) { m.by.Fields = mailtest.Without(name) }
	}
	key := func(o keys.Origin) func(*mail) { return func(m *mail) { m.origin = o } }
	for name, test := range map[string]struct {
		change func(*mail)
		want   outcome
	}{
		"nothing":        {func(*mail) {}, want(verified, "", "dkim/author-signed")},
		"Ed25519":        {func(m *mail) { m.by.Key = mailtest.Ed25519 }, want(verified, "", "dkim/author-signed")},
		"1,024 bits":     {func(m *mail) { m.by.Key = mailtest.RSA(1024) }, want(verified, "key-1024", "dkim/author-signed")},
		"2,040 bits":     {func(m *mail) { m.by.Key = mailtest.RSA(2032) }, want(verified, "key-1024", "dkim/author-signed")},
		"512 bits":       {func(m *mail) { m.by.Key = mailtest.RSA(512) }, want(undetermined, "key-exposed key-under-1024", "dkim/exposed-key")},
		"768 bits":       {func(m *mail) { m.by.Key = mailtest.RSA(768) }, want(undetermined, "key-under-1024", "dkim/weak-key")},
		"SHA-1":          {func(m *mail) { m.by.SHA1 = true }, want(verified, "sha1", "dkim/author-signed")},
		"expired":        {func(m *mail) { m.by.Tags = "t=1492759953; x=1492846353; " }, want(verified, "expired", "dkim/author-signed")},
		"To":             {unsigned("to"), want(verified, "to-unsigned", "dkim/author-signed")},
		"Cc":             {unsigned("cc"), want(verified, "cc-unsigned", "dkim/author-signed")},
		"Reply-To":       {unsigned("reply-to"), want(verified, "reply-to-unsigned", "dkim/author-signed")},
		"Sender":         {replace("From:", "Sender: x@press.example\r\nFrom:"), want(verified, "sender-unsigned", "dkim/author-signed")},
		"Content-Type":   {unsigned("content-type"), want(verified, "structure-unsigned", "dkim/author-signed")},
		"encoding":       {unsigned("content-transfer-encoding"), want(verified, "structure-unsigned", "dkim/author-signed")},
		"Date":           {unsigned("date"), want(undetermined, "date-unsigned", "dkim/signed-in-part")},
		"Subject":        {unsigned("subject"), want(undetermined, "subject-unsigned", "dkim/signed-in-part")},
		"From":           {unsigned("from"), want(undetermined, "", "dkim/permerror")},
		"live DNS":       {key(keys.Origin{Source: keys.FromDNS}), want(verified, "key-seen-today-only", "dkim/author-signed")},
		"recovered":      {key(keys.Origin{Recovered: true}), want(verified, "key-recovered", "dkim/author-signed")},
		"of the leak":    {key(keys.Origin{Source: keys.FromLeak, Recovered: true, Agree: 61}), want(undetermined, "", "dkim/key-unanchored")},
		"anchored":       {key(keys.Origin{Source: keys.FromLeak, Recovered: true, Agree: 61, Anchors: []string{"mail"}}), want(verified, "key-recovered", "dkim/author-signed")},
		"testing":        {func(m *mail) { m.tags = "t=y; " }, want(verified, "key-testing", "dkim/author-signed")},
		"within window":  {key(keys.Origin{SeenFrom: "2017-04-22", SeenTo: "2017-05-01"}), want(verified, "", "dkim/author-signed")},
		"before window":  {key(keys.Origin{SeenFrom: "2017-04-23", SeenTo: "2017-05-01"}), want(verified, "key-outside-window", "dkim/author-signed")},
		"behind window":  {key(keys.Origin{SeenFrom: "2017-01-01", SeenTo: "2017-04-18"}), want(verified, "key-outside-window", "dkim/author-signed")},
		"revoked":        {func(m *mail) { m.tags = "p=; x" }, want(undetermined, "", "dkim/permerror")},
		"other hash":     {func(m *mail) { m.tags = "h=sha1; " }, want(undetermined, "", "dkim/permerror")},
		"no key":         {afterwards(" s=k1;", " s=k2;"), want(undetermined, "", "dkim/no-key")},
		"not signed":     {func(m *mail) { m.by = mailtest.Signature{} }, want(undetermined, "", "dkim/none")},
		"body changed":   {afterwards("Monday", "Tuesday"), want(undetermined, "", "dkim/body-changed")},
		"header changed": {afterwards("The contract", "The contracts"), want(undetermined, "", "dkim/header-changed")},
		"both changed": {func(m *mail) {
			m.sent = strings.NewReplacer("Monday", "Tuesday", "The contract", "A contract").Replace
		}, want(undetermined, "", "dkim/failed")},
		"footer of a list": {func(m *mail) { m.sent = func(s string) string { return s + "-- \r\nlist\r\n" } }, want(undetermined, "", "dkim/body-changed")},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMail()
			test.change(m)
			check(t, m.record(t), test.want)
		})
	}
}

// TestAttacks: none of the ways to dress up a valid signature gives "verified".
func TestAttacks(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*mail)
		want   outcome
	}{
		"somebody else's name":        {func(m *mail) { m.by.Domain = "stranger.example" }, want(undetermined, "", "dkim/stranger-signed")},
		"a name that looks alike":     {func(m *mail) { m.by.Domain = "xpress.example" }, want(undetermined, "", "dkim/stranger-signed")},
		"the parent of a suffix":      {func(m *mail) { m.by.Domain = "example" }, want(undetermined, "", "dkim/stranger-signed")},
		"a From below the signed one": {afterwards("To:", "From: Chief <chief@press.example>\r\nTo:"), want(undetermined, "", "dkim/header-changed")},
		"a From on top":               {func(m *mail) { m.sent = func(s string) string { return "From: Chief <chief@press.example>\r\n" + s } }, want(undetermined, "from-doubled from-unsigned", "dkim/signed-in-part")},
		"two Froms, both signed": {func(m *mail) {
			m.raw = "From: Chief <chief@press.example>\r\n" + m.raw
			m.by.Fields = append(mailtest.Without(), "from")
		}, want(undetermined, "from-doubled", "dkim/signed-in-part")},
		"a second Subject": {func(m *mail) { m.sent = func(s string) string { return "Subject: Other\r\n" + s } }, want(undetermined, "subject-unsigned", "dkim/signed-in-part")},
		"a second Date": {func(m *mail) {
			m.sent = func(s string) string { return "Date: Sat, 22 Apr 2017 09:12:33 +0200\r\n" + s }
		}, want(undetermined, "date-unsigned", "dkim/signed-in-part")},
		"text beyond l=": {func(m *mail) {
			m.by.Length = true
			m.sent = func(s string) string { return s + "Pay the agent in cash.\r\n" }
		}, want(undetermined, "body-beyond-l", "dkim/signed-in-part")},
		"an address in the name":         {replace("Ann Author", `"chief@council.example"`), want(undetermined, "from-misleads", "dkim/signed-in-part")},
		"two authors, one of elsewhere":  {replace("<ann@press.example>", "<ann@press.example>, x@council.example"), want(undetermined, "", "dkim/stranger-signed")},
		"text among the fields":          {func(m *mail) { m.sent = func(s string) string { return "Dear Bob, pay in cash.\r\n" + s } }, want(undetermined, "header-junk", "dkim/signed-in-part")},
		"an unsigned type hides text":    {hidden("text/html"), want(undetermined, "structure-misfit structure-unsigned", "dkim/signed-in-part")},
		"an unsigned boundary skips":     {hidden("multipart/mixed; boundary=none"), want(undetermined, "structure-misfit structure-unsigned", "dkim/signed-in-part")},
		"an unsigned charset":            {hidden("text/plain; charset=utf-7"), want(undetermined, "structure-misfit structure-unsigned", "dkim/signed-in-part")},
		"a preamble becomes the message": {preamble, want(undetermined, "structure-misfit structure-unsigned", "dkim/signed-in-part")},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMail()
			test.change(m)
			check(t, m.record(t), test.want)
		})
	}
}

// hidden gives a mail another type after it was signed.
func hidden(mediaType string) func(*mail) {
	return func(m *mail) {
		m.by.Fields = mailtest.Without("content-type")
		afterwards("text/plain; charset=utf-8", mediaType)(m)
	}
}

// preamble turns all but the last words of a body into text before the parts.
func preamble(m *mail) {
	replace("The meeting", "Pay the agent in cash.\r\n--x\r\n\r\nThe meeting")(m)
	hidden("multipart/mixed; boundary=x")(m)
}

// TestAlignment: a signature is the author's where the domains belong together.
func TestAlignment(t *testing.T) {
	for _, test := range []struct {
		author, signer string
		want           bool
	}{
		{"press.example", "press.example", true},
		{"news.press.example", "press.example", true},
		{"press.example", "mail.press.example", true},
		{"news.press.example", "mail.press.example", true},
		{"PRESS.example", "press.example", true},
		{"press.co.uk", "mail.press.co.uk", true},
		{"press.co.uk", "other.co.uk", false},
		{"press.co.uk", "co.uk", false},
		{"ann.github.io", "bob.github.io", false},
		{"ann.github.io", "mail.ann.github.io", true},
		{"xn--bcher-kva.example", "mail.xn--bcher-kva.example", true},
		{"bücher.example", "xn--bcher-kva.example", true},
		{"press.example", "press.example.org", false},
		{"press.example", "evilpress.example", false},
	} {
		m := newMail()
		m.raw = strings.NewReplacer("Ann Author <ann@press.example>", "<ann@"+test.author+">").Replace(letter)
		m.by.Domain = test.signer
		r := m.record(t)
		if got := r.Conclusion == conclude.Verified; got != test.want || r.Signatures[0].Aligned != test.want {
			t.Errorf("author of %s, signed by %s: %s, aligned %v", test.author, test.signer, r.Conclusion, r.Signatures[0].Aligned)
		}
	}
}

// TestAuthors: several authors are vouched for only together.
func TestAuthors(t *testing.T) {
	for from, want := range map[string]conclude.Word{
		"ann@press.example, bob@news.press.example": verified,
		"ann@press.example, bob@council.example":    undetermined,
		"Desk: ann@press.example, b@press.example;": verified,
		"Undisclosed:;":     undetermined,
		"no address at all": undetermined,
		"":                  undetermined,
		"<ann@press.example> <bob@council.example>":             undetermined,
		"ann@press.example (bob@council.example)":               undetermined,
		`"ann@press.example" <bob@council.example>`:             undetermined,
		"=?utf-8?q?ann=40council.example?= <ann@press.example>": undetermined,
	} {
		m := newMail()
		m.raw = strings.Replace(letter, "Ann Author <ann@press.example>", from, 1)
		if r := m.record(t); r.Conclusion != want {
			t.Errorf("From: %s is %s, want %s", from, r.Conclusion, want)
		}
	}
}
