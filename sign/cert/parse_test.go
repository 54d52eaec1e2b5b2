package cert_test

import (
	"bytes"
	"testing"

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

func FuzzParse(f *testing.F) {
	root := issue(f, "root", nil, nil)
	f.Add(root.der)
	f.Add(issue(f, "signer", root, nil).der)
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
	})
}
