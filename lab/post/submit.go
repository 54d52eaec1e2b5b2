package post

import (
	"fmt"
	"strings"
	"time"
)

// home is the sender's machine as a server sees it, and its address there.
func (c *carry) home() (inside, outside string) {
	h := hashed("home", c.p.From.Address)
	return fmt.Sprintf("192.168.%d.%d", h%3, 2+h>>8%200), address("home " + c.p.From.Address)
}

func submitGmail(c *carry) {
	zone := c.by.Zone
	host := fmt.Sprintf("mail-%s%s%d-f%d.%s", some(c.r, "welqiv", 1), some(c.r, "rmdtj", 1), 1+c.r.IntN(2), 40+c.r.IntN(30), c.by.Domain)
	switch m := c.p.From.Mailer; {
	case m == GmailWeb || m == GmailApp:
		if c.at.Year() < 2018 { // later it notes nothing of the page
			at := c.now("", zone, 0, 1)
			field := "Received: by " + inside(host) + " with HTTP; " + at.Format(stampNamed)
			head, rest, _ := strings.Cut(c.mail, crlf)
			c.mail = head + crlf + field + crlf + rest // below MIME-Version
			c.p.Sent = []byte(c.mail)
		}
	default:
		in, out := c.home()
		at := c.now("", zone, 0.3, 2)
		c.add(fmt.Sprintf("Received: from [%s] (client. [%s])\r\n        by smtp.%s with ESMTPSA id %s%s\r\n        %s;\r\n        %s",
			in, out, c.by.Domain, gmailQueue(c, at), c.forTo("\r\n        "), gmailTLS(at), at.Format(stampTwo)))
		c.p.Sent = []byte(c.whole())
	}
	at := c.now("", zone, 0.1, 1)
	c.add("X-Received: by "+inside(host)+" with SMTP id "+gmailQueue(c, at)+";\r\n        "+at.Format(stampTwo),
		"X-Google-Smtp-Source: "+some(c.r, base64URL[:62], 60)+"\r\n "+some(c.r, base64URL[:62], 50),
		"X-Gm-Message-State: "+some(c.r, base64URL[:62], 56)+"\r\n\t"+some(c.r, base64URL[:62], 40))
	c.sign()
	at = c.now("", zone, 0, 1)
	c.add("Received: by " + host + " with SMTP id " + shortQueue(c) + ".2" + c.forTo("\r\n        ") + "; " + at.Format(stampNamed))
	c.out.host = host
}

func submitExo(c *carry) {
	domain := "prod." + c.n.Of(ExoLike).Domain
	box := strings.SplitN(strings.Trim(c.p.MessageID, "<>"), "@", 2)[1]
	if !strings.HasSuffix(box, domain) {
		box = fmt.Sprintf("AM5PR04MB%s.eurprd04.%s", some(c.r, figures, 4), domain)
	}
	outer := "VI1EUR04FT" + some(c.r, figures, 3) + ".mail.protection." + c.n.Of(ExoLike).Domain
	at := c.now("", time.UTC, 0.2, 1.5)
	in := fmt.Sprintf("fe80::%s:%s:%s:%s", some(c.r, lowerHex, 4), some(c.r, lowerHex, 4), some(c.r, lowerHex, 4), some(c.r, lowerHex, 4))
	c.add(fmt.Sprintf("Received: from %s ([%s]) by\r\n %s ([%s%%13]) with mapi id %s; %s", box, in, box, in, exoBuild(at, true), at.Format(stampPlain)))
	c.trailer = []string{
		"X-OriginatorOrg: " + domainOf(c.p.From.Address),
		"X-MS-Exchange-CrossTenant-OriginalArrivalTime: " + arrival(at),
		"X-MS-Exchange-CrossTenant-fromentityheader: Hosted",
		"X-MS-Exchange-Transport-CrossTenantHeadersStamped: " + box[:strings.IndexByte(box, '.')],
	}
	at = c.now("", time.UTC, 0.5, 2)
	relay := fmt.Sprintf("%s.eurprd%02d.%s", strings.ToUpper(some(c.r, lettersOnly, 2))+"6PR04MB"+some(c.r, figures, 4), 1+c.r.IntN(9), domain)
	c.sign()
	c.add(fmt.Sprintf("Received: from %s (%s) by\r\n %s (%s) with Microsoft SMTP\r\n Server %s id\r\n %s; %s",
		box, inside(box), relay, inside(relay), exoTLS(at, " "), exoBuild(at, false), at.Format(stampPlain)))
	c.out.host = "mail-" + strings.ToLower(outer)
}

func submitYahoo(c *carry) {
	host := fmt.Sprintf("sonic%d-%d.consmr.mail.ir2.%s", 300+c.r.IntN(20), 1+c.r.IntN(40), c.by.Domain)
	at := c.now("", time.UTC, 0.2, 1.5)
	in, out := c.home()
	if c.p.From.Mailer == YahooWeb {
		c.add(fmt.Sprintf("Received: from sonic.gate.mail.ne1.%s by %s with HTTP; %s", c.by.Domain, host, at.Format(stampPlain)))
	} else {
		c.add(fmt.Sprintf("Received: from %s (EHLO [%s]) ([%s])\r\n          by smtp403.mail.ir2.%s with ESMTPA ID %s;\r\n          %s", out, in, out, c.by.Domain, some(c.r, lowerHex, 32), at.Format(stampTwo)))
	}
	c.add("X-YMail-OSG: "+some(c.r, base64URL[:62], 64)+"\r\n "+some(c.r, base64URL[:62], 60), "X-Sonic-MF: <"+c.p.From.Address+">")
	c.sign()
	c.out.host = host
}

func submitICloud(c *carry) {
	host := fmt.Sprintf("mr85p00im-asmtp%03d.%s", 1+c.r.IntN(9), c.by.Domain)
	in, out := c.home()
	at := c.now("", time.UTC, 0.4, 3)
	c.sign()
	c.add(fmt.Sprintf("Received: from [%s] (unknown [%s])\r\n\tby %s (Messaging Server 8.0 64bit)\r\n\twith ESMTPSA id <0P%s@%s>%s; %s",
		in, out, host, some(c.r, upperHex, 12), host, c.forTo("\r\n\t"), at.Format("Mon, 02 Jan 2006 15:04:05 -0700 (GMT)")))
	c.out.host = host
}

func submitPostfix(c *carry) {
	host := "mail." + c.by.Domain
	in, out := c.home()
	at := c.now(host, c.by.Zone, 0.3, 4)
	c.add(fmt.Sprintf("Received: from [%s] (unknown [%s])\r\n\t(using %s with cipher %s (256/256 bits))\r\n\t(No client certificate requested)\r\n\t(Authenticated sender: %s)\r\n\tby %s (Postfix) with ESMTPSA id %s%s; %s",
		in, out, tls(at), cipher(at), c.p.From.Address, host, postfixID(c, at), c.forTo("\r\n\t"), at.Format(stampNamed)))
	c.sign()
	c.out.host = host
}

func submitExchange(c *carry) {
	host, relay := "EX01."+c.by.Domain, "EX02."+c.by.Domain
	if id := c.p.MessageID; strings.Contains(id, "@EX") {
		host = strings.Trim(id[strings.IndexByte(id, '@')+1:], ">")
	}
	at := c.now(host, c.by.Zone, 0.2, 2)
	ip := inside(host)
	c.add(fmt.Sprintf("Received: from %s ([%s]) by\r\n %s ([%s]) with mapi id %s; %s", host, ip, relay, inside(relay), exchangeBuild(c.by, at, true), at.Format(stampPlain)))
	if c.by.pick("gateway", "edge", "iis") == "iis" {
		at = c.now("gw."+c.by.Domain, c.by.Zone, 0.5, 3)
		f := filetime(at)
		c.trailer = []string{fmt.Sprintf("X-OriginalArrivalTime: %s FILETIME=[%08X:%08X]", arrival(at), f&0xFFFF_FFFF, f>>32)}
		c.add(fmt.Sprintf("Received: from %s ([%s]) by gw.%s with Microsoft SMTPSVC(6.0.3790.4675);\r\n\t %s", relay, inside(relay), c.by.Domain, at.Format(stampPlain)))
	}
	c.sign()
	c.out.host = "gw." + c.by.Domain
}

func submitHoster(c *carry) {
	host := c.by.machine("host", 3, c.r) + "." + c.by.Domain
	if c.p.From.Mailer == PanelWebmail {
		at := c.now(host, time.UTC, 0, 1)
		c.add(fmt.Sprintf("Received: (qmail %d invoked by uid 99); %s", 1000+c.r.IntN(30_000), at.Format("2 Jan 2006 15:04:05 -0000")))
		c.sign()
		c.out.host = host
		return
	}
	in, out := c.home()
	client := fmt.Sprintf("[%s] (port=%d helo=[%s])", out, 30_000+c.r.IntN(30_000), in)
	if c.p.From.Mailer == Roundcube {
		client = fmt.Sprintf("[127.0.0.1] (port=%d helo=webmail.%s)", 30_000+c.r.IntN(30_000), c.by.Domain)
	}
	at := c.now(host, c.by.Zone, 0.3, 3)
	c.add(fmt.Sprintf("Received: from %s\r\n\tby %s with esmtpsa (%s:%s:256)\r\n\t(Exim 4.8%d)\r\n\t(envelope-from <%s>)\r\n\tid %s%s; %s",
		client, host, tls(at), cipher(at), min(9, max(0, at.Year()-2012)), c.p.From.Address, eximID(c, at), strings.NewReplacer("<", "", ">", "").Replace(c.forTo("\r\n\t")), at.Format(stampDigits)))
	c.sign()
	c.out.host = host
}

func submitNewsletter(c *carry) {
	id := strings.Trim(c.p.MessageID, "<>")
	app, host := id[strings.IndexByte(id, '@')+1:], c.by.machine("out", 9, c.r)+"."+c.by.Domain
	at := c.now(host, time.UTC, 1, 40)
	c.add(fmt.Sprintf("Received: from %s (%s [%s])\r\n\tby %s (Postfix) with ESMTP id %s%s; %s", app, app, inside(app), host, postfixID(c, at), c.forTo("\r\n\t"), at.Format(stampNamed)))
	c.sign()
	c.out.host = host
	c.out.sender = "bounce-" + some(c.r, figures, 9) + "@" + c.by.Domain
}
