package pipeline

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"slices"

	"assay/domain"
	"assay/examine"
	"assay/item"
	"assay/judge"
	"assay/keys"
	"assay/mail"
	"assay/repair"
	"assay/sign"
)

// repairVersion names the search. What an older one did not find is searched
// anew.
const repairVersion = "1"

// attempt is the outcome of searches for one mail, as the case keeps it.
type attempt struct {
	// Question is what was to be answered: the signatures and the keys that
	// they were tried under. Another one makes the attempt void.
	Question []byte `json:"question"`
	Round    int    `json:"round"`           // the last one that tried it
	Found    int    `json:"found,omitempty"` // the one that found the message; 0 for none
	// Thorough is the shape of the mail when it was searched with more effort.
	Thorough []byte `json:"thorough,omitempty"`
	judge.Mended
	// People and Type are what the mail lends to others as hints, and what it
	// needs of them.
	People []string `json:"people,omitempty"`
	Type   string   `json:"type,omitempty"`
	Domain string   `json:"domain,omitempty"` // of the signature
}

// questions are the signatures of a mail that fail, and that a key at hand
// could confirm if the bytes were others.
type questions []question

type question struct {
	offset  int
	domain  string
	aligned bool
	key     string // the record of the key that decides
	target  repair.Target
}

// ask looks for what there is to repair in a mail. A signature asks nothing
// where it holds already, where no key is at hand, or where its value is no
// signature under any of the keys: no bytes could change that.
func ask(f *examine.Signed, lookup sign.Lookup) (list questions) {
	for i := range f.Sign.Signatures {
		ev := &f.Sign.Signatures[i]
		if ev.Kind != sign.DKIM || ev.Problem != "" || len(ev.Digest) == 0 {
			continue
		}
		q := question{offset: ev.Offset, domain: ev.Domain, aligned: isAligned(ev.Domain, f.Authors)}
		known := lookup(keys.Name(ev.Selector, ev.Domain))
		if ev.BodyHash == sign.Matches && slices.ContainsFunc(known, func(k keys.Key) bool {
			return k.State == keys.Usable && !k.Origin.Unanchored() && ev.Verify(sign.Public(&k))
		}) {
			continue
		}
		for i := range known {
			if known[i].Origin.Unanchored() { // it counts as none
				continue
			}
			t, ok := target(ev, &known[i])
			if ok {
				q.target, q.key = t, known[i].Record
				list = append(list, q)
				break
			}
		}
	}
	// The author's own signature goes first: what it leads to is what counts.
	slices.SortStableFunc(list, func(a, b question) int { return cmp.Compare(rankOf(a), rankOf(b)) })
	return list
}

func rankOf(q question) int {
	if q.aligned {
		return 0
	}
	return 1
}

func isAligned(signer string, authors []string) bool {
	return slices.ContainsFunc(authors, func(a string) bool { return domain.Aligned(signer, domain.OfAddress(a)) })
}

// target is what decides under a key; ok is false where the key can decide
// nothing for this signature.
func target(ev *sign.Evidence, k *keys.Key) (t repair.Target, ok bool) {
	switch {
	case k.State != keys.Usable || sign.Unfit(k, ev) != "":
		return t, false
	case k.RSA != nil:
		t.Digest, ok = ev.Expected(k.RSA)
		return t, ok
	}
	signed, public := ev.Signed, k.Ed25519
	t.Verify = func(digest []byte) bool { return signed.VerifyEd25519(public, digest) }
	return t, true
}

// sum is the hash by which a question is known again.
func (list questions) sum() []byte {
	h := sha256.New()
	h.Write([]byte(repairVersion))
	for _, q := range list {
		h.Write([]byte{0})
		h.Write([]byte(q.domain))
		h.Write(q.target.Digest)
		h.Write([]byte(q.key))
	}
	return h.Sum(nil)[:16]
}

// search answers the questions of one mail as far as it can. memory gives the
// hints.
func (list questions) search(raw []byte, memory *repair.Memory, effort repair.Effort) attempt {
	m := mail.Parse(raw)
	a := attempt{Question: list.sum(), People: repair.People(m)}
	list.each(m, memory, effort, func(q question, out repair.Outcome) bool {
		a.Tries += out.Tries
		if out.Body && !a.Body {
			a.Body, a.BodyRewrites = true, out.BodyRewrites
		}
		if out.Raw != nil {
			a.found(m, out, q.domain)
		}
		return out.Raw == nil
	})
	return a
}

// message is the message that was signed, nil where it is not found.
func (list questions) message(raw []byte, memory *repair.Memory) (signed []byte) {
	list.each(mail.Parse(raw), memory, repair.Thorough, func(_ question, out repair.Outcome) bool {
		signed = out.Raw
		return signed == nil
	})
	return signed
}

// each searches for one question after the other until visit returns false.
func (list questions) each(m *mail.Message, memory *repair.Memory, effort repair.Effort, visit func(question, repair.Outcome) bool) {
	people := repair.People(m)
	for _, q := range list {
		at := slices.IndexFunc(m.Header, func(f mail.Field) bool { return f.Offset == q.offset })
		if at >= 0 && !visit(q, repair.Search(m, m.Header[at], q.target, memory.For(people, q.domain), effort)) {
			return
		}
	}
}

// found keeps the message that was signed: its facts, what is otherwise in it,
// and the way to it.
func (a *attempt) found(stored *mail.Message, out repair.Outcome, by string) {
	signed := mail.Parse(bytes.Clone(out.Raw))
	facts := examine.Message(signed.Raw)
	facts.Parts = nil
	difference := repair.Compare(stored, signed)
	a.Facts, a.Rewrites, a.Difference = &facts, out.Rewrites, &difference
	a.Patch = repair.Patch(stored.Raw, signed.Raw)
	a.People, a.Domain = repair.People(signed), by
	if f, ok := signed.First("content-type"); ok && !f.Long() {
		a.Type = f.Unfolded()
	}
}

// restless reports whether a mail may be found with better hints or more
// effort: its body was, and who it names is signed.
func (a *attempt) restless() bool {
	return a.Facts == nil && a.Body && len(a.People) > 2
}

// shape is what mail that was damaged alike has in common.
func (a *attempt) shape() item.Digest {
	list := slices.Clone(a.People)
	slices.Sort(list)
	var b []byte
	for _, p := range list {
		b = append(append(b, p...), 0)
	}
	return item.Sum(b)
}
