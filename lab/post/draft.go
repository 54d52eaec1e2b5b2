package post

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// draft is a mail while its mailer writes it.
type draft struct {
	n     *Network
	r     *rand.Rand
	l     *Letter
	p     *Posted
	style *style
	at    time.Time // by the clock and in the zone of the writer's machine

	// What one mail's boundaries share.
	micros uint64
	alike  string
	count  int
}

func (d *draft) provider() *Provider { return d.l.From.Provider }

// lang is that of the mailer, in which it says who wrote what.
func (d *draft) lang() string { return d.l.From.Lang }

// desk is the name of the writer's own machine.
func (d *draft) desk() string {
	return fmt.Sprintf("pc%02d.%s", 1+hashed("desk", d.l.From.Address)%80, domainOf(d.l.From.Address))
}

// Post writes a letter with its sender's mailer and hands it to the sender's
// provider.
func (n *Network) Post(r *rand.Rand, l *Letter) *Posted {
	p := &Posted{Letter: *l, thread: l.At, threadNumber: r.Uint64()}
	if l.Forward != nil { // a mail that is passed on brings its attachments
		p.Attachments = append(slices.Clone(l.Forward.Attachments), l.Attachments...)
	}
	d := &draft{n: n, r: r, l: &p.Letter, p: p}
	d.at = l.At.Truncate(time.Millisecond).Add(time.Duration(r.IntN(1_000_000))).Add(skew(d.desk())).In(l.From.Zone)
	d.style = styleOf(d)
	p.shownSubject = d.subject()
	d.identify()
	d.words()
	raw := d.write()
	p.Sent = []byte(raw)
	n.submit(d, raw)
	return p
}

// identify gives the mail its names, and those of the thread.
func (d *draft) identify() {
	p := d.p
	p.MessageID = "<" + d.style.id(d) + ">"
	if d.style.has("Thread-Index") {
		p.ThreadIndex = threadIndex(d.r, nil, d.at)
	}
	parent := d.l.ReplyTo
	if parent == nil {
		return
	}
	const maxReferences = 20 // mailers cut long threads; the first stays
	p.References = append(append(p.References, parent.References...), parent.MessageID)
	if over := len(p.References) - maxReferences; over > 0 {
		p.References = append(p.References[:1:1], p.References[1+over:]...)
	}
	p.thread, p.threadNumber = parent.thread, parent.threadNumber
	if p.ThreadIndex != nil && parent.ThreadIndex != nil {
		p.ThreadIndex = threadIndex(d.r, parent.ThreadIndex, d.at)
	}
}

func (s *style) has(field string) bool {
	for _, name := range s.order {
		if name == field {
			return true
		}
	}
	return false
}

// subject has the mailer's prefix: once, whoever set it before.
func (d *draft) subject() string {
	bare := strings.TrimSpace(d.l.Subject)
	for _, prefix := range []string{"Re: ", "RE: ", "Fwd: ", "FW: ", "TR : ", "TR: "} {
		if d.l.ReplyTo != nil || d.l.Forward != nil {
			bare = strings.TrimPrefix(bare, prefix)
		}
	}
	upper := d.l.From.Mailer == Outlook || d.l.From.Mailer == OutlookWeb
	switch {
	case d.l.ReplyTo != nil && upper:
		return "RE: " + bare
	case d.l.ReplyTo != nil:
		return "Re: " + bare
	case d.l.Forward != nil && upper && d.lang() == "fr":
		return "TR: " + bare
	case d.l.Forward != nil && upper:
		return "FW: " + bare
	case d.l.Forward != nil:
		return "Fwd: " + bare
	}
	return d.l.Subject
}
