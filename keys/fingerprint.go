package keys

import (
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"assay/item"
)

// fingerprint is the SHA-256 of a key's SubjectPublicKeyInfo in DER, made anew:
// records wrap the same key in more than one way. It is what
//
//	openssl pkey -pubin -outform DER | sha256sum
//
// gives. RFC 5280 §4.1, RFC 8410 §4
func (k *Key) fingerprint() string {
	var public crypto.PublicKey = k.Ed25519
	if k.RSA != nil {
		public = k.RSA
	}
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return "" // a kind that DER has no form for; none gets here
	}
	return item.Digest(sha256.Sum256(der)).String()
}

// ParseName reads how people name a key: as DNS does,
// SELECTOR._domainkey.DOMAIN, or as DOMAIN/SELECTOR. It gives the DNS name.
func ParseName(text string) (string, error) {
	name := text
	// A list of names takes what begins with a # for a comment, and Name would
	// make something else of bytes that are not UTF-8.
	if !utf8.ValidString(text) || strings.HasPrefix(text, "#") || strings.Contains(text, "/#") {
		return "", fmt.Errorf("%s holds what no key's name does", clip(text))
	}
	if domain, selector, ok := strings.Cut(text, "/"); ok {
		if strings.Contains(selector, "/") || isKeyName(lower(text)) {
			return "", fmt.Errorf("%s mixes DOMAIN/SELECTOR and the name in the DNS", clip(text))
		}
		if domain == "" || selector == "" {
			return "", fmt.Errorf("%s lacks its domain or its selector", clip(text))
		}
		name = Name(selector, domain)
	}
	name, err := canonical(name)
	if err != nil {
		return "", err
	}
	if selector, domain := SplitName(name); selector == "" || domain == "" {
		return "", fmt.Errorf("%s is neither DOMAIN/SELECTOR nor SELECTOR._domainkey.DOMAIN", clip(text))
	}
	return name, nil
}

// SplitName takes the DNS name of a key apart; both are empty where it is none.
func SplitName(name string) (selector, domain string) {
	selector, domain, ok := strings.Cut(name, "."+domainkey+".")
	if !ok {
		return "", ""
	}
	return selector, domain
}

// errNoPublic is said of a record in a list of exposed keys that holds none.
var errNoPublic = errors.New("p= is empty: there is no public key in it")

// fingerprintOf is the fingerprint of the public key in p=, or in a whole
// record. Without k= the size tells the kind: no RSA key has 32 bytes.
func fingerprintOf(record string) (fingerprint, overlooked string, err error) {
	k := ParseRecord(record)
	if k.State == Malformed && !strings.Contains(record, ";") {
		if e := ParseRecord("k=ed25519; " + record); e.State == Usable {
			k = e
		}
	}
	switch k.State {
	case Usable:
		return k.Fingerprint, k.Problem, nil
	case Revoked:
		return "", "", errNoPublic
	}
	return "", "", errors.New(k.Problem)
}
