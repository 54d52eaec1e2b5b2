// Package keys reads the public keys that DKIM and ARC signatures are checked
// with, and says of each where it came from.
//
// It reads zone master files (RFC 1035 §5), a JSON archive, the key folders of
// opendkim and rspamd, PEM public keys, and, only when asked, live DNS. A
// record is read as RFC 6376 §3.6.1 has it, with the Ed25519 keys of RFC 8463
// and the g= tag of RFC 4871.
//
// A key shows what a file or a resolver said, at a time or without one. It does
// not show that the domain's owner held the private half, nor that nobody else
// did. A recovered key (computed from signatures) shows that one private key
// signed many messages under that name, no more. Wildcard records are kept under
// the name they have and match nothing else.
package keys

import (
	"crypto/ed25519"
	"crypto/rsa"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// State says what a key record is good for.
type State string

// The states of a key.
const (
	Usable    State = "usable"    // a key that mail may be checked with
	Revoked   State = "revoked"   // p= is empty: withdrawn by its owner
	Malformed State = "malformed" // broken, of an unknown kind, or not for mail; Problem says which
	Absent    State = "absent"    // DNS said that there is no such record
	Alias     State = "alias"     // a CNAME: the record stands under Target
)

// Key is one key record with its origin. Everything but Name, Record, Target
// and Origin is read from Record, so that a stored key can be made again by New.
type Key struct {
	Name   string // selector._domainkey.example.org: lower case, no trailing dot
	Record string // the TXT content as found, its strings joined; may hold any byte
	Target string // where State is Alias: the name to look under instead

	State   State
	Problem string // what is wrong with the record; beside Usable, what was overlooked

	Algorithm string            // k=: "rsa" (where none is given) or "ed25519"
	RSA       *rsa.PublicKey    // 1 to MaxKeyBits bits, odd; crypto/rsa refuses some of these
	Ed25519   ed25519.PublicKey // 32 bytes
	Bits      int               // size of the modulus; 256 for Ed25519
	// Fingerprint is "sha256:" and 64 hex digits of the public key's
	// SubjectPublicKeyInfo; empty where there is no public key. The same key has
	// the same one under every name and however its record wraps it.
	Fingerprint string

	Hashes         []string // h=, lower case; nil allows all
	Services       []string // s=, lower case; nil is every service
	Granularity    string   // g= of RFC 4871 §3.6.1, "*" where none is given; "" matches nobody
	Notes          string   // n=, as written
	Testing        bool     // t=y
	StrictIdentity bool     // t=s: i= must name d= itself

	Origin Origin
}

// New reads a record found under name. The name must be as Name or a reader of
// this package gives it.
func New(name, record string, o Origin) Key {
	k := ParseRecord(record)
	k.Name, k.Origin = name, o
	return k
}

// NewAbsent is the answer that nothing stands under name.
func NewAbsent(name string, o Origin) Key {
	return Key{Name: name, State: Absent, Origin: o}
}

// NewAlias is a CNAME from name to target.
func NewAlias(name, target string, o Origin) Key {
	return Key{Name: name, Target: target, State: Alias, Origin: o}
}

// AllowsHash reports whether signatures with that hash ("sha1", "sha256") may
// be checked with the key (h=).
func (k Key) AllowsHash(hash string) bool {
	return k.Hashes == nil || slices.Contains(k.Hashes, hash)
}

// domainkey is the label under which all keys stand. RFC 6376 §3.6.2.1
const domainkey = "_domainkey"

// Name is where the key of a selector and domain stands: their _domainkey name
// in lower case, without a trailing dot.
func Name(selector, domain string) string {
	return lower(strings.TrimSuffix(selector+"."+domainkey+"."+domain, "."))
}

// Sizes of names in DNS. RFC 1035 §2.3.4
const (
	maxName  = 253 // bytes, as text without the trailing dot
	maxLabel = 63  // bytes
)

// canonical gives a name in lower case without its trailing dot, or says why it
// cannot be one. Escapes are refused: no selector or domain needs them, and
// decoding one could turn a single label into two.
func canonical(name string) (string, error) {
	s := strings.TrimSuffix(name, ".")
	if len(s) > maxName || !utf8.ValidString(s) {
		return "", fmt.Errorf("name %s is too long or not UTF-8", clip(name))
	}
	if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || strings.ContainsRune(`\"();`, r) }) {
		return "", fmt.Errorf("name %s holds an escape or a sign that no key's name has", clip(name))
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > maxLabel {
			return "", fmt.Errorf("name %s has an empty label or one over %d bytes", clip(name), maxLabel)
		}
	}
	return strings.Clone(lower(s)), nil // not a piece of a long line
}

// lower folds ASCII only, as DNS does: strings.ToLower would turn the Kelvin
// sign into a k and so one domain into another. RFC 4343 §3
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// isKeyName reports whether name has the label of keys.
func isKeyName(name string) bool {
	return strings.Contains("."+name+".", "."+domainkey+".")
}

// maxQuoted is how many bytes of a broken input a message repeats.
const maxQuoted = 80

// clip quotes an input, shortened to what a message can hold.
func clip(s string) string {
	if len(s) > maxQuoted {
		return fmt.Sprintf("%q (and %d bytes more)", s[:maxQuoted], len(s)-maxQuoted)
	}
	return fmt.Sprintf("%q", s)
}
