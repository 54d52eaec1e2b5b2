package cert

import (
	"bytes"
	"encoding/pem"
	"errors"
	"fmt"
)

// MaxRoots bounds the certificates of one list of roots.
const MaxRoots = 10_000

// Roots are the certificates that an examiner believes.
type Roots struct {
	list []*Certificate
}

// Len is the number of roots; a nil list has none.
func (r *Roots) Len() int {
	if r == nil {
		return 0
	}
	return len(r.list)
}

// Names are the holders of the roots, in the order given.
func (r *Roots) Names() (names []string) {
	if r == nil {
		return nil
	}
	for _, c := range r.list {
		names = append(names, c.Holder)
	}
	return names
}

// ParseRoots reads certificates in PEM, or in DER one after another. The error
// says which one cannot be read: a list of trust is taken whole or not at all.
func ParseRoots(text []byte) (*Roots, error) {
	var raws [][]byte
	if bytes.Contains(text, []byte("-----BEGIN ")) {
		for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
			if block.Type == "CERTIFICATE" || block.Type == "X509 CERTIFICATE" || block.Type == "TRUSTED CERTIFICATE" {
				raws = append(raws, block.Bytes)
			}
		}
	} else {
		for rest := text; len(rest) > 0; {
			_, after, err := DER(rest)
			if err != nil {
				return nil, fmt.Errorf("certificate %d of the roots: %w", len(raws)+1, err)
			}
			raws, rest = append(raws, rest[:len(rest)-len(after)]), after
			if len(raws) > MaxRoots {
				break
			}
		}
	}
	if len(raws) == 0 {
		return nil, errors.New("no certificate in the roots")
	}
	if len(raws) > MaxRoots {
		return nil, fmt.Errorf("more than %d roots", MaxRoots)
	}
	roots := &Roots{}
	for i, raw := range raws {
		c, err := Parse(raw)
		if err != nil {
			return nil, fmt.Errorf("certificate %d of the roots: %w", i+1, err)
		}
		roots.list = append(roots.list, c)
	}
	return roots, nil
}

// holds reports whether c itself is a root, by its bytes or by name and key.
func (r *Roots) holds(c *Certificate) bool {
	if r == nil {
		return false
	}
	for _, root := range r.list {
		if bytes.Equal(root.Raw, c.Raw) || bytes.Equal(root.RawKey, c.RawKey) && sameName(root.Subject, c.Subject) {
			return true
		}
	}
	return false
}

// Certificates are the roots in DER, in the order given; ParseRoots reads them
// joined.
func (r *Roots) Certificates() (list [][]byte) {
	if r == nil {
		return nil
	}
	for _, c := range r.list {
		list = append(list, c.Raw)
	}
	return list
}
