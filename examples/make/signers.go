package main

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// signer is a domain with a selector, its key, and what keys.zone says of it.
type signer struct {
	name     string // what scenes call it
	domain   string
	selector string
	file     string // of the key in keys/
	flags    string // further tags of the key record
	comment  string // behind the record: the key's provenance
	under    string // name that the selector's CNAME leads to, where it is one
	revoked  bool   // the record was emptied
	hidden   bool   // keys.zone has no record

	key privateKey
}

// signerTable lists everybody who signs. Several have 1,024 bits or fewer, or
// a record that is no use today, as mail of 2016 and 2017 has.
var signerTable = []signer{
	{name: "party", domain: "party.example", selector: "s2017", file: "party", comment: "published; seen 2016-11-01..2018-02-28"},
	{name: "party-ed", domain: "party.example", selector: "ed2017", file: "party-ed25519", comment: "published; seen 2017-01-15..2018-02-28"},
	{name: "party-2014", domain: "party.example", selector: "s2014", file: "revoked", revoked: true, comment: "published; seen 2014-02-01..2016-10-31"},
	{name: "press", domain: "press.example", selector: "mail", file: "press", comment: "published; seen 2015-06-01..2019-01-31"},
	{name: "council", domain: "council.example", selector: "k1", file: "council", comment: "published; seen 2012-03-01..2018-12-31"},
	{name: "union", domain: "union.test", selector: "2016", file: "union", flags: "t=y; ", comment: "published; seen 2016-01-01..2017-12-31"},
	{name: "museum", domain: "museum.test", selector: "salt", file: "museum", comment: "recovered-gcd; seen 2016-03-01..2017-06-30"},
	{name: "museum-768", domain: "museum.test", selector: "salt768", file: "museum768", comment: "published; seen 2010-01-01..2016-02-29"},
	{name: "museum-512", domain: "museum.test", selector: "salt512", file: "museum512", comment: "published; seen 2008-01-01..2010-12-31"},
	{name: "printer", domain: "printer.example", selector: "mx", file: "hoster", under: "mx7.keys.hoster.example", comment: "published; seen 2016-05-01..2017-12-31"},
	{name: "choir", domain: "choir.example.org", selector: "home", file: "unlisted", hidden: true},
	{name: "attacker", domain: "attacker.example", selector: "a", file: "attacker", comment: "published; seen 2017-04-01..2017-05-31"},
	{name: "terra", domain: "terra.example", selector: "webmail", file: "terra", comment: "published; seen 2015-01-01..2018-12-31"},
	{name: "lists", domain: "lists.example", selector: "list", file: "lists", comment: "published; seen 2014-01-01..2018-12-31"},
	{name: "seal", domain: "seal.example", selector: "arc", file: "seal", comment: "published; seen 2016-09-01..2018-12-31"},
}

// readSigners is the table with its keys, by name.
func readSigners() (map[string]*signer, error) {
	signers := map[string]*signer{}
	for _, s := range signerTable {
		var err error
		if s.key, err = readKey(s.file); err != nil {
			return nil, err
		}
		signers[s.name] = &s
	}
	return signers, nil
}

const zoneHead = `; Public keys of the made-up leak in examples/leak, as a researcher might have
; kept them: a master file (RFC 1035 §5). The comment behind a record says where
; the key is from and when it was seen in use. choir.example.org is missing:
; nobody kept its key.

`

// zone is the file keys.zone.
func zone(signers map[string]*signer) []byte {
	var b strings.Builder
	b.WriteString(zoneHead)
	for _, row := range signerTable {
		s := signers[row.name]
		owner := s.selector + "._domainkey." + s.domain
		if s.hidden {
			continue
		}
		if s.under != "" {
			fmt.Fprintf(&b, "%s. 3600 IN CNAME %s.\n", owner, s.under)
			owner = s.under
		}
		fmt.Fprintf(&b, "%s. 3600 IN TXT %s ; %s\n", owner, s.record(), s.comment)
	}
	return []byte(b.String())
}

// record is the key record in strings of a size that DNS allows.
// RFC 6376 §3.6.1, RFC 1035 §3.3
func (s *signer) record() string {
	const longest = 200
	text := "v=DKIM1; k=" + s.key.family() + "; " + s.flags + "p="
	if !s.revoked {
		text += base64.StdEncoding.EncodeToString(s.key.public())
	}
	var parts []string
	for ; len(text) > longest; text = text[longest:] {
		parts = append(parts, `"`+text[:longest]+`"`)
	}
	return strings.Join(append(parts, `"`+text+`"`), " ")
}
