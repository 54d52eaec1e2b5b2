package cert

import (
	"fmt"
	"time"
)

// Trust says where a chain of certificates leads.
type Trust string

// The answers of Chain.
const (
	Trusted   Trust = "trusted"   // to a root that the examiner gave, all valid at the time asked for
	Expired   Trust = "expired"   // to such a root, but a certificate was not valid at that time
	Untrusted Trust = "untrusted" // elsewhere: to another root, to itself, or to nothing at hand
	Unknown   Trust = "unknown"   // no roots were given, or the certificate cannot be read
	Broken    Trust = "broken"    // a certificate names an issuer that is at hand and did not sign it
)

// Bounds on the search for a path.
const (
	maxPath  = 12  // certificates in one path
	maxCerts = 200 // certificates that come with one signature
	maxLinks = 200 // links whose mathematics is done
)

// Answer is what Chain found.
type Answer struct {
	Trust Trust `json:"trust"`
	// Path is the holders from the signer to the last certificate reached.
	Path   []string `json:"path"`
	Reason string   `json:"reason"` // in plain words, lower case, of every answer
	// Limits are what weakens the path and is no refusal: SHA-1, short keys,
	// restrictions that were not checked.
	Limits []string `json:"limits,omitempty"`
}

// Chain follows certs, the signer's first and the rest in any order, through
// them and the intermediates to a root. Validity is asked of the time at; the
// zero time asks nothing of it, and says so among the limits.
func Chain(certs [][]byte, roots *Roots, at time.Time, intermediates ...[]byte) Answer {
	if len(certs) == 0 {
		return Answer{Trust: Unknown, Reason: "no certificate came with the signature"}
	}
	leaf, err := Parse(certs[0])
	if err != nil {
		return Answer{Trust: Unknown, Reason: err.Error()}
	}
	s := search{roots: roots, at: at}
	var limits []string
	pool := append(append([][]byte{}, certs[1:]...), intermediates...)
	if len(pool) > maxCerts {
		limits = append(limits, fmt.Sprintf("of %d certificates that came along only %d were looked at", len(pool), maxCerts))
		pool = pool[:maxCerts]
	}
	for _, raw := range pool {
		if c, err := Parse(raw); err == nil { // one that cannot be read leads nowhere
			s.pool = append(s.pool, c)
		}
	}
	if roots != nil {
		s.pool = append(s.pool, roots.list...)
	}
	s.walk([]*Certificate{leaf})
	answer := s.answer()
	if s.links == maxLinks {
		limits = append(limits, fmt.Sprintf("the search for a path ended after %d links", maxLinks))
	}
	answer.Limits = append(answer.Limits, limits...)
	return answer
}
