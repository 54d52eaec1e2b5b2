package keys

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// maxRecord is how many bytes a TXT record can hold. RFC 1035 §3.2.1
const maxRecord = 65535

// ParseRecord reads the text of a key record. It never fails: what cannot be
// used comes back Malformed with its Problem. Name and Origin stay empty.
//
// It overlooks what verifiers in use overlook: empty list elements, empty h=
// and s=, missing base64 padding, and text behind the padding, which Problem
// then names.
func ParseRecord(text string) Key {
	k := Key{Record: text, State: Usable, Algorithm: "rsa", Granularity: "*"}
	if err := k.parse(); err != nil {
		k.State, k.Problem = Malformed, err.Error()
	}
	return k
}

func (k *Key) parse() error {
	tags, err := splitTags(k.Record)
	if err != nil {
		return err
	}
	if a, ok := tags["k"]; ok {
		k.Algorithm = lower(a)
	}
	if g, ok := tags["g"]; ok {
		k.Granularity = g
	}
	k.Notes = tags["n"]
	k.Hashes = splitList(tags["h"])
	k.Services = splitList(tags["s"])
	for _, flag := range splitList(tags["t"]) {
		k.Testing = k.Testing || flag == "y"
		k.StrictIdentity = k.StrictIdentity || flag == "s"
	}
	p, ok := tags["p"]
	switch {
	case !ok:
		return errors.New("p= is missing")
	case p == "":
		k.State = Revoked
		return nil
	case k.Services != nil && !holdsAny(k.Services, "*", "email"):
		return fmt.Errorf("s= %s does not allow mail", clip(tags["s"]))
	}
	return k.parsePublic(p)
}

// parsePublic reads p= as k= says.
func (k *Key) parsePublic(p string) error {
	b, overlooked, err := decodeBase64(p)
	if err != nil {
		return err
	}
	switch k.Algorithm {
	case "rsa":
		if k.RSA, err = parseRSA(b); err != nil {
			return err
		}
		k.Bits = k.RSA.N.BitLen()
	case "ed25519":
		if k.Ed25519, err = parseEd25519(b); err != nil {
			return err
		}
		k.Bits = 8 * len(k.Ed25519)
	default:
		return fmt.Errorf("k= %s is not supported", clip(k.Algorithm))
	}
	k.Problem, k.Fingerprint = overlooked, k.fingerprint()
	return nil
}

// splitTags reads a tag list. Names are case-sensitive, and none may stand
// twice. RFC 6376 §3.2
func splitTags(text string) (map[string]string, error) {
	if len(text) > maxRecord {
		return nil, fmt.Errorf("the record is over %d bytes", maxRecord)
	}
	tags := map[string]string{}
	for spec := range strings.SplitSeq(text, ";") {
		spec = strings.Trim(spec, blanks)
		if spec == "" {
			continue
		}
		name, value, ok := strings.Cut(spec, "=")
		name, value = strings.Trim(name, blanks), strings.Trim(value, blanks)
		if !ok || !isTagName(name) {
			return nil, fmt.Errorf("%s is not a tag", clip(spec))
		}
		if _, twice := tags[name]; twice {
			return nil, fmt.Errorf("tag %s= stands twice", name)
		}
		// RFC 6376 §3.6.1
		if name == "v" && (len(tags) > 0 || value != "DKIM1") {
			return nil, fmt.Errorf("v= %s is not DKIM1 in the first place", clip(value))
		}
		tags[name] = value
	}
	return tags, nil
}

// blanks is the folding white space that may stand between the parts of a tag.
const blanks = " \t\r\n"

func isTagName(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		letter := 'a' <= c && c <= 'z'
		if !letter && (i == 0 || s[i] != '_' && (s[i] < '0' || s[i] > '9')) {
			return false
		}
	}
	return s != ""
}

// splitList reads a colon-separated list; nil where it holds nothing.
func splitList(value string) []string {
	var list []string
	for s := range strings.SplitSeq(value, ":") {
		if s = strings.Trim(s, blanks); s != "" {
			list = append(list, lower(s))
		}
	}
	return list
}

func holdsAny(list []string, words ...string) bool {
	for _, s := range list {
		for _, w := range words {
			if s == w {
				return true
			}
		}
	}
	return false
}

// decodeBase64 reads base64 with white space in it. The padding is optional
// (RFC 6376 §2.10); what follows it is left out, as most decoders do, and named.
func decodeBase64(p string) (b []byte, overlooked string, err error) {
	p = strings.Map(func(r rune) rune {
		if strings.ContainsRune(blanks, r) {
			return -1
		}
		return r
	}, p)
	data, rest, _ := strings.Cut(p, "=")
	if rest = strings.TrimLeft(rest, "="); rest != "" {
		overlooked = fmt.Sprintf("p= goes on behind its padding: %s left out", clip(rest))
	}
	if b, err = base64.RawStdEncoding.DecodeString(data); err != nil {
		return nil, "", fmt.Errorf("p= %s is not base64: %w", clip(p), err)
	}
	return b, overlooked, nil
}
