package lab

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"assay/item"
	"assay/lab/forge"
	"assay/lab/label"
	"assay/lab/paper"
	"assay/lab/post"
	"assay/lab/world"
)

// maxRemembered bounds a mail that forgers draw on: larger ones are passed over,
// so that what is remembered stays small.
const maxRemembered = 1 << 20

// forge forges a mail. done says that the mail itself is not to be written.
func (s *scene) forge(st *stored, g *ring) (done bool, err error) {
	box := s.w.Boxes[st.Box]
	taken := box.Stolen.AddDate(0, 0, 4+s.forger.r.IntN(25))
	j := s.forger.job(forge.Mail, st.Lang, st.Topic, st.raw, taken)
	s.surroundings(j, st, g)
	target := st.Box
	t, out, ok := s.forger.forge(&s.forger.mail, j, func(t forge.Technique) {
		j.Now, j.Send, target = taken, nil, st.Box
		if strings.HasPrefix(t.ID, "intruder-") {
			j.Now = box.Stolen.Add(-time.Duration(3600+s.forger.r.IntN(3*24*3600)) * time.Second)
			j.Send = s.sender(box, j.R, st.Lang, &target)
		}
	})
	if !ok {
		return false, nil
	}
	if additional(t) {
		if err := s.authentic(st); err != nil {
			return true, err
		}
	}
	return true, s.forged(st, t, out, target)
}

// surroundings is what else of the box the forger has.
func (s *scene) surroundings(j *forge.Job, st *stored, g *ring) {
	for _, other := range g.list {
		if other.Thread == st.Thread {
			j.Thread = append(j.Thread, other.raw)
		}
	}
	if len(g.list) > 0 {
		j.Other = func() []byte { return g.list[j.R.IntN(len(g.list))].raw }
	}
	j.Holds = func(mail []byte) bool { return st.holds || string(mail) != string(st.raw) }
	j.Paper = func(kind string) []byte {
		const tries = 60
		for range tries {
			// Numbers of this size are of no document of the leak.
			if n := s.o.Size + j.R.IntN(1<<20); s.w.Format(n) == paper.Format(kind) {
				return s.w.Loose(n).Content
			}
		}
		return nil
	}
}

// sender really sends mail from a box, to somebody whose box was stolen later.
func (s *scene) sender(from *world.Box, r *rand.Rand, lang string, target *int) func(forge.Letter) []byte {
	return func(l forge.Letter) []byte {
		for i, n := range r.Perm(len(s.w.Boxes)) {
			to := s.w.Boxes[n]
			if i == len(s.w.Boxes) || to == from || !l.Sent.Before(to.Stolen) {
				continue
			}
			*target = n
			p := s.w.Net.Post(r, &post.Letter{From: from.Account, To: []post.Party{to.Account.Party()}, Subject: l.Subject, Text: l.Text, At: l.Sent, Claimed: l.Date, Lang: lang})
			return s.w.Net.Deliver(r, p, to.Account)
		}
		return nil
	}
}

// forged writes what a technique gave into a box.
func (s *scene) forged(st *stored, t forge.Technique, out *forge.Forged, target int) error {
	s.count.Acts++
	original := st.digest.String()
	if additional(t) {
		original = ""
	}
	folder, inside := st.Folder, map[item.Digest]forge.Item{}
	if target != st.Box {
		folder = "Inbox"
	}
	for _, it := range out.Items {
		if it.Inside {
			inside[item.Sum(it.Content)] = it
		}
	}
	for _, it := range out.Items {
		if it.Inside {
			continue
		}
		raw, damage := held(s.w.Boxes[target].Form, it)
		it.Damage = append(it.Damage, damage...)
		if err := s.putForged(t, it, raw, folder, st.At, target, original, inside); err != nil {
			return err
		}
	}
	return nil
}

// held are the bytes of a forgery as an export holds them: mail that was really
// sent goes the way of all mail; of others, what cannot stand in a mailbox file
// is escaped, and line ends stay as the forger left them.
func held(form world.Form, it forge.Item) ([]byte, []string) {
	if it.Truth == label.Intruder {
		return fits(form, it.Content)
	}
	if form == world.Mbox {
		return escaped(it.Content)
	}
	return it.Content, nil
}

func (s *scene) putForged(t forge.Technique, it forge.Item, raw []byte, folder string, at time.Time, box int, original string, inside map[item.Digest]forge.Item) error {
	path, err := s.exports[box].add(folder, at, raw)
	if err != nil {
		return fmt.Errorf("lab: %w", err)
	}
	mailbox := s.w.Boxes[box].Account.Address
	d := item.Sum(raw)
	l := s.forger.accused(t, it, d.String(), mailbox, original)
	l.Path = path
	if err := s.label(l, d); err != nil {
		return err
	}
	return s.forgedInsides(t, raw, mailbox, inside, true)
}

// forgedInsides labels what stands in a forged mail.
func (k *making) forgedInsides(t forge.Technique, raw []byte, mailbox string, inside map[item.Digest]forge.Item, made bool) error {
	for _, in := range innersOf(raw) {
		l := authentic(in.digest, in.kind, "", mailbox, made, nil)
		if it, ok := inside[in.digest]; ok && it.Truth != label.Authentic {
			l = k.forger.accused(t, it, in.digest.String(), mailbox, "")
			l.Kind = in.kind
		}
		if err := k.label(l, in.digest); err != nil {
			return err
		}
	}
	return nil
}
