package world

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"assay/lab/post"
	"assay/lab/prose"
)

// found gives the organisation its name, its domain and its server.
func (w *World) found(r *rand.Rand) *post.Provider {
	_, last := prose.Name(r, "fr")
	w.Org = [...]string{"Alliance ", "Parti ", "Mouvement "}[r.IntN(3)] + last
	w.Domain = prose.Plain(last) + ".example"
	kinds := []post.Kind{post.PostfixLike, post.ExoLike, post.GmailLike, post.ExchangeLike}
	kind := kinds[r.IntN(len(kinds))]
	return w.Net.Host(kind, w.Domain, kind != post.ExchangeLike)
}

// person is somebody with a name that nobody else has.
func (w *World) person(r *rand.Rand, taken map[string]bool) *Person {
	p := &Person{Lang: [...]string{"fr", "fr", "en"}[r.IntN(3)]}
	for {
		first, last := prose.Name(r, p.Lang)
		p.First, p.Name = first, first+" "+last
		if !taken[p.Name] {
			taken[p.Name] = true
			return p
		}
	}
}

// account is a mailbox of p at a provider.
func account(r *rand.Rand, p *Person, at *post.Provider, local string) *post.Account {
	zone := map[string]string{"fr": "Europe/Paris", "en": "Europe/London"}[p.Lang]
	n := 0
	for n+1 < len(at.Mailers) && r.IntN(2) == 0 {
		n++
	}
	return &post.Account{Name: p.Name, Address: local + "@" + at.Domain, Provider: at, Mailer: at.Mailers[n], Zone: post.Zone(zone), Lang: p.Lang}
}

func local(p *Person) string { return strings.ReplaceAll(prose.Plain(p.Name), "-", ".") }

var webmails = []post.Kind{post.GmailLike, post.GmailLike, post.YahooLike, post.ICloudLike}

func (w *World) webmail(r *rand.Rand, p *Person) *post.Account {
	return account(r, p, w.Net.Of(webmails[r.IntN(len(webmails))]), fmt.Sprintf("%s%d", local(p), 10+r.IntN(90)))
}

// settle fills the organisation; two in three have a private mailbox too.
func (w *World) settle(r *rand.Rand, at *post.Provider, people int) {
	taken := map[string]bool{}
	for range people {
		p := w.person(r, taken)
		p.Work = account(r, p, at, local(p))
		if r.IntN(3) > 0 {
			p.Private = w.webmail(r, p)
		}
		w.People = append(w.People, p)
	}
	kinds := []post.Kind{post.HosterLike, post.ExoLike, post.PostfixLike, post.ExchangeLike}
	firm := w.Net.Host(post.HosterLike, prose.Plain(prose.Firm(r, "en"))+".example", true)
	for i := range 6 + people {
		p := w.person(r, taken)
		switch i % 3 {
		case 0:
			p.Work = account(r, p, firm, local(p))
		case 1:
			p.Work = account(r, p, w.Net.Of(kinds[r.IntN(len(kinds))]), local(p))
		default:
			p.Work = w.webmail(r, p)
		}
		w.outsiders = append(w.outsiders, p)
	}
}

// list is a mailing list with its members.
type list struct {
	*post.List
	members []*post.Account
}

// newsletter is a mailing with its sender.
type newsletter struct {
	name string
	lang string
	from *post.Account
}

// surround adds lists, one of which leaves signatures whole, and newsletters.
func (w *World) surround(r *rand.Rand) {
	host := w.Net.Of(post.MailmanLike)
	for i, name := range []string{"Team", "Regions", "Watch", "Treasury"} {
		l := &list{List: &post.List{Name: name, Address: strings.ToLower(name) + "@" + host.Domain, Provider: host}}
		if i > 0 {
			l.Tag, l.Footer = "["+strings.ToLower(name)+"]", "Made-up list "+name+"\nhttps://"+host.Domain+"/"+strings.ToLower(name)
		}
		l.Munge = i == 3
		for _, p := range w.People {
			if r.IntN(2) == 0 {
				l.members = append(l.members, p.Work)
			}
		}
		for _, p := range w.outsiders {
			if r.IntN(6) == 0 {
				l.members = append(l.members, p.Work)
			}
		}
		if len(l.members) > 1 {
			w.lists = append(w.lists, l)
		}
	}
	for range 5 {
		lang := [...]string{"fr", "en"}[r.IntN(2)]
		p := &Person{Name: prose.Outlet(r, lang), Lang: lang}
		w.letters = append(w.letters, &newsletter{p.Name, lang, account(r, p, w.Net.Of(post.NewsletterLike), prose.Plain(p.Name))})
	}
}

// steal picks the mailboxes that are taken, in the last weeks.
func (w *World) steal(r *rand.Rand, boxes int) {
	forms := []Form{Mbox, EML, Maildir, Zip}
	for i, n := range r.Perm(len(w.People)) {
		if len(w.Boxes) == boxes {
			break
		}
		p := w.People[n]
		b := &Box{Owner: p, Account: p.Work, Form: forms[i%len(forms)]}
		if i%3 == 2 && p.Private != nil {
			b.Account, b.Private = p.Private, true
		}
		b.Stolen = w.until.Add(-time.Duration(r.IntN(20*24*3600)) * time.Second)
		b.Folder = prose.Plain(p.Name)
		w.boxOf[b.Account.Address] = len(w.Boxes)
		w.Boxes = append(w.Boxes, b)
	}
}
