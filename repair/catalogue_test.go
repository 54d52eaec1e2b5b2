package repair

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestEveryRewrite damages mail in every way of the table: the signed message
// comes back. With one thing changed on top of it that the author said, never.
func TestEveryRewrite(t *testing.T) {
	covered := map[string]int{}
	tries, good := 0, 0
	for _, d := range damages {
		t.Run(d.id+"/"+d.name, func(t *testing.T) {
			for i, l := range d.letters() {
				damaged, ok := d.damaged(l, l)
				if !ok {
					continue
				}
				covered[d.id]++
				tries++
				if d.recovers(t, l, damaged) {
					good++
				}
				d.neverTrusts(t, l, i == 0 && !testing.Short())
			}
		})
	}
	for _, r := range Catalogue() {
		if covered[r.ID] == 0 {
			t.Errorf("a rewrite without a case: %s", r.ID)
		}
	}
	t.Logf("%d of %d damaged mails came back", good, tries)
}

// letters are mails of all kinds that the damage can be done to, each signed
// in one of the ways that there are.
func (d damage) letters() (list []letter) {
	for _, shape := range shapes {
		mark := map[string]string{"plain": "p", "html": "h", "alternative": "m", "attached": "a"}[shape]
		if d.shapes != "" && !strings.Contains(d.shapes, mark) {
			continue
		}
		l := plainLetter
		l.shape = shape
		n := number(d.id + d.name + shape)
		l.simple, l.ed25519 = n%2 == 1, n%5 == 0
		if d.with != nil {
			d.with(&l)
		}
		list = append(list, l)
	}
	return list
}

func number(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32() >> 8
}

// damaged is a mail under the signature of another, damaged; ok is false where
// the damage cannot be done to it.
func (d damage) damaged(l, signed letter) (raw string, ok bool) {
	before := lfOf(signed.signature() + l.raw())
	after := d.do(before)
	if d.crlf || number(d.name+l.shape)%3 == 0 {
		after = crlfOf(after)
	}
	return after, lfOf(after) != before
}

func (d damage) recovers(t *testing.T, l letter, damaged string) bool {
	out := l.attempt(damaged, d.hints)
	name := fmt.Sprintf("%s, simple %v, Ed25519 %v", l.shape, l.simple, l.ed25519)
	if out.Raw == nil {
		t.Errorf("%s: not found (body %v by %v, %d tries, bounded %v)\n%s", name, out.Body, out.BodyRewrites, out.Tries, out.Bounded, damaged)
		return false
	}
	if diff := l.same(out.Raw); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
	if !slices.Contains(out.Rewrites, d.id) {
		t.Errorf("%s: undone by %v", name, out.Rewrites)
	}
	return true
}

// neverTrusts tries every forgery, or some.
func (d damage) neverTrusts(t *testing.T, l letter, every bool) {
	for name, forge := range forgeries {
		forged := forge(l)
		if forged.raw() == l.raw() || !every && number(name+d.name+l.shape)%5 > 0 {
			continue
		}
		damaged, _ := d.damaged(forged, l)
		if out := l.attempt(damaged, d.hints); out.Raw != nil {
			t.Errorf("%s, another %s: found by %v", l.shape, name, out.Rewrites)
		}
	}
}

// together are damages that come one after the other on one mail.
var together = [][]string{
	{"mbox-from/mboxrd", "list-footer/Mailman's"},
	{"list-footer/Mailman's", "mbox-from/mboxrd"},
	{"subject-tag/in front", "list-footer/Mailman's", "reply-to/that of From"},
	{"subject-tag/behind Re:", "from-rewritten/in X-Original-From", "list-footer/Mailman's"},
	{"transfer-encoding/8bit to quoted-printable", "list-footer/Mailman's", "content-fields/charset in quotes"},
	{"list-footer/Mailman's", "transfer-encoding/8bit to base64"},
	{"unwrap/a footer as a part", "subject-tag/in front", "list-fields/Sender"},
	{"part-footer/of the text", "html-footer/before the end"},
	{"edge-lines/one put in", "list-footer/of a group", "address-order/two swapped"},
	{"banner/from outside", "subject-tag/two", "date-format/a zone's name"},
	{"address-format/in quotes", "date-format/without the day", "encoded-words/Q to B"},
}

// TestCombinations does several damages to one mail.
func TestCombinations(t *testing.T) {
	for _, names := range together {
		t.Run(strings.Join(names, "+"), func(t *testing.T) {
			both := combined(t, names)
			l := both.letters()[0]
			damaged, ok := both.damaged(l, l)
			if !ok {
				t.Fatal("nothing was damaged")
			}
			out := l.attempt(damaged, Hints{})
			if out.Raw == nil {
				t.Fatalf("not found (body %v by %v, %d tries)\n%s", out.Body, out.BodyRewrites, out.Tries, damaged)
			}
			if diff := l.same(out.Raw); diff != "" {
				t.Error(diff)
			}
			both.neverTrusts(t, l, !testing.Short())
		})
	}
}

// combined is one damage made of several.
func combined(t *testing.T, names []string) damage {
	both := damage{do: func(s string) string { return s }, with: func(*letter) {}, shapes: "phma"}
	for _, name := range names {
		i := slices.IndexFunc(damages, func(d damage) bool { return d.id+"/"+d.name == name })
		if i < 0 {
			t.Fatalf("no damage %q", name)
		}
		d, do, with := damages[i], both.do, both.with
		both.name += name
		both.do = func(s string) string { return d.do(do(s)) }
		both.with = func(l *letter) {
			if with(l); d.with != nil {
				d.with(l)
			}
		}
		if d.shapes != "" {
			both.shapes = strings.Map(func(r rune) rune {
				if strings.ContainsRune(d.shapes, r) {
					return r
				}
				return -1
			}, both.shapes)
		}
	}
	return both
}

// TestShareOfRandomMail damages random mail in one or two random ways, and
// counts what comes back.
func TestShareOfRandomMail(t *testing.T) {
	const want = 0.95
	random := rand.New(rand.NewPCG(1, 2))
	found, total := 0, 0
	for total < 400 && !(testing.Short() && total == 60) {
		d := damages[random.IntN(len(damages))]
		list := d.letters()
		l := list[random.IntN(len(list))]
		l.text += randomText(random)
		l.simple = l.simple || random.IntN(2) == 0
		l.ed25519 = random.IntN(4) == 0
		l.length = random.IntN(8) == 0
		damaged, ok := d.damaged(l, l)
		if !ok {
			continue
		}
		total++
		out := l.attempt(damaged, d.hints)
		if out.Raw == nil {
			t.Logf("%s/%s: %s, simple %v, l= %v: not found (body %v)", d.id, d.name, l.shape, l.simple, l.length, out.Body)
			continue
		}
		found++
		if diff := l.same(out.Raw); diff != "" {
			t.Errorf("%s/%s: %s", d.id, d.name, diff)
		}
	}
	t.Logf("%d of %d came back", found, total)
	if float64(found) < want*float64(total) {
		t.Errorf("%d of %d came back, want %v", found, total, want)
	}
}

// randomText is some paragraphs of words, quotations, and lines that mailbox
// files and mail servers touch.
func randomText(random *rand.Rand) string {
	var b strings.Builder
	for range random.IntN(40) {
		b.WriteString([]string{"", "> ", ">> ", ".", "From ", "  ", "\t"}[random.IntN(7)*random.IntN(2)])
		for range random.IntN(14) {
			b.WriteString([]string{"zoo", "the", "animal,", "eats", "=", "a  b", "100", "is", "--", "longer"}[random.IntN(10)] + " ")
		}
		b.WriteString(strings.Repeat("x", random.IntN(3)) + "\n")
	}
	return b.String()
}
