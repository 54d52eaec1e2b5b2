package post

import (
	"fmt"
	"strings"
	"time"
)

func receiveGmail(c *carry, from exit) {
	ip := address(from.host)
	at := c.now("", c.by.Zone, 0.5, 8)
	list := c.results(from, true)
	c.add("Authentication-Results: mx."+c.by.Domain+";\r\n       "+strings.Join(list, ";\r\n       "),
		fmt.Sprintf("Received-SPF: pass (%s: domain of %s designates %s as permitted sender) client-ip=%s;", c.by.Domain, from.sender, ip, ip),
		fmt.Sprintf("Received: from %s (%s. [%s])\r\n        by mx.%s with ESMTPS id %s\r\n        for <%s>\r\n        %s;\r\n        %s",
			from.host, from.host, ip, c.by.Domain, gmailQueue(c, at), c.to, gmailTLS(at), at.Format(stampTwo)),
		"Return-Path: <"+from.sender+">")
	at = c.now("", c.by.Zone, 0, 1)
	c.add("X-Received: by "+inside(from.host)+" with SMTP id "+gmailQueue(c, at)+";\r\n        "+at.Format(stampTwo),
		"X-Google-Smtp-Source: "+some(c.r, base64URL[:62], 60),
		"Received: by "+inside("g"+c.to)+" with SMTP id "+shortQueue(c)+";\r\n        "+at.Format(stampTwo),
		"Delivered-To: "+c.to)
}

func receiveExo(c *carry, from exit) {
	service := c.n.Of(ExoLike).Domain
	edge := fmt.Sprintf("VE1EUR01FT%s.mail.protection.%s", some(c.r, figures, 3), service)
	at := c.now("", time.UTC, 0.5, 6)
	ip := address(from.host)
	if from.by != c.by {
		c.add(fmt.Sprintf("Received: from %s (%s) by\r\n %s (%s) with\r\n Microsoft SMTP Server %s id %s via Frontend\r\n Transport; %s",
			from.host, ip, edge, inside(edge), exoTLS(at, "\r\n "), exoBuild(at, false), at.Format(stampPlain)),
			fmt.Sprintf("Received-SPF: Pass (protection.%s: domain of %s\r\n designates %s as permitted sender) receiver=protection.%s;\r\n client-ip=%s; helo=%s;", service, domainOf(from.sender), ip, service, ip, from.host),
			"Authentication-Results: "+strings.Join(c.results(from, false), ";\r\n "))
	}
	relay, box := fmt.Sprintf("DB6PR04CA%s.eurprd04.prod.%s", some(c.r, figures, 4), service), fmt.Sprintf("AM5PR04MB%s.eurprd04.prod.%s", some(c.r, figures, 4), service)
	for range 2 {
		at = c.now("", time.UTC, 0.2, 2)
		c.add(fmt.Sprintf("Received: from %s (%s) by\r\n %s (%s) with Microsoft SMTP Server\r\n %s id\r\n %s; %s",
			edge, inside(edge), relay, inside(relay), exoTLS(at, " "), exoBuild(at, false), at.Format(stampPlain)))
		edge, relay = relay, box
	}
	c.trailer = []string{"Return-Path: " + from.sender, "X-MS-Exchange-Organization-SCL: 1", "X-MS-Exchange-Organization-AuthSource:\r\n " + edge}
	if strings.Contains(c.mail[:strings.Index(c.mail, crlf+crlf)], "MIME-Version:") {
		c.trailer = append(c.trailer, "X-MS-Exchange-Organization-AuthAs: "+map[bool]string{true: "Internal", false: "Anonymous"}[from.by == c.by])
	}
}

func receiveYahoo(c *carry, from exit) {
	ip := address(from.host)
	mta := fmt.Sprintf("mta%d.mail.ir2.%s", 1000+c.r.IntN(500), c.by.Domain)
	at := c.now("", time.UTC, 0.5, 9)
	c.add(fmt.Sprintf("Received: from 127.0.0.1  (EHLO %s) (%s)\r\n  by %s with SMTPS; %s", from.host, ip, mta, at.Format(stampDigits)),
		"Authentication-Results: "+mta+";\r\n "+strings.Join(c.results(from, false), ";\r\n "),
		"X-Originating-IP: ["+ip+"]",
		"X-YMailISG: "+some(c.r, base64URL[:62], 60)+"\r\n "+some(c.r, base64URL[:62], 70),
		fmt.Sprintf("Received-SPF: pass (domain of %s designates %s as permitted sender)", domainOf(from.sender), ip),
		"Return-Path: <"+from.sender+">",
		"X-Apparently-To: "+c.to+"; "+c.now("", time.UTC, 0, 1).Format(stampDigits))
}

func receiveICloud(c *carry, from exit) {
	host := fmt.Sprintf("mr27p00im-iscream%03d.%s", 1+c.r.IntN(40), c.by.Domain)
	at := c.now("", time.UTC, 0.5, 6)
	c.add("Authentication-Results: "+host+";\r\n\t"+strings.Join(c.results(from, false), ";\r\n\t"),
		fmt.Sprintf("Received: from %s (%s [%s])\r\n by %s (Messaging Server 8.0 64bit)\r\n with ESMTPS id <0P%s@%s>\r\n for %s; %s",
			from.host, from.host, address(from.host), host, some(c.r, upperHex, 12), host, c.to, at.Format("Mon, 02 Jan 2006 15:04:05 -0700 (GMT)")))
	at = c.now("", time.UTC, 0.1, 2)
	store := fmt.Sprintf("ms%05d.mac.%s", 10_000+hashed(c.to)%900, c.by.Domain)
	c.add(fmt.Sprintf("Received: from %s ([%s])\r\n by %s (Messaging Server 8.0 64bit)\r\n with ESMTP id <0P%s@%s> for %s; %s",
		host, inside(host), store, some(c.r, upperHex, 12), store, c.to, at.Format("Mon, 02 Jan 2006 15:04:05 -0700 (GMT)")),
		"Original-recipient: rfc822;"+c.to, "Return-path: <"+from.sender+">")
}

// receivePostfix is also how the small hosters of this world take mail.
func receivePostfix(c *carry, from exit) {
	host := "mx." + c.by.Domain
	ip := address(from.host)
	at := c.now(host, c.by.Zone, 0.5, 12)
	c.add(fmt.Sprintf("Received: from %s (%s [%s])\r\n\t(using %s with cipher %s (256/256 bits))\r\n\t(No client certificate requested)\r\n\tby %s (Postfix) with ESMTPS id %s\r\n\tfor <%s>; %s",
		from.host, from.host, ip, tls(at), cipher(at), host, postfixID(c, at), c.to, at.Format(stampNamed)))
	if c.by.pick("filter", "none", "scanner") == "scanner" {
		at = c.now(host, c.by.Zone, 0.5, 5)
		c.add(fmt.Sprintf("Received: from %s ([127.0.0.1])\r\n\tby localhost (%s [127.0.0.1]) (amavisd-new, port 10024)\r\n\twith ESMTP id %s for <%s>;\r\n\t%s", host, host, some(c.r, base64URL[:62], 12), c.to, at.Format(stampNamed)),
			"X-Virus-Scanned: amavisd-new at "+c.by.Domain)
		at = c.now(host, c.by.Zone, 0.1, 1)
		c.add(fmt.Sprintf("Received: from localhost (localhost [127.0.0.1])\r\n\tby %s (Postfix) with ESMTP id %s\r\n\tfor <%s>; %s", host, postfixID(c, at), c.to, at.Format(stampNamed)))
	}
	if c.by.pick("results", "yes", "no") == "yes" {
		c.add("Authentication-Results: " + host + ";\r\n\t" + strings.Join(c.results(from, false), ";\r\n\t"))
	}
	c.add("Delivered-To: "+c.to, "X-Original-To: "+c.to, "Return-Path: <"+from.sender+">")
}

func receiveExchange(c *carry, from exit) {
	edge, box := "EX02."+c.by.Domain, "EX01."+c.by.Domain
	if from.by != c.by {
		at := c.now(edge, c.by.Zone, 0.5, 6)
		c.add(fmt.Sprintf("Received: from %s (%s) by %s\r\n (%s) with Microsoft SMTP Server (TLS) id %s; %s", from.host, address(from.host), edge, inside(edge), exchangeBuild(c.by, at, false), at.Format(stampPlain)))
	}
	at := c.now(box, c.by.Zone, 0.2, 3)
	c.add(fmt.Sprintf("Received: from %s (%s) by %s\r\n (%s) with Microsoft SMTP Server (TLS) id %s; %s", edge, inside(edge), box, inside(box), exchangeBuild(c.by, at, false), at.Format(stampPlain)))
	c.trailer = []string{"Return-Path: " + from.sender, "X-MS-Exchange-Organization-AuthSource: " + edge,
		"X-MS-Exchange-Organization-AuthAs: " + map[bool]string{true: "Internal", false: "Anonymous"}[from.by == c.by]}
}
