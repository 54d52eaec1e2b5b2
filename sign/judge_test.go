package sign_test

import (
	"bytes"
	"crypto"
	"strings"
	"testing"
	"time"

	"assay/keys"
	"assay/sign"
)

// now is the moment of all judgements here.
const now = 1_700_000_000

// TestJudge starts from intact evidence under a key of 2048 bits that is at
// hand, and changes one thing.
func TestJudge(t *testing.T) {
	k2048, k1024, k1023, k768, k512, e3 := madeUp(t, "rsa2048"), madeUp(t, "rsa1024"), madeUp(t, "rsa1023"), madeUp(t, "rsa768"), madeUp(t, "rsa512"), madeUp(t, "rsa1024-e3")
	good := k2048.record(t, "")
	type input struct {
		ev   sign.Evidence
		keys []keys.Key
	}
	under := func(ev sign.Evidence, records ...string) func(*input) {
		return func(in *input) { in.ev, in.keys = ev, published(records...) }
	}
	cases := []struct {
		name   string
		change func(*input)
		result sign.Result
		header sign.Match
		reason string // a part of it; "" where there must be none
	}{
		{"nothing", func(*input) {}, sign.Pass, sign.Matches, ""},
		{"ed25519", under(ed25519Signed(), ed25519Record()), sign.Pass, sign.Matches, ""},
		{"exponent 3", under(e3.signed(), e3.record(t, "")), sign.Pass, sign.Matches, ""},
		{"1024 bits", under(k1024.signed(), k1024.record(t, "")), sign.Pass, sign.Matches, ""},

		{"1023 bits", under(k1023.signed(), k1023.record(t, "")), sign.Policy, sign.Matches, "1023 bits"},
		{"768 bits", under(k768.signed(), k768.record(t, "")), sign.Policy, sign.Matches, "768 bits"},
		{"512 bits", under(k512.signed(), k512.record(t, "")), sign.Policy, sign.Matches, "512 bits"},
		{"SHA-1", under(k2048.signedSHA1(), good), sign.Policy, sign.Matches, "SHA-1"},
		{"SHA-1 and 512 bits", under(k512.signedSHA1(), k512.record(t, "")), sign.Policy, sign.Matches, "512 bits"},

		{"no key", func(in *input) { in.keys = nil }, sign.TempError, sign.NoKey, "no key for sel._domainkey.example.org"},
		{"key of another name", func(in *input) { in.keys[0].Name = "other._domainkey.example.org" }, sign.TempError, sign.NoKey, "no key"},
		{"alias to nowhere", func(in *input) { in.keys = []keys.Key{keys.NewAlias(keyName, "k.example.net", keys.Origin{})} }, sign.TempError, sign.NoKey, "no key"},
		{"alias to the key", func(in *input) {
			in.keys[0].Name = "k.example.net"
			in.keys = append(in.keys, keys.NewAlias(keyName, "k.example.net", keys.Origin{}))
		}, sign.Pass, sign.Matches, ""},
		{"absent", func(in *input) { in.keys = []keys.Key{keys.NewAbsent(keyName, keys.Origin{})} }, sign.PermError, sign.NoKey, "no such key"},
		{"revoked", under(k2048.signed(), "v=DKIM1; p="), sign.PermError, sign.NoKey, "withdrawn"},
		{"malformed", under(k2048.signed(), "v=DKIM1; p=!"), sign.PermError, sign.NoKey, "malformed"},
		{"not for mail", under(k2048.signed(), k2048.record(t, "s=tlsrpt; ")), sign.PermError, sign.NoKey, "does not allow mail"},
		{"of another kind", under(k2048.signed(), ed25519Record()), sign.PermError, sign.Mismatches, "of kind ed25519"},
		{"h= without the hash", under(k2048.signed(), k2048.record(t, "h=sha1; ")), sign.PermError, sign.Matches, "does not allow sha256"},
		{"h= with the hash", under(k2048.signed(), k2048.record(t, "h=sha1:sha256; ")), sign.Pass, sign.Matches, ""},

		{"revoked, then good", under(k2048.signed(), "v=DKIM1; p=", good), sign.Pass, sign.Matches, ""},
		{"another key first", under(k2048.signed(), k1024.record(t, ""), good), sign.Pass, sign.Matches, ""},
		{"unfit, then good", under(k2048.signed(), k2048.record(t, "h=sha1; "), good), sign.Pass, sign.Matches, ""},
		{"another key and revoked", under(k2048.signed(), "v=DKIM1; p=", k1024.record(t, "")), sign.Fail, sign.Mismatches, "fields"},
		{"two other keys", under(k2048.signed(), k1024.record(t, ""), k512.record(t, "")), sign.Fail, sign.Mismatches, "fields"},

		{"t=s, no i=", under(k2048.signed(), k2048.record(t, "t=s; ")), sign.Pass, sign.Matches, ""},
		{"t=s, own i=", func(in *input) {
			in.ev.Identity, in.keys = "a@EXAMPLE.org", published(k2048.record(t, "t=y:s; "))
		}, sign.Pass, sign.Matches, ""},
		{"t=s, i= below", func(in *input) {
			in.ev.Identity, in.keys = "a@sub.example.org", published(k2048.record(t, "t=s; "))
		}, sign.PermError, sign.Matches, "t=s"},
		{"i= below", func(in *input) { in.ev.Identity = "a@sub.example.org" }, sign.Pass, sign.Matches, ""},

		{"fields altered", func(in *input) { in.ev.Digest = bytes.Repeat([]byte{1}, 32) }, sign.Fail, sign.Mismatches, "signed fields"},
		{"body altered", func(in *input) { in.ev.BodyHash = sign.Mismatches }, sign.Fail, sign.Matches, "the body"},
		{"both altered", func(in *input) { in.ev.BodyHash, in.ev.Digest[0] = sign.Mismatches, in.ev.Digest[0]+1 }, sign.Fail, sign.Mismatches, "neither"},
		{"body altered, no key", func(in *input) { in.ev.BodyHash, in.keys = sign.Mismatches, nil }, sign.TempError, sign.NoKey, "no key"},
		{"body altered, weak key", func(in *input) {
			in.ev, in.keys = k512.signed(), published(k512.record(t, ""))
			in.ev.BodyHash = sign.Mismatches
		}, sign.Fail, sign.Matches, "the body"},
		{"malformed signature", func(in *input) { in.ev.Problem = "h= is missing" }, sign.PermError, sign.Matches, "h= is missing"},
		{"malformed signature, no key", func(in *input) { in.ev.Problem, in.keys = "h= is missing", nil }, sign.PermError, sign.NoKey, "h= is missing"},
		{"unknown algorithm", func(in *input) { in.ev.Algorithm = "rsa-md5" }, sign.Fail, sign.Mismatches, ""},

		{"expired", func(in *input) { in.ev.Expires = now - 1 }, sign.Pass, sign.Matches, ""},
		{"value is empty", func(in *input) { in.ev.Value = nil }, sign.Fail, sign.Mismatches, ""},
		{"value is longer than the modulus", func(in *input) { in.ev.Value = append([]byte{0}, in.ev.Value...) }, sign.Fail, sign.Mismatches, ""},
		{"value of 1 over 512 bits", func(in *input) {
			in.ev, in.keys = k512.signed(), published(k512.record(t, ""))
			in.ev.Value = append([]byte{0}, in.ev.Value...)
		}, sign.Fail, sign.Mismatches, ""},
		{"value plus the modulus", func(in *input) {
			in.ev, in.keys = k512.signed(), published(k512.record(t, ""))
			in.ev.Value = plusModulus(in.ev.Value, k512)
		}, sign.Fail, sign.Mismatches, ""},
		{"ed25519 value cut", func(in *input) {
			under(ed25519Signed(), ed25519Record())(in)
			in.ev.Value = in.ev.Value[:63]
		}, sign.Fail, sign.Mismatches, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			in := input{k2048.signed(), published(good)}
			c.change(&in)
			s := sign.Judge(&in.ev, keys.NewSet(in.keys).Lookup, now)
			if s.Result != c.result || s.Header != c.header || !strings.Contains(s.Reason, c.reason) || s.Result == sign.Pass && s.Reason != "" {
				t.Errorf("%s, header %s, reason %q; want %s, %s, %q", s.Result, s.Header, s.Reason, c.result, c.header, c.reason)
			}
			if s.Result != sign.Pass && s.Reason == "" {
				t.Error("a result that is not pass has no reason")
			}
			if got, want := s.Holds(), c.result == sign.Pass || c.result == sign.Policy; got != want {
				t.Errorf("Holds is %t", got)
			}
			if s.KeyUsed() == nil && s.Key != nil || s.Header != sign.NoKey && s.Key == nil {
				t.Errorf("key %v with header %s", s.Key, s.Header)
			}
			if want := in.ev.Expires != 0; s.Expired != want {
				t.Errorf("expired %t", s.Expired)
			}
		})
	}
}

// TestExpired looks at the second of x= itself, which is still in time.
func TestExpired(t *testing.T) {
	for expires, want := range map[int64]bool{0: false, now - 1: true, now: false, now + 1: false} {
		ev := sign.Evidence{Expires: expires}
		if got := ev.Expired(now); got != want {
			t.Errorf("x=%d at %d: expired %t", expires, now, got)
		}
	}
}

// TestLeadingZeros: signers have dropped the zero bytes that a value begins
// with, which one in 256 does.
func TestLeadingZeros(t *testing.T) {
	for _, name := range []string{"rsa512", "rsa1024"} {
		k := madeUp(t, name)
		ev := k.signed()
		for n := 0; ev.Value[0] != 0; n++ {
			ev.Digest[0], ev.Digest[1] = byte(n), byte(n>>8)
			ev.Value = k.sign(crypto.SHA256, ev.Digest)
		}
		lookup := keys.NewSet(published(k.record(t, ""))).Lookup
		for _, value := range [][]byte{ev.Value, ev.Value[1:]} {
			ev.Value = value
			if s := sign.Judge(&ev, lookup, now); s.Header != sign.Matches {
				t.Errorf("%s: a value of %d bytes: %s", name, len(value), s.Header)
			}
		}
	}
}

// TestPadding: what stands before the digest is compared whole, whatever the
// size of the key and its exponent. RFC 8017 §8.2.2
func TestPadding(t *testing.T) {
	for _, name := range []string{"rsa512", "rsa768", "rsa1024-e3", "rsa1024"} {
		k := madeUp(t, name)
		ev := k.signed()
		lookup := keys.NewSet(published(k.record(t, ""))).Lookup
		for at := range (k.N.BitLen() + 7) / 8 {
			ev.Value = k.signAltered(ev.Digest, at)
			if s := sign.Judge(&ev, lookup, now); s.Header != sign.Mismatches {
				t.Fatalf("%s: byte %d of the padding is not looked at", name, at)
			}
		}
	}
}

// TestOrigins: a key that several sources hold names them all, and one that no
// source of the match holds is not among them.
func TestOrigins(t *testing.T) {
	k := madeUp(t, "rsa1024")
	other := madeUp(t, "rsa768")
	ev := k.signed()
	name := keys.Name(ev.Selector, ev.Domain)
	at := func(line int) keys.Origin { return keys.Origin{Source: keys.FromZone, File: "a.zone", Line: line} }
	list := []keys.Key{
		keys.New(name, k.record(t, ""), at(1)), keys.New(name, other.record(t, ""), at(2)),
		keys.New(name, k.record(t, ""), keys.Origin{Source: keys.FromDNS, Fetched: time.Unix(now, 0).UTC()}),
	}
	s := sign.Judge(&ev, keys.NewSet(list).Lookup, now)
	if len(s.Origins()) != 2 || s.Origins()[0].Line != 1 || s.Origins()[1].Source != keys.FromDNS {
		t.Errorf("%+v", s.Origins())
	}
	if s.Key == nil || !strings.Contains(s.Key.Origin, "a.zone:1; and DNS") {
		t.Errorf("%+v", s.Key)
	}
}
