package post

import (
	"math/rand/v2"
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
}

// Network is all providers of a made-up world.
type Network struct {
	Providers []*Provider // one of each kind first, then those that were hosted

	seed        uint64
	from, until time.Time
}

// Providers makes the network of a seed: one provider of each kind, with keys
// for the time from from to until.
func Providers(seed uint64, from, until time.Time) *Network { return nil }

// Host adds a domain, which must be a reserved one, that is carried in the way
// of kind. It has its own keys and machines; signs false makes it sign nothing.
// It is called before anything is posted.
func (n *Network) Host(kind Kind, domain string, signs bool) *Provider { return nil }

// Of is the first provider of a kind.
func (n *Network) Of(kind Kind) *Provider { return nil }

// Zone is all DKIM keys of the network as a master file (RFC 1035 §5), as
// assay run --keys reads it.
func (n *Network) Zone() []byte { return nil }

// Post writes a letter with its sender's mailer and hands it to the sender's
// provider.
func (n *Network) Post(r *rand.Rand, l *Letter) *Posted { return nil }

// Deliver carries a mail to a mailbox and gives it as it stands there.
func (n *Network) Deliver(r *rand.Rand, p *Posted, to *Account) []byte { return nil }

// List is a mailing list.
type List struct {
	Name, Address string    // such as "Minutes", minutes@lists.example
	Provider      *Provider // of kind MailmanLike
	Tag           string    // set before the subject, such as "[minutes]"; empty is none
	Footer        string    // set below the text; empty is none
	Munge         bool      // From is rewritten to the list's address ("via"), as lists do for DMARC
}

// ViaList is a mail as a list passes it on: give it to Deliver for each member.
// Where Tag and Footer are empty and Munge is false, signatures stay valid.
func (n *Network) ViaList(r *rand.Rand, p *Posted, list *List) *Posted { return nil }

// Mailer is the programme that writes a mail.
type Mailer string

// The mailers.
const (
	GmailWeb     Mailer = "gmail-web"
	GmailApp     Mailer = "gmail-app" // the same habits but for short lines and the ID of telephones
	Outlook      Mailer = "outlook"   // the desktop programme, over SMTP where its provider is no Exchange
	OutlookWeb   Mailer = "outlook-web"
	YahooWeb     Mailer = "yahoo-web"
	AppleMail    Mailer = "apple-mail"
	IPhone       Mailer = "iphone"
	Thunderbird  Mailer = "thunderbird"
	Mutt         Mailer = "mutt"
	Roundcube    Mailer = "roundcube"
	PanelWebmail Mailer = "panel-webmail" // a hoster's own, whose Message-ID begins with the date in digits
	JavaMail     Mailer = "javamail"      // newsletters
)

type exit struct {
	host, ip string
	at       time.Time
}
