package repair

import (
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// damage is one way in which a mail comes to be altered: on letters that with
// makes, by what do does to the whole mail, whose lines end in LF here. None of
// it is done with code of the search.
type damage struct {
	id     string // of the rewrite that has to undo it
	name   string
	with   func(l *letter)
	shapes string // a letter each: p, h, m (alternative), a; all where empty
	do     func(s string) string
	hints  Hints
	crlf   bool // it cannot be told in a file with LF
}

func on(change func(body string) string) func(string) string {
	return func(s string) string {
		head, body, _ := strings.Cut(s, "\n\n")
		return head + "\n\n" + change(body)
	}
}

func sub(pattern, with string) func(string) string {
	re := regexp.MustCompile("(?m)" + pattern)
	return func(s string) string { return re.ReplaceAllString(s, with) }
}

// field replaces a field of the header.
func field(name, line string) func(string) string {
	re := regexp.MustCompile(`(?m)^` + name + `: .*\n([ \t].*\n)*`)
	return func(s string) string {
		head, body, _ := strings.Cut(s, "\n\n")
		return re.ReplaceAllLiteralString(head+"\n", line) + "\n" + body
	}
}

func above(line string) func(string) string { return func(s string) string { return line + s } }
func below(line string) func(string) string {
	return func(s string) string { return strings.Replace(s, "\n\n", "\n"+line+"\n", 1) }
}

func all(list ...func(string) string) func(string) string {
	return func(s string) string {
		for _, f := range list {
			s = f(s)
		}
		return s
	}
}

func simple(l *letter) { l.simple = true }
func listed(l *letter) { l.lists = true }
func latin(l *letter) {
	l.text, l.encoding = strings.Replace(l.text, "Yours", "Grüße né", 1), "8bit"
}
func quotedP(l *letter) { latin(l); l.encoding = "quoted-printable" }
func based64(l *letter) { latin(l); l.encoding = "base64" }

const listFooter = "_______________________________________________\nzoo mailing list\nzoo@lists.example.net\nhttps://lists.example.net/zoo\n"

// recode turns all parts that are in one transfer encoding into another.
func recode(from, to string, encode func(string) string) func(string) string {
	part := regexp.MustCompile(`(?s)Content-Transfer-Encoding: ` + from + `\n\n(.*?)(\n--=_b1|$)`)
	return func(s string) string {
		return part.ReplaceAllStringFunc(s, func(p string) string {
			c := part.FindStringSubmatch(p)
			return "Content-Transfer-Encoding: " + to + "\n\n" + encode(decodeAs(from, c[1])) + c[2]
		})
	}
}

func decodeAs(encoding, text string) string {
	switch encoding {
	case "quoted-printable":
		b, _ := io.ReadAll(quotedprintable.NewReader(strings.NewReader(text)))
		return string(b)
	case "base64":
		b, _ := base64.StdEncoding.DecodeString(strings.ReplaceAll(text, "\n", ""))
		return lfOf(string(b))
	}
	return text
}

func plainly(s string) string        { return s }
func as64(s string) string           { return encodeAs("base64", s) }
func asQP(s string) string           { return encodeAs("quoted-printable", s) }
func toUTF8(s string) string         { t, _ := charmap.Windows1252.NewDecoder().String(s); return t }
func footed64(s string) string       { return encodeAs("base64", s+listFooter) }
func wide(n int) func(string) string { return func(s string) string { return based(crlfOf(s), n) } }

// wrapped makes the message the first part of two.
func wrapped(s string) string {
	head, body, _ := strings.Cut(s, "\n\n")
	var outer, inner []string
	for line := range strings.SplitSeq(head, "\n") {
		if strings.HasPrefix(line, "Content-") {
			inner = append(inner, line)
		} else {
			outer = append(outer, line)
		}
	}
	return strings.Join(outer, "\n") + "\nContent-Type: multipart/mixed; boundary=\"===============77==\"\n\n--===============77==\n" +
		strings.Join(inner, "\n") + "\n\n" + body + "\n--===============77==\nContent-Type: text/plain; charset=\"us-ascii\"\n" +
		"MIME-Version: 1.0\nContent-Transfer-Encoding: 7bit\nContent-Disposition: inline\n\n" + listFooter + "\n--===============77==--\n"
}

var manyPeople = []string{"x@example.com", "one@example.net", "two@example.net", "three@example.com", "four@example.net", "five@example.org", "six@example.net", "seven@example.com"}

func many(l *letter) {
	l.cc = "one@example.net, Two <two@example.net>, three@example.com, four@example.net, five@example.org, six@example.net, seven@example.com"
}

var damages = []damage{
	{id: "line-ends", name: "CR CR LF", do: on(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }), crlf: true},
	{id: "line-ends", name: "every line doubled", do: on(func(s string) string { return strings.ReplaceAll(s, "\n", "\n\n") })},
	{id: "mbox-from", name: "mboxo", do: on(sub(`^From `, ">From ")), shapes: "pma"},
	{id: "mbox-from", name: "mboxrd", do: on(sub(`^(>*From )`, ">$1")), shapes: "pma"},
	{id: "mbox-from", name: "read too far", do: on(sub(`^>From `, "From ")), with: func(l *letter) {
		l.text = strings.Replace(l.text, "From then", "From: then", 1)
		l.text = strings.Replace(l.text, "From: then", "Then", 1)
	}, shapes: "pma"},
	{id: "dot-stuffing", name: "put in", do: on(sub(`^\.`, "..")), shapes: "pma"},
	{id: "dot-stuffing", name: "taken away", do: on(sub(`^\.\.`, ".")), shapes: "pma", with: func(l *letter) { l.text = strings.Replace(l.text, "\n.hidden", "\n..hidden", 1) }},
	{id: "edge-lines", name: "one put in", do: on(func(s string) string { return "\n" + s })},
	{id: "edge-lines", name: "two put in", do: on(func(s string) string { return "\n\n" + s })},
	{id: "edge-lines", name: "taken away", do: on(func(s string) string { return strings.TrimLeft(s, "\n") }), with: func(l *letter) { l.text = "\n" + l.text }, shapes: "p"},
	{id: "signature-dashes", name: "trimmed", do: on(sub(`^-- $`, "--")), with: simple, shapes: "pma"},
	{id: "signature-dashes", name: "trimmed in a quotation", do: on(sub(`^((> ?)*--) $`, "$1")), with: func(l *letter) { l.simple = true; l.text += "> a\n> -- \n> Bob\n" }, shapes: "pma"},
	{id: "transfer-encoding", name: "8bit to quoted-printable", do: recode("8bit", "quoted-printable", asQP), with: latin, shapes: "pm"},
	{id: "transfer-encoding", name: "8bit to base64", do: recode("8bit", "base64", as64), with: latin},
	{id: "transfer-encoding", name: "quoted-printable to 8bit", do: recode("quoted-printable", "8bit", plainly), with: quotedP, shapes: "pha"},
	{id: "transfer-encoding", name: "quoted-printable to base64", do: recode("quoted-printable", "base64", as64), with: quotedP},
	{id: "transfer-encoding", name: "base64 to 8bit", do: recode("base64", "8bit", plainly), with: based64, shapes: "phm"},
	{id: "transfer-encoding", name: "base64 to quoted-printable", do: recode("base64", "quoted-printable", asQP), with: based64, shapes: "phm"},
	{id: "transfer-encoding", name: "narrower base64", do: recode("base64", "base64", wide(60)), with: based64, shapes: "ph"},
	{id: "charset", name: "windows-1252 to UTF-8", do: all(sub("charset=windows-1252", "charset=utf-8"), on(toUTF8)), with: func(l *letter) { latin(l); l.charset = "windows-1252" }, shapes: "p"},
	{id: "charset", name: "quoted to UTF-8", do: all(sub("charset=windows-1252", "charset=utf-8"), recode("quoted-printable", "8bit", toUTF8)), with: func(l *letter) { quotedP(l); l.charset = "windows-1252" }, shapes: "p"},
	{id: "unwrap", name: "a footer as a part", do: wrapped},
	{id: "preamble", name: "taken away", do: sub("^This is a multi-part message in MIME format.\n", ""), shapes: "ma"},
	{id: "preamble", name: "another", do: sub("^This is a multi-part message in MIME format.\n", "This is a MIME-formatted message.\n\n"), shapes: "ma"},
	{id: "list-footer", name: "Mailman's", do: func(s string) string { return s + listFooter }, shapes: "pma"},
	{id: "list-footer", name: "of a group", do: func(s string) string {
		return s + "\n-- \nYou received this because you are subscribed.\nTo leave: zoo+off@lists.example.net\n"
	}, shapes: "pm"},
	{id: "list-footer", name: "of one line", do: func(s string) string { return s + "Sent by a free webmail\n" }, shapes: "p"},
	{id: "list-footer", name: "behind base64", do: func(s string) string { return s + listFooter }, with: based64, shapes: "ph"},
	{id: "encoded-footer", name: "Mailman's", do: recode("base64", "base64", footed64), with: based64, shapes: "p"},
	{id: "part-footer", name: "of the text", do: sub(`\n\n--=_b1\nContent-Type: (text/html|application)`, "\n\n"+listFooter+"\n--=_b1\nContent-Type: $1"), shapes: "ma"},
	{id: "extra-part", name: "behind", do: sub(`^--=_b1--`, "--=_b1\nContent-Type: text/plain\nContent-Disposition: inline\n\n"+listFooter+"\n--=_b1--"), shapes: "ma"},
	{id: "html-footer", name: "before the end", do: sub(`^</body>`, "<br>\n<p>This mail was scanned</p>\n</body>"), shapes: "hm"},
	{id: "banner", name: "from outside", do: on(func(s string) string { return "CAUTION: this comes from outside\n\n" + s }), shapes: "ph"},
	{id: "banner", name: "in a part", do: sub(`^(Content-Transfer-Encoding: 7bit\n\n)(Dear)`, "${1}CAUTION: this comes from outside\n\n$2"), shapes: "pma"},
	{id: "list-fields", name: "Sender", do: above("Sender: zoo-bounces@lists.example.net\n"), with: listed},
	{id: "list-fields", name: "two", do: above("Sender: zoo-bounces@lists.example.net\nList-Id: <zoo.lists.example.net>\n"), with: listed},
	{id: "list-fields", name: "Reply-To", do: below("Reply-To: zoo@lists.example.net\n"), with: func(l *letter) { l.lists = true }},
	{id: "other-instance", name: "Reply-To below", do: below("Reply-To: zoo@lists.example.net\n"), with: func(l *letter) { l.replyTo = "office@example.org" }},
	{id: "other-instance", name: "Sender below", do: below("Sender: zoo-bounces@lists.example.net\n"), with: func(l *letter) { l.sender = "office@example.org" }},
	{id: "subject-tag", name: "in front", do: sub(`^Subject: `, "Subject: [zoo] ")},
	{id: "subject-tag", name: "behind Re:", do: sub(`^Subject: Re: `, "Subject: Re: [zoo] ")},
	{id: "subject-tag", name: "Re: put in", do: sub(`^Subject: `, "Subject: Re: [zoo] ")},
	{id: "subject-tag", name: "two", do: sub(`^Subject: `, "Subject: [EXTERNAL] [zoo] ")},
	{id: "subject-tag", name: "of a filter", do: sub(`^Subject: `, "Subject: *****SPAM***** ")},
	{id: "subject-tag", name: "before encoded words", do: sub(`^Subject: `, "Subject: [zoo] "), with: func(l *letter) { l.subject = "=?utf-8?q?Gr=C3=BC=C3=9Fe?=" }},
	{id: "from-rewritten", name: "in Reply-To", do: all(field("From", "From: Ann Author via zoo <zoo@lists.example.net>\n"), above("Reply-To: Ann Author <ann@example.org>\n")), with: func(l *letter) { l.replyTo = "" }},
	{id: "from-rewritten", name: "in X-Original-From", do: all(field("From", "From: \"Ann Author via zoo\" <zoo@lists.example.net>\n"), above("X-Original-From: Ann Author <ann@example.org>\n"))},
	{id: "from-rewritten", name: "in Reply-To, bare", do: all(field("From", "From: \"Ann Author via zoo\" <zoo@lists.example.net>\n"), above("Reply-To: ann@example.org\n"))},
	{id: "from-rewritten", name: "with encoded words", do: all(field("From", "From: =?utf-8?q?Ann_M=C3=BCller_via_zoo?= <zoo@lists.example.net>\n"), above("Reply-To: =?utf-8?q?Ann_M=C3=BCller?= <ann@example.org>\n")), with: func(l *letter) { l.from = "=?utf-8?q?Ann_M=C3=BCller?= <ann@example.org>" }},
	{id: "from-rewritten", name: "encoded, bare in Reply-To", do: all(field("From", "From: =?utf-8?q?Ann_M=C3=BCller_via_zoo?= <zoo@lists.example.net>\n"), above("Reply-To: ann@example.org\n")), with: func(l *letter) { l.from = "=?utf-8?q?Ann_M=C3=BCller?= <ann@example.org>" }},
	{id: "reply-to", name: "that of From", do: field("Reply-To", "Reply-To: zoo@lists.example.net\n"), with: func(l *letter) { l.replyTo = l.from }},
	{id: "reply-to", name: "kept elsewhere", do: all(field("Reply-To", "Reply-To: zoo@lists.example.net\n"), above("X-Original-Reply-To: office@example.org\n")), with: func(l *letter) { l.replyTo = "office@example.org" }},
	{id: "reply-to", name: "one more", do: field("Reply-To", "Reply-To: office@example.org, zoo@lists.example.net\n"), with: func(l *letter) { l.replyTo = "office@example.org" }},
	{id: "sender", name: "that of From", do: field("Sender", "Sender: \"zoo\" <zoo-bounces@lists.example.net>\n"), with: func(l *letter) { l.sender = l.from }},
	{id: "sender", name: "the address of From", do: field("Sender", "Sender: \"zoo\" <zoo-bounces@lists.example.net>\n"), with: func(l *letter) { l.sender = "ann@example.org" }},
	{id: "sender", name: "kept elsewhere", do: all(field("Sender", "Sender: zoo-bounces@lists.example.net\n"), above("X-Original-Sender: office@example.org\n")), with: func(l *letter) { l.sender = "office@example.org" }},
	{id: "address-order", name: "two swapped", do: field("Cc", "Cc: Dan <dan@example.com>, cee@example.net\n")},
	{id: "address-order", name: "seven, with a hint", do: field("Cc", "Cc: four@example.net, seven@example.com, three@example.com, one@example.net, six@example.net, Two <two@example.net>, five@example.org\n"), with: many,
		hints: Hints{Orders: [][]string{{"x@example.com", "one@example.net", "two@example.net", "three@example.com", "four@example.net", "five@example.org", "six@example.net", "seven@example.com"}}}},
	{id: "address-order", name: "seven, one of them not in the hint", do: field("Cc", "Cc: four@example.net, seven@example.com, three@example.com, one@example.net, six@example.net, Two <two@example.net>, five@example.org\n"), with: many,
		hints: Hints{Orders: [][]string{{"one@example.net", "two@example.net", "three@example.com", "five@example.org", "six@example.net", "seven@example.com"}}}},
	{id: "address-removed", name: "one", do: sub(`three@example.com, `, ""), with: many, hints: Hints{Orders: [][]string{manyPeople}}},
	{id: "address-removed", name: "two, mixed, one with a name", do: field("Cc", "Cc: four@example.net, seven@example.com, one@example.net, six@example.net, five@example.org\n"), with: many,
		hints: Hints{Orders: [][]string{manyPeople}, Boxes: func(a string) []string { return map[string][]string{"two@example.net": {"Two <two@example.net>"}}[a] }}},
	{id: "address-format", name: "in quotes", do: sub(`^Cc: (.*)Dan <`, `Cc: ${1}"Dan" <`)},
	{id: "address-format", name: "quotes taken away", do: sub(`"Dan D" <`, `Dan D <`), with: func(l *letter) { l.cc = `"Dan D" <dan@example.com>` }},
	{id: "address-format", name: "in angles", do: sub(`^Cc: cee@example.net`, `Cc: <cee@example.net>`), with: func(l *letter) { l.cc = "cee@example.net" }},
	{id: "address-format", name: "escaped", do: sub(`\(zoo\)`, `\(zoo\)`), with: func(l *letter) { l.cc = `"Dan (zoo)" <dan@example.com>` }},
	{id: "address-format", name: "address as name", do: field("Cc", "Cc: \"cee@example.net\" <cee@example.net>\n"), with: func(l *letter) { l.cc = "cee@example.net" }},
	{id: "content-fields", name: "charset in quotes", do: sub(`charset=utf-8`, `charset="utf-8"`), shapes: "p"},
	{id: "content-fields", name: "another charset", do: sub(`charset=utf-8`, `charset="us-ascii"`), shapes: "p"},
	{id: "content-fields", name: "boundary without quotes", do: sub(`boundary="=_b1"`, `boundary==_b1`), shapes: "ma"},
	{id: "content-fields", name: "encoding in capitals", do: all(sub(`^(Content-Transfer-Encoding): 7bit`, "$1: 7BIT")), shapes: "ph"},
	{id: "content-fields", name: "encoding taken away", do: sub("^Content-Transfer-Encoding: 7bit\n", ""), shapes: "ph"},
	{id: "content-fields", name: "parameters in other quotes", do: func(s string) string {
		return strings.Replace(s, `multipart/mixed; boundary="=_b1"`, "multipart/mixed;\n\tBoundary=\"=_b1\"", 1)
	}, shapes: "ma"},
	{id: "encoded-words", name: "Q to B", do: field("Subject", "Subject: =?utf-8?b?R3LDvMOfZQ==?=\n"), with: func(l *letter) { l.subject = "=?utf-8?q?Gr=C3=BC=C3=9Fe?=" }},
	{id: "encoded-words", name: "capitals", do: sub(`=\?utf-8\?q\?`, `=?UTF-8?Q?`), with: func(l *letter) {
		l.subject, l.from = "=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "=?utf-8?q?Ann_M=C3=BCller?= <ann@example.org>"
	}},
	{id: "encoded-words", name: "decoded", do: field("Subject", "Subject: Grüße\n"), with: func(l *letter) { l.subject = "=?UTF-8?B?R3LDvMOfZQ==?=" }},
	{id: "encoded-words", name: "name decoded", do: field("From", "From: Ann Müller <ann@example.org>\n"), with: func(l *letter) { l.from = "=?utf-8?q?Ann_M=C3=BCller?= <ann@example.org>" }},
	{id: "refolding", name: "folded", do: sub(`^Subject: Re: the `, "Subject: Re: the\n "), with: simple},
	{id: "refolding", name: "unfolded", do: sub(`long\n\tfor`, "long for"), with: func(l *letter) {
		l.simple = true
		l.subject = "Re: the pelican, of 4711 and then some more words as it is too long\n\tfor a line of them"
	}},
	{id: "refolding", name: "a blank behind a comma", do: sub(`^Subject: (.*),of`, "Subject: $1,\n of"), with: func(l *letter) { l.subject = "Re: the pelican,of 4711" }},
	{id: "refolding", name: "tab for a blank", do: sub(`^Cc: cee@example.net,\n `, "Cc: cee@example.net,\n\t"), with: func(l *letter) { l.simple = true; l.cc = "cee@example.net,\n Dan <dan@example.com>" }},
	{id: "field-case", name: "Message-Id", do: sub(`^Message-ID:`, "Message-Id:"), with: simple},
	{id: "field-case", name: "CC", do: sub(`^Cc:`, "CC:"), with: simple},
	{id: "date-format", name: "without the day", do: sub(`^Date: Fri, `, "Date: ")},
	{id: "date-format", name: "a zone's name", do: sub(`^(Date: .*)$`, "$1 (CEST)")},
	{id: "date-format", name: "GMT", do: sub(`^(Date: .*) .0000$`, "$1 GMT"), with: func(l *letter) { l.date = "Fri, 21 Apr 2017 09:12:33 +0000" }},
	{id: "signature-field", name: "folded otherwise", do: sub(`^\t(h=|bh=)`, "        $1"), with: simple},
	{id: "signature-field", name: "blanks in h=", do: sub(`from:to:`, "from: to:"), with: func(l *letter) { l.simple = false }},
	{id: "detached-file", name: "Thunderbird", do: detach("application/pdf; name=a.pdf", "base64"), shapes: "a",
		hints: Hints{Files: func(name string) []byte {
			if name != "a.pdf" {
				return nil
			}
			return []byte(strings.Repeat("%PDF-1.4 made up", 20))
		}}},
	{id: "unwrap", name: "readpst", do: exported, shapes: "p"},
}

// detach does what Thunderbird does to a file that is saved out of a mail.
func detach(kind, encoding string) func(string) string {
	had := "Content-Type: " + kind + "\nContent-Transfer-Encoding: " + encoding + "\n"
	part := regexp.MustCompile(`(?s)` + regexp.QuoteMeta(had) + `\n.*?\n(--=_b1)`)
	return func(s string) string {
		return part.ReplaceAllString(s, "Content-Type: "+kind+"\nContent-Disposition: attachment; filename=\"a.pdf\"\n"+
			"X-Mozilla-External-Attachment-URL: file:///tmp/a.pdf\nX-Mozilla-Altered: AttachmentDetached; date=\"Fri Apr 21 17:28:24 2017\"\n\n"+
			"You deleted an attachment from this message. The original MIME headers for the attachment were:\n"+had+"\n\n$1")
	}
}

// exported gives a text a page beside it, in the parts that readpst writes.
func exported(s string) string {
	head, body, _ := strings.Cut(s, "\n\n")
	head = sub(`^Content-.*\n?`, "")(head)
	outer, inner := "--boundary-LibPST-iamunique-1328422671_-_-", "alt---boundary-LibPST-iamunique-1328422671_-_-"
	return strings.TrimSpace(head) + "\nContent-Type: multipart/mixed;\n\tboundary=\"" + outer + "\"\n\n\n--" + outer +
		"\nContent-Type: multipart/alternative;\n\tboundary=\"" + inner + "\"\n\n--" + inner + "\nContent-Type: text/plain; charset=\"utf-8\"\n\n" +
		body + "\n--" + inner + "\nContent-Type: text/html; charset=\"utf-8\"\n\n<p>" + body + "</p>\n\n--" + inner + "--\n\n--" + outer + "--\n\n"
}
