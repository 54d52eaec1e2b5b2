package keys

import (
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"strings"
)

// maxSmall is how many bytes a PEM file or a file with one record may have.
const maxSmall = 128 << 10

// readSmall reads a file that holds one key and no name: a PEM public key, or
// the bare text of a record. Its place tells the name.
func readSmall(c *collector, f form, file string, at place) error {
	b, err := io.ReadAll(io.LimitReader(c.buf, maxSmall+1))
	if err != nil {
		return err
	}
	if len(b) > maxSmall {
		return fmt.Errorf("it has over %d bytes", maxSmall)
	}
	name, where := at.name()
	if name, err = canonical(name); err != nil {
		c.problem(file, 0, "whose key this is cannot be told: name it DOMAIN/SELECTOR.txt or DOMAIN.SELECTOR.pub", "")
		return nil
	}
	o := Origin{Source: FromFolder, File: file, Note: "name from the " + where}
	if f == formPEM {
		readPEM(c, b, name, o)
		return nil
	}
	text := strings.Trim(strings.TrimPrefix(string(b), string(bom)), blanks)
	if len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' {
		text = text[1 : len(text)-1]
	}
	c.add(New(name, text, o))
	return nil
}

// readPEM makes a record of each public key. RFC 7468 §13
func readPEM(c *collector, b []byte, name string, o Origin) {
	o.Source = FromPEM
	o.Note += ", record made from a PEM public key"
	found := false
	for block, rest := pem.Decode(b); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "PUBLIC KEY" || block.Type == "RSA PUBLIC KEY" {
			found = true
			c.add(New(name, pemRecord(block.Bytes), o))
		}
	}
	if !found {
		c.problem(o.File, 0, "the PEM public key cannot be read", "")
	}
}

// pemRecord is the record that a signer would publish for a public key.
func pemRecord(der []byte) string {
	kind := "rsa"
	if id, key, err := parseSPKI(der); err == nil && id.Equal(oidEd25519) {
		kind, der = "ed25519", key // RFC 8463 §4.2: the bare key
	}
	return "v=DKIM1; k=" + kind + "; p=" + base64.StdEncoding.EncodeToString(der)
}
