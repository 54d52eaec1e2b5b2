package cert

import (
	"bytes"
	"encoding/asn1"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// search is the state of looking for a path.
type search struct {
	pool  []*Certificate
	roots *Roots
	at    time.Time
	links int            // whose mathematics was done
	best  *Answer        // the best path to a root
	last  []*Certificate // the longest path
	// broken and blocked say why a path ended below an issuer that is at hand.
	broken, blocked string
}

// walk goes up from the last certificate of path.
func (s *search) walk(path []*Certificate) {
	top := path[len(path)-1]
	if len(path) > len(s.last) {
		s.last = slices.Clone(path)
	}
	if s.roots.holds(top) {
		s.arrive(path)
		return
	}
	broken, signed := "", false
	for _, issuer := range s.issuers(path) {
		if s.links == maxLinks || s.best != nil && s.best.Trust == Trusted {
			return
		}
		s.links++
		err := link(issuer, top)
		switch {
		case errors.Is(err, ErrMismatch) && issuer == top: // self-issued under a former key, RFC 5280 §3.2, or spoilt
			s.blocked = fmt.Sprintf("%s is named as its own issuer, and its own key did not sign it", quoted(top))
		case errors.Is(err, ErrMismatch) && (len(top.AuthorityKeyID) == 0 || len(issuer.SubjectKeyID) == 0):
			broken = fmt.Sprintf("the certificate of %s names %s as its issuer, and no key of that name that is at hand signed it", quoted(top), quoted(issuer))
		case errors.Is(err, ErrMismatch):
			broken = fmt.Sprintf("the certificate of %s names %s as its issuer, whose key did not sign it", quoted(top), quoted(issuer))
		case err != nil:
			s.blocked = fmt.Sprintf("the signature on the certificate of %s cannot be computed: %v", quoted(top), err)
		default:
			signed = true
			s.step(path, issuer)
		}
	}
	if !signed && broken != "" && s.broken == "" {
		s.broken = broken
	}
}

// step goes on to an issuer whose signature holds, if it may issue.
func (s *search) step(path []*Certificate, issuer *Certificate) {
	if issuer == path[len(path)-1] {
		return // signed by itself: the path ends
	}
	below := 0
	for _, c := range path[1:] {
		if !sameName(c.Subject, c.IssuedBy) { // RFC 5280 §4.2.1.9
			below++
		}
	}
	if why := issuer.mayIssue(below, s.roots.holds(issuer)); why != "" {
		s.blocked = fmt.Sprintf("%s, who signed the certificate of %s, %s", quoted(issuer), quoted(path[len(path)-1]), why)
		return
	}
	if len(path) == maxPath {
		s.blocked = fmt.Sprintf("its path has more than %d certificates", maxPath)
		return
	}
	s.walk(append(path[:len(path):len(path)], issuer))
}

// issuers are the certificates that may have issued the last one of path: they
// bear its issuer's name, and no other key identifier than it asks for. A
// certificate that is signed by itself is its own.
func (s *search) issuers(path []*Certificate) (list []*Certificate) {
	top := path[len(path)-1]
	itself := sameName(top.Subject, top.IssuedBy)
	for _, c := range s.pool {
		same := bytes.Equal(c.RawSubject, top.RawIssuer) || sameName(c.Subject, top.IssuedBy)
		asked := len(c.SubjectKeyID) == 0 || len(top.AuthorityKeyID) == 0 || bytes.Equal(c.SubjectKeyID, top.AuthorityKeyID)
		seen := slices.ContainsFunc(path, func(p *Certificate) bool { return bytes.Equal(p.RawKey, c.RawKey) && sameName(p.Subject, c.Subject) })
		if same && asked && !seen {
			list = append(list, c)
		}
	}
	if itself && len(list) == 0 {
		list = append(list, top)
	}
	return list
}

// link verifies that issuer's key signed c.
func link(issuer, c *Certificate) error {
	if c.algErr != nil {
		return c.algErr
	}
	return Verify(issuer.Public, c.Algorithm, c.tbs, c.signature)
}

// arrive weighs a path that ends at a root.
func (s *search) arrive(path []*Certificate) {
	a := Answer{Trust: Trusted, Path: holders(path), Limits: limits(path)}
	a.Reason = fmt.Sprintf("it leads to %s, one of the roots given", quoted(path[len(path)-1]))
	for _, c := range path {
		switch {
		case c.NotBefore.IsZero() || c.NotAfter.IsZero():
			a.Limits = append(a.Limits, fmt.Sprintf("when the certificate of %s is valid cannot be read", quoted(c)))
		case s.at.IsZero():
		case s.at.Before(c.NotBefore) || s.at.After(c.NotAfter):
			a.Trust = Expired
			a.Reason = fmt.Sprintf("it leads to %s, one of the roots given, but the certificate of %s is valid from %s to %s, which does not hold %s",
				quoted(path[len(path)-1]), quoted(c), day(c.NotBefore), day(c.NotAfter), day(s.at))
		}
	}
	if s.at.IsZero() {
		a.Limits = append(a.Limits, "it is not known when it was signed, so validity was not asked for")
	}
	if why := breakable(path); why != "" {
		a.Trust, a.Reason = Untrusted, why
	}
	if s.best == nil || rank[a.Trust] > rank[s.best.Trust] {
		s.best = &a
	}
}

// rank orders the answers of paths to a root.
var rank = map[Trust]int{Untrusted: 1, Expired: 2, Trusted: 3}

// answer is the best that was found.
func (s *search) answer() Answer {
	if s.best != nil {
		return *s.best
	}
	end := s.last[len(s.last)-1]
	a := Answer{Trust: Untrusted, Path: holders(s.last), Limits: limits(s.last)}
	switch {
	case s.broken != "":
		a.Trust, a.Reason = Broken, s.broken
	case s.blocked != "":
		a.Reason = s.blocked
	case sameName(end.Subject, end.IssuedBy) && len(s.last) == 1:
		a.Reason = "it is signed by its own holder, and vouched for by nobody"
	case sameName(end.Subject, end.IssuedBy):
		a.Reason = fmt.Sprintf("it leads to %s, which is not among the roots given", quoted(end))
	default:
		a.Reason = fmt.Sprintf("the certificate of %s, who issued that of %s, is not at hand", strconv.Quote(end.Issuer), quoted(end))
	}
	if s.roots.Len() == 0 && a.Trust != Broken {
		a.Trust, a.Reason = Unknown, "no roots were given; "+a.Reason
	}
	return a
}

// limits are what weakens the links of a path.
func limits(path []*Certificate) (list []string) {
	for i, c := range path {
		if i+1 < len(path) {
			for _, why := range weakens(c.Algorithm, path[i+1].Public) {
				list = append(list, fmt.Sprintf("the certificate of %s: %s", quoted(c), why))
			}
		}
		for _, oid := range c.unread {
			list = append(list, fmt.Sprintf("the certificate of %s has a critical extension %s that is not read", quoted(c), oid))
		}
	}
	if path[0].forServers() {
		list = append(list, fmt.Sprintf("the certificate of %s is meant for servers, not for documents", quoted(path[0])))
	}
	return list
}

// forServers reports whether a certificate is meant for TLS servers or clients alone.
func (c *Certificate) forServers() bool {
	for _, use := range c.Usages {
		if s := use.String(); s != "1.3.6.1.5.5.7.3.1" && s != "1.3.6.1.5.5.7.3.2" { // serverAuth, clientAuth
			return false
		}
	}
	return len(c.Usages) > 0
}

func holders(path []*Certificate) (names []string) {
	for _, c := range path {
		names = append(names, c.Holder)
	}
	return names
}

func quoted(c *Certificate) string { return strconv.Quote(c.Holder) }
func day(t time.Time) string       { return t.UTC().Format("2006-01-02") }

// ForStamping reports whether a certificate is meant for time stamps, as RFC
// 3161 §2.3 asks of an authority's.
func (c *Certificate) ForStamping() bool {
	return slices.ContainsFunc(c.Usages, func(use asn1.ObjectIdentifier) bool { return use.String() == "1.3.6.1.5.5.7.3.8" })
}
