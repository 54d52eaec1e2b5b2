package cert

import (
	"encoding/asn1"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// maxExtensions bounds what is read of one certificate.
const maxExtensions = 200

// understood are extensions that are heeded, or that restrict nothing here.
var understood = map[string]bool{
	"2.5.29.14": true, "2.5.29.15": true, "2.5.29.17": true, "2.5.29.18": true, "2.5.29.19": true, "2.5.29.31": true,
	"2.5.29.32": true, "2.5.29.35": true, "2.5.29.37": true, "1.3.6.1.5.5.7.1.3": true,
}

// readExtensions reads what matters for chains; what cannot be read is left out.
// RFC 5280 §4.2
func (c *Certificate) readExtensions(body cryptobyte.String) {
	var wrapped, list cryptobyte.String
	for tag := casn1.Tag(1); tag <= 2; tag++ { // unique identifiers, in two forms
		body.SkipOptionalASN1(tag.ContextSpecific())
		body.SkipOptionalASN1(tag.ContextSpecific().Constructed())
	}
	if !body.ReadASN1(&wrapped, casn1.Tag(3).Constructed().ContextSpecific()) || !wrapped.ReadASN1(&list, casn1.SEQUENCE) {
		return
	}
	for n := 0; !list.Empty() && n < maxExtensions; n++ {
		var ext, value cryptobyte.String
		var oid asn1.ObjectIdentifier
		if !list.ReadASN1(&ext, casn1.SEQUENCE) || !ext.ReadASN1ObjectIdentifier(&oid) {
			return
		}
		critical := false
		if ext.PeekASN1Tag(casn1.BOOLEAN) {
			var flag cryptobyte.String
			ext.ReadASN1(&flag, casn1.BOOLEAN)
			critical = len(flag) == 1 && flag[0] != 0
		}
		if !ext.ReadASN1(&value, casn1.OCTET_STRING) {
			continue
		}
		c.readExtension(oid.String(), value)
		if critical && !understood[oid.String()] {
			c.unread = append(c.unread, oid.String())
		}
	}
}

// readExtension reads one of them.
func (c *Certificate) readExtension(oid string, value cryptobyte.String) {
	var seq cryptobyte.String
	switch oid {
	case "2.5.29.14": // subjectKeyIdentifier
		if value.ReadASN1(&seq, casn1.OCTET_STRING) {
			c.SubjectKeyID = seq
		}
	case "2.5.29.30": // nameConstraints
		c.named = true
	case "2.5.29.35": // authorityKeyIdentifier
		var id cryptobyte.String
		if value.ReadASN1(&seq, casn1.SEQUENCE) && seq.ReadASN1(&id, casn1.Tag(0).ContextSpecific()) {
			c.AuthorityKeyID = id
		}
	case "2.5.29.19": // basicConstraints
		c.readBasic(value)
	case "2.5.29.15": // keyUsage; keyCertSign is bit 5
		if value.ReadASN1(&seq, casn1.BIT_STRING) && len(seq) > 0 {
			c.certSign = len(seq) > 1 && seq[1]&0x04 != 0
		}
	case "2.5.29.37": // extKeyUsage
		if !value.ReadASN1(&seq, casn1.SEQUENCE) {
			return
		}
		for n := 0; !seq.Empty() && n < maxExtensions; n++ {
			var use asn1.ObjectIdentifier
			if !seq.ReadASN1ObjectIdentifier(&use) {
				return
			}
			c.Usages = append(c.Usages, use)
		}
	case "2.5.29.17": // subjectAltName; rfc822Name is [1]
		if !value.ReadASN1(&seq, casn1.SEQUENCE) {
			return
		}
		for n := 0; !seq.Empty() && n < maxExtensions; n++ {
			var name cryptobyte.String
			var tag casn1.Tag
			if !seq.ReadAnyASN1(&name, &tag) {
				return
			}
			if tag == casn1.Tag(1).ContextSpecific() {
				c.Emails = append(c.Emails, tidy(string(name)))
			}
		}
	}
}

// readBasic reads basicConstraints. RFC 5280 §4.2.1.9
func (c *Certificate) readBasic(value cryptobyte.String) {
	var seq, flag cryptobyte.String
	if !value.ReadASN1(&seq, casn1.SEQUENCE) {
		return
	}
	c.hasBasic = true
	if seq.PeekASN1Tag(casn1.BOOLEAN) && seq.ReadASN1(&flag, casn1.BOOLEAN) {
		c.isCA = len(flag) == 1 && flag[0] != 0
	}
	if n := 0; seq.ReadASN1Integer(&n) && n >= 0 {
		c.pathLen = n
	}
}

// mayIssue says why c may not sign certificates with so many authorities below
// it; empty where it may. A root may be of the days before version 3.
func (c *Certificate) mayIssue(below int, root bool) string {
	switch {
	case c.hasBasic && !c.isCA, !c.hasBasic && !(root && c.version < 2):
		return "is not a certificate authority"
	case !c.certSign:
		return "may not sign certificates by its key usage"
	case c.named && !root: // RFC 5280 §4.2.1.10; those of a root bind nobody, §6.1
		return "may vouch for certain names only, and which these are is not checked here"
	case c.pathLen >= 0 && below > c.pathLen:
		return "may not have so many authorities below it"
	}
	return ""
}
