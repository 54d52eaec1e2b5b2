package post

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// carry is a mail on its way through one provider. Fields are gathered from the
// lowest to the topmost, as servers add them.
type carry struct {
	n       *Network
	r       *rand.Rand
	by      *Provider
	p       *Posted
	at      time.Time // what the hour really is
	to      string    // the recipient, where there is but one
	fields  []string
	trailer []string // fields that go below all others
	mail    string   // as the mailer wrote it
	out     exit
}

// exit is where a mail leaves a provider.
type exit struct {
	by       *Provider
	host     string
	at       time.Time
	sender   string // of the envelope
	selector string // of the signature that holds; empty: there is none
	domain   string // of the signature
	begins   string // how its b= begins
	broken   bool   // something on the way changed what it covers
}

// add puts fields above those that are there.
func (c *carry) add(fields ...string) { c.fields = append(c.fields, fields...) }

// now is the time a machine notes, after a while that the hop took.
func (c *carry) now(host string, zone *time.Location, from, to float64) time.Time {
	c.at = c.at.Add(seconds(c.r, from, to))
	return c.at.Add(skew(host)).In(zone)
}

// How servers write a time: the day in one figure or two, the zone's name or not.
const (
	stampPlain  = "Mon, 2 Jan 2006 15:04:05 -0700"
	stampNamed  = "Mon, 2 Jan 2006 15:04:05 -0700 (MST)"
	stampTwo    = "Mon, 02 Jan 2006 15:04:05 -0700 (MST)"
	stampDigits = "Mon, 02 Jan 2006 15:04:05 -0700"
)

// head is the gathered fields from the topmost on.
func (c *carry) head() string {
	var b strings.Builder
	for _, f := range slices.Backward(c.fields) {
		b.WriteString(f + crlf)
	}
	return b.String()
}

// whole is the mail with what was gathered.
func (c *carry) whole() string {
	if len(c.trailer) == 0 {
		return c.head() + c.mail
	}
	head, body, _ := strings.Cut(c.mail, crlf+crlf)
	return c.head() + head + crlf + strings.Join(c.trailer, crlf) + crlf + crlf + body
}

// submit hands a mail to the sender's provider.
func (n *Network) submit(d *draft, raw string) {
	c := &carry{n: n, r: d.r, by: d.provider(), p: d.p, at: d.l.At, mail: raw}
	c.out = exit{by: c.by, sender: d.l.From.Address}
	if list := append(slices.Clone(d.l.To), d.l.Cc...); len(list) == 1 {
		c.to = list[0].Address
	}
	c.by.own.submit(c)
	c.out.at = c.at
	d.p.out = c.out
	d.p.Raw = []byte(c.whole())
}

// sign puts the provider's signature above what was gathered, where it signs
// at that time.
func (c *carry) sign() {
	pd := c.by.periodAt(c.at)
	if !c.by.Signs || pd == nil {
		return
	}
	field := c.by.own.signing.signature(pd, c.by.Domain, []byte(c.mail), c.at)
	c.add(field)
	b := field[strings.LastIndex(field, "b=")+2:]
	c.out.selector, c.out.domain, c.out.begins, c.out.broken = pd.selector, c.by.Domain, b[:8], false
}

// Deliver carries a mail to a mailbox and gives it as it stands there.
func (n *Network) Deliver(r *rand.Rand, p *Posted, to *Account) []byte {
	c := &carry{n: n, r: r, by: to.Provider, p: p, at: p.out.at, to: to.Address, mail: string(p.Raw)}
	c.by.own.receive(c, p.out)
	return []byte(c.whole())
}

// forTo is the clause that servers add where there is one recipient.
func (c *carry) forTo(before string) string {
	if c.to == "" {
		return ""
	}
	return before + "for <" + c.to + ">"
}

// tls is the version of a time, as OpenSSL names it.
func tls(at time.Time) string {
	switch {
	case at.Year() >= 2020:
		return "TLSv1.3"
	case at.Year() >= 2013:
		return "TLSv1.2"
	}
	return "TLSv1"
}

func cipher(at time.Time) string {
	switch {
	case at.Year() >= 2020:
		return "TLS_AES_256_GCM_SHA384"
	case at.Year() >= 2013:
		return "ECDHE-RSA-AES256-GCM-SHA384"
	}
	return "DHE-RSA-AES256-SHA"
}

// gmailTLS and exoTLS are how two makers write version and cipher.
func gmailTLS(at time.Time) string {
	switch {
	case at.Year() >= 2020:
		return "(version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128)"
	case at.Year() >= 2013:
		return "(version=TLS1_2 cipher=ECDHE-RSA-AES128-GCM-SHA256 bits=128/128)"
	}
	return "(version=TLSv1/SSLv3 cipher=OTHER)"
}

func exoTLS(at time.Time, sep string) string {
	if at.Year() >= 2013 {
		return "(version=TLS1_2," + sep + "cipher=TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P256)"
	}
	return "(version=TLS1_0," + sep + "cipher=TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA_P256)"
}

// results are those of the recipient's provider, in the order dkim, spf, dmarc.
// RFC 8601 §2.2
func (c *carry) results(from exit, comments bool) []string {
	note := func(s string) string { return map[bool]string{true: " (" + s + ")", false: ""}[comments] }
	dkim := "dkim=none" + note("message not signed")
	if from.selector != "" {
		dkim = fmt.Sprintf("dkim=pass header.i=@%s header.s=%s header.b=%q", from.domain, from.selector, from.begins)
		if !comments {
			dkim = "dkim=pass header.d=" + from.domain
		}
		if from.broken {
			dkim = strings.Replace(dkim, "dkim=pass", "dkim=fail"+note("bad signature"), 1)
		}
	}
	list := []string{dkim, "spf=pass" + note("domain of "+from.sender+" designates "+address(from.host)+" as permitted sender") + " smtp.mailfrom=" + from.sender}
	if c.at.Year() >= 2014 && from.selector != "" && !from.broken && from.domain == domainOf(c.p.From.Address) {
		list = append(list, "dmarc=pass"+note("p=NONE sp=NONE dis=NONE")+" header.from="+from.domain)
	}
	return list
}
