package post_test

import (
	"bytes"
	"fmt"
	"html"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	godkim "github.com/emersion/go-msgauth/dkim"

	"assay/keys"
	"assay/lab/post"
	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
	"assay/tell"
)

// published reads the network's zone file as assay reads it.
var published = sync.OnceValue(func() *keys.Set {
	dir, err := os.MkdirTemp("", "post")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "keys.zone")
	if err := os.WriteFile(name, network.Zone(), 0o600); err != nil {
		panic(err)
	}
	batch, err := keys.Read(name)
	if err != nil || len(batch.Problems) > 0 {
		panic(fmt.Sprint(err, batch.Problems))
	}
	return keys.NewSet(batch.Keys)
})

// signatures are what assay says of a mail's signatures.
func signatures(raw []byte) []sign.Signature {
	facts := dkim.NewReader(mail.Parse(raw)).Read()
	return sign.JudgeAll(&facts, published().Lookup, until.Unix())
}

// byTheOther is what go-msgauth says of them.
func byTheOther(t *testing.T, raw []byte) (list []error) {
	t.Helper()
	results, err := godkim.VerifyWithOptions(bytes.NewReader(raw), &godkim.VerifyOptions{LookupTXT: func(name string) (records []string, err error) {
		for _, k := range published().Lookup(strings.ToLower(name)) {
			records = append(records, k.Record)
		}
		return records, nil
	}})
	if err != nil {
		t.Error(err)
	}
	for _, v := range results {
		list = append(list, v.Err)
	}
	return list
}

func silent(t *testing.T, what string, raw []byte) {
	t.Helper()
	m := mail.Parse(raw)
	for _, f := range tell.OfMail(tell.NewMail(m, m.Text())).Findings {
		t.Errorf("%s: %s %s: %s", what, f.ID, f.Where, f.Why)
	}
}

// TestSignaturesHold verifies every mail as it leaves and as it arrives, with
// assay and with another maker's code.
func TestSignaturesHold(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	signed, unsigned := map[post.Kind]int{}, map[post.Kind]int{}
	all := writers()
	for i, p := range mails(r, 5) {
		what := fmt.Sprintf("%d %s by %s", i, p.MessageID, p.From.Mailer)
		for _, raw := range [][]byte{p.Raw, network.Deliver(r, p, all[i%len(all)])} {
			list := signatures(raw)
			if len(list) == 0 {
				unsigned[p.From.Provider.Kind]++
			}
			for _, s := range list {
				signed[p.From.Provider.Kind]++
				if s.Result != sign.Pass {
					t.Errorf("%s: %s %s", what, s.Result, s.Reason)
				}
			}
			others := byTheOther(t, raw)
			if len(others) != len(list) {
				t.Errorf("%s: %d signatures, the other found %d", what, len(list), len(others))
			}
			for _, err := range others {
				if err != nil && !strings.Contains(err.Error(), "has expired") { // it goes by today's clock
					t.Errorf("%s: %v", what, err)
				}
			}
		}
	}
	for _, p := range network.Providers {
		if p.Mailers == nil {
			continue
		}
		if p.Signs != (signed[p.Kind] > 0) || !p.Signs && unsigned[p.Kind] == 0 {
			t.Errorf("%s: signs %v, %d mails signed, %d not", p.Kind, p.Signs, signed[p.Kind], unsigned[p.Kind])
		}
	}
}

// TestTellsAreSilent: nothing here was altered.
func TestTellsAreSilent(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	all := writers()
	damages := post.Damages()
	for i, p := range mails(r, 5) {
		what := fmt.Sprintf("%d %s by %s", i, p.MessageID, p.From.Mailer)
		to := all[(i*7)%len(all)]
		stored := network.Deliver(r, p, to)
		silent(t, what+" sent", p.Sent)
		silent(t, what+" raw", p.Raw)
		silent(t, what+" stored", stored)
		silent(t, what+" takeout", post.Takeout(p, stored, "Inbox", i%2 == 0))
		d := damages[i%len(damages)]
		silent(t, what+" "+d.Name, d.Apply(r, stored))
		silent(t, what+" "+d.Name+" of sent", d.Apply(r, p.Sent))
		for _, list := range lists() {
			silent(t, what+" by "+list.Name, network.Deliver(r, network.ViaList(r, p, list), to))
		}
	}
}

func lists() []*post.List {
	p := network.Of(post.MailmanLike)
	return []*post.List{
		{Name: "Intact", Address: "intact@" + p.Domain, Provider: p},
		{Name: "Tagged", Address: "tagged@" + p.Domain, Provider: p, Tag: "[tagged]", Footer: "Tagged mailing list\ntagged@" + p.Domain},
		{Name: "Munged", Address: "munged@" + p.Domain, Provider: p, Munge: true},
	}
}

// TestLists: signatures survive a list that leaves mail intact, and no other.
func TestLists(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	to := writers()[0]
	for i, p := range mails(r, 1) {
		if len(signatures(p.Raw)) == 0 {
			continue
		}
		for _, list := range lists() {
			raw := network.Deliver(r, network.ViaList(r, p, list), to)
			list0 := signatures(raw)
			if holds := list0[len(list0)-1].Result == sign.Pass; holds != (list.Name == "Intact") {
				t.Errorf("%d %s via %s: %s %s", i, p.From.Mailer, list.Name, list0[0].Result, list0[0].Reason)
			}
			for _, want := range []string{"List-Id: ", "Return-Path: <" + strings.Split(list.Address, "@")[0] + "-bounces@", list.Tag, strings.Split(list.Footer, "\n")[0]} {
				if !bytes.Contains(raw, []byte(want)) {
					t.Errorf("%s: no %q", list.Name, want)
				}
			}
		}
	}
}

// TestTextsAreRead: what a writer wrote is what a reader finds, in every form.
func TestTextsAreRead(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	for i, p := range mails(r, 2) {
		for _, raw := range [][]byte{p.Raw, p.Sent} {
			m := mail.Parse(raw)
			var pages, plains int
			m.Root.Leaves(func(part *mail.Part) bool {
				content, rubbish := m.Decode(part)
				if rubbish != 0 {
					t.Errorf("%d: %d bytes of rubbish", i, rubbish)
				}
				text, known := mail.DecodeCharset(content, part.Charset())
				switch part.Type {
				case "text/html":
					pages++
				case "text/plain":
					plains++
				default:
					return true
				}
				if part.Type == "text/html" {
					text = html.UnescapeString(tags.ReplaceAllString(text, ""))
				}
				if !known || !strings.Contains(bare(text), bare(p.Text)) {
					t.Errorf("%d by %s, %s: %q is not in %q", i, p.From.Mailer, part.Type, p.Text, text)
				}
				return true
			})
			if pages+plains == 0 || pages > 1 || plains > 1 {
				t.Errorf("%d by %s: %d pages, %d plain texts", i, p.From.Mailer, pages, plains)
			}
			if subject, _ := m.First("subject"); !strings.HasSuffix(mail.DecodeWords(subject.Unfolded()), p.Subject) {
				t.Errorf("subject %q of %q", mail.DecodeWords(subject.Unfolded()), p.Subject)
			}
		}
	}
}

// TestSameSeedSameMail: all hangs on the seed.
func TestSameSeedSameMail(t *testing.T) {
	a, b := mails(rand.New(rand.NewPCG(6, 1)), 1), mails(rand.New(rand.NewPCG(6, 1)), 1)
	to := writers()[1]
	for i := range a {
		one := network.Deliver(rand.New(rand.NewPCG(1, uint64(i))), a[i], to)
		two := network.Deliver(rand.New(rand.NewPCG(1, uint64(i))), b[i], to)
		if !bytes.Equal(one, two) || !bytes.Equal(a[i].Sent, b[i].Sent) {
			t.Fatalf("%d differs", i)
		}
	}
	if other := post.Providers(7, from, from.AddDate(1, 0, 0)); !bytes.HasPrefix(network.Zone(), other.Zone()[:600]) {
		t.Error("the same seed gives other keys")
	}
}
