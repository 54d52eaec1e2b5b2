package pipeline

import (
	"bytes"
	"fmt"

	"assay/casefile"
	"assay/sign/cert"
)

// RootsRead is the event that a file of root certificates was read, with its
// size and digest.
const RootsRead = "roots-read"

// AddRoots keeps root certificates in a case and counts the new ones.
func AddRoots(c *casefile.Case, roots *cert.Roots, origin string) (int64, error) {
	var list []casefile.Certificate
	for _, der := range roots.Certificates() {
		list = append(list, casefile.Certificate{DER: der, Origin: origin})
	}
	return c.AddCertificates(list...)
}

// KnownRoots are the root certificates of a case; nil where it has none.
func KnownRoots(v *casefile.View) (*cert.Roots, error) {
	list, err := v.Certificates()
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var all [][]byte
	for _, c := range list {
		all = append(all, c.DER)
	}
	roots, err := cert.ParseRoots(bytes.Join(all, nil))
	if err != nil {
		return nil, fmt.Errorf("root certificates of the case: %w", err)
	}
	return roots, nil
}
