package pipeline

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"maps"
	"slices"
	"strings"
	"time"

	"assay/domain"
	"assay/examine"
	"assay/item"
	"assay/keys"
	"assay/recoverkey"
	"assay/sign"
)

const (
	// maxKeyName is the longest name that the DNS holds. RFC 1035 §2.3.4
	maxKeyName = 253
	// maxKeyNames is how many names are searched; LeftOut counts what is not.
	maxKeyNames = 100_000
	// maxHeld is how many signatures are held in memory at a time, half a
	// kilobyte each.
	maxHeld = 100_000
)

// named is a name whose key nobody has.
type named struct {
	name     string
	samples  int
	messages int
	last     item.Digest // the message that was counted last
	chain    item.Digest // of all its samples
}

// held is a sample, and what orders and anchors it.
type held struct {
	recoverkey.Sample
	at     int64  // that it claims to have been signed at, seconds since 1970
	sealer string // a trusted one that recorded it as passing
	where  string // of mail from elsewhere: the PATH that it was found in
}

// signatures calls visit for every signature of a mail that could be a sample:
// those of DKIM, the message signatures of ARC, and its seals.
func signatures(d item.Digest, f *examine.Facts, witnesses []witness, visit func(name, domain string, h held)) {
	var date int64
	if t, err := time.Parse(time.RFC3339, f.Date); err == nil {
		date = t.Unix()
	}
	tell := func(selector, domain, problem string, signed sign.Signed, intact bool, at int64, sealer string) {
		name := keys.Name(selector, domain)
		if problem != "" || selector == "" || domain == "" || len(name) > maxKeyName || len(signed.Digest) == 0 {
			return
		}
		if 8*len(signed.Value) > recoverkey.MaxBits {
			signed.Value = nil // it need not be held: there is no such key
		}
		h := held{Sample: recoverkey.Sample{Signed: signed, Item: d, Intact: intact}, at: cmp.Or(at, date), sealer: sealer}
		visit(name, domain, h)
	}
	for i := range f.Sign.Signatures {
		ev := &f.Sign.Signatures[i]
		tell(ev.Selector, ev.Domain, ev.Problem, ev.Signed, ev.BodyHash == sign.Matches, ev.SignedAt, sealerOf(witnesses, i))
		if a := ev.ARCSet; a != nil {
			tell(a.Selector, a.Sealer, a.Problem, a.Seal, true, a.SealAt, "")
		}
	}
}

// survey finds the names whose key nobody has, those with most messages first.
func (r *Recoverer) survey() ([]*named, error) {
	all := map[string]*named{}
	chain := sha256.New()
	r.LeftOut = 0
	err := r.Case.MailFacts(func(d item.Digest, b []byte) error {
		f, err := examine.ReadFacts(b)
		if err != nil {
			return err
		}
		signatures(d, f, nil, func(name, signer string, h held) {
			n, seen := all[name]
			switch {
			case !seen && len(all) >= maxKeyNames:
				r.LeftOut++
			case !seen:
				if r.wanted(name, signer) {
					n = &named{name: name}
				}
				all[name] = n // nil where it is not wanted
			}
			if n != nil {
				n.add(chain, h)
			}
		})
		return nil
	})
	list := slices.DeleteFunc(slices.Collect(maps.Values(all)), func(n *named) bool { return n == nil })
	slices.SortFunc(list, func(a, b *named) int {
		return cmp.Or(cmp.Compare(b.messages, a.messages), strings.Compare(a.name, b.name))
	})
	return list, err
}

// add counts a sample, and makes it part of what tells one set from another.
func (n *named) add(h hash.Hash, s held) {
	n.samples++
	if s.Item != n.last || n.messages == 0 {
		n.messages++
		n.last = s.Item
	}
	h.Reset()
	h.Write(n.chain[:])
	for _, part := range [][]byte{s.Item[:], []byte(s.Algorithm), s.Digest, s.Value} {
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(part))))
		h.Write(part)
	}
	h.Sum(n.chain[:0])
}

// wanted reports whether a name is asked for and has no key from outside the
// leak.
func (r *Recoverer) wanted(name, signer string) bool {
	if r.Domain != "" && !domain.Within(signer, r.Domain) {
		return false
	}
	return !slices.ContainsFunc(r.judge.Keys(name), func(k keys.Key) bool {
		return k.State == keys.Usable && k.Origin.Source != keys.FromLeak
	})
}

// nextBatch is as many names as fit into memory with their samples.
func nextBatch(names []*named) []*named {
	room := maxHeld
	for i, n := range names {
		if room -= min(n.samples, recoverkey.MaxSamples); room < 0 && i > 0 {
			return names[:i]
		}
	}
	return names
}

// collect reads the samples of names, each list in the order of time.
func (r *Recoverer) collect(names []*named) (map[string][]held, error) {
	lists := make(map[string][]held, len(names))
	for _, n := range names {
		lists[n.name] = nil
	}
	err := r.Case.MailFacts(func(d item.Digest, b []byte) error {
		f, err := examine.ReadFacts(b)
		if err != nil {
			return err
		}
		signatures(d, f, r.judge.Witnesses(f), func(name, _ string, h held) {
			if list, ok := lists[name]; ok && len(list) < recoverkey.MaxSamples {
				lists[name] = append(list, h)
			}
		})
		return nil
	})
	for _, list := range lists {
		inTime(list)
	}
	return lists, err
}

func inTime(list []held) {
	slices.SortStableFunc(list, func(a, b held) int { return cmp.Compare(a.at, b.at) })
}

// merge puts samples of the leak and from elsewhere in one order.
func merge(leak, outside []held) []recoverkey.Sample {
	all := slices.Concat(leak, outside)
	inTime(all)
	list := make([]recoverkey.Sample, len(all))
	for i := range all {
		list[i] = all[i].Sample
	}
	return list
}
