package forge

import (
	"time"

	"assay/mail"
)

// day is how far two clocks of one mail may be apart before an examiner may
// point at it.
const day = 24 * time.Hour

// stamp is a time that is written in a header, in whatever form.
type stamp struct {
	start, end int // in Raw
	at         time.Time
	write      func(time.Time) string // the same form with another time
	by         author
	worded     bool // it is a date as people read it
}

// author is who wrote a stamp.
type author int

const (
	servers author = iota
	mailer
	answered // another mail's mailer: it stands in In-Reply-To or References
	claimed  // Date itself
)

// authors tells who writes the fields in which stamps stand.
var authors = map[string]author{
	"received": servers, "x-received": servers, "delivery-date": servers, "dkim-signature": servers, "arc-seal": servers,
	"arc-message-signature": servers, "x-google-dkim-signature": servers, "x-original-date": servers,
	"message-id": mailer, "content-type": mailer, "thread-index": mailer,
	"in-reply-to": answered, "references": answered, "date": claimed,
}

// stamps finds the times near that one which fields of the header hold: a form
// counts only where it gives a time between back and ahead of near, so that
// digits which mean something else do not.
func stamps(m *mail.Message, near time.Time, back, ahead time.Duration) (list []stamp) {
	fits := func(t time.Time) bool { return t.After(near.Add(-back)) && t.Before(near.Add(ahead)) }
	for _, f := range m.Header {
		by, known := authors[string(f.AppendLowerName(nil))]
		if !known || f.Long() {
			continue
		}
		list = append(list, inField(f, by, fits)...)
	}
	m.Root.Multiparts(func(p *mail.Part) {
		if f, ok := fieldOf(p, "content-type"); ok && p.Number != "" {
			list = append(list, inField(f, mailer, fits)...)
		}
	})
	return list
}

func inField(f mail.Field, by author, fits func(time.Time) bool) (list []stamp) {
	value := string(f.Value())
	base := f.Offset + len(f.Raw) - len(value)
	free := make([]bool, len(value)+1)
	for _, form := range forms {
		if by == servers && !form.server && !form.words {
			continue
		}
		for _, at := range form.find.FindAllStringIndex(value, -1) {
			t, ok := form.read(value[at[0]:at[1]])
			if !ok || !fits(t) || free[at[0]] {
				continue
			}
			for i := at[0]; i < at[1]; i++ {
				free[i] = true
			}
			text := value[at[0]:at[1]]
			list = append(list, stamp{base + at[0], base + at[1], t, func(n time.Time) string { return form.write(text, n) }, by, form.words})
		}
	}
	return list
}
