package cert

import (
	"crypto"
	"crypto/dsa" //lint:ignore SA1019 its keys are named
	"crypto/rsa"
	"fmt"
)

// Sizes of RSA and DSA keys: below refusedBits a key can be factored by those
// who want to; below weakBits today's rules (NIST SP 800-131A) ask for more.
const (
	refusedBits = 1024
	weakBits    = 2048
)

// Refused says why today's rules refuse a signature of this algorithm and key,
// whose mathematics may still hold; empty where they do not. Two documents of
// one SHA-1 or MD5 hash can be made by whoever prepares both.
func Refused(a Algorithm, public crypto.PublicKey) string {
	if a.Hash == crypto.MD5 || a.Hash == crypto.SHA1 {
		return fmt.Sprintf("it rests on %s, of which two documents with one hash can be prepared", HashName(a.Hash))
	}
	if bits := keyBits(public); bits > 0 && bits < refusedBits {
		return fmt.Sprintf("its key has only %d bits and may have been factored", bits)
	}
	return ""
}

// weakens lists what weakens a signature of this algorithm and key without
// refusing it, in plain words.
func weakens(a Algorithm, public crypto.PublicKey) (list []string) {
	if why := Refused(a, public); why != "" {
		list = append(list, why)
	}
	if bits := keyBits(public); bits >= refusedBits && bits < weakBits {
		list = append(list, fmt.Sprintf("its key has %d bits, and today's rules ask for %d", bits, weakBits))
	}
	return list
}

// keyBits is the size of an RSA or DSA key; 0 for others.
func keyBits(public crypto.PublicKey) int {
	switch key := public.(type) {
	case *rsa.PublicKey:
		return key.N.BitLen()
	case *dsa.PublicKey:
		return key.P.BitLen()
	}
	return 0
}

// breakable says why anybody could have made a path that leads to a root: a key
// in it can be factored, or an authority signed by MD5, by which certificates of
// one hash were made. Empty where nobody could.
func breakable(path []*Certificate) string {
	for i, c := range path {
		if bits := keyBits(c.Public); bits > 0 && bits < refusedBits {
			return fmt.Sprintf("the key of %s has only %d bits and may have been factored by anybody", quoted(c), bits)
		}
		if i+1 < len(path) && c.Algorithm.Hash == crypto.MD5 {
			return fmt.Sprintf("%s was vouched for by MD5, by which certificates in other names were made", quoted(c))
		}
	}
	return ""
}
