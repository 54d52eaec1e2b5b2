package post

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"sync"
	"time"
)

// period is how a provider signs for a time. Keys are test keys: whoever knows
// the seed can make them.
type period struct {
	selector    string // empty: in this period it signs nothing
	from, until time.Time
	bits        int
	key         func() *rsa.PrivateKey
}

// periodsOf cuts the time of the network into the periods of a provider.
func (n *Network) periodsOf(p *Provider) (list []period) {
	h := hashed("periods", n.seed, p.Domain)
	years := 2 + int(h%2)
	start := time.Date(n.from.Year()-int(h>>8%2), 1+time.Month(h>>16%12), 1+int(h>>24%28), 0, 0, 0, 0, time.UTC)
	for start.After(n.from) {
		start = start.AddDate(-1, 0, 0)
	}
	late := p.own.signsLate && h>>40%3 == 0
	for i := 0; start.Before(n.until); i++ {
		end := start.AddDate(years, i%3, i*5%20)
		pd := period{from: start, until: end, bits: 2048}
		if start.Year() < 2014 && p.Kind != GmailLike {
			pd.bits = 1024
		}
		if !late || i > 0 {
			pd.selector = p.own.selector(p, start, i)
			pd.key = sync.OnceValue(func() *rsa.PrivateKey { return testKey(n.seed, pd.selector+"."+p.Domain, pd.bits) })
		}
		list, start = append(list, pd), end
	}
	return list
}

// periodAt is the period in which at lies, or nil where nothing is signed then.
func (p *Provider) periodAt(at time.Time) *period {
	for i := range p.periods {
		if pd := &p.periods[i]; pd.selector != "" && !at.Before(pd.from) && at.Before(pd.until) {
			return pd
		}
	}
	return nil
}

// testKey derives a key from its name: rsa.GenerateKey does not promise the same
// key for the same random numbers.
func testKey(seed uint64, name string, bits int) *rsa.PrivateKey {
	r := rand.New(rand.NewPCG(seed, hashed("key", name)))
	const exponent = 65537
	for {
		p, q := prime(r, bits/2), prime(r, bits/2)
		n := new(big.Int).Mul(p, q)
		one := big.NewInt(1)
		phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
		d := new(big.Int).ModInverse(big.NewInt(exponent), phi)
		if d == nil || n.BitLen() != bits {
			continue
		}
		key := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: n, E: exponent}, D: d, Primes: []*big.Int{p, q}}
		key.Precompute()
		return key
	}
}

// prime is the next one after a random odd number whose two top bits are set, so
// that the product of two has all its bits.
func prime(r *rand.Rand, bits int) *big.Int {
	b := make([]byte, bits/8)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	b[0] |= 0xC0
	b[len(b)-1] |= 1
	n := new(big.Int).SetBytes(b)
	residues := make([]uint64, len(smallPrimes()))
	for i, p := range smallPrimes() {
		residues[i] = new(big.Int).Mod(n, new(big.Int).SetUint64(p)).Uint64()
	}
	for step := uint64(0); ; step += 2 {
		if !divisible(residues, step) {
			if c := new(big.Int).Add(n, new(big.Int).SetUint64(step)); c.ProbablyPrime(4) {
				return c
			}
		}
	}
}

func divisible(residues []uint64, step uint64) bool {
	for i, p := range smallPrimes() {
		if (residues[i]+step)%p == 0 {
			return true
		}
	}
	return false
}

// smallPrimes are the odd primes below 2000: trying them first is ten times
// faster than testing every number.
var smallPrimes = sync.OnceValue(func() (list []uint64) {
	for n := uint64(3); n < 2000; n += 2 {
		isPrime := true
		for _, p := range list {
			isPrime = isPrime && n%p != 0
		}
		if isPrime {
			list = append(list, n)
		}
	}
	return list
})

// Zone is all DKIM keys of the network as a master file (RFC 1035 §5), as
// assay run --keys reads it. It derives those keys that were not used yet.
func (n *Network) Zone() []byte {
	n.derive()
	var b strings.Builder
	b.WriteString("; Public DKIM keys of a made-up world, derived from a seed: test keys, worth nothing elsewhere.\n")
	for _, p := range n.Providers {
		for i := range p.periods {
			pd := &p.periods[i]
			if pd.selector == "" || !p.Signs {
				continue
			}
			fmt.Fprintf(&b, "%s._domainkey.%s. 3600 IN TXT", pd.selector, p.Domain)
			for text := record(&pd.key().PublicKey); text != ""; {
				part := text[:min(len(text), 255)] // RFC 1035 §3.3: a string holds no more
				fmt.Fprintf(&b, " %q", part)
				text = text[len(part):]
			}
			fmt.Fprintf(&b, " ; published; seen %s..%s\n", pd.from.Format(time.DateOnly), pd.until.Format(time.DateOnly))
		}
	}
	return []byte(b.String())
}

// derive makes all keys at once, each by itself.
func (n *Network) derive() {
	var all sync.WaitGroup
	for _, p := range n.Providers {
		for i := range p.periods {
			if pd := &p.periods[i]; pd.selector != "" && p.Signs {
				all.Go(func() { pd.key() })
			}
		}
	}
	all.Wait()
}

// record is a key as DNS holds it. RFC 6376 §3.6.1
func record(key *rsa.PublicKey) string {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		panic(err) // a key made above
	}
	return "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(der)
}
