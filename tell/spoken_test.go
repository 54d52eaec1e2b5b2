package tell

import (
	"testing"
	"time"

	"assay/mail"
)

func TestSpoken(t *testing.T) {
	for line, want := range map[string]string{
		"On Mon, Mar 5, 2018 at 2:03 PM Ada <ada@a.example> wrote:": "2018-03-05T14:03 Monday",
		"On Mon, Mar 05, 2018 at 02:03:11PM +0100, Ada wrote:":      "2018-03-05T14:03 Monday",
		"On 2018-03-05 14:03, Ada wrote:":                           "2018-03-05T14:03 -",
		"On Mon, 5 Mar 2018 14:03:11 +0100 Ada wrote:":              "2018-03-05T14:03 Monday",
		"Le lun. 5 mars 2018 à 14:03, Ada a écrit :":                "2018-03-05T14:03 Monday",
		"Le mar. 6 mars 2018 à 14:03, Ada a écrit :":                "2018-03-06T14:03 Tuesday",
		"Le mardi 6 février 2018 14:03, Ada a écrit :":              "2018-02-06T14:03 Tuesday",
		"Am Mo., 5. März 2018 um 14:03 Uhr schrieb Ada:":            "2018-03-05T14:03 Monday",
		"Am 05.03.2018 um 14:03 schrieb Ada:":                       "2018-03-05T14:03 ?", // or 3 May
		"Am 25.03.2018 um 14:03 schrieb Ada:":                       "2018-03-25T14:03 -",
		"El lun, 5 de marzo de 2018 a las 14:03, Ada escribió:":     "2018-03-05T14:03 Monday",
		"Il giorno lun 5 mar 2018 alle ore 14:03 Ada ha scritto:":   "2018-03-05T14:03 Monday",
		"Op ma 5 mrt. 2018 om 14:03 schreef Ada:":                   "2018-03-05T14:03 -",
		"Em seg., 5 de mar. de 2018 às 14:03, Ada escreveu:":        "2018-03-05T14:03 Monday",
		"On 3/5/18 12:03 AM, Ada wrote:":                            "2018-03-05T00:03 ?",
		"Sent: Monday, March 5, 2018 12:03 PM":                      "2018-03-05T12:03 Monday",
		"Envoyé : lundi 5 mars 2018 14:03":                          "2018-03-05T14:03 Monday",
		"On February 30, 2018 Ada wrote:":                           "",
		"In 2018, Ada of 5 March Street wrote:":                     "",
		"Version 10.4.18 and 1/2 were late":                         "2010-04-18T00:00 ?",
	} {
		d, ok := spoken(line)
		got := ""
		if ok {
			got = d.at.Format("2006-01-02T15:04 ")
			switch {
			case !d.sure:
				got += "?"
			case d.weekday >= 0:
				got += time.Weekday(d.weekday).String()
			default:
				got += "-"
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestFirstQuotation(t *testing.T) {
	for text, want := range map[string]string{
		"Yes.\n\nOn Mon, Mar 5, 2018 at 2:03 PM Ada Tollivant\n<ada@a.example>\nwrote:\n> no": "2018-03-05",
		"> On Mon, Mar 5, 2018 at 2:03 PM Ada wrote:\n> no":                                   "",
		"Yes.\n\nVon: Ada\nGesendet: Montag, 5. März 2018 14:03\nAn: Ben\nBetreff: x\n\nno":   "2018-03-05",
		"Yes.\n\nDe : Ada\nEnvoyé\u00a0: lundi 5 mars 2018 14:03\nÀ : Ben\nObjet : x\n\nno":   "2018-03-05",
		"Concert\nFrom: 8 pm\nDate: 5 March 2018\nEverybody is welcome.":                      "",
		"Ada wrote:\nthat it was late on 5 March 2018":                                        "",
	} {
		m := NewMail(mail.Parse(nil), text)
		got := ""
		if q, ok := m.readQuoted(); ok {
			got = q.at.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
