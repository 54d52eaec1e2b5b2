package forge

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"time"
)

//go:embed mailers.tsv
var mailerTable string

// mailerKind is a version of a mailer.
type mailerKind struct {
	out          time.Time // when it came out
	habits       string
	field, value string
}

var mailers = readMailers()

func readMailers() (list []mailerKind) {
	for _, row := range rows(mailerTable) {
		out, err := time.Parse(time.DateOnly, row[0])
		if err != nil {
			panic("mailers.tsv: " + err.Error()) // the table is part of the programme
		}
		list = append(list, mailerKind{out, row[1], row[2], row[3]})
	}
	return list
}

// todays are the mailers that were new within two years before now.
func todays(now time.Time) (list []mailerKind) {
	for _, m := range mailers {
		if m.out.Before(now) && m.out.After(now.AddDate(-2, 0, 0)) {
			list = append(list, m)
		}
	}
	return list
}

var versionDate = regexp.MustCompile(`\((\d{4}-\d\d-\d\d)\)`)

// mailerOut is the day on which the mailer that the mail names came out; zero
// where that is not known.
func (w *work) mailerOut() (out time.Time) {
	for _, name := range []string{"user-agent", "x-mailer"} {
		f, ok := w.now.First(name)
		if !ok {
			continue
		}
		value := f.Unfolded()
		if m := versionDate.FindStringSubmatch(value); m != nil {
			if t, err := time.Parse(time.DateOnly, m[1]); err == nil {
				out = t
			}
		}
		for _, m := range mailers {
			if m.value == value {
				out = m.out
			}
		}
	}
	return out
}

// hideMailer takes out what names the mailer where that is younger than at.
func (w *work) hideMailer(at time.Time) {
	if w.mailerOut().After(at) {
		w.remove("user-agent", "x-mailer")
	}
}

// compose is the mail as the mailer writes it at that time into the folder of
// what was sent.
func (m mailerKind) compose(w *work, from, to, subject, text string, at time.Time) string {
	_, host, _ := strings.Cut(from, "@")
	host = strings.TrimRight(host, "> ")
	date := at.Format("Mon, 2 Jan 2006 15:04:05 -0700")
	var fields []string
	switch m.habits {
	case "mutt":
		fields = []string{"Date: " + date, "From: " + from, "To: " + to, "Subject: " + subject,
			fmt.Sprintf("Message-ID: <%s.GA%d@%s>", at.UTC().Format("20060102150405"), 1000+w.R.IntN(31000), host),
			"MIME-Version: 1.0"}
		types := typed(text, "us-ascii")
		if ascii(text) {
			types = types[:1] // it leaves out what goes without saying
		}
		fields = append(append(fields, types...), "Content-Disposition: inline", m.field+": "+m.value)
	case "thunderbird-old":
		fields = []string{fmt.Sprintf("Message-ID: <%08X.%d0%d0%d0%d@%s>", at.Unix(), 1+w.R.IntN(9), w.R.IntN(10), w.R.IntN(10), w.R.IntN(10), host),
			"Date: " + date, "From: " + from, m.field + ": " + m.value, "MIME-Version: 1.0", "To: " + to, "Subject: " + subject}
		fields = append(fields, typed(text, "utf-8")...)
	default:
		fields = []string{"To: " + to, "From: " + from, "Subject: " + subject, "Message-ID: <" + w.uuid() + "@" + host + ">",
			"Date: " + date, m.field + ": " + m.value, "MIME-Version: 1.0"}
		fields = append(fields, typed(text, "utf-8")...)
	}
	return strings.Join(fields, "\r\n") + "\r\n\r\n" + strings.ReplaceAll(text, "\n", "\r\n") + "\r\n"
}

// uuid is a random one, of version 4. RFC 9562 §5.4
func (w *work) uuid() string {
	a, b := w.R.Uint64(), w.R.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0x3fff|0x8000, b&0xffffffffffff)
}
