package recoverkey

import (
	"crypto/rsa"
	"math/big"

	"assay/item"
)

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
		case !s.Verify(public):
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
