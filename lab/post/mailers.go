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

// Orders that two mailers share.
const (
	exchangeOrder = "From To CC Subject Thread-Topic Thread-Index Date Message-ID References In-Reply-To Accept-Language Content-Language X-MS-Has-Attach X-MS-TNEF-Correlator Content-Type MIME-Version"
	outlookOrder  = "From To CC References In-Reply-To Subject Date Message-ID MIME-Version Content-Type Content-Transfer-Encoding X-Mailer Thread-Index Content-Language"
)

func exchangeStyle() *style {
	return &style{order: order(exchangeOrder), id: exchangeID, boundary: exchangeBoundary, form: alternativeForm, encoding: "quoted-printable", base64: 76,
		charset: "utf-8", narrow: true, words: "iso-8859-1", page: wordPage, quoter: outlookQuoter}
}

// styleOf is the style of a draft's mailer in its version and with its provider.
func styleOf(d *draft) *style {
	switch m := d.l.From.Mailer; m {
	case GmailWeb, GmailApp:
		return &style{order: order("MIME-Version References In-Reply-To From Date Message-ID Subject To Cc Content-Type Content-Transfer-Encoding"),
			id: gmailID, boundary: gmailBoundary, form: alternativeForm, width: 72, encoding: "quoted-printable", base64: 76, charset: `"UTF-8"`, words: "UTF-8", page: gmailPage, quoter: gmailQuoter}
	case Outlook, OutlookWeb:
		s := exchangeStyle()
		switch {
		case d.provider().Kind == ExoLike:
			s.id, s.utc = exoID, true
		case d.provider().Kind != ExchangeLike:
			s.order, s.id, s.boundary, s.quoted = order(outlookOrder), outlookID, outlookBoundary, true
			s.charset, s.words, s.preamble = `"utf-8"`, "utf-8", "This is a multipart message in MIME format."+crlf+crlf
		}
		return s
	case YahooWeb:
		return &style{order: order("Date From Reply-To To Cc Message-ID In-Reply-To References Subject MIME-Version Content-Type Content-Transfer-Encoding X-Mailer Content-Length"),
			id: yahooID, boundary: javaMailBoundary, form: alternativeForm, encoding: "quoted-printable", base64: 76, charset: "UTF-8", words: "UTF-8", page: yahooPage, quoter: yahooQuoter, utc: true}
	case AppleMail:
		o := "From Content-Type Content-Transfer-Encoding Mime-Version Subject Message-Id Date Cc To In-Reply-To References X-Mailer"
		if d.l.ReplyTo != nil {
			o = "Content-Type Mime-Version Subject From In-Reply-To Date Cc Content-Transfer-Encoding Message-Id References To X-Mailer"
		}
		return &style{order: order(o), id: appleID, boundary: appleBoundary, encoding: "quoted-printable", base64: 76, charset: "utf-8", narrow: true, words: "utf-8", page: barePage, quoter: appleQuoter}
	case IPhone:
		return &style{order: order("Content-Type Content-Transfer-Encoding From Mime-Version Subject Date Message-Id References In-Reply-To Cc To X-Mailer"),
			id: appleID, boundary: iphoneBoundary, encoding: "quoted-printable", base64: 76, charset: "utf-8", narrow: true, words: "utf-8", page: barePage, quoter: iphoneQuoter}
	case Thunderbird:
		o := "Subject To References Cc From Message-ID Date User-Agent MIME-Version In-Reply-To Content-Type Content-Transfer-Encoding Content-Language"
		if d.major() < 31 {
			o = "Message-ID Date From User-Agent MIME-Version To CC Subject References In-Reply-To Content-Type Content-Transfer-Encoding"
		} else if d.major() >= 91 {
			o = "Message-ID Date MIME-Version User-Agent Subject Content-Language To Cc References From In-Reply-To Content-Type Content-Transfer-Encoding"
		}
		return &style{order: order(o), id: thunderbirdID, boundary: thunderbirdBoundary, form: flowedForm, width: 72, encoding: "8bit", base64: 72, charset: "UTF-8", narrow: d.major() < 38,
			words: "UTF-8", preamble: "This is a multi-part message in MIME format." + crlf, page: barePage, quoter: thunderbirdQuoter}
	case Mutt:
		return &style{order: order("Date From To Cc Subject Message-ID References MIME-Version Content-Type Content-Disposition Content-Transfer-Encoding In-Reply-To User-Agent"),
			id: muttID, boundary: muttBoundary, width: 72, encoding: "8bit", base64: 72, charset: "utf-8", narrow: true, words: "utf-8", page: barePage, quoter: muttQuoter}
	case Roundcube:
		return &style{order: order("MIME-Version Content-Type Content-Transfer-Encoding Date From To Cc Subject In-Reply-To References Message-ID X-Sender User-Agent"),
			id: roundcubeID, boundary: roundcubeBoundary, form: flowedForm, width: 75, encoding: "8bit", base64: 76, charset: "UTF-8", narrow: true, words: "UTF-8", page: barePage, quoter: roundcubeQuoter}
	case PanelWebmail:
		return &style{order: order("Content-Type Content-Transfer-Encoding X-Originating-IP User-Agent Message-Id From X-Sender To Cc Subject Date In-Reply-To References Mime-Version"),
			id: panelID, boundary: roundcubeBoundary, form: htmlForm, encoding: "quoted-printable", base64: 76, charset: `"utf-8"`, words: "UTF-8", quoted: true, page: panelPage, quoter: panelQuoter}
	case JavaMail:
		return &style{order: order("Date From Reply-To To Message-ID Subject MIME-Version Content-Type Content-Transfer-Encoding X-Campaign List-Unsubscribe List-Unsubscribe-Post Precedence"),
			id: javaMailID, boundary: javaMailBoundary, form: alternativeForm, encoding: "quoted-printable", base64: 76, charset: "UTF-8", words: "UTF-8", page: letterPage, quoter: gmailQuoter, utc: true}
	default:
		panic("no such mailer: " + m)
	}
}
