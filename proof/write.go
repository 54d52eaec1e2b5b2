package proof

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"assay/keys"
	"assay/repair"
)

// The files of one check.
const (
	signedFile = "signed-bytes"
	valueFile  = "signature"
	keyFile    = "key.pem"
	bodyFile   = "body"
	hashFile   = "body-hash"
	recordFile = "key-record.txt"
	mailFile   = "message.eml"  // the item
	signedMail = "repaired.eml" // the message that was signed, where that is another
	patchFile  = "repair.patch" // the diff between them
)

// Write writes the checks and the mail they are of to dir, which must not hold
// an older proof: the first into dir itself, the others into dir/2, dir/3, …;
// and verify.sh, which runs all commands. stored is the mail as the leak holds
// it, signed the one that the checks are of: where it is another, it is written
// as well, with the diff that leads to it.
func Write(dir string, stored, signed []byte, checks []Check) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !os.IsExist(err) {
		return err
	}
	if left, err := os.ReadDir(dir); err != nil {
		return err
	} else if len(left) > 0 {
		return fmt.Errorf("folder %q is not empty: name a new one for the proof", dir)
	}
	var script strings.Builder
	script.WriteString(scriptHead)
	for i, c := range checks {
		sub := "."
		if i > 0 {
			sub = strconv.Itoa(i + 1)
		}
		if err := c.write(filepath.Join(dir, sub)); err != nil {
			return err
		}
		script.WriteString(c.commands(sub))
	}
	if !bytes.Equal(stored, signed) {
		if err := writeRepair(dir, stored, signed); err != nil {
			return err
		}
		script.WriteString(scriptRepair)
	}
	script.WriteString(scriptEnd)
	if err := os.WriteFile(filepath.Join(dir, mailFile), stored, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "verify.sh"), []byte(script.String()), 0o600)
}

const scriptHead = `#!/bin/sh
# Checks every signature in this folder with openssl alone. "Verified OK" or
# "Signature Verified Successfully" says that the signature over signed-bytes is
# the key's. "Body OK" says that the body has the hash that signed-bytes holds as
# bh=. The exit status is 1 where anything does not hold. message.eml is the mail as
# the leak holds it: its SHA-256 is the item's. signed-bytes and body are made of it as
# RFC 6376 §3.4 says; or of repaired.eml where that is here: the message before
# something happened to it, which repair.patch shows.
cd "$(dirname "$0")" || exit 1
failed=0

body() { # FOLDER HASH
	sum=$(openssl dgst "$2" -binary "$1/body" | openssl base64)
	if [ "$sum" = "$(cat "$1/body-hash")" ] && tr -d ' \t\r\n' <"$1/signed-bytes" | grep -qF "bh=$sum"; then
		echo "Body OK"
	else
		echo "Body Failure: its hash is $sum"
		failed=1
	fi
}
`

// scriptRepair shows what was undone, for a person to judge, and that nothing
// else was. What a mail holds may be meant for a terminal: cat -v shows it.
const scriptRepair = `
echo 'from the stored message to the signed one'
if [ -s repair.patch ]; then
	cat -v repair.patch
	if patch --binary -s -o - message.eml repair.patch | cmp - repaired.eml; then
		echo "Repair OK"
	else
		echo "Repair Failure: repair.patch does not lead from message.eml to repaired.eml"
		failed=1
	fi
else
	diff -a message.eml repaired.eml | cat -v
fi
`

// writeRepair writes the signed message, and the diff where it is not too long.
func writeRepair(dir string, stored, signed []byte) error {
	if err := os.WriteFile(filepath.Join(dir, signedMail), signed, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, patchFile), []byte(repair.Patch(stored, signed)), 0o600)
}

const scriptEnd = `
exit $failed
`

func (c *Check) write(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !os.IsExist(err) {
		return err
	}
	key, err := publicPEM(c.Key)
	if err != nil {
		return fmt.Errorf("key %s: %w", c.Key.Name, err)
	}
	files := map[string][]byte{
		signedFile: c.Signed, valueFile: c.Value, keyFile: key,
		recordFile: []byte(fmt.Sprintf("%s\n%s\n%s\n", c.Key.Name, c.Key.Record, c.Key.Origin)),
	}
	if c.BodyHash != nil {
		files[bodyFile] = c.Body
		files[hashFile] = []byte(base64.StdEncoding.EncodeToString(c.BodyHash) + "\n")
	}
	if c.ed25519() { // RFC 8463 §3 signs the hash, which openssl takes from a file
		sum := sha256.Sum256(c.Signed)
		files[signedFile+".sha256"] = sum[:]
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (c *Check) ed25519() bool { return strings.HasPrefix(c.Algorithm, "ed25519") }

func publicPEM(k *keys.Key) ([]byte, error) {
	var public any = k.Ed25519
	if k.RSA != nil {
		public = k.RSA
	}
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), nil
}

// commands are the lines of verify.sh for one check.
func (c *Check) commands(sub string) string {
	hash := "-sha256"
	if strings.HasSuffix(c.Algorithm, "sha1") {
		hash = "-sha1"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\necho %s\n", quote(c.Title))
	if c.ed25519() {
		fmt.Fprintf(&b, "{ openssl dgst -sha256 -binary %[1]s/signed-bytes | cmp - %[1]s/signed-bytes.sha256 &&\n"+
			"openssl pkeyutl -verify -pubin -inkey %[1]s/key.pem -rawin -in %[1]s/signed-bytes.sha256 -sigfile %[1]s/signature; } || failed=1\n", sub)
	} else {
		fmt.Fprintf(&b, "openssl dgst %[2]s -verify %[1]s/key.pem -signature %[1]s/signature %[1]s/signed-bytes || failed=1\n", sub, hash)
	}
	if c.BodyHash != nil {
		fmt.Fprintf(&b, "body %s %s\n", sub, hash)
	}
	return b.String()
}

// quote makes text one word of a shell, and of a terminal's line: what a mail
// calls its domain may be meant for either.
func quote(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
