package post

import "strings"

// Mailer is the programme that writes a mail.
type Mailer string

// The mailers.
const (
	GmailWeb     Mailer = "gmail-web"
	GmailApp     Mailer = "gmail-app" // on a telephone: the same habits
	Outlook      Mailer = "outlook"   // the desktop programme; through Exchange where its provider is one
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

// form is how a mailer writes a text.
type form int

const (
	plainForm       form = iota // wrapped where a width is set
	flowedForm                  // format=flowed, RFC 3676
	alternativeForm             // plain text and HTML that say the same
	htmlForm                    // HTML alone
)

// style is the habits of a mailer.
type style struct {
	order    []string // of the fields
	id       func(*draft) string
	boundary func(d *draft, level int) string
	form     form
	width    int    // of lines of plain text; nought leaves them long
	encoding string // of plain text that is not ASCII, or has long lines
	base64   int    // width of its lines
	charset  string // as it writes the name
	narrow   bool   // takes us-ascii or iso-8859-1 where they suffice
	words    string // charset in encoded words
	quoted   bool   // names stand in quotes always
	preamble string // with its line ends
	page     page   // how its HTML is dressed
	quoter   quoter // how it quotes
	utc      bool   // writes Date in UTC
}

func order(names string) []string { return strings.Fields(names) }
