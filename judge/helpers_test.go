package judge_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/conclude"
	"assay/examine"
	"assay/finding"
	"assay/internal/mailtest"
	"assay/item"
	"assay/judge"
	"assay/keys"
	"assay/source"
)

// letter is a mail of its author's own domain.
const letter = "From: Ann Author <ann@press.example>\r\nTo: b@council.example\r\nCc: c@council.example\r\n" +
	"Reply-To: ann@press.example\r\nSubject: The contract\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\n" +
	"Message-ID: <1@press.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n" +
	"Content-Transfer-Encoding: 7bit\r\n\r\nThe meeting is on Monday.\r\n"

// mail is a signed mail and what is known beside it. Each test changes one
// thing of it.
type mail struct {
	raw    string                     // before it is signed
	by     mailtest.Signature         // who signs it
	sealed string                     // what a sealer recorded; not sealed where empty
	sealer string                     // d= of the sealer
	sent   func(signed string) string // what happens to it afterwards
	tags   string                     // of the key record
	origin keys.Origin                // of the key
	trust  []string
}

func newMail() *mail {
	return &mail{
		raw:    letter,
		by:     mailtest.Signature{Key: mailtest.RSA(2048), Domain: "press.example", Selector: "k1"},
		sealer: "seal.example",
		sent:   func(signed string) string { return signed },
	}
}

// examined is the moment of all examinations.
var examined = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)

func (m *mail) bytes() []byte {
	raw := m.raw
	if m.by.Key.N != nil || m.by.Key.Ed25519 != nil {
		raw = m.by.Sign(raw)
	}
	if m.sealed != "" {
		raw = mailtest.Signature{Key: mailtest.RSA(2048), Domain: m.sealer, Selector: "k1"}.Seal(raw, m.sealed)
	}
	return []byte(m.sent(raw))
}

// keys are those of the signer, and of a sealer.
func (m *mail) keys() *keys.Set {
	list := []keys.Key{keys.New("k1._domainkey.seal.example", mailtest.RSA(2048).Record(""), keys.Origin{})}
	if m.by.Domain != "" {
		list = append(list, keys.New(keys.Name("k1", m.by.Domain), m.by.Key.Record(m.tags), m.origin))
	}
	return keys.NewSet(list)
}

// facts reads a mail.
func facts(t *testing.T, raw []byte) *examine.Facts {
	t.Helper()
	var first *examine.Facts
	e := source.Entry{Locator: item.Locator{Root: "leak"}, Kind: item.Mail, Format: source.FormatMail, Data: raw}
	err := (&examine.Examiner{}).Entry(context.Background(), e, func(it examine.Item) error {
		if first == nil {
			first = &it.Facts
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return first
}

// record judges a mail.
func (m *mail) record(t *testing.T) *judge.Record {
	t.Helper()
	raw := m.bytes()
	j := &judge.Judge{Keys: m.keys().Lookup, Trust: m.trust, Now: examined}
	r, err := j.Item(item.Sum(raw), item.IDOfBytes, facts(t, raw), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// outcome is what a test wants of a record.
type outcome struct {
	Word    conclude.Word
	Limits  string // joined with blanks
	Finding string // ID of one finding on the signatures
}

func want(word conclude.Word, limits, id string) outcome { return outcome{word, limits, id} }

// check compares an outcome; the finding only has to be among those given.
func check(t *testing.T, r *judge.Record, w outcome) {
	t.Helper()
	got := outcome{r.Conclusion, strings.Join(r.Limits, " "), ""}
	for _, f := range r.Findings {
		if f.ID == w.Finding {
			got.Finding = f.ID
		}
		if f.Why == "" || f.Outcome == "" || f.Says == "" {
			t.Errorf("finding %+v is incomplete", f)
		}
	}
	if diff := cmp.Diff(w, got); diff != "" {
		t.Error(diff)
		for _, f := range r.Findings {
			t.Logf("%s: %s", f.ID, f.Why)
		}
	}
	if r.Conclusion == conclude.Verified && r.Basis != finding.AuthorSigned {
		t.Errorf("verified on the basis %q", r.Basis)
	}
}

func replace(old, with string) func(*mail) {
	return func(m *mail) { m.raw = strings.Replace(m.raw, old, with, 1) }
}

func afterwards(old, with string) func(*mail) {
	return func(m *mail) {
		m.sent = func(signed string) string { return strings.Replace(signed, old, with, 1) }
	}
}
