package judge

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/conclude"
	"assay/document"
	"assay/examine"
	"assay/finding"
	"assay/item"
	"assay/sign/cert"
)

// certified makes a root and the certificate of a signer under it.
func certified(t *testing.T) (roots *cert.Roots, signer []byte) {
	t.Helper()
	make := func(template, parent *x509.Certificate, key, by *ecdsa.PrivateKey) []byte {
		der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), by)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	template := func(serial int64, name string) *x509.Certificate {
		return &x509.Certificate{
			SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name}, BasicConstraintsValid: true, IsCA: serial == 1,
			NotBefore: time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC),
			KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		}
	}
	var keys [2]*ecdsa.PrivateKey
	for i := range keys {
		var err error
		if keys[i], err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	top := template(1, "Root")
	rootDER := make(top, top, keys[0], keys[0])
	roots, err := cert.ParseRoots(rootDER)
	if err != nil {
		t.Fatal(err)
	}
	return roots, make(template(2, "Ann"), top, keys[1], keys[0])
}

// signedDocument is a PDF with one signature that holds and covers all of it.
func signedDocument(signer []byte) *document.Document {
	return &document.Document{
		Kind: document.PDF, Format: "pdf", MIME: "application/pdf",
		Authors: []document.Said{{Value: "Ann", Where: "Info /Author"}},
		Signed: []document.Signature{{
			Type: document.SignedPDF, Where: "Signature1", Result: finding.Pass, Signer: "Ann", Issuer: "Root",
			Certificates: [][]byte{signer}, Covers: "the whole file", Whole: true, Revision: 1,
			Claimed: &document.Time{What: document.Stamped, At: "2017-03-01T10:00:00Z"},
		}},
	}
}

// TestDocumentSignature: one thing is changed of a document that a trusted
// certificate signed wholly.
func TestDocumentSignature(t *testing.T) {
	roots, signer := certified(t)
	later := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		edit   func(s *document.Signature)
		roots  *cert.Roots
		word   conclude.Word
		id     string
		limits []string
	}{
		"trusted":       {nil, roots, conclude.Corroborated, "document/signature-trusted", []string{"signer-not-author", "signing-time-claimed"}},
		"no roots":      {nil, nil, conclude.Undetermined, "document/signature-holds", nil},
		"fails":         {func(s *document.Signature) { s.Result, s.Reason = finding.Fail, "the digest differs" }, roots, conclude.Undetermined, "document/signature-fails", nil},
		"not read":      {func(s *document.Signature) { s.Result, s.Reason = finding.PermError, "no certificate" }, roots, conclude.Undetermined, "document/signature-unread", nil},
		"weak":          {func(s *document.Signature) { s.Result = finding.Policy }, roots, conclude.Corroborated, "document/signature-trusted", []string{"signer-not-author", "signing-time-claimed", "weak-algorithm"}},
		"in part":       {func(s *document.Signature) { s.Whole = false }, roots, conclude.Undetermined, "document/signature-in-part", nil},
		"disputed":      {nil, roots, conclude.Undetermined, "document/signature-disputed", nil},
		"form filled":   {changes(document.Allowed), roots, conclude.Corroborated, "document/signature-trusted", []string{"changed-as-allowed", "signer-not-author", "signing-time-claimed"}},
		"harmless":      {changes(document.Harmless), roots, conclude.Corroborated, "document/signature-trusted", []string{"signer-not-author", "signing-time-claimed"}},
		"visible":       {changes(document.Harmless, document.Visible), roots, conclude.Undetermined, "document/changed-after-signing", nil},
		"hidden":        {changes(document.Allowed, document.Hidden), roots, conclude.Undetermined, "document/changed-as-in-attacks", nil},
		"not known":     {changes(document.Unknown), roots, conclude.Undetermined, "document/changed-after-signing", nil},
		"before it was": {func(s *document.Signature) { s.Claimed.At = "2015-03-01T10:00:00Z" }, roots, conclude.Undetermined, "document/signature-holds", nil},
		"no time":       {func(s *document.Signature) { s.Claimed = nil }, roots, conclude.Undetermined, "document/signature-holds", nil}, // it has expired by now
		"macros alone":  {func(s *document.Signature) { s.Type = document.SignedODFMacro }, roots, conclude.Undetermined, "document/signature-in-part", nil},
		"other words": {func(s *document.Signature) {
			changes(document.Visible)(s)
			s.Reads = []document.Reading{{Page: 1, Signed: "five", Now: "nine", Lost: true}}
		}, roots, conclude.Refuted, "document/signed-otherwise", []string{"signer-not-author"}},
		"more words": {func(s *document.Signature) {
			changes(document.Visible)(s)
			s.Reads = []document.Reading{{Page: 1, Signed: "five", Now: "five, received"}}
		}, roots, conclude.Undetermined, "document/changed-after-signing", nil},
		"other words, no roots": {func(s *document.Signature) {
			changes(document.Hidden)(s)
			s.Reads = []document.Reading{{Page: 1, Signed: "five", Now: "nine", Lost: true}}
		}, nil, conclude.Refuted, "document/signed-otherwise", []string{"signer-not-author"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := signedDocument(signer)
			if test.edit != nil {
				test.edit(&d.Signed[0])
			}
			if name == "disputed" {
				d.Findings = []finding.Finding{{ID: "pdf/hidden", Says: finding.Contradicts}}
			}
			j := &Judge{Roots: test.roots, Now: later}
			r, err := j.Item(item.Sum(nil), item.IDOfBytes, &examine.Facts{Kind: item.Document, Document: d}, nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			if r.Conclusion != test.word || !slices.Equal(r.Limits, test.limits) && len(r.Limits)+len(test.limits) > 0 {
				t.Errorf("%s %v: %s", r.Conclusion, r.Limits, r.Claim)
			}
			if !slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.ID == test.id }) {
				t.Errorf("no %s among %+v", test.id, r.Findings)
			}
			named := strings.Contains(r.Claim, "certificate in the name of Ann")
			if test.word == conclude.Refuted && (!strings.Contains(r.Claim, "signed these words") || named != (test.roots == nil)) {
				t.Errorf("claim %q", r.Claim)
			}
		})
	}
}

// TestCorrectedBySigner: who changed a document that he signed, and signed it
// again, is accused of nothing; another who signs it later changes nothing.
func TestCorrectedBySigner(t *testing.T) {
	roots, signer := certified(t)
	_, other := certified(t)
	for name, c := range map[string]struct {
		second []byte
		whole  bool
		want   conclude.Word
	}{
		"by himself":          {signer, true, conclude.Corroborated},
		"by another":          {other, true, conclude.Refuted},
		"by himself, in part": {signer, false, conclude.Refuted},
	} {
		d := signedDocument(signer)
		again := signedDocument(c.second).Signed[0]
		again.Whole = c.whole
		changes(document.Visible)(&d.Signed[0])
		d.Signed[0].Reads = []document.Reading{{Page: 1, Signed: "five", Now: "nine", Lost: true}}
		d.Signed = append(d.Signed, again)
		j := &Judge{Roots: roots, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
		r, err := j.Item(item.Sum(nil), item.IDOfBytes, &examine.Facts{Kind: item.Document, Document: d}, nil, nil)
		if err != nil || r.Conclusion != c.want {
			t.Errorf("%s: %s, want %s (%v)", name, r.Conclusion, c.want, err)
		}
	}
}

// changes has a signature followed by changes of these weights.
func changes(weights ...document.Weight) func(*document.Signature) {
	return func(s *document.Signature) {
		s.Whole = false
		for _, w := range weights {
			s.Changes = append(s.Changes, document.Change{Weight: w, What: "something", Where: "page 1"})
		}
	}
}

// TestDocumentRecord: a record reads back as it was written.
func TestDocumentRecord(t *testing.T) {
	roots, signer := certified(t)
	j := &Judge{Roots: roots, Now: time.Unix(0, 0)}
	r, err := j.Item(item.Sum(nil), item.IDOfBytes, &examine.Facts{Kind: item.Document, Document: signedDocument(signer)}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	first, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	read, err := ReadRecord(first)
	if err != nil {
		t.Fatal(err)
	}
	if second, err := json.Marshal(read); err != nil || len(second) == 0 || read.Document.Signatures[0].Trust.Trust != cert.Trusted {
		t.Errorf("%s %v", second, err)
	}
	again, err := read.JSON()
	if err != nil || string(again) != string(first) {
		t.Errorf("%v\n%s\n%s", err, first, again)
	}
}

func TestDocumentClaim(t *testing.T) {
	for want, d := range map[string]*document.Document{
		"a document of the form pdf, which says nothing of who made it or when": {Format: "pdf"},
		"made by Ann, as its own metadata say":                                  {Authors: []document.Said{{Value: "Ann"}}},
		"made at 2017-01-01T00:00:00Z, as its own metadata say":                 {Times: []document.Time{{What: document.Modified, At: "2018"}, {What: document.Created, At: "2017-01-01T00:00:00Z"}}},
		"taken with Camera at 2017-01-01T00:00:00, as its own metadata say":     {Software: []document.Software{{Name: "Camera", Role: "device"}}, Times: []document.Time{{What: document.Taken, At: "2017-01-01T00:00:00"}}},
	} {
		if got := documentClaim(d); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
