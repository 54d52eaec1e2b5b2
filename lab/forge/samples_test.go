package forge_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/internal/mailtest"
	"assay/lab/forge"
	"assay/lab/paper"
	"assay/mail"
)

const corpora = "../../../shared/corpora"

// box is a mailbox to forge in.
type box struct {
	name  string
	mails [][]byte
}

// made are the mails of the leak in examples.
func made(t testing.TB) box {
	b := box{name: "examples"}
	for _, pattern := range []string{"varencourt/saved/*", "pelletrin/Maildir/*/*"} {
		b.mails = append(b.mails, readAll(t, "../../examples/leak/"+pattern, 0)...)
	}
	for _, name := range []string{"varencourt/inbox.mbox", "varencourt/sent.mbox", "pelletrin/inbox.mbox"} {
		raw, err := os.ReadFile("../../examples/leak/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split("\n"+string(raw), "\nFrom ")[1:] {
			if _, m, ok := strings.Cut(part, "\n"); ok {
				b.mails = append(b.mails, []byte(m))
			}
		}
	}
	// Some of them are attacks on the reading of mail, and no mail to forge.
	b.mails = slices.DeleteFunc(b.mails, func(raw []byte) bool {
		m := mail.Parse(raw)
		return len(m.All("from")) != 1 || len(m.All("date")) != 1 || len(m.All("subject")) != 1
	})
	if len(b.mails) < 30 {
		t.Fatalf("%d mails in examples", len(b.mails))
	}
	return b
}

// real is a corpus of real mail; the test that asks skips where it is absent.
func real(t testing.TB, name, pattern string, most int) box {
	if _, err := os.Stat(filepath.Join(corpora, name)); err != nil {
		t.Skipf("the shared corpora are absent: %v", err)
	}
	b := box{name, readAll(t, filepath.Join(corpora, name, pattern), most)}
	if len(b.mails) == 0 {
		t.Fatalf("no mail in %s", name)
	}
	return b
}

func readAll(t testing.TB, pattern string, most int) (list [][]byte) {
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	step := 1
	if most > 0 {
		step = max(1, len(names)/most)
	}
	for i := 0; i < len(names); i += step {
		raw, err := os.ReadFile(names[i])
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, raw)
	}
	return list
}

var invented = mailtest.RSA(1024)

// theft is when the forger works in tests; his mailers are of that time.
var theft = time.Date(2022, 11, 3, 14, 5, 6, 0, time.UTC)

// job is a mail of the box with all that a forger can have at hand.
func (b box) job(seed uint64, raw []byte) *forge.Job {
	r := rand.New(rand.NewPCG(seed, uint64(len(raw))))
	j := &forge.Job{R: r, Original: raw, Kind: forge.Mail, Now: theft, Hand: "Visitor"}
	j.Other = func() []byte { return b.mails[r.IntN(len(b.mails))] }
	j.Paper = func(kind string) []byte {
		p := paper.Paper{Format: paper.Format(kind), Seed: r.Uint64(), Title: "Other", Author: "Cleo Fictum", Created: theft.AddDate(-1, 0, 0), Revision: 1,
			Zone: time.UTC, Lang: "en-GB", Paragraphs: []string{"Another paper, of 77 pages."}}
		return p.Bytes()
	}
	of := func(list ...string) func() string { return func() string { return list[r.IntN(len(list))] } }
	in := func(list ...string) func(string) string {
		return func(string) string { return list[r.IntN(len(list))] }
	}
	j.Words = forge.Words{
		Name:     of("Ada Madeup", "Ben Invented", "Cleo Fictum"),
		Address:  of("ada@stranger.example", "ben@stranger.example"),
		Sentence: in("The money went to the other account, as we said.", "Nobody must hear of this before Friday, and it's settled.", "We don't tell the council, it would refuse."),
		Foreign:  in("The harbour of the old town was dredged twice in that century. Fishermen complained of the noise."),
		Spam:     of("Buy cheap pills now!!! Best price, no prescription."),
	}

	j.Sign = func(raw []byte, domain, selector string, whole bool) []byte {
		text := strings.ReplaceAll(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\n", "\r\n")
		return []byte(mailtest.Signature{Key: invented, Domain: domain, Selector: selector, Length: !whole}.Sign(text))
	}
	j.Send = func(l forge.Letter) []byte {
		date := l.Date
		if date.IsZero() {
			date = l.Sent
		}
		return []byte("Received: from client.test by provider.test; " + l.Sent.Format(time.RFC1123Z) + "\r\nFrom: taken@provider.test\r\nTo: " + l.To +
			"\r\nSubject: " + l.Subject + "\r\nDate: " + date.Format(time.RFC1123Z) + "\r\nMessage-ID: <" + l.Sent.UTC().Format("20060102150405") +
			".1@provider.test>\r\n\r\n" + strings.ReplaceAll(l.Text, "\n", "\r\n") + "\r\n")
	}
	return j
}
