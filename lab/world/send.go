package world

import (
	"slices"

	"assay/lab/post"
	"assay/lab/prose"
)

// send writes a letter, alone or as an answer to the last, and delivers it.
func (t *thread) send(from *post.Account, to, cc []*post.Account, part prose.Part) {
	l := &post.Letter{From: from, To: parties(to), Cc: parties(cc), At: t.at, Lang: t.lang, Trim: t.r.IntN(4) == 0}
	if part == prose.Opens {
		l.Subject = t.story.Subject()
	} else {
		l.Subject, l.ReplyTo = t.last.Subject, t.last
	}
	file := ""
	if t.files != nil {
		part, file, l.Attachments = t.files.next(from, part)
	}
	l.Text = t.story.Mail(part, t.greeted(to, cc), first(from), file)
	t.last = t.w.Net.Post(t.r, l)
	t.deliver(t.last, append(slices.Clone(to), cc...), false)
	t.keep(t.last)
}

// answer is by one of the others; half the answers go to all.
func (t *thread) answer() {
	var from *post.Account
	for from == nil || from == t.last.From {
		from = t.who[t.r.IntN(len(t.who))]
	}
	t.later(from.Zone)
	to := []*post.Account{t.last.From}
	var cc []*post.Account
	if t.r.IntN(2) == 0 {
		for _, a := range t.who {
			if a != from && a != t.last.From {
				cc = append(cc, a)
			}
		}
	}
	part := prose.Answers
	if t.r.IntN(4) == 0 {
		part = prose.Short
	}
	t.send(from, to, cc, part)
}

// pass passes the last mail on to somebody who was not in the talk.
func (t *thread) pass() {
	from := t.who[t.r.IntN(len(t.who))]
	if from == t.last.From && len(t.who) > 1 {
		from = t.who[(slices.Index(t.who, from)+1)%len(t.who)]
	}
	to := t.w.People[t.r.IntN(len(t.w.People))].Work
	if t.r.IntN(2) == 0 {
		to = t.w.Boxes[t.r.IntN(len(t.w.Boxes))].Account
	}
	if slices.Contains(t.who, to) {
		return
	}
	t.later(from.Zone)
	p := t.w.Net.Post(t.r, &post.Letter{From: from, To: parties([]*post.Account{to}), Subject: t.last.Subject, At: t.at,
		Text: t.story.Mail(prose.Passes, first(to), first(from), ""), Forward: t.last, Lang: t.lang})
	t.deliver(p, []*post.Account{to}, false)
	t.keep(p)
}

// deliver brings a mail to those of its recipients whose boxes were stolen.
func (t *thread) deliver(p *post.Posted, to []*post.Account, changed bool) {
	for _, a := range to {
		if box, ok := t.w.boxOf[a.Address]; ok {
			folder := "Inbox"
			if t.r.IntN(5) == 0 {
				folder = [...]string{"Archive", "Projects", "Later"}[t.n%3]
			}
			t.put(Mail{Box: box, Folder: folder, Changed: changed, Raw: t.w.Net.Deliver(t.r, p, a)}, p)
		}
	}
}

// keep puts the sender's copy into the sender's box.
func (t *thread) keep(p *post.Posted) {
	if box, ok := t.w.boxOf[p.From.Address]; ok {
		t.put(Mail{Box: box, Folder: "Sent", Sent: true, Raw: p.Sent}, p)
	}
}

// put adds a mail, unless the box had been stolen by then. Some are missing.
func (t *thread) put(m Mail, p *post.Posted) {
	absent := t.r.IntN(100)
	b := t.w.Boxes[m.Box]
	if !p.At.Before(b.Stolen) {
		return
	}
	switch {
	case absent < 5:
		m.Absent = "deleted"
	case absent < 8:
		m.Absent = "filed elsewhere"
	}
	m.At, m.ID, m.Lang, m.Topic, m.Thread = p.At, p.MessageID, t.lang, t.story.Topic, t.n
	if b.Account.Provider.Kind == post.GmailLike && b.Form == Mbox {
		m.Raw = post.Takeout(p, m.Raw, m.Folder, false)
	}
	t.mails = append(t.mails, m)
}

// newsletter goes to every second stolen box.
func (t *thread) newsletter() {
	n := t.w.letters[t.r.IntN(len(t.w.letters))]
	t.lang = n.lang
	t.begin(prose.Topics[t.r.IntN(len(prose.Topics)-1)], n.from.Zone, nil)
	subject, text := t.story.News()
	for i, b := range t.w.Boxes {
		if (i+t.n)%2 == 0 {
			p := t.w.Net.Post(t.r, &post.Letter{From: n.from, To: []post.Party{b.Account.Party()}, Subject: subject, Text: text, At: t.at, Lang: n.lang, Campaign: prose.Plain(subject)})
			t.deliver(p, []*post.Account{b.Account}, false)
		}
	}
}

// toList is a talk on a list.
func (t *thread) toList() {
	l := t.w.lists[t.r.IntN(len(t.w.lists))]
	t.who = l.members
	author := l.members[t.r.IntN(len(l.members))]
	t.begin(prose.Topics[t.r.IntN(len(prose.Topics)-1)], author.Zone, l.members[:min(4, len(l.members))])
	changed := l.Tag != "" || l.Footer != "" || l.Munge
	part, subject := prose.Opens, t.story.Subject()
	for posts := 1 + t.r.IntN(4); posts > 0; posts-- {
		text := t.story.Mail(part, everybody[t.lang], first(author), "")
		p := t.w.Net.Post(t.r, &post.Letter{From: author, To: []post.Party{{Name: l.Name, Address: l.Address}}, Subject: subject, Text: text, At: t.at, ReplyTo: t.last, Lang: t.lang})
		t.keep(p)
		t.last = p
		t.deliver(t.w.Net.ViaList(t.r, p, l.List), l.members, changed)
		author, part = l.members[t.r.IntN(len(l.members))], prose.Answers
		t.later(author.Zone)
	}
}
