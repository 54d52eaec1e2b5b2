package post

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// List is a mailing list.
type List struct {
	Name, Address string    // such as "Minutes", minutes@lists.example
	Provider      *Provider // of kind MailmanLike
	Tag           string    // set before the subject, such as "[minutes]"; empty is none
	Footer        string    // set below the text; empty is none
	Munge         bool      // From is rewritten to the list's address ("via"), as lists do for DMARC
}

// intact reports whether the list leaves what signatures cover.
func (l *List) intact() bool { return l.Tag == "" && l.Footer == "" && !l.Munge }

// ViaList is a mail as a list passes it on: give it to Deliver for each member.
// Where Tag and Footer are empty and Munge is false, signatures stay valid.
func (n *Network) ViaList(r *rand.Rand, p *Posted, list *List) *Posted {
	relayed := *p
	c := &carry{n: n, r: r, by: list.Provider, p: p, at: p.out.at, to: list.Address, mail: string(p.Raw)}
	receivePostfix(c, p.out)
	c.fields = c.fields[:len(c.fields)-1] // the list sets its own Return-Path
	fields, body := split(c.whole())
	fields = list.rewrite(fields, p)
	if list.Footer != "" {
		fields, body = list.footer(r, fields, body)
	}
	c = &carry{n: n, r: r, by: list.Provider, p: p, at: c.at, mail: strings.Join(append(fields, list.own(p, c.at)...), crlf) + crlf + crlf + body}
	c.out = p.out
	c.out.broken = c.out.broken || !list.intact() && c.out.selector != ""
	c.sign()
	host := "lists." + list.Provider.Domain
	at := c.now(host, list.Provider.Zone, 1, 90)
	c.add(fmt.Sprintf("Received: from localhost (localhost [127.0.0.1])\r\n\tby %s (Postfix) with ESMTP id %s; %s", host, postfixID(c, at), at.Format(stampNamed)))
	c.out.by, c.out.host, c.out.at, c.out.sender = list.Provider, host, c.at, list.aside("bounces")
	relayed.Raw, relayed.out = []byte(c.whole()), c.out
	return &relayed
}

// aside is an address beside the list's, such as that for bounces.
func (l *List) aside(role string) string {
	local, domain, _ := strings.Cut(l.Address, "@")
	return local + "-" + role + "@" + domain
}

func split(mail string) (fields []string, body string) {
	head, body, _ := strings.Cut(mail, crlf+crlf)
	return splitFields([]byte(head)), body
}

// rewrite changes the fields that the list changes.
func (l *List) rewrite(fields []string, p *Posted) []string {
	for i, f := range fields {
		name, value, _ := strings.Cut(f, ": ")
		switch {
		case l.Tag != "" && strings.EqualFold(name, "subject") && !strings.Contains(value, l.Tag):
			fields[i] = name + ": " + foldWords(name, l.Tag+" "+value)
		case l.Munge && strings.EqualFold(name, "from"):
			fields[i] = "From: " + mailbox(Party{p.From.Name + " via " + l.Name, l.Address}, "utf-8", false) + crlf + "Reply-To: " + mailbox(p.From.Party(), "utf-8", false)
		}
	}
	return fields
}

// own are the fields that a list adds below. RFC 2369, RFC 2919
func (l *List) own(p *Posted, at time.Time) []string {
	local, domain, _ := strings.Cut(l.Address, "@")
	version := "2.1.15"
	if at.Year() >= 2017 {
		version = "2.1.29"
	}
	return []string{
		"X-BeenThere: " + l.Address, "X-Mailman-Version: " + version, "Precedence: list",
		fmt.Sprintf("List-Id: %s <%s.%s>", l.Name, local, domain),
		fmt.Sprintf("List-Unsubscribe: <https://%s/options/%s>,\r\n <mailto:%s?subject=unsubscribe>", domain, local, l.aside("request")),
		fmt.Sprintf("List-Post: <mailto:%s>", l.Address),
		fmt.Sprintf("List-Help: <mailto:%s?subject=help>", l.aside("request")),
		fmt.Sprintf("Errors-To: %s", l.aside("bounces")),
		fmt.Sprintf("Sender: %q <%s>", l.Name, l.aside("bounces")),
	}
}

// footer puts the list's footer below a plain text, or beside everything else as
// a part of its own.
func (l *List) footer(r *rand.Rand, fields []string, body string) ([]string, string) {
	const rule = "_______________________________________________"
	text := rule + crlf + strings.ReplaceAll(strings.TrimRight(l.Footer, "\n"), "\n", crlf) + crlf
	var kept, moved []string
	plain := false
	for _, f := range fields {
		name, value, _ := strings.Cut(strings.ToLower(f), ":")
		switch {
		case name == "content-length": // it would no longer be true
		case strings.HasPrefix(name, "content-"):
			moved = append(moved, f)
			plain = plain || strings.HasPrefix(strings.TrimSpace(value), "text/plain")
			plain = plain && !strings.Contains(value, "quoted-printable")
		default:
			kept = append(kept, f)
		}
	}
	for _, f := range moved {
		plain = plain && !strings.Contains(strings.ToLower(f), "quoted-printable")
	}
	if plain && isASCII(l.Footer) {
		var all []string
		for _, f := range fields {
			if name, _, _ := strings.Cut(f, ":"); !strings.EqualFold(name, "content-length") {
				all = append(all, f)
			}
		}
		return all, body + text
	}
	boundary := "===============" + some(r, figures[1:], 1) + some(r, figures, 18) + "=="
	kept = append(kept, "Content-Type: multipart/mixed; boundary=\""+boundary+"\"")
	charset, encoding := "us-ascii", "7bit"
	if !isASCII(text) {
		charset, encoding = "utf-8", "8bit"
	}
	return kept, "--" + boundary + crlf + strings.Join(moved, crlf) + crlf + crlf + body + crlf + "--" + boundary + crlf +
		"Content-Type: text/plain; charset=\"" + charset + "\"" + crlf + "MIME-Version: 1.0" + crlf + "Content-Transfer-Encoding: " + encoding + crlf +
		"Content-Disposition: inline" + crlf + crlf + text + crlf + "--" + boundary + "--" + crlf
}
