package pipeline

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/casefile"
	"assay/internal/mailtest"
	"assay/item"
	"assay/keys"
	"assay/recoverkey"
)

// signed writes n letters of a domain into a folder, sealed where seal has a
// domain.
func signed(t *testing.T, dir, domain string, key mailtest.Key, n int, seal mailtest.Signature) {
	t.Helper()
	for i := range n {
		raw := mailtest.Signature{Key: key, Domain: domain, Selector: "k1"}.Sign(fmt.Sprintf(
			"From: a@%s\r\nSubject: %s %d\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\n\r\nText.\r\n", domain, filepath.Base(dir), i))
		if seal.Domain != "" {
			seal.Fields = append(mailtest.Without(), "dkim-signature")
			raw = seal.Seal(raw, fmt.Sprintf("dkim=pass header.d=%s header.s=k1", domain))
		}
		writeFile(t, filepath.Join(dir, fmt.Sprint(domain, i, ".eml")), raw)
	}
}

// readAll reads a folder into a case.
func readAll(t *testing.T, c *casefile.Case, dir string) {
	t.Helper()
	r, _ := reader(c, true)
	if err := r.Read(t.Context(), Root{Path: dir, Locator: item.Locator{Root: filepath.Base(dir)}}); err != nil {
		t.Fatal(err)
	}
	lines(t, c)
}

// recovery runs a search with cheap exponents, and notes what it tells and what
// it computes.
type recovery struct {
	told     []string // name, whether it was searched, and the origin of each key
	computed []string // names
}

func (n *recovery) of(c *casefile.Case) *Recoverer {
	return &Recoverer{
		Case: c, Now: examined, Finder: recoverkey.Finder{Exponents: []int{3, 5}},
		Told: func(r Recovered) error {
			line := fmt.Sprint(strings.TrimPrefix(r.Name, "k1._domainkey."), " ", r.Searched)
			for _, k := range r.Keys {
				line += "; " + k.Origin.String()
			}
			n.told = append(n.told, line)
			return nil
		},
		Progress: func(_, _ int, name string, _ recoverkey.Progress) {
			if name = strings.TrimPrefix(name, "k1._domainkey."); !slices.Contains(n.computed, name) {
				n.computed = append(n.computed, name)
			}
		},
	}
}

func (n *recovery) check(t *testing.T, computed []string, told ...string) {
	t.Helper()
	if diff := cmp.Diff(told, n.told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(computed, n.computed); diff != "" {
		t.Errorf("computed (-want +got):\n%s", diff)
	}
}

const nothing = "; nothing outside it says whose it is"

// TestRecoverResumes: a search that ends in the middle goes on with the names
// that are left, and new mail makes its name due again.
func TestRecoverResumes(t *testing.T) {
	key := mailtest.RSAWith(768, 3)
	dir := filepath.Join(t.TempDir(), "leak")
	signed(t, dir, "a.example", key, 5, mailtest.Signature{})
	signed(t, dir, "b.example", mailtest.RSAWith(768, 5), 4, mailtest.Signature{})
	signed(t, dir, "c.example", mailtest.RSAWith(512, 3), 3, mailtest.Signature{})
	signed(t, dir, "d.example", key, 1, mailtest.Signature{})
	c := newCase(t)
	readAll(t, c, dir)

	var n recovery
	r := n.of(c)
	ctx, stop := context.WithCancel(t.Context())
	tell := r.Told
	r.Told = func(found Recovered) error {
		stop()
		return tell(found)
	}
	if err := r.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want %v", err, context.Canceled)
	}
	n.check(t, []string{"a.example", "b.example"}, "a.example true; recovered from 5 messages of the leak"+nothing)

	n = recovery{}
	if err := n.of(c).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	n.check(t, []string{"b.example", "c.example"},
		"a.example false; recovered from 5 messages of the leak"+nothing,
		"b.example true; recovered from 4 messages of the leak"+nothing,
		"c.example true; recovered from 3 messages of the leak"+nothing,
		"d.example true")

	more := filepath.Join(t.TempDir(), "more")
	signed(t, more, "a.example", key, 2, mailtest.Signature{})
	signed(t, more, "d.example", key, 1, mailtest.Signature{})
	readAll(t, c, more)
	n = recovery{}
	if err := n.of(c).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	n.check(t, []string{"d.example"}, // the key of a.example is known: nothing is computed
		"a.example true; recovered from 7 messages of the leak"+nothing,
		"b.example false; recovered from 4 messages of the leak"+nothing,
		"c.example false; recovered from 3 messages of the leak"+nothing,
		"d.example true; recovered from 2 messages of the leak"+nothing)
}

// TestAnchorsHelpToFind: one message of the leak and two from elsewhere give a
// key, which counts.
func TestAnchorsHelpToFind(t *testing.T) {
	key := mailtest.RSAWith(1024, 3)
	dir, elsewhere := filepath.Join(t.TempDir(), "leak"), filepath.Join(t.TempDir(), "elsewhere")
	signed(t, dir, "a.example", key, 1, mailtest.Signature{})
	signed(t, elsewhere, "a.example", key, 2, mailtest.Signature{})
	c := newCase(t)
	readAll(t, c, dir)
	for _, want := range []string{"a.example true", "a.example true; recovered with 1 message of the leak, anchored by 2 messages outside the leak (elsewhere)"} {
		var n recovery
		r := n.of(c)
		if len(want) > 20 {
			root := Root{Path: elsewhere, Locator: item.Locator{Root: "elsewhere"}}
			if count, err := r.Outside(t.Context(), root, func(Unread) {}, func() {}); err != nil || count != (OutsideCount{Mails: 2}) {
				t.Fatalf("%+v, %v", count, err)
			}
		}
		if err := r.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{want}, n.told); diff != "" {
			t.Error(diff)
		}
	}
	if verified := strings.Join(lines(t, c), "\n"); !strings.Contains(verified, `"conclusion":"verified"`) {
		t.Error("the message of the leak is not verified")
	}
}

// TestAttachedAnchorsNothing: who sends a mail chooses what is attached to it.
func TestAttachedAnchorsNothing(t *testing.T) {
	key := mailtest.RSAWith(1024, 3)
	dir, elsewhere := filepath.Join(t.TempDir(), "leak"), filepath.Join(t.TempDir(), "elsewhere")
	signed(t, dir, "a.example", key, 3, mailtest.Signature{})
	for i := range 3 {
		inner := mailtest.Signature{Key: key, Domain: "a.example", Selector: "k1"}.Sign(fmt.Sprintf("From: a@a.example\r\nSubject: inner %d\r\n\r\nText.\r\n", i))
		writeFile(t, filepath.Join(elsewhere, fmt.Sprint(i, ".eml")), "From: x@stranger.example\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n"+inner)
	}
	c := newCase(t)
	readAll(t, c, dir)
	var n recovery
	r := n.of(c)
	root := Root{Path: elsewhere, Locator: item.Locator{Root: "elsewhere"}}
	if count, err := r.Outside(t.Context(), root, func(Unread) {}, func() {}); err != nil || count != (OutsideCount{Mails: 6}) {
		t.Fatalf("%+v, %v", count, err)
	}
	if err := r.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	n.check(t, []string{"a.example"}, "a.example true; recovered from 3 messages of the leak"+nothing)
}

// TestAnchorOfAnchor: the key of a trusted sealer is recovered and anchored, and
// then its word anchors another.
func TestAnchorOfAnchor(t *testing.T) {
	sealer := mailtest.Signature{Key: mailtest.RSAWith(1024, 5), Domain: "seal.example", Selector: "k1"}
	dir, elsewhere := filepath.Join(t.TempDir(), "leak"), filepath.Join(t.TempDir(), "elsewhere")
	signed(t, dir, "a.example", mailtest.RSAWith(1024, 3), 4, sealer)
	signed(t, elsewhere, "seal.example", sealer.Key, 2, mailtest.Signature{})
	c := newCase(t)
	readAll(t, c, dir)
	if _, err := c.AddTrust("seal.example"); err != nil {
		t.Fatal(err)
	}
	var n recovery
	r := n.of(c)
	if _, err := r.Outside(t.Context(), Root{Path: elsewhere, Locator: item.Locator{Root: "elsewhere"}}, func(Unread) {}, func() {}); err != nil {
		t.Fatal(err)
	}
	if err := r.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	n.check(t, []string{"a.example", "seal.example"},
		"a.example true; recovered from 4 messages of the leak"+nothing,
		"seal.example true; recovered from 4 messages of the leak, anchored by 2 messages outside the leak (elsewhere)",
		"a.example false; recovered from 4 messages of the leak, anchored by what seal.example sealed of 4 messages")
}

// TestAnchorTexts: how much it takes to anchor a key.
func TestAnchorTexts(t *testing.T) {
	usual := &rsa.PublicKey{N: mailtest.RSA(1024).N, E: 65537}
	small := &rsa.PublicKey{N: usual.N, E: 3}
	other := mailtest.RSA(2048).N
	mail := func(n int, key *rsa.PublicKey) (list []anchor) {
		for i := range n {
			list = append(list, anchor{Key: digestOf(key).String(), Value: fmt.Sprint(i), Item: fmt.Sprint(i), Where: "a.mbox"})
		}
		return list
	}
	sealed := func(n int) map[string]map[string]bool {
		values := map[string]bool{}
		for i := range n {
			values[fmt.Sprint("sealed", i)] = true
		}
		return map[string]map[string]bool{"seal.example": values}
	}
	const byMail, bySeal = "1 message outside the leak (a.mbox)", "what seal.example sealed of 1 message"
	for name, test := range map[string]struct {
		key     recoverkey.Key
		mail    []anchor
		sealers map[string]map[string]bool
		want    string
	}{
		"nothing":              {recoverkey.Key{Public: usual, Agree: 9}, nil, nil, ""},
		"one mail":             {recoverkey.Key{Public: usual, Agree: 3}, mail(1, usual), nil, byMail},
		"one mail, e=3":        {recoverkey.Key{Public: small, Agree: 3}, mail(1, small), nil, ""},
		"two mails, e=3":       {recoverkey.Key{Public: small, Agree: 3}, mail(2, small), nil, "2 messages outside the leak (a.mbox)"},
		"mail under another":   {recoverkey.Key{Public: usual, Agree: 3}, mail(3, &rsa.PublicKey{N: other, E: 65537}), nil, ""},
		"two agree, one mail":  {recoverkey.Key{Public: usual, Agree: 2}, mail(1, usual), nil, byMail},
		"one agrees, one mail": {recoverkey.Key{Public: usual, Agree: 1}, mail(1, usual), nil, ""},
		"one sealed":           {recoverkey.Key{Public: usual, Agree: 3}, nil, sealed(1), bySeal},
		"two agree, sealed":    {recoverkey.Key{Public: usual, Agree: 2}, nil, sealed(2), ""},
		"one sealed, e=3":      {recoverkey.Key{Public: small, Agree: 3}, nil, sealed(1), ""},
		"both":                 {recoverkey.Key{Public: small, Agree: 3}, mail(1, small), sealed(1), byMail + " and by " + bySeal},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(anchorTexts(test.key, test.mail, test.sealers), " and by "); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// TestBatches: names are taken by so many samples at a time, one at least.
func TestBatches(t *testing.T) {
	const fit = maxHeld / recoverkey.MaxSamples
	list := slices.Repeat([]*named{{samples: 10 * maxHeld}}, fit+3)
	if got := len(nextBatch(list)); got != fit {
		t.Errorf("%d names, want %d", got, fit)
	}
	if got := len(nextBatch(list[:1])); got != 1 {
		t.Errorf("%d names of one", got)
	}
}

// TestRecoveredAreKept: a case gives back what was found, once.
func TestRecoveredAreKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "leak")
	signed(t, dir, "a.example", mailtest.RSAWith(768, 3), 4, mailtest.Signature{})
	c := newCase(t)
	readAll(t, c, dir)
	for range 2 {
		var n recovery
		if err := n.of(c).Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		list, err := Keys(c.View)
		if err != nil || len(list) != 1 {
			t.Fatalf("%d keys, %v", len(list), err)
		}
		if o := list[0].Origin; o.Source != keys.FromLeak || !o.Recovered || !o.Unanchored() || o.Agree != 4 || o.Of != 4 {
			t.Errorf("%+v", o)
		}
	}
}
