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
