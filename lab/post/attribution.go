package post

import (
	"fmt"
	"strings"
	"time"
)

// French names of days and months; English ones come from package time.
var (
	jours      = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	joursBrefs = [...]string{"dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."}
	mois       = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
	moisBrefs  = [...]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}
)

// spoken formats a time in a mailer's language: in the French form, %J and %j
// stand for the day, long and short, %M and %m for the month.
func spoken(lang string, at time.Time, english, french string) string {
	if lang != "fr" {
		return at.Format(english)
	}
	return strings.NewReplacer("%J", jours[at.Weekday()], "%j", joursBrefs[at.Weekday()],
		"%M", mois[at.Month()-1], "%m", moisBrefs[at.Month()-1]).Replace(at.Format(french))
}

// choose is one of two texts, by language.
func (d *draft) choose(english, french string) string {
	if d.lang() == "fr" {
		return french
	}
	return english
}

func full(p Party) string { return mailboxShown(p, " <", ">") }

func mailboxShown(p Party, open, end string) string {
	if p.Name == "" {
		return p.Address
	}
	return p.Name + open + p.Address + end
}

func shownAll(list []Party, sep string, show func(Party) string) string {
	text := make([]string, len(list))
	for i, p := range list {
		text[i] = show(p)
	}
	return strings.Join(text, sep)
}

// labels are lines of "name: value" above a mail that is quoted or passed on.
func labels(pairs ...string) string {
	var lines []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			lines = append(lines, pairs[i]+pairs[i+1])
		}
	}
	return strings.Join(lines, "\n")
}

var gmailQuoter = quoter{
	answer: func(d *draft, p *Posted, at time.Time) string {
		comma := map[bool]string{true: ",", false: ""}[d.at.Year() < 2018]
		return spoken(d.lang(), at, "On Mon, Jan 2, 2006 at 3:04 PM"+comma+" ", "Le %j 2 %m 2006 à 15:04, ") + full(p.From.Party()) + d.choose(" wrote:", " a écrit :")
	},
	forward: func(d *draft, p *Posted, at time.Time) string {
		dashes := map[bool]string{true: "----------", false: "---------"}[d.at.Year() < 2018]
		return d.choose("---------- Forwarded message ", "---------- Message transféré ") + dashes + "\n" +
			labels(d.choose("From: ", "De : "), full(p.From.Party()), "Date: ", spoken(d.lang(), at, "Mon, Jan 2, 2006 at 3:04 PM", "%j 2 %m 2006 à 15:04"),
				"Subject: ", p.shownSubject, d.choose("To: ", "À : "), shownAll(p.To, ", ", full), "Cc: ", shownAll(p.Cc, ", ", full)) + "\n"
	},
	marks: true,
	open:  `<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">%LINE</div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">`,
	end:   "</blockquote></div>",
}

func outlookBlock(d *draft, p *Posted, at time.Time) string {
	show := full
	if d.at.Year() < 2016 && d.l.From.Mailer == Outlook {
		show = func(p Party) string { return mailboxShown(p, " [mailto:", "]") }
	}
	rule := ""
	if d.l.From.Mailer == OutlookWeb {
		rule = strings.Repeat("_", 32) + "\n"
	}
	name := func(p Party) string { return map[bool]string{true: p.Address, false: p.Name}[p.Name == ""] }
	return rule + labels(d.choose("From: ", "De : "), show(p.From.Party()),
		d.choose("Sent: ", "Envoyé : "), spoken(d.lang(), at, "Monday, January 2, 2006 3:04 PM", "%J 2 %M 2006 15:04"),
		d.choose("To: ", "À : "), shownAll(p.To, "; ", name), "Cc"+d.choose(": ", " : "), shownAll(p.Cc, "; ", name),
		d.choose("Subject: ", "Objet : "), p.shownSubject)
}

var outlookQuoter = quoter{
	answer: outlookBlock, forward: outlookBlock,
	open: "<div style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\">\n<p class=\"MsoNormal\">%LINE</p>\n</div>\n",
}

var yahooQuoter = quoter{
	answer: func(d *draft, p *Posted, at time.Time) string {
		return spoken(d.lang(), at, "On Monday, January 2, 2006 3:04 PM, ", "Le %J 2 %M 2006 à 15:04, ") + full(p.From.Party()) + d.choose(" wrote:", " a écrit :")
	},
	forward: func(d *draft, p *Posted, at time.Time) string {
		return d.choose("----- Forwarded Message -----", "----- Message transféré -----") + "\n" +
			labels(d.choose("From: ", "De : "), full(p.From.Party()), d.choose("To: ", "À : "), shownAll(p.To, "; ", full),
				d.choose("Sent: ", "Envoyé : "), spoken(d.lang(), at, "Monday, January 2, 2006 3:04 PM", "%J 2 %M 2006 à 15:04"), d.choose("Subject: ", "Objet : "), p.shownSubject)
	},
	marks: true, open: `<div class="yahoo_quoted"><div>%LINE</div><blockquote>`, end: "</blockquote></div>",
}

// appleLine: the American form has the time in twelve hours.
func appleLine(d *draft, p *Posted, at time.Time) string {
	return spoken(d.lang(), at, "On Jan 2, 2006, at 3:04 PM, ", "Le 2 %m 2006 à 15:04, ") + full(p.From.Party()) + d.choose(" wrote:", " a écrit :")
}

func appleForward(d *draft, p *Posted, at time.Time) string {
	return d.choose("Begin forwarded message:", "Début du message réexpédié :") + "\n\n" +
		labels(d.choose("From: ", "De: "), full(p.From.Party()), d.choose("Subject: ", "Objet: "), p.shownSubject,
			"Date: ", spoken(d.lang(), at, "January 2, 2006 at 3:04:05 PM MST", "2 %M 2006 à 15:04:05 MST"), d.choose("To: ", "À: "), shownAll(p.To, ", ", full))
}

var appleQuoter = quoter{answer: func(d *draft, p *Posted, at time.Time) string { return appleLine(d, p, at) + "\n" }, forward: appleForward, marks: true}

var iphoneQuoter = quoter{answer: appleLine, forward: appleForward, marks: true, whole: true}

var thunderbirdQuoter = quoter{
	answer: func(d *draft, p *Posted, at time.Time) string {
		return spoken(d.lang(), at, "On 02/01/2006 15:04, ", "Le 02/01/2006 à 15:04, ") + named(p) + d.choose(" wrote:", " a écrit :")
	},
	forward: func(d *draft, p *Posted, at time.Time) string {
		return d.choose("-------- Forwarded Message --------", "-------- Message transféré --------") + "\n" +
			labels(d.choose("Subject: ", "Sujet : "), p.shownSubject, "Date"+d.choose(": ", " : "), p.At.In(p.From.Zone).Format("Mon, 2 Jan 2006 15:04:05 -0700"),
				d.choose("From: ", "De : "), full(p.From.Party()), d.choose("To: ", "Pour : "), shownAll(p.To, ", ", full)) + "\n"
	},
	marks: true, below: true,
}

func named(p *Posted) string {
	if p.From.Name == "" {
		return p.From.Address
	}
	return p.From.Name
}

// muttQuoter: the date is the one that the mail itself has, in its own zone.
var muttQuoter = quoter{
	answer: func(d *draft, p *Posted, _ time.Time) string {
		return "On " + p.At.In(p.From.Zone).Format("Mon, Jan 02, 2006 at 03:04:05PM -0700") + ", " + named(p) + " wrote:"
	},
	forward: func(_ *draft, p *Posted, _ time.Time) string {
		return fmt.Sprintf("----- Forwarded message from %s -----\n\n", full(p.From.Party())) +
			labels("Date: ", p.At.In(p.From.Zone).Format("Mon, 2 Jan 2006 15:04:05 -0700"), "From: ", full(p.From.Party()),
				"To: ", shownAll(p.To, ", ", full), "Subject: ", p.shownSubject)
	},
	marks: true, below: true,
}

var roundcubeQuoter = quoter{
	answer: func(d *draft, p *Posted, at time.Time) string {
		return spoken(d.lang(), at, "On 2006-01-02 15:04, ", "Le 2006-01-02 15:04, ") + named(p) + d.choose(" wrote:", " a écrit :")
	},
	forward: func(d *draft, p *Posted, at time.Time) string {
		return d.choose("-------- Original Message --------", "-------- Message original --------") + "\n" +
			labels(d.choose("Subject: ", "Objet: "), p.shownSubject, "Date: ", at.Format("2006-01-02 15:04"), d.choose("From: ", "De: "), full(p.From.Party()),
				d.choose("To: ", "À: "), shownAll(p.To, ", ", full)) + "\n"
	},
	marks: true, below: true,
}

func panelBlock(d *draft, p *Posted, at time.Time) string {
	return "-------- Original Message --------\n" + labels("Subject: ", p.shownSubject, "From: ", full(p.From.Party()),
		"Date: ", at.Format("Mon, January 02, 2006 3:04 pm"), "To: ", shownAll(p.To, ", ", full)) + "\n"
}

var panelQuoter = quoter{answer: panelBlock, forward: panelBlock, open: `<blockquote style="border-left: 2px solid blue; margin-left: 8px; padding-left: 8px;">%LINE<br>`, end: "</blockquote>"}
