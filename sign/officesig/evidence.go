package officesig

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/finding"
	"assay/sign/xmlsig"
)

// evidence fills what signatures of both sorts of packages have alike.
func (r *reading) evidence(s *xmlsig.Signature, kind, where string) (document.Signature, qualities) {
	q := qualify(s)
	d := document.Signature{Type: kind, Where: document.Clip(where), Form: q.form(), Algorithm: document.Clip(s.Algorithm)}
	d.Result, d.Reason = verdict(s)
	d.Reason = document.Clip(d.Reason)
	signer := shown(s)
	if signer != nil {
		if signer.Parsed != nil {
			d.Signer, d.Issuer = signer.Parsed.Holder, signer.Parsed.Issuer
		}
		d.Certificates = append(d.Certificates, signer.Raw)
	}
	for _, list := range [][]xmlsig.Certificate{s.Certificates, q.values} {
		for _, c := range list {
			d.Certificates = appendOnce(d.Certificates, c.Raw)
		}
	}
	r.certificates(s, q, where)
	d.Claimed = r.claimed(s, q, where)
	d.Stamp = q.stamp(s)
	return d, q
}

// shown is the certificate that speaks for a signature: that of the key which
// made it, else the first that stands there.
func shown(s *xmlsig.Signature) *xmlsig.Certificate {
	if s.By != nil {
		return s.By
	}
	if len(s.Certificates) > 0 {
		return &s.Certificates[0]
	}
	return nil
}

func appendOnce(list [][]byte, raw []byte) [][]byte {
	for _, other := range list {
		if string(other) == string(raw) {
			return list
		}
	}
	return append(list, raw)
}

// verdict is the mathematics of a signature in one word, and why.
func verdict(s *xmlsig.Signature) (finding.Result, string) {
	switch {
	case s.Problem != "":
		return finding.PermError, s.Problem
	case s.By == nil && s.BareKey && len(s.Certificates) == 0:
		return finding.PermError, "it verifies under a bare key, and no certificate says whose that is"
	case s.By == nil && s.BareKey && readable(s.Certificates) < len(s.Certificates):
		return finding.PermError, "it verifies under a bare key, and the key of a certificate beside it cannot be read"
	case s.By == nil && s.BareKey:
		return finding.Fail, "its value verifies under a bare key that stands beside the certificate, not under the certificate"
	case s.By == nil && len(s.Certificates) == 0 && s.KeysNotRead() != "":
		return finding.PermError, "its key is of a form that is not read: " + s.KeysNotRead()
	case s.By == nil && len(s.Certificates) == 0 && len(s.BareKeys) == 0:
		return finding.PermError, "no key came with it"
	case s.By == nil && readable(s.Certificates) < len(s.Certificates):
		return finding.PermError, "the key of a certificate cannot be read " + s.KeysNotRead()
	case s.By == nil:
		return finding.Fail, "its value does not verify under the key that came with it"
	}
	if why := changed(s.References); why != "" {
		return finding.Fail, why
	}
	for _, ref := range s.References {
		if ref.Problem != "" {
			return finding.PermError, fmt.Sprintf("%s: %s", ref.URI, ref.Problem)
		}
	}
	if len(s.Weak) > 0 {
		return finding.Policy, "it holds, but " + strings.Join(s.Weak, "; ")
	}
	return finding.Pass, ""
}

// readable counts the certificates whose key can be read.
func readable(list []xmlsig.Certificate) (n int) {
	for _, c := range list {
		if c.Parsed != nil && c.Parsed.Public != nil {
			n++
		}
	}
	return n
}

// changed says what is no longer as it was signed; empty where nothing is.
func changed(references []xmlsig.Reference) string {
	var names []string
	for _, ref := range references {
		switch {
		case ref.Missing:
			names = append(names, ref.URI+" (missing)")
		case !ref.Match && ref.Problem == "":
			names = append(names, ref.URI)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "not as it was signed: " + some(names)
}

// some names the first few of many.
func some(names []string) string {
	const few = 8
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
}
