package repair

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"testing"
	"time"
	"bytes"

	"assay/keys"
	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

func targets(ev *sign.Evidence, lookup sign.Lookup) (list []Target) {
	for _, k := range lookup(keys.Name(ev.Selector, ev.Domain)) {
		if k.State != keys.Usable { continue }
		if k.RSA != nil {
			if d, ok := ev.Signed.Expected(k.RSA); ok { list = append(list, Target{Digest: d}) }
		} else if ev.Algorithm == "ed25519-sha256" {
			s := ev.Signed
			pub := k.Ed25519
			list = append(list, Target{Verify: func(d []byte) bool { return s.VerifyEd25519(pub, d) }})
		}
	}
	return
}

func TestScratch(t *testing.T) {
	b, err := keys.Read("../../shared/corpora/keys/keys.zone")
	if err != nil { t.Fatal(err) }
	lookup := keys.NewSet(b.Keys).Lookup
	files, _ := filepath.Glob("../../shared/corpora/pairs-relay-altered/altered/*.eml")
	sort.Strings(files)
	mem := NewMemory()
	for _, f := range files { raw, _ := os.ReadFile(f); mem.AddOrder(People(mail.Parse(raw)), false) }
	done := map[string]bool{}
	for round := 0; round < 4; round++ {
		judge, nokey, impossible, body, ok, tries := 0, 0, 0, 0, 0, 0
		start := time.Now()
		for _, f := range files {
			raw, _ := os.ReadFile(f)
			m := mail.Parse(raw)
			r := dkim.NewReader(m)
			facts := r.Read()
			best := ""
			for i := range facts.Signatures {
				ev := &facts.Signatures[i]
				if len(lookup(keys.Name(ev.Selector, ev.Domain))) == 0 { nokey++; continue }
				ts := targets(ev, lookup)
				if len(ts) == 0 { impossible++; continue }
				judge++
				var field mail.Field
				for _, x := range m.All("dkim-signature") { if x.Offset == ev.Offset { field = x } }
				if done[f] { ok++; body++; best = "x"; break }
				for _, tg := range ts {
					eff := Usual
					if round == 1 { eff = Thorough }
					t0 := time.Now()
					out := Search(m, field, tg, mem.For(People(m), ev.Domain), eff)
					tries += out.Tries
					if out.Body { body++ }
					if time.Since(t0) > 300*time.Millisecond { fmt.Println("slow", filepath.Base(f), time.Since(t0), out.Tries) }
					if out.Raw != nil { ok++; done[f] = true
						intact, _ := os.ReadFile(filepath.Join("../../shared/corpora/pairs-relay-altered/intact", filepath.Base(f)))
						_, a, _ := bytes.Cut(intact, []byte("\n\n")); _, c, _ := bytes.Cut(out.Raw, []byte("\n\n"))
						same := bytes.Equal(bytes.TrimSpace(a), bytes.TrimSpace(c))
						fmt.Println(filepath.Base(f), out.Rewrites, len(out.Order), out.Tries, same)
						mem.AddOrder(out.Order, true)
						best = "ok"; break }
					if round == 3 { fmt.Println("no", filepath.Base(f), out.Body, out.BodyRewrites, out.Tries, out.Bounded) }
				}
				if best != "" { break }
			}
		}
		fmt.Println("round", round, "judgeable", judge, "nokey", nokey, "impossible", impossible, "body", body, "ok", ok, "tries", tries, time.Since(start))
	}
}
