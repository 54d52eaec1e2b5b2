package judge_test

import (
	"strings"
	"testing"

	"assay/internal/mailtest"
)

// sealed is a mail that a trusted sealer vouches for; its author's domain did
// not sign it.
func sealed() *mail {
	m := newMail()
	m.by = mailtest.Signature{}
	m.sealed = "dmarc=pass header.from=press.example"
	m.trust = []string{"seal.example"}
	return m
}

// TestSealer: a sealer vouches for the author only where it is trusted, its
// chain holds, and it recorded that the author's domain had passed.
func TestSealer(t *testing.T) {
	record := func(results string) func(*mail) { return func(m *mail) { m.sealed = results } }
	const no = "arc/seal-insufficient"
	for name, test := range map[string]struct {
		change func(*mail)
		want   outcome
	}{
		"nothing":               {func(*mail) {}, want(corroborated, "sealed-not-signed", "arc/sealed")},
		"below a trusted name":  {func(m *mail) { m.sealer = "seal.example"; m.trust = []string{"example"} }, want(corroborated, "sealed-not-signed", "arc/sealed")},
		"passing DKIM":          {record("dkim=pass header.d=mail.press.example"), want(corroborated, "sealed-not-signed", "arc/sealed")},
		"nobody is trusted":     {func(m *mail) { m.trust = nil }, want(undetermined, "", "arc/chain-pass")},
		"another is trusted":    {func(m *mail) { m.trust = []string{"xseal.example"} }, want(undetermined, "", "arc/chain-pass")},
		"a name below it is":    {func(m *mail) { m.trust = []string{"mx.seal.example"} }, want(undetermined, "", "arc/chain-pass")},
		"failing DMARC":         {record("dmarc=fail header.from=press.example"), want(undetermined, "", no)},
		"DMARC of another":      {record("dmarc=pass header.from=stranger.example"), want(undetermined, "", no)},
		"DKIM of another":       {record("dkim=pass header.d=stranger.example"), want(undetermined, "", no)},
		"SPF alone":             {record("spf=pass smtp.mailfrom=press.example"), want(undetermined, "", no)},
		"pass in a comment":     {record("dmarc=fail (dmarc=pass) header.from=press.example"), want(undetermined, "", no)},
		"pass in a quoted word": {record(`dkim=fail reason="; dmarc=pass header.from=press.example"`), want(undetermined, "", no)},
		"nothing recorded":      {record("none"), want(undetermined, "", no)},
		"changed body":          {afterwards("Monday", "Tuesday"), want(undetermined, "", no)},
		"changed record":        {afterwards("dmarc=pass", "dmarc=pass "), want(corroborated, "sealed-not-signed", "arc/sealed")}, // relaxed: blanks count once
		"record of other words": {func(m *mail) {
			record("dmarc=fail header.from=press.example")(m)
			afterwards("dmarc=fail", "dmarc=pass")(m)
		}, want(undetermined, "", no)},
		"chain said to fail":    {afterwards("cv=none", "cv=fail"), want(undetermined, "", no)},
		"a set without a seal":  {afterwards("ARC-Seal: i=1;", "X-Seal: i=1;"), want(undetermined, "", "arc/chain-fail")},
		"a second From":         {func(m *mail) { m.sent = func(s string) string { return "From: Chief <chief@press.example>\r\n" + s } }, want(undetermined, "", no)},
		"two authors":           {replace("<ann@press.example>", "<ann@press.example>, c@council.example"), want(undetermined, "", no)},
		"no author":             {replace("Ann Author <ann@press.example>", "Undisclosed:;"), want(undetermined, "", no)},
		"text among the fields": {func(m *mail) { m.sent = func(s string) string { return "Dear Bob, pay in cash.\r\n" + s } }, want(undetermined, "", no)},
	} {
		t.Run(name, func(t *testing.T) {
			m := sealed()
			test.change(m)
			check(t, m.record(t), test.want)
		})
	}
}

// TestRelay: a trusted relay vouches for the words, never for the author.
func TestRelay(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*mail)
		want   outcome
	}{
		"nothing":       {func(*mail) {}, want(corroborated, "relayed-not-authored", "dkim/relayed")},
		"not trusted":   {func(m *mail) { m.trust = nil }, want(undetermined, "", "dkim/stranger-signed")},
		"changed":       {afterwards("Monday", "Tuesday"), want(undetermined, "", "dkim/body-changed")},
		"a second From": {func(m *mail) { m.sent = func(s string) string { return "From: Chief <chief@press.example>\r\n" + s } }, want(undetermined, "from-doubled from-unsigned", "dkim/signed-in-part")},
		"a weak key":    {func(m *mail) { m.by.Key = mailtest.RSA(768) }, want(undetermined, "key-under-1024", "dkim/weak-key")},
		"the author's":  {replace("ann@press.example>", "ann@lists.example>"), want(verified, "", "dkim/author-signed")},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMail()
			m.by.Domain, m.trust = "lists.example", []string{"lists.example"}
			test.change(m)
			r := m.record(t)
			check(t, r, test.want)
			if test.want.Finding == "dkim/relayed" && !strings.HasPrefix(r.Claim, "relayed by lists.example under ") {
				t.Errorf("the claim is %q", r.Claim)
			}
		})
	}
}
