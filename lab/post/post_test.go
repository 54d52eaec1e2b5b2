package post_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"assay/lab/post"
)

var (
	from  = time.Date(2012, 3, 1, 0, 0, 0, 0, time.UTC)
	until = time.Date(2024, 9, 1, 0, 0, 0, 0, time.UTC)
)

// network is one for all tests: its keys take a while.
var network = post.Providers(7, from, until)

var zones = []string{"Europe/Paris", "Europe/London", "America/New_York", "Asia/Tokyo"}

// writers are an account for every mailer of every provider, in both languages.
func writers() (list []*post.Account) {
	for _, p := range network.Providers {
		for i, m := range p.Mailers {
			lang := [...]string{"en", "fr"}[len(list)%2]
			list = append(list, &post.Account{
				Name: [...]string{"Ada Quill", "Élodie Brénac", "Tom O'Hare, Jr."}[len(list)%3], Address: fmt.Sprintf("writer%d@%s", i, p.Domain),
				Provider: p, Mailer: m, Zone: post.Zone(zones[len(list)%len(zones)]), Lang: lang,
			})
		}
	}
	return list
}

const (
	english = "Dear all,\n\nthe accounts of the spring are attached, and I would be glad to have your remarks on them before the meeting of Thursday, so that we can settle what remains.\nFrom the museum we have 1,250 euros; the rest (about 40 %) follows = later.\n\nKind regards"
	french  = "Bonjour à tous,\n\nles comptes du printemps sont joints ; merci de me dire avant jeudi ce que vous en pensez, afin que nous puissions régler l’essentiel avant l’été. Le musée a versé 1 250 € et le reste suivra.\n\nBien à vous"
)

// mails are a letter, an answer, an answer to that, and one passed on, by every
// writer, in rounds two years apart.
func mails(r *rand.Rand, rounds int) (list []*post.Posted) {
	all := writers()
	for round := range rounds {
		at := from.AddDate(2*round, round*2, 3*round).Add(9*time.Hour + time.Duration(r.IntN(5e9)))
		for i, a := range all {
			b := all[(i+3+round)%len(all)]
			text := map[string]string{"en": english, "fr": french}
			l := &post.Letter{From: a, To: []post.Party{b.Party()}, Subject: [...]string{"Accounts", "Comptes de l'été"}[i%2], At: at.Add(time.Duration(i) * time.Hour), Text: text[a.Lang], Campaign: "spring"}
			if i%3 == 0 {
				l.Cc = []post.Party{all[(i+5)%len(all)].Party(), {Address: "press@gazette.example"}}
				l.Attachments = []post.Attachment{{Name: [...]string{"accounts.pdf", "comptes été.pdf"}[i%2], Type: "application/pdf", Content: []byte(strings.Repeat("made up "+fmt.Sprint(i), 40+i*9))}}
			}
			first := network.Post(r, l)
			second := network.Post(r, &post.Letter{From: b, To: []post.Party{a.Party()}, Subject: l.Subject, At: l.At.Add(50 * time.Minute), Text: text[b.Lang], ReplyTo: first})
			third := network.Post(r, &post.Letter{From: a, To: []post.Party{b.Party()}, Subject: l.Subject, At: l.At.Add(26 * time.Hour), Text: "Merci / thanks.", ReplyTo: second})
			passed := network.Post(r, &post.Letter{From: a, To: []post.Party{{Address: "press@gazette.example"}}, Subject: l.Subject, At: l.At.Add(50 * time.Hour), Text: "See below.", Forward: second})
			list = append(list, first, second, third, passed)
		}
	}
	return list
}

// TestDump writes what is made to a folder, to be read: POST_DUMP names it.
func TestDump(t *testing.T) {
	dir := os.Getenv("POST_DUMP")
	if dir == "" {
		t.Skip("POST_DUMP is not set")
	}
	r := rand.New(rand.NewPCG(1, 2))
	all := writers()
	for i, p := range mails(r, 5) {
		to := all[i%len(all)]
		name := fmt.Sprintf("%s/%04d-%s-%s-%d", dir, i, p.From.Provider.Kind, p.From.Mailer, i%4)
		for suffix, content := range map[string][]byte{".raw": p.Raw, ".sent": p.Sent, ".eml": network.Deliver(r, p, to)} {
			if err := os.WriteFile(name+suffix, content, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.WriteFile(dir+"/keys.zone", network.Zone(), 0o644); err != nil {
		t.Fatal(err)
	}
}
