// Package recoverkey computes RSA public keys from signatures that were made
// with them. A value s made of the encoded hash m under (n, e) satisfies
// s^e ≡ m mod n (RFC 8017 §5.2.2), so n divides the greatest common divisor of
// s1^e - m1 and s2^e - m2; what else divides both is small and is taken away.
//
// What it shows: that one private key signed the messages that verify. What it
// cannot show: whose key that is. Two fakes under one invented key agree as
// well, so a key counts for nothing until something outside the leak says whose
// it is. It finds no Ed25519 keys: their signatures hold no such relation.
//
// The values are a forger's to choose. What one name may cost is bounded by the
// constants here.
package recoverkey

import (
	"context"
	"crypto/rsa"
	"math/big"

	"assay/item"
	"assay/sign"
)

const (
	// MaxBits is the largest modulus that is looked for: 65,537 times as many
	// bits are computed with. RFC 8301 §3.2 asks of verifiers no more.
	MaxBits = 4096
	// MaxSamples is how many signatures of one name are looked at.
	MaxSamples = 20_000
	// Enough is how many messages have to agree before a key can count: of any
	// two a common divisor can be arranged.
	Enough = 3

	maxPairs   = 24 // pairs of one name in all: each can take a minute
	firstPairs = 8  // pairs without success before the first key is given up
	laterPairs = 3  // pairs without success among what found keys leave over in a row
)

// Exponents are the public exponents that keys have, the cheap ones first: the
// cost grows with them.
var Exponents = []int{3, 5, 17, 65537}

// Sample is one signature of a name.
type Sample struct {
	sign.Signed
	Item item.Digest // of the message it stands in
	// Intact tells that the body is the one that the signature announces: then
	// the header mostly is as well. Seals, which cover no body, are intact.
	Intact bool
	// Outside tells that the message is not of the leak.
	Outside bool
}

// Key is a key that was found.
type Key struct {
	Public  *rsa.PublicKey
	Agree   int // messages of the leak that verify
	Outside int // messages from elsewhere that verify
}

// Why says why there is no key, or no further one.
type Why string

// The reasons.
const (
	NotRSA   Why = "not-rsa"  // no signature is of RSA
	BadSize  Why = "bad-size" // values too short or too long to be signatures
	TooFew   Why = "too-few"  // fewer than two signatures that differ
	Disagree Why = "disagree" // the pairs that were tried have no modulus in common
	Refused  Why = "refused"  // what they have in common is no modulus; Detail says why
)

// Result is what one name gave.
type Result struct {
	Keys   []Key // in the order in which they were found
	Of     int   // messages of the leak that were looked at
	Pairs  int   // pairs of which a divisor was computed
	Why    Why   // where Keys is empty
	Detail string
}

// Progress tells how far the work on one name is.
type Progress struct {
	Pair     int     // from 1
	Exponent int     // that is tried
	Share    float64 // of its greatest common divisor, 0 to 1
}

// Finder finds keys.
type Finder struct {
	Exponents []int          // those that are tried; Exponents where nil
	Progress  func(Progress) // may be nil
}

// Find looks for the keys that made the samples of one name. Samples should be
// in the order of time, since keys change with it. known are keys that an
// earlier search found: what they verify is not searched again. A key that
// verifies no sample is not in the result. Errors are those of ctx.
func (f Finder) Find(ctx context.Context, samples []Sample, known []*rsa.PublicKey) (Result, error) {
	w := newWork(f, samples)
	for _, k := range known {
		w.take(k)
	}
	for failed := map[int]int{}; w.result.Pairs < maxPairs; {
		g, limit := w.largest(failed)
		if len(g) == 0 {
			break
		}
		found, err := w.search(ctx, g, limit)
		if err != nil {
			return w.result, err
		}
		if !found {
			failed[len(g[0].Value)]++
		}
	}
	w.explain()
	return w.result, nil
}

// Check is Find without a search: what known keys verify.
func Check(samples []Sample, known []*rsa.PublicKey) Result {
	w := newWork(Finder{}, samples)
	for _, k := range known {
		w.take(k)
	}
	return w.result
}

// sample is a Sample as numbers.
type sample struct {
	Sample
	value, encoded *big.Int
	place          int // among those of its length whose body is intact
}

// work is the search under one name.
type work struct {
	Finder
	left    []*sample // that no key verifies yet
	result  Result
	rsa     bool // some sample was of RSA
	sized   int  // samples that could be signatures
	refused string
}

func newWork(f Finder, samples []Sample) *work {
	w := &work{Finder: f}
	if w.Exponents == nil {
		w.Exponents = Exponents
	}
	type same struct{ algorithm, digest, value string }
	seen := map[same]*sample{}
	messages := map[item.Digest]bool{}
	for _, s := range samples[:min(len(samples), MaxSamples)] {
		if !s.Outside {
			messages[s.Item] = true
		}
		if s.Algorithm != "rsa-sha256" && s.Algorithm != "rsa-sha1" {
			continue
		}
		w.rsa = true
		numbers, ok := read(s)
		if !ok {
			continue
		}
		id := same{s.Algorithm, string(s.Digest), string(numbers.value.Bytes())}
		if first := seen[id]; first != nil { // a copy of the message
			first.Intact = first.Intact || s.Intact
			first.Outside = first.Outside && s.Outside // the leaker had it
			continue
		}
		seen[id] = numbers
		w.left = append(w.left, numbers)
	}
	places := map[int]int{}
	for _, s := range w.left {
		if s.Intact {
			s.place = places[len(s.Value)]
			places[len(s.Value)]++
		}
	}
	w.sized, w.result.Of = len(w.left), len(messages)
	return w
}

// read makes numbers of a sample; ok is false where it cannot be a signature.
func read(s Sample) (*sample, bool) {
	size := len(s.Value)
	if size*8 > MaxBits {
		return nil, false
	}
	encoded, value := s.Encoded(size), new(big.Int).SetBytes(s.Value)
	// 0 and 1 are their own powers: they hold nothing of a modulus.
	if encoded == nil || value.BitLen() < 2 {
		return nil, false
	}
	return &sample{Sample: s, value: value, encoded: encoded}, true
}

// take keeps a key with what it verifies, and takes that from what is left.
func (w *work) take(public *rsa.PublicKey) {
	messages, outside := map[item.Digest]bool{}, map[item.Digest]bool{}
	var left []*sample
	for _, s := range w.left {
		switch {
		case !s.VerifiedBy(public):
			left = append(left, s)
		case s.Outside:
			outside[s.Item] = true
		default:
			messages[s.Item] = true
		}
	}
	w.left = left
	if len(messages)+len(outside) > 0 {
		w.result.Keys = append(w.result.Keys, Key{public, len(messages), len(outside)})
	}
}

// explain says why there is no key.
func (w *work) explain() {
	switch {
	case len(w.result.Keys) > 0:
	case !w.rsa:
		w.result.Why = NotRSA
	case w.sized == 0:
		w.result.Why = BadSize
	case w.result.Pairs == 0:
		w.result.Why = TooFew
	case w.refused != "":
		w.result.Why, w.result.Detail = Refused, w.refused
	default:
		w.result.Why = Disagree
	}
}
