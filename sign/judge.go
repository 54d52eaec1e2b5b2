package sign

import (
	"crypto"
	"fmt"
	"strings"
	"time"

	"assay/keys"
)

// weakBits is the modulus under which a valid signature is policy, not pass.
// RFC 8301 §3.2
const weakBits = 1024

// Lookup finds every key that is known for a name, in a defined order.
type Lookup func(name string) []keys.Key

// Judge answers for one signature what keys and time say. now is the moment of
// the examination, in seconds since 1970: it tells what is expired, which
// decides nothing alone.
func Judge(ev *Evidence, lookup Lookup, now int64) Signature {
	s := Signature{
		Kind: ev.Kind, Domain: ev.Domain, Selector: ev.Selector, Identity: ev.Identity,
		Algorithm: ev.Algorithm, Canon: ev.Canon, BodyHash: ev.BodyHash,
		SignedAt: timestamp(ev.SignedAt), Expires: timestamp(ev.Expires), Expired: ev.Expired(now),
		Covers: ev.Covers, Offset: ev.Offset, StrictEnds: ev.StrictEnds,
	}
	v := verdictOf(ev.Signed, keys.Name(ev.Selector, ev.Domain), lookup, func(k *keys.Key) string { return Unfit(k, ev) })
	s.Header, s.used, s.origins, s.unanchored, s.Key = v.match, v.key, v.origins, v.unanchored, shown(v)
	if len(ev.Digest) == 0 { // nothing could be computed
		s.Header = ""
	}
	s.Result, s.Reason = v.result, v.reason
	switch {
	case ev.Problem != "":
		s.Result, s.Reason = PermError, ev.Problem
	case v.result == PermError || v.result == TempError:
	case ev.BodyHash != Matches:
		s.Result, s.Reason = Fail, "the body is not the one that was signed"
		if v.match == Mismatches {
			s.Reason = "neither the body nor the signed fields are what was signed"
		}
	}
	return s
}

// verdict is what the keys of one name say of one value.
type verdict struct {
	match   Match
	result  Result
	reason  string
	key     *keys.Key
	origins []keys.Origin // of key, and of others that give the same match
	// unanchored is where there is no key, and a key that counts as none fits.
	unanchored *keys.Origin
}

// rank orders verdicts: with several keys under one name the best one counts,
// since keys come and go and their archive holds them all.
func (v verdict) rank() int {
	switch {
	case v.result == Pass:
		return 5
	case v.result == Policy:
		return 4
	case v.match == Matches: // under a key that is unfit
		return 3
	case v.result == Fail:
		return 2
	case v.result == PermError:
		return 1
	}
	return 0
}

// verdictOf tries a value under every key of a name.
func verdictOf(value Signed, name string, lookup Lookup, unfit func(*keys.Key) string) verdict {
	best := verdict{match: NoKey, result: TempError, reason: "no key for " + name + " is at hand"}
	candidates := lookup(name)
	for i := range candidates {
		if candidates[i].Origin.Unanchored() {
			continue
		}
		v := tryKey(value, &candidates[i], unfit)
		switch {
		case v.rank() > best.rank():
			best = v
			best.origins = []keys.Origin{candidates[i].Origin}
		case v.match == Matches && best.match == Matches && v.rank() == best.rank():
			best.origins = append(best.origins, candidates[i].Origin)
		}
	}
	if best.result == TempError {
		best.noteUnanchored(value, candidates)
	}
	return best
}

func tryKey(value Signed, k *keys.Key, unfit func(*keys.Key) string) verdict {
	switch k.State {
	case keys.Revoked:
		return verdict{match: NoKey, result: PermError, key: k, reason: fmt.Sprintf("the key is withdrawn: its record is empty (%s)", k.Origin)}
	case keys.Absent:
		return verdict{match: NoKey, result: PermError, key: k, reason: fmt.Sprintf("there is no such key (%s)", k.Origin)}
	case keys.Malformed:
		return verdict{match: NoKey, result: PermError, key: k, reason: fmt.Sprintf("the key record is malformed: %s (%s)", k.Problem, k.Origin)}
	case keys.Alias:
		return verdict{match: NoKey, result: TempError, reason: "the key's name leads to " + k.Target + ", and no key is at hand there"}
	}
	v := verdict{match: Mismatches, result: Fail, reason: "the signed fields are not what was signed", key: k}
	if value.Verify(Public(k)) {
		v = verdict{match: Matches, result: Pass, key: k}
	}
	if why := unfit(k); why != "" {
		v.result, v.reason = PermError, why
		return v
	}
	if v.result == Pass {
		v.result, v.reason = strength(value.Algorithm, k)
	}
	return v
}

// strength is pass, or policy for what RFC 8301 has forbidden since 2018.
func strength(algorithm string, k *keys.Key) (Result, string) {
	switch {
	case k.Algorithm == "rsa" && k.Bits < weakBits:
		return Policy, fmt.Sprintf("valid, but the key has %d bits: others can find its private half", k.Bits)
	case algorithm == "rsa-sha1":
		return Policy, "valid, but signed with SHA-1"
	}
	return Pass, ""
}

// Unfit says why a key was not published for such a signature, or "".
// RFC 6376 §3.6.1
func Unfit(k *keys.Key, ev *Evidence) string {
	family, hash, _ := strings.Cut(ev.Algorithm, "-")
	switch {
	case k.Algorithm != family:
		return "the key is of kind " + k.Algorithm + ", the signature of kind " + family
	case !k.AllowsHash(hash):
		return "the key's h= does not allow " + hash
	case k.StrictIdentity && identityDomain(ev) != ev.Domain:
		return "the key's t=s does not allow i=" + ev.Identity
	}
	return ""
}

// identityDomain is the domain of i=, which is d= where i= is not given.
func identityDomain(ev *Evidence) string {
	if ev.Identity == "" {
		return ev.Domain
	}
	return strings.ToLower(ev.Identity[strings.LastIndexByte(ev.Identity, '@')+1:])
}

// Public is the key to verify with.
func Public(k *keys.Key) crypto.PublicKey {
	if k.RSA != nil {
		return k.RSA
	}
	return k.Ed25519
}

// shown tells of the key of a verdict; nil where there is none to verify with.
func shown(v verdict) *KeyShown {
	if v.key == nil || v.key.Bits == 0 {
		return nil
	}
	var origins []string
	for _, o := range v.origins {
		origins = append(origins, o.String())
	}
	return &KeyShown{Bits: v.key.Bits, Origin: strings.Join(origins, "; and "), Fingerprint: v.key.Fingerprint}
}

// timestamp is a time of a tag in RFC 3339, nil for 0.
func timestamp(seconds int64) *string {
	if seconds == 0 {
		return nil
	}
	s := time.Unix(seconds, 0).UTC().Format(time.RFC3339)
	return &s
}
