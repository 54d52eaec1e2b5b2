package world

import (
	"math/rand/v2"
	"slices"
	"time"

	"assay/lab/post"
	"assay/lab/prose"
)

// Mail is a mail as it stood, or should have stood, in a stolen box.
type Mail struct {
	Box    int
	Folder string
	At     time.Time
	Raw    []byte // as the box held it; CRLF
	Sent   bool   // the owner's own copy
	ID     string // Message-ID, with angle brackets
	Lang   string
	Topic  string
	Thread int
	// Absent says why it is not in the leak: deleted or filed elsewhere before
	// the theft. Empty: it is there.
	Absent string
	// Changed says that a list on the way changed what signatures cover.
	Changed bool
}

// thread is one under way.
type thread struct {
	w     *World
	n     int
	r     *rand.Rand
	story *prose.Story
	lang  string
	at    time.Time
	ego   *Box
	who   []*post.Account // those who talk, the opener first
	last  *post.Posted
	mails []Mail
	files *files
}

// Thread makes a thread: the mails of it that came to stolen boxes before those
// were stolen, in the order of time.
func (w *World) Thread(n int) []Mail {
	t := &thread{w: w, n: n, r: w.rand(uint64(n))}
	t.ego = w.Boxes[t.r.IntN(len(w.Boxes))]
	t.lang = [...]string{t.ego.Owner.Lang, "fr", "en"}[t.r.IntN(3)]
	kind := t.r.IntN(20)
	t.at = w.Begin(n)
	switch {
	case kind < 2:
		t.newsletter()
	case kind < 5 && !t.ego.Private && len(w.lists) > 0:
		t.toList()
	default:
		t.talk(kind)
	}
	slices.SortStableFunc(t.mails, func(a, b Mail) int { return a.At.Compare(b.At) })
	return t.mails
}

// begin sets the story and the hour of its first mail.
func (t *thread) begin(topic string, zone *time.Location, people []*post.Account) {
	cast := prose.Cast{Org: t.w.Org, At: t.at}
	for _, a := range people {
		cast.People = append(cast.People, a.Name)
	}
	t.story = prose.NewStory(t.r, t.lang, topic, cast)
	floor := t.at
	day := floor.In(zone)
	at := time.Date(day.Year(), day.Month(), day.Day(), 8+t.r.IntN(11), t.r.IntN(60), t.r.IntN(60), t.r.IntN(1e9), zone)
	for at.Before(floor) || topic != prose.Private && (at.Weekday() == time.Saturday || at.Weekday() == time.Sunday) {
		at = at.AddDate(0, 0, 1)
	}
	t.at = at
}

// later is when the next of the thread writes: after minutes or hours, and not
// at night.
func (t *thread) later(zone *time.Location) {
	wait := time.Duration(t.r.ExpFloat64() * float64(4*time.Hour))
	t.at = t.at.Add(min(wait, 40*time.Hour) + time.Duration(60+t.r.IntN(600))*time.Second).In(zone)
	if h := t.at.Hour(); h < 7 || h >= 23 {
		next := t.at
		if h >= 23 {
			next = next.AddDate(0, 0, 1)
		}
		t.at = time.Date(next.Year(), next.Month(), next.Day(), 7+t.r.IntN(4), t.r.IntN(60), t.r.IntN(60), t.r.IntN(1e9), zone)
	}
}

// talk is a thread among people: letters, answers, papers, and some passing on.
func (t *thread) talk(kind int) {
	topic := prose.Topics[t.r.IntN(len(prose.Topics)-1)]
	if t.ego.Private && kind < 16 || kind == 19 {
		topic = prose.Private
	}
	t.who = t.gather(topic, kind)
	t.begin(topic, t.who[0].Zone, t.who)
	if kind >= 12 && topic != prose.Private && t.r.IntN(2) == 0 || topic == prose.Private && t.r.IntN(5) == 0 {
		t.files = newFiles(t)
	}
	t.send(t.who[0], t.who[1:2], t.who[2:], prose.Opens)
	for answers := t.r.IntN(5); answers > 0; answers-- {
		t.answer()
	}
	if t.r.IntN(6) == 0 {
		t.pass()
	}
}

// gather picks who talks: the owner of the box, and colleagues or outsiders.
func (t *thread) gather(topic string, kind int) []*post.Account {
	list := []*post.Account{t.ego.Account}
	add := func(a *post.Account) {
		if !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	outside := t.ego.Private || topic == prose.Private || kind%3 == 0
	for range 1 + t.r.IntN(2)*t.r.IntN(4) {
		switch {
		case t.r.IntN(4) == 0: // somebody else whose box was taken
			add(t.w.Boxes[t.r.IntN(len(t.w.Boxes))].Account)
		case outside && t.r.IntN(4) > 0:
			add(t.w.outsiders[t.r.IntN(len(t.w.outsiders))].Work)
		default:
			add(t.w.People[t.r.IntN(len(t.w.People))].Work)
		}
	}
	if len(list) == 1 {
		add(t.w.outsiders[t.n%len(t.w.outsiders)].Work)
	}
	if t.r.IntN(2) == 0 {
		list[0], list[1] = list[1], list[0]
	}
	return list
}

func first(a *post.Account) string {
	for i, c := range a.Name {
		if c == ' ' {
			return a.Name[:i]
		}
	}
	return a.Name
}

func parties(list []*post.Account) (out []post.Party) {
	for _, a := range list {
		out = append(out, a.Party())
	}
	return out
}

// greeted is whom a letter greets.
func (t *thread) greeted(to, cc []*post.Account) string {
	if len(to)+len(cc) == 1 {
		return first(to[0])
	}
	return everybody[t.lang]
}

// everybody is who a letter to several greets.
var everybody = map[string]string{"en": "all", "fr": "à tous"}
