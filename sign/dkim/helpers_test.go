package dkim_test

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"os"
	"strings"
	"testing"

	msgauth "github.com/emersion/go-msgauth/dkim"

	"assay/keys"
	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// madeUp reads a made-up RSA key of ../testdata.
func madeUp(t testing.TB, name string) *rsa.PrivateKey {
	text, err := os.ReadFile("../testdata/made-up-" + name + ".pem")
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// ed25519Key is a made-up key.
var ed25519Key = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))

// record is the key record of the public half of a key.
func record(t testing.TB, key crypto.Signer) string {
	if public, ok := key.Public().(ed25519.PublicKey); ok {
		return "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(public)
	}
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		t.Fatal(err)
	}
	return "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(der)
}

// keyName is where the key of every message that signed makes stands.
const keyName = "sel._domainkey.example.org"

// only is a lookup that knows one record, under keyName.
func only(text string) sign.Lookup { return lookupOf(keyName, text) }

func lookupOf(name, text string) sign.Lookup {
	return keys.NewSet([]keys.Key{keys.New(name, text, keys.Origin{})}).Lookup
}

// suiteFile reads a file of the shared test data, or skips the test.
func suiteFile(t testing.TB, path string) string {
	raw, err := os.ReadFile(corpora + path)
	if err != nil {
		t.Skip("the suites are not here: ", err)
	}
	return string(raw)
}

// signed puts a signature in front of a message.
func signed(t testing.TB, message string, key crypto.Signer, head, body msgauth.Canonicalization, names []string) string {
	t.Helper()
	var out strings.Builder
	err := msgauth.Sign(&out, strings.NewReader(message), &msgauth.SignOptions{
		Domain: "example.org", Selector: "sel", Signer: key, HeaderKeys: names,
		HeaderCanonicalization: head, BodyCanonicalization: body,
	})
	if err != nil {
		t.Fatalf("signing %q: %v", message, err)
	}
	return out.String()
}

// verify judges the topmost signature of a message.
func verify(raw string, lookup sign.Lookup) sign.Signature {
	facts := dkim.NewReader(mail.Parse([]byte(raw))).Read()
	return sign.JudgeAll(&facts, lookup, examined)[0]
}
