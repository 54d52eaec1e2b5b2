package cert_test

import (
	"bytes"
	"crypto"
	"strings"
	"testing"

	"assay/internal/signtest"
	"assay/sign/cert"
)

// TestDER rewrites indefinite lengths and octet strings in pieces.
func TestDER(t *testing.T) {
	for _, c := range []struct{ in, want, rest string }{
		{"\x30\x80\x02\x01\x05\x00\x00rest", "\x30\x03\x02\x01\x05", "rest"},
		{"\x30\x80\x24\x80\x04\x01a\x04\x02bc\x00\x00\x00\x00", "\x30\x05\x04\x03abc", ""},
		{"\x30\x81\x03\x02\x01\x05", "\x30\x03\x02\x01\x05", ""},
		{"\x30\x03\x02\x01\x05", "\x30\x03\x02\x01\x05", ""},
	} {
		got, rest, err := cert.DER([]byte(c.in))
		if err != nil || string(got) != c.want || string(rest) != c.rest {
			t.Errorf("%x: %x, %q, %v", c.in, got, rest, err)
		}
	}
	for _, bad := range []string{"", "\x30", "\x30\x05\x02\x01\x05", "\x30\x84\xff\xff\xff\xff", "\x02\x80\x00\x00", "\x30\x80\x02\x01\x05",
		string(bytes.Repeat([]byte{0x30, 0x80}, 1000)), "\x24\x03\x02\x01\x05", "\x3f\xff\xff\xff\xff\xff\xff\xff"} {
		if got, _, err := cert.DER([]byte(bad)); err == nil {
			t.Errorf("%x became %x", bad[:min(len(bad), 20)], got)
		}
	}
}

// TestParse reads back what the standard library wrote.
func TestParse(t *testing.T) {
	root := issue(t, "root", nil, nil)
	m := issue(t, "signer", root, nil)
	c, err := cert.Parse(m.der)
	if err != nil {
		t.Fatal(err)
	}
	if c.Holder != "signer (Example)" || c.Issuer != "root (Example)" || cert.Name(m.der) != c.Holder {
		t.Errorf("holder %q, issuer %q", c.Holder, c.Issuer)
	}
	if !c.NotBefore.Equal(start) || !c.NotAfter.Equal(end) || c.Serial.Cmp(m.cert.SerialNumber) != 0 {
		t.Errorf("%v to %v, serial %v", c.NotBefore, c.NotAfter, c.Serial)
	}
	if !bytes.Equal(c.AuthorityKeyID, m.cert.AuthorityKeyId) || c.Algorithm.String() != "ecdsa-sha256" || c.Public == nil {
		t.Errorf("%x, %s, %v", c.AuthorityKeyID, c.Algorithm, c.Public)
	}
}

// TestKeyThatIsNone: a certificate whose key cannot be read has none, and says why.
func TestKeyThatIsNone(t *testing.T) {
	key := func(oid string, parameters string, bits string) []byte {
		alg := "\x06" + string(rune(len(oid))) + oid + parameters
		body := "\x30" + string(rune(len(alg))) + alg + "\x03" + string(rune(len(bits)+1)) + "\x00" + bits
		return []byte("\x30" + string(rune(len(body))) + body)
	}
	const rsaOID, ecOID, brainpool = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", "\x2a\x86\x48\xce\x3d\x02\x01", "\x06\x09\x2b\x24\x03\x03\x02\x08\x01\x01\x07"
	for name, der := range map[string][]byte{
		"no sequence":    key(rsaOID, "\x05\x00", "\x01\x02"),
		"eight bits":     key(rsaOID, "\x05\x00", "\x30\x06\x02\x01\x7f\x02\x01\x03"),
		"short point":    key(ecOID, brainpool, "\x04\x01\x02"),
		"off the curve":  key(ecOID, brainpool, "\x04"+strings.Repeat("\x01", 64)),
		"unknown kind":   key("\x2b\x65\x71", "", "\x01\x02"),
		"nothing at all": nil,
	} {
		public, err := cert.ParseKey(der)
		if public != nil || err == nil {
			t.Errorf("%s: %v, %v", name, public, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	root := issue(f, "root", nil, nil)
	f.Add(root.der)
	f.Add(issue(f, "signer", root, nil).der)
	f.Add(signtest.Root(f, "root").Issue(f, "signer", signtest.RSAKey(f), nil).DER)
	f.Add([]byte("\x30\x80\x24\x80\x04\x01a\x04\x02bc\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if c, err := cert.Parse(raw); err == nil && c.Serial == nil {
			t.Error("a certificate without a serial number")
		}
		if der, _, err := cert.DER(raw); err == nil {
			again, rest, err := cert.DER(der)
			if err != nil || len(rest) > 0 || !bytes.Equal(again, der) {
				t.Errorf("%x became %x became %x, %v", raw, der, again, err)
			}
		}
		cert.Chain([][]byte{raw, raw}, nil, within)
		if c, err := cert.Parse(raw); err == nil {
			for _, scheme := range []cert.Scheme{cert.RSA, cert.PSS, cert.ECDSA, cert.ECDSAPlain, cert.Ed25519, cert.DSA} {
				if cert.Verify(c.Public, cert.Algorithm{Scheme: scheme, Hash: crypto.SHA256}, raw, raw[:len(raw)/2]) == nil {
					t.Errorf("a certificate verifies a piece of itself by %s", scheme)
				}
			}
		}
	})
}
