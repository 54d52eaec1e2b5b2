// Gcd makes two numbers with an RSA modulus in common, as two signatures and their
// messages give them, or prints the greatest common divisor of two such numbers in
// hexadecimal. bench/gcd.sh uses it to compare assay with GMP.
//
//	gcd make BITS A B      the key is made up from a fixed seed
//	gcd find A B           big-endian bytes
package main

import (
	"context"
	"fmt"
	"log"
	"math/big"
	"math/rand/v2"
	"os"
	"strconv"

	"assay/internal/biggcd"
)

func main() {
	log.SetFlags(0)
	switch args := os.Args[1:]; {
	case len(args) == 4 && args[0] == "make":
		bits, err := strconv.Atoi(args[1])
		if err != nil {
			log.Fatal(err)
		}
		key := newKey(bits)
		for _, name := range args[2:] {
			write(name, key.multiple())
		}
	case len(args) == 3 && args[0] == "find":
		g, err := biggcd.GCD(context.Background(), read(args[1]), read(args[2]), nil)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%x\n", g)
	default:
		log.Fatal("usage: gcd make BITS A B | gcd find A B")
	}
}

const exponent = 65537

type key struct {
	random *rand.Rand
	n, d   *big.Int
}

func newKey(bits int) key {
	k := key{random: rand.New(rand.NewPCG(uint64(bits), 1))}
	one, e := big.NewInt(1), big.NewInt(exponent)
	for k.d == nil {
		p, q := k.prime(bits/2), k.prime(bits/2)
		k.n = new(big.Int).Mul(p, q)
		p.Sub(p, one)
		q.Sub(q, one)
		k.d = new(big.Int).ModInverse(e, p.Mul(p, q))
	}
	return k
}

// prime returns a prime whose two upper bits are set.
func (k key) prime(bits int) *big.Int {
	for {
		p := k.number(bits)
		p.SetBit(p.SetBit(p, bits-1, 1), bits-2, 1)
		if p.SetBit(p, 0, 1).ProbablyPrime(20) {
			return p
		}
	}
}

func (k key) number(bits int) *big.Int {
	bytes := make([]byte, bits/8)
	for i := range bytes {
		bytes[i] = byte(k.random.Uint32())
	}
	return new(big.Int).SetBytes(bytes)
}

// multiple signs a made-up digest, padded as RFC 8017 §9.2 does, and returns the
// multiple of the modulus that this gives away.
func (k key) multiple() *big.Int {
	m := new(big.Int).Lsh(big.NewInt(1), uint(k.n.BitLen()-15))
	m.Sub(m, new(big.Int).Lsh(big.NewInt(1), 416))
	m.Add(m, k.number(408))
	x, err := biggcd.PowSub(context.Background(), new(big.Int).Exp(m, k.d, k.n), exponent, m)
	if err != nil {
		log.Fatal(err)
	}
	return x
}

func write(name string, x *big.Int) {
	if err := os.WriteFile(name, x.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}

func read(name string) *big.Int {
	bytes, err := os.ReadFile(name)
	if err != nil {
		log.Fatal(err)
	}
	return new(big.Int).SetBytes(bytes)
}
