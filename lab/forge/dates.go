package forge

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"assay/mail"
)

// reach is how much of a mail is dated back.
type reach int

const (
	dateAlone   reach = iota // Date, and not even the day of the week
	withWeekday              // Date
	withServers              // and what servers noted
	withID                   // and Message-ID
	inHeader                 // and whatever else in the header holds a time
	everything               // and the lines above quotations
)

// The bounds of how far mail is dated back, in days.
const leastBack, mostBack = 20, 400

// backdated is a technique that gives a mail an earlier date.
func backdated(r reach) func(*work) bool {
	return func(w *work) bool {
		f, value, ok := w.one("date")
		date, read := mail.ParseDate(value)
		if !ok || !read {
			return false
		}
		back := leastBack + w.R.IntN(mostBack-leastBack)
		if r >= withServers {
			back = 364 // the season, and with it the names of zones, stay
		} else if back%7 == 0 {
			back++
		}
		to := date.AddDate(0, 0, -back)
		w.set(f, dateLike(value, to, r > dateAlone))
		if r >= withServers {
			w.shift(date, to, r)
		}
		if r >= inHeader {
			w.remove("in-reply-to", "references")
			w.hideMailer(to)
		}
		if r == everything {
			w.shiftQuotes(to)
		}
		w.dated(date, to)
		if r == inHeader && !w.left[QuoteLater] {
			return false // it quotes nothing that has a date
		}
		return w.now.Root.Type == w.was.Root.Type
	}
}

var (
	datePart    = regexp.MustCompile(`\d{1,2}([ -])(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ -]\d{4}`)
	weekdayPart = regexp.MustCompile(`^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b`)
)

// dateLike writes another day into the text of Date; all else stays, but for
// the day of the week where that is mended.
func dateLike(value string, to time.Time, weekday bool) string {
	at := datePart.FindStringSubmatchIndex(value)
	if at == nil {
		return to.Format("Mon, 02 Jan 2006 15:04:05 -0700")
	}
	form := "2 Jan 2006"
	if value[at[0]] == '0' || to.Day() > 9 {
		form = "02 Jan 2006"
	}
	sep := value[at[2]:at[3]]
	value = value[:at[0]] + strings.ReplaceAll(to.Format(form), " ", sep) + value[at[1]:]
	if weekday {
		value = weekdayPart.ReplaceAllString(value, to.Format("Mon"))
	}
	return value
}

// window is how far a time may be from Date to be taken for the same event.
const window = 36 * time.Hour

// shift moves the times of a header by as much as Date was moved.
func (w *work) shift(date, to time.Time, r reach) {
	by := to.Sub(date)
	var list []splice
	for _, s := range stamps(w.now, date, window, window) {
		name := w.fieldAt(s.start)
		switch {
		case s.by == servers && s.worded && strings.HasSuffix(name, "received"), r >= withID && name == "message-id",
			r >= inHeader && (s.by == servers || s.by == mailer) && name != "content-type" && name != "":
			list = append(list, splice{s.start, s.end, []byte(s.write(s.at.Add(by)))})
		}
	}
	w.apply(list)
	if r < inHeader {
		return
	}
	for _, s := range stamps(w.now, date, window, window) {
		if w.fieldAt(s.start) == "" || w.fieldAt(s.start) == "content-type" {
			w.moveBoundary(string(w.now.Raw[s.start:s.end]), s.write(s.at.Add(by)))
		}
	}
}

// moveBoundary writes other digits into every boundary that holds them.
func (w *work) moveBoundary(old, now string) {
	raw := w.now.Raw
	w.now.Root.Multiparts(func(p *mail.Part) {
		if b := p.Boundary(); b != "" && strings.Contains(b, old) {
			raw = []byte(strings.ReplaceAll(string(raw), b, strings.ReplaceAll(b, old, now)))
		}
	})
	w.open(raw)
}

// fieldAt is the name of the field of the message in which a byte stands.
func (w *work) fieldAt(offset int) string {
	for _, f := range w.now.Header {
		if f.Offset <= offset && offset < f.Offset+len(f.Raw) {
			return string(f.AppendLowerName(nil))
		}
	}
	return ""
}

// dated notes what contradicts the new date: was is when the mail was really
// sent.
func (w *work) dated(was, to time.Time) {
	for _, s := range stamps(w.now, was, window, window) {
		far := s.at.Sub(to).Abs() > day
		w.leave(DateServers, far && s.by == servers)
		w.leave(DateMailer, far && s.by == mailer)
	}
	const before = 60 * day // an answer comes within that time
	for _, s := range stamps(w.now, was, before, window) {
		w.leave(ParentLater, s.by == answered && s.at.Sub(to) > day)
	}
	_, value, _ := w.one("date")
	name := weekdayPart.FindString(value)
	w.leave(WeekdayKept, name != "" && name != to.Format("Mon"))
	w.leave(ZoneSeason, outOfSeason(value, to))
	w.leave(QuoteLater, len(w.laterQuotes(was, to)) > 0)
	w.leave(MailerYounger, w.mailerOut().After(to))
	w.leave(OrderOfThread, w.parentAfter(to))
}

// Names of zones that are in force in one half of the year alone.
var (
	summerZones = []string{"CEST", "BST", "EDT", "CDT", "MDT", "PDT", "EEST", "WEST"}
	winterZones = []string{"CET", "PST", "EET"}
)

// outOfSeason reports whether a date names a zone that is not in force then.
func outOfSeason(value string, at time.Time) bool {
	words := strings.FieldsFunc(value, func(r rune) bool { return r == ' ' || r == '(' || r == ')' })
	name := words[max(0, len(words)-1)]
	winter := at.Month() == time.December || at.Month() <= time.February
	summer := at.Month() >= time.May && at.Month() <= time.September
	return winter && slices.Contains(summerZones, name) || summer && slices.Contains(winterZones, name)
}

// parentAfter reports whether the mail of the thread that is answered is
// younger.
func (w *work) parentAfter(to time.Time) bool {
	f, ok := w.now.First("in-reply-to")
	if !ok {
		return false
	}
	for _, raw := range w.Thread {
		m := mail.Parse(raw)
		id, _ := m.First("message-id")
		date, _ := m.First("date")
		at, read := mail.ParseDate(string(date.Unfolded()))
		if name := id.Unfolded(); name != "" && read && strings.Contains(f.Unfolded(), name) && at.After(to) {
			return true
		}
	}
	return false
}
