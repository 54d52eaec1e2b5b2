package judge

import (
	"slices"
	"strings"
	"time"

	"assay/keys"
	"assay/sign"
)

// Held are accounts that an intruder may have held, and since when: he gets
// anything signed by their servers, under any Date.
type Held struct {
	Accounts map[string]bool // addresses in lower case
	// Since is the first day (2006-01-02) on which he may have held any; empty
	// where that is not known, and then it may have been always.
	Since string
}

// mayHaveBeenHeld reports whether an intruder could have had this signature made:
// an account of an author was taken, and nothing shows that the signature is
// older than that. The signer's clock shows it, for it is not the intruder's;
// and so does a key that was out of use before.
func (m *mailJudge) mayHaveBeenHeld(s *sign.Signature) bool {
	if !slices.ContainsFunc(m.facts.Authors, func(a string) bool { return m.Held.Accounts[a] || m.Held.Accounts[Account(a)] }) {
		return false
	}
	since, err := time.Parse(time.DateOnly, m.Held.Since)
	if err != nil {
		return true
	}
	if s.SignedAt != nil {
		at, err := time.Parse(time.RFC3339, *s.SignedAt)
		return err != nil || !at.Before(since)
	}
	return !everyOrigin(s, func(o keys.Origin) bool {
		to, err := time.Parse(time.DateOnly, o.SeenTo)
		return err == nil && to.Add(2*day).Before(since)
	})
}

// Account is the address of the account that an address belongs to: without what
// stands behind a plus, which its owner chooses as he likes. RFC 5233 §1
func Account(address string) string {
	at := strings.LastIndexByte(address, '@')
	plus := strings.IndexByte(address, '+')
	if plus <= 0 || plus > at {
		return address
	}
	return address[:plus] + address[at:]
}
