package repair

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/keys"
	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

const pairs = "../../shared/corpora/pairs-relay-altered"

// Of the 165 mails for whose signatures there is a key, so many at least are
// repaired: at first sight, and with what the ones that were repaired say of
// the order of people. What is lost: the order of long lists of Cc that a
// mailing list mixed, and addresses that it took out of them, where no other
// mail names them.
const (
	leastAtOnce = 73
	leastInEnd  = 123
)

// TestPairs repairs real mail as a list altered it, and holds the bodies that
// are found against the same mail as it came by another way.
func TestPairs(t *testing.T) {
	files, _ := filepath.Glob(pairs + "/altered/*.eml")
	b, err := keys.Read("../../shared/corpora/keys/keys.zone")
	if err != nil || len(files) == 0 {
		t.Skip("the shared corpora are not here")
	}
	if testing.Short() {
		t.Skip("takes seconds")
	}
	run := pairRun{t: t, lookup: keys.NewSet(b.Keys).Lookup, memory: NewMemory(), done: map[string]bool{}}
	for _, f := range files {
		m := mail.Parse(read(t, f))
		run.memory.AddOrder(People(m), false)
		run.memory.AddBoxes(m)
	}
	t.Log("round\tmails with a key\tbody found\trepaired\ttries")
	for round, effort := range []Effort{Usual, Thorough, Usual} {
		run.round(files, effort)
		t.Logf("%d\t%d\t%d\t%d\t%d", round, run.judgeable, run.bodies, len(run.done), run.tries)
		if round == 0 && len(run.done) < leastAtOnce {
			t.Errorf("%d repaired at once, want %d", len(run.done), leastAtOnce)
		}
	}
	if len(run.done) < leastInEnd {
		t.Errorf("%d repaired, want %d", len(run.done), leastInEnd)
	}
}

type pairRun struct {
	t                        *testing.T
	lookup                   sign.Lookup
	memory                   *Memory
	done                     map[string]bool
	judgeable, bodies, tries int
}

func (p *pairRun) round(files []string, effort Effort) {
	p.judgeable, p.bodies, p.tries = 0, 0, 0
	for _, f := range files {
		m := mail.Parse(read(p.t, f))
		judgeable, body := false, false
		for _, ev := range dkim.NewReader(m).Read().Signatures {
			for _, target := range targetsOf(&ev, p.lookup) {
				judgeable = true
				if p.done[f] {
					body = true
					continue
				}
				out := Search(m, fieldAt(m, ev.Offset), target, p.memory.For(People(m), ev.Domain), effort)
				p.tries += out.Tries
				body = body || out.Body
				if out.Raw != nil {
					p.check(f, ev, out)
				}
			}
		}
		if judgeable {
			p.judgeable++
		}
		if body {
			p.bodies++
		}
	}
}

// check holds a hit against the twin.
func (p *pairRun) check(f string, ev sign.Evidence, out Outcome) {
	p.done[f] = true
	p.memory.AddOrder(out.Order, true)
	m := mail.Parse(out.Raw)
	for _, again := range dkim.NewReader(m).Read().Signatures {
		if bytes.Equal(again.Value, ev.Value) && again.BodyHash != sign.Matches {
			p.t.Errorf("%s: the signature does not hold over what was found", f)
		}
	}
	intact := mail.Parse(read(p.t, filepath.Join(pairs, "intact", filepath.Base(f))))
	if !begins(words(intact), words(m)) && !begins(strings.Fields(intact.Text()), strings.Fields(m.Text())) {
		p.t.Errorf("%s: another body than that of its twin, by %v", f, out.Rewrites)
	}
}

// begins reports whether list begins so: the twin may have the footer of
// another list.
func begins(list, so []string) bool {
	return len(list) >= len(so) && slices.Equal(list[:len(so)], so)
}

// words are those of the body as it is stored, white space apart.
func words(m *mail.Message) []string { return strings.Fields(string(m.Raw[m.Body:])) }

func targetsOf(ev *sign.Evidence, lookup sign.Lookup) (list []Target) {
	for _, k := range lookup(keys.Name(ev.Selector, ev.Domain)) {
		switch {
		case k.State != keys.Usable:
		case k.RSA != nil:
			if d, ok := ev.Signed.Expected(k.RSA); ok {
				list = append(list, Target{Digest: d})
			}
		case ev.Algorithm == "ed25519-sha256":
			list = append(list, Target{Verify: func(d []byte) bool { return ev.Signed.VerifyEd25519(k.Ed25519, d) }})
		}
	}
	return list
}

func fieldAt(m *mail.Message, offset int) mail.Field {
	i := slices.IndexFunc(m.Header, func(f mail.Field) bool { return f.Offset == offset })
	return m.Header[i]
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
