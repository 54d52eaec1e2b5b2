package post

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// Kind is a family of providers that share their habits.
type Kind string

// The kinds of providers. Each is named after those whose habits it has.
const (
	GmailLike      Kind = "gmail"      // the big webmail; signs always, rotates its keys
	ExoLike        Kind = "exo"        // Exchange as an online service, Outlook and its webmail
	YahooLike      Kind = "yahoo"      // a portal's webmail
	ICloudLike     Kind = "icloud"     // mail beside telephones and desktops of one maker
	PostfixLike    Kind = "postfix"    // an organisation's own server with Thunderbird
	ExchangeLike   Kind = "exchange"   // an organisation's Exchange on its premises with Outlook
	HosterLike     Kind = "hoster"     // a small hoster with webmail in PHP
	MailmanLike    Kind = "mailman"    // a manager of mailing lists
	NewsletterLike Kind = "newsletter" // a sender of newsletters
)

// Provider is who carries the mail of a domain.
type Provider struct {
	Kind    Kind
	Domain  string   // of the addresses, such as varencourt.example
	Mailers []Mailer // what people use there, the most frequent first
	Signs   bool     // whether what leaves it is signed, at least in some periods
	// Zone is that of its machines; it may be set before anything is posted.
	Zone *time.Location

	own     *habits
	periods []period
}

// habits are what providers of one kind do alike.
type habits struct {
	kind      Kind
	domain    string // of the first of its kind
	mailers   []Mailer
	signs     bool
	signsLate bool // some of the kind begin to sign only in their second period
	selector  func(p *Provider, start time.Time, i int) string
	signing   signing
	zone      string
	submit    func(c *carry)
	receive   func(c *carry, from exit)
}

// allHabits lists the kinds in the order of Network.Providers.
func allHabits() []habits {
	common := strings.Fields("From To Cc Subject Date Message-ID In-Reply-To References MIME-Version Content-Type")
	return []habits{
		{GmailLike, "bigmail.example", []Mailer{GmailWeb, GmailApp, Thunderbird}, true, false, dateSelector, signing{
			strings.Fields("mime-version references in-reply-to from date message-id subject to cc"), false, signedUntil, "v a c d s t h bh b", 64 + 8}, "America/Los_Angeles", submitGmail, receiveGmail},
		{ExoLike, "cloudoffice.example", []Mailer{OutlookWeb, Outlook, IPhone}, true, false, tenantSelector, signing{
			strings.Fields("From Date Subject Message-ID Content-Type MIME-Version"), false, noTime, "v a c d s h bh b", 64 + 8}, "UTC", submitExo, receiveExo},
		{YahooLike, "portalpost.example", []Mailer{YahooWeb, IPhone}, true, false, numberSelector("s2048-"), signing{
			strings.Fields("Date From To Subject References From Subject Reply-To"), false, signedAt, "v a c d s t bh h b", 64 + 1}, "UTC", submitYahoo, receiveYahoo},
		{ICloudLike, "orchard.example", []Mailer{AppleMail, IPhone}, true, false, numberSelector("1a1hai"), signing{
			strings.Fields("from Content-Type Mime-Version Subject Message-Id Date To"), false, signedAt, "v a c d s t bh h b", 64 + 1}, "UTC", submitICloud, receiveICloud},
		{PostfixLike, "townhall.example", []Mailer{Thunderbird, Mutt, AppleMail, IPhone, Outlook}, true, true, numberSelector("mail"), signing{
			common, true, signedAt, "v a c d s t bh h b", 64 + 1}, "Europe/Paris", submitPostfix, receivePostfix},
		{ExchangeLike, "chamber.example", []Mailer{Outlook, OutlookWeb}, false, false, numberSelector("ex"), signing{
			common, false, noTime, "v a c d s h bh b", 64 + 8}, "Europe/Paris", submitExchange, receiveExchange},
		{HosterLike, "smallhost.example", []Mailer{Roundcube, PanelWebmail, Outlook, Thunderbird}, true, true, numberSelector("default"), signing{
			common, false, noTime, "v a q c d s h bh b", 64 + 1}, "America/New_York", submitHoster, receivePostfix},
		{MailmanLike, "lists.example", nil, false, false, numberSelector("lists"), signing{
			common, true, signedAt, "v a c d s t bh h b", 64 + 1}, "UTC", submitPostfix, receivePostfix},
		{NewsletterLike, "mailings.example", []Mailer{JavaMail}, true, false, numberSelector("k"), signing{
			common, false, signedAt, "v a q c d s t h bh b", 64 + 1}, "UTC", submitNewsletter, receivePostfix},
	}
}

// The names of keys: by date, by tenant and number, by number.

func dateSelector(_ *Provider, start time.Time, _ int) string { return start.Format("20060102") }

func tenantSelector(p *Provider, _ time.Time, i int) string {
	return fmt.Sprintf("selector%d-%s", 1+i, strings.ReplaceAll(p.Domain, ".", "-"))
}

func numberSelector(prefix string) func(*Provider, time.Time, int) string {
	return func(_ *Provider, start time.Time, i int) string {
		return fmt.Sprintf("%s%d", prefix, start.Year()%100*10+i%10)
	}
}

// machine is one of n hosts of a role.
func (p *Provider) machine(role string, n int, r *rand.Rand) string {
	return fmt.Sprintf("%s%02d", role, 1+r.IntN(n))
}

// pick is one of several things, always the same for a provider.
func (p *Provider) pick(what string, list ...string) string {
	return list[hashed(what, p.Domain)%uint64(len(list))]
}

// address is the public one of a host, out of what RFC 5737 reserves.
func address(host string) string {
	h := hashed("address", host)
	return fmt.Sprintf("%s.%d", [...]string{"192.0.2", "198.51.100", "203.0.113"}[h%3], 1+h>>8%254)
}

// inside is the private address of a machine. RFC 1918
func inside(host string) string {
	h := hashed("inside", host)
	return fmt.Sprintf("10.%d.%d.%d", h%200, h>>8%250, 1+h>>16%250)
}
