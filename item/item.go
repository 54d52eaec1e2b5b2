// Package item names what a leak is made of: items, known by the SHA-256 of
// their bytes, and locators, which say where the bytes can be read again.
//
// It knows nobody: every other package may import it.
//
// An item that cannot be read has no bytes to be known by. It is known by the
// SHA-256 of its locator instead, and says so (IDOfLocator).
package item

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Kind says what sort of thing an item is.
type Kind string

// The kinds of items. A container is a file that holds others (an archive, a
// mailbox file); a folder is no item.
const (
	Mail       Kind = "mail"
	Document   Kind = "document"
	Container  Kind = "container"
	Unreadable Kind = "unreadable"
)

// IDOf says what an item's digest was taken of.
type IDOf string

// An item is known by its bytes; one that cannot be read, by its locator.
const (
	IDOfBytes   IDOf = "bytes"
	IDOfLocator IDOf = "locator"
)

// digestPrefix opens the written form of a digest.
const digestPrefix = "sha256:"

// MinDigits is how many hex digits of a digest a person has to give.
const MinDigits = 8

// Digest is a SHA-256.
type Digest [sha256.Size]byte

// Sum is the digest of b.
func Sum(b []byte) Digest { return sha256.Sum256(b) }

// String gives the digest as "sha256:" and 64 hex digits.
func (d Digest) String() string { return digestPrefix + hex.EncodeToString(d[:]) }

// Short gives 16 hex digits of the digest: enough to name an item by.
func (d Digest) Short() string { return hex.EncodeToString(d[:MinDigits]) }

// ParseDigest reads what String writes; the prefix may be missing.
func ParseDigest(s string) (Digest, error) {
	var d Digest
	b, err := hex.DecodeString(strings.TrimPrefix(s, digestPrefix))
	if err != nil || len(b) != len(d) {
		return d, fmt.Errorf("digest %q is not 64 hex digits", s)
	}
	copy(d[:], b)
	return d, nil
}

// DigestPrefix reads the beginning of a digest as a person types it: MinDigits
// or more hex digits, "sha256:" before them or not. It returns them in lower
// case; ok is false where s is something else.
func DigestPrefix(s string) (digits string, ok bool) {
	s = strings.ToLower(strings.TrimPrefix(s, digestPrefix))
	if len(s) < MinDigits || len(s) > 2*sha256.Size {
		return "", false
	}
	for _, c := range s {
		if !strings.ContainsRune("0123456789abcdef", c) {
			return "", false
		}
	}
	return s, true
}
