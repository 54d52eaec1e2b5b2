package cert_test

import (
	"bytes"
	"crypto/x509"
	"strings"
	"testing"
	"time"

	"assay/sign/cert"
)

var within = time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)

// TestChain starts from a chain of three that holds, and changes one thing.
func TestChain(t *testing.T) {
	root := issue(t, "root", nil, nil)
	other := issue(t, "other root", nil, nil)
	middle := issue(t, "middle", root, nil)
	leaf := issue(t, "signer", middle, nil)
	alone := issue(t, "signer", nil, nil)
	old := issue(t, "signer", middle, func(c *x509.Certificate) { c.NotAfter = within.AddDate(0, 0, -1) })
	again := issue(t, "signer", issue(t, "signer", root, nil), nil)
	server := issue(t, "signer", middle, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} })
	short := issue(t, "short", root, func(c *x509.Certificate) { c.MaxPathLen, c.MaxPathLenZero = 0, true })
	below := issue(t, "below", short, nil)
	deep := issue(t, "signer", below, nil)
	bound := issue(t, "bound", root, func(c *x509.Certificate) {
		c.PermittedDNSDomains, c.PermittedDNSDomainsCritical = []string{"example.org"}, true
	})
	beyond := issue(t, "signer", bound, nil)
	forged := bytes.Clone(leaf.der)
	forged[len(forged)-3] ^= 1 // in the issuer's signature

	certs := func(list ...*made) (raws [][]byte) {
		for _, m := range list {
			raws = append(raws, m.der)
		}
		return raws
	}
	for _, c := range []struct {
		name   string
		certs  [][]byte
		roots  *made
		at     time.Time
		want   cert.Trust
		path   string
		reason string
		limit  string
	}{
		{"holds", certs(leaf, middle), root, within, cert.Trusted, "signer<middle<root", "one of the roots", ""},
		{"in another order, with the root", certs(leaf, other, root, middle), root, within, cert.Trusted, "signer<middle<root", "one of the roots", ""},
		{"other root", certs(leaf, middle, root), other, within, cert.Untrusted, "signer<middle<root", "not among the roots", ""},
		{"no roots", certs(leaf, middle, root), nil, within, cert.Unknown, "signer<middle<root", "no roots were given", ""},
		{"middle missing", certs(leaf), root, within, cert.Untrusted, "signer", "not at hand", ""},
		{"before", certs(leaf, middle), root, start.AddDate(0, 0, -1), cert.Expired, "signer<middle<root", "valid from 2020-01-01", ""},
		{"expired", certs(old, middle), root, within, cert.Expired, "signer<middle<root", "to 2025-05-31", ""},
		{"no time", certs(old, middle), root, time.Time{}, cert.Trusted, "signer<middle<root", "", "not known when"},
		{"forged", append([][]byte{forged}, middle.der), root, within, cert.Broken, "signer", "did not sign it", ""},
		{"by itself", certs(alone), root, within, cert.Untrusted, "signer", "its own holder", ""},
		{"by itself, and given", certs(alone), alone, within, cert.Trusted, "signer", "", ""},
		{"self-issued by another key", certs(again), root, within, cert.Untrusted, "signer", "its own key did not sign it", ""},
		{"path too long", certs(deep, below, short), root, within, cert.Untrusted, "signer<below", "so many authorities", ""},
		{"an authority for certain names", certs(beyond, bound), root, within, cert.Untrusted, "signer", "certain names only", ""},
		{"an authority for certain names, given", certs(beyond), bound, within, cert.Trusted, "signer<bound", "", "critical extension"},
		{"for servers", certs(server, middle), root, within, cert.Trusted, "signer<middle<root", "", "meant for servers"},
		{"none", nil, root, within, cert.Unknown, "", "no certificate", ""},
		{"nonsense", [][]byte{{1, 2}}, root, within, cert.Unknown, "", "not a sequence", ""},
	} {
		var roots *cert.Roots
		if c.roots != nil {
			var err error
			if roots, err = cert.ParseRoots(c.roots.der); err != nil {
				t.Fatal(err)
			}
		}
		got := cert.Chain(c.certs, roots, c.at)
		path := strings.ReplaceAll(strings.Join(got.Path, "<"), " (Example)", "")
		if got.Trust != c.want || path != c.path || !strings.Contains(got.Reason, c.reason) {
			t.Errorf("%s: %s by %s: %s", c.name, got.Trust, path, got.Reason)
		}
		if limits := strings.Join(got.Limits, "; "); !strings.Contains(limits, c.limit) || c.limit == "" && limits != "" {
			t.Errorf("%s: limits %q, want %q", c.name, limits, c.limit)
		}
	}
}

// TestChainOfNoAuthority: an ordinary certificate under a root must not make others.
func TestChainOfNoAuthority(t *testing.T) {
	root := issue(t, "root", nil, nil)
	holder := issue(t, "signer", root, func(c *x509.Certificate) { c.Subject.CommonName = "an ordinary holder" })
	made := issue(t, "signer", holder, nil)
	roots, err := cert.ParseRoots(root.der)
	if err != nil {
		t.Fatal(err)
	}
	got := cert.Chain([][]byte{made.der, holder.der}, roots, within)
	if got.Trust != cert.Untrusted || !strings.Contains(got.Reason, "not a certificate authority") {
		t.Errorf("%+v", got)
	}
}

// TestChainBounds: many authorities of one name and a cycle end soon.
func TestChainBounds(t *testing.T) {
	a := issue(t, "a", nil, nil)
	var pool [][]byte
	for range 60 {
		pool = append(pool, issue(t, "a", a, nil).der)
	}
	leaf := issue(t, "signer", a, nil)
	b := issue(t, "b", a, nil)
	back := issue(t, "a", b, nil)
	roots, err := cert.ParseRoots(issue(t, "root", nil, nil).der)
	if err != nil {
		t.Fatal(err)
	}
	got := cert.Chain(append([][]byte{leaf.der, b.der, back.der, a.der}, pool...), roots, within)
	if got.Trust == cert.Trusted || got.Trust == cert.Expired {
		t.Errorf("%+v", got)
	}
}
