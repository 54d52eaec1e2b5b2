package cms

import (
	"bytes"
	"encoding/asn1"
	"errors"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"

	"assay/document"
	"assay/finding"
	"assay/sign/cert"
)

// Stamp verifies an RFC 3161 token over the stamped parts. What the authority
// is worth depends on its certificate, which package cert follows.
func Stamp(token []byte, stamped ...[]byte) document.Stamp {
	refuse := func(err error) document.Stamp {
		return document.Stamp{Result: finding.PermError, Reason: err.Error()}
	}
	s, err := Parse(token)
	if err != nil {
		return refuse(err)
	}
	if s.ContentType != oidTSTInfo || s.Detached || len(s.Signers) != 1 {
		return refuse(errors.New("it is no time stamp token: it has no time, or not one signer"))
	}
	info, err := parseTST(s.Content)
	if err != nil {
		return refuse(err)
	}
	v := s.Signatures()[0]
	stamp := document.Stamp{At: info.at.Format(time.RFC3339), Result: v.Result, Reason: v.Reason, Authority: v.Signer, Certificates: v.Certificates}
	hash, err := cert.ParseHash(info.hash)
	switch {
	case stamp.Result != finding.Pass && stamp.Result != finding.Policy:
	case err != nil:
		stamp.Result, stamp.Reason = finding.PermError, err.Error()
	case !bytes.Equal(info.imprint, digest(hash, stamped)):
		stamp.Result, stamp.Reason = finding.Fail, "the time stamp is of other bytes"
	case stamp.Result == finding.Pass:
		if why := cert.Refused(cert.Algorithm{Hash: hash}, nil); why != "" {
			stamp.Result, stamp.Reason = finding.Policy, why
		}
	}
	return stamp
}

type tstInfo struct {
	at            time.Time
	hash, imprint []byte
}

// parseTST reads a TSTInfo. RFC 3161 §2.4.2
func parseTST(der []byte) (info tstInfo, err error) {
	in := cryptobyte.String(der)
	var seq, imprint, alg, hashed, at cryptobyte.String
	var version int
	var policy asn1.ObjectIdentifier
	var tag casn1.Tag
	serial := new(big.Int)
	if !in.ReadASN1(&seq, casn1.SEQUENCE) || !seq.ReadASN1Integer(&version) || !seq.ReadASN1ObjectIdentifier(&policy) ||
		!seq.ReadASN1(&imprint, casn1.SEQUENCE) || !imprint.ReadASN1Element(&alg, casn1.SEQUENCE) || !imprint.ReadASN1(&hashed, casn1.OCTET_STRING) ||
		!seq.ReadASN1Integer(serial) || !seq.ReadAnyASN1(&at, &tag) {
		return info, errors.New("the time stamp's content cannot be read")
	}
	info = tstInfo{cert.ParseTime(tag, at), alg, hashed}
	if info.at.IsZero() {
		return info, errors.New("the time of the time stamp cannot be read")
	}
	return info, nil
}
