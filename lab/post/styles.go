package post

// styleOf is the style of a draft's mailer in its version and with its provider.
func styleOf(d *draft) *style {
	switch m := d.l.From.Mailer; m {
	case GmailWeb, GmailApp:
		return gmailStyle()
	case Outlook, OutlookWeb:
		return outlookStyle(d.provider().Kind)
	case YahooWeb:
		return yahooStyle()
	case AppleMail:
		return appleStyle(d.l.ReplyTo != nil)
	case IPhone:
		return iphoneStyle()
	case Thunderbird:
		return thunderbirdStyle(d.major())
	case Mutt:
		return muttStyle()
	case Roundcube:
		return roundcubeStyle()
	case PanelWebmail:
		return panelStyle()
	case JavaMail:
		return javaMailStyle()
	default:
		panic("no such mailer: " + m)
	}
}

func gmailStyle() *style {
	return &style{order: order("MIME-Version References In-Reply-To From Date Message-ID Subject To Cc Content-Type Content-Transfer-Encoding"),
		id: gmailID, boundary: gmailBoundary, form: alternativeForm, width: 72, encoding: "quoted-printable", base64: 76,
		charset: `"UTF-8"`, words: "UTF-8", page: gmailPage, quoter: gmailQuoter}
}

// outlookStyle: through Exchange, the server writes the mail, not the programme.
func outlookStyle(through Kind) *style {
	s := &style{order: order("From To CC Subject Thread-Topic Thread-Index Date Message-ID References In-Reply-To Accept-Language Content-Language X-MS-Has-Attach Content-Type MIME-Version"),
		id: exchangeID, boundary: exchangeBoundary, form: alternativeForm, encoding: "quoted-printable", base64: 76,
		charset: "utf-8", narrow: true, words: "iso-8859-1", page: wordPage, quoter: outlookQuoter}
	switch through {
	case ExoLike:
		s.id, s.utc = exoID, true
	case ExchangeLike:
	default:
		s.order = order("From To CC References In-Reply-To Subject Date Message-ID MIME-Version Content-Type Content-Transfer-Encoding X-Mailer Thread-Index Content-Language")
		s.id, s.boundary, s.quoted = outlookID, outlookBoundary, true
		s.charset, s.words, s.preamble = `"utf-8"`, "utf-8", "This is a multipart message in MIME format."+crlf+crlf
	}
	return s
}

func yahooStyle() *style {
	return &style{order: order("Date From To Cc Message-ID In-Reply-To References Subject MIME-Version Content-Type Content-Transfer-Encoding X-Mailer Content-Length"),
		id: yahooID, boundary: javaMailBoundary, form: alternativeForm, encoding: "quoted-printable", base64: 76,
		charset: "UTF-8", words: "UTF-8", page: yahooPage, quoter: yahooQuoter, utc: true}
}

func appleStyle(answers bool) *style {
	fields := "From Content-Type Content-Transfer-Encoding Mime-Version Subject Message-Id Date Cc To X-Mailer"
	if answers {
		fields = "Content-Type Mime-Version Subject From In-Reply-To Date Cc Content-Transfer-Encoding Message-Id References To X-Mailer"
	}
	return &style{order: order(fields), id: appleID, boundary: appleBoundary, encoding: "quoted-printable", base64: 76,
		charset: "utf-8", narrow: true, words: "utf-8", page: barePage, quoter: appleQuoter}
}

func iphoneStyle() *style {
	return &style{order: order("Content-Type Content-Transfer-Encoding From Mime-Version Subject Date Message-Id References In-Reply-To Cc To X-Mailer"),
		id: appleID, boundary: iphoneBoundary, encoding: "quoted-printable", base64: 76,
		charset: "utf-8", narrow: true, words: "utf-8", page: barePage, quoter: iphoneQuoter}
}

// thunderbirdStyle: the order of fields changed twice.
func thunderbirdStyle(major int) *style {
	fields := "Subject To References Cc From Message-ID Date User-Agent MIME-Version In-Reply-To Content-Type Content-Transfer-Encoding Content-Language"
	if major < 31 {
		fields = "Message-ID Date From User-Agent MIME-Version To CC Subject References In-Reply-To Content-Type Content-Transfer-Encoding"
	} else if major >= 91 {
		fields = "Message-ID Date MIME-Version User-Agent Subject Content-Language To Cc References From In-Reply-To Content-Type Content-Transfer-Encoding"
	}
	return &style{order: order(fields), id: thunderbirdID, boundary: thunderbirdBoundary, form: flowedForm, width: 72, encoding: "8bit", base64: 72,
		charset: "UTF-8", narrow: major < 38, words: "UTF-8", preamble: "This is a multi-part message in MIME format." + crlf, page: barePage, quoter: thunderbirdQuoter}
}

func muttStyle() *style {
	return &style{order: order("Date From To Cc Subject Message-ID References MIME-Version Content-Type Content-Disposition Content-Transfer-Encoding In-Reply-To User-Agent"),
		id: muttID, boundary: muttBoundary, width: 72, encoding: "8bit", base64: 72,
		charset: "utf-8", narrow: true, words: "utf-8", page: barePage, quoter: muttQuoter}
}

func roundcubeStyle() *style {
	return &style{order: order("MIME-Version Content-Type Content-Transfer-Encoding Date From To Cc Subject In-Reply-To References Message-ID X-Sender User-Agent"),
		id: roundcubeID, boundary: roundcubeBoundary, form: flowedForm, width: 75, encoding: "8bit", base64: 76,
		charset: "UTF-8", narrow: true, words: "UTF-8", page: barePage, quoter: roundcubeQuoter}
}

func panelStyle() *style {
	return &style{order: order("Content-Type Content-Transfer-Encoding X-Originating-IP User-Agent Message-Id From X-Sender To Cc Subject Date In-Reply-To References Mime-Version"),
		id: panelID, boundary: roundcubeBoundary, form: htmlForm, encoding: "quoted-printable", base64: 76,
		charset: `"utf-8"`, words: "UTF-8", quoted: true, page: panelPage, quoter: panelQuoter}
}

func javaMailStyle() *style {
	return &style{order: order("Date From To Message-ID Subject MIME-Version Content-Type Content-Transfer-Encoding X-Campaign List-Unsubscribe List-Unsubscribe-Post Precedence"),
		id: javaMailID, boundary: javaMailBoundary, form: alternativeForm, encoding: "quoted-printable", base64: 76,
		charset: "UTF-8", words: "UTF-8", page: letterPage, quoter: gmailQuoter, utc: true}
}
