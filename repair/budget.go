package repair

import "assay/mail"

// Bounds of one search. They are counted, not timed: the same message gives the
// same answer on every machine.
const (
	maxForms       = 300       // messages that are made by undoing something in the body
	maxDepth       = 3         // rewrites of the body on top of each other
	maxBodyHits    = 4         // bodies that fit bh= and whose headers are searched
	maxHeaderTries = 12_000    // hashes of headers
	maxDeepTries   = 6_000_000 // likewise, with Thorough effort
	maxSlowTries   = 1_500     // likewise, where each try verifies a signature
	maxBodyTries   = 60_000    // hashes of bodies
	hashedTimes    = 64        // a body is hashed that many times over, at most,
	hashedAtLeast  = 16 << 20  // or these bytes, where that is more,
	hashedAtMost   = 256 << 20 // and never more than these
)

// budget is what a search may still spend.
type budget struct {
	tries, bodyTries, headerTries int
	mostHeaders                   int
	bytes                         int64 // of bodies that may still be made or hashed
	spent                         bool  // something was left untried
}

func newBudget(m *mail.Message, t Target) budget {
	body := int64(len(m.Raw) - m.Body)
	b := budget{
		bytes:       min(max(body*hashedTimes, hashedAtLeast), hashedAtMost),
		mostHeaders: maxHeaderTries,
	}
	if t.Verify != nil {
		b.mostHeaders = maxSlowTries
	}
	return b
}

// body takes one try over that many bytes of a body; false where none is left.
func (b *budget) body(n int) bool {
	if b.bytes < int64(n) || b.bodyTries >= maxBodyTries {
		b.spent = true
		return false
	}
	b.bytes -= int64(n)
	b.bodyTries++
	b.tries++
	return true
}

// header takes one try of a header; false where none is left.
func (b *budget) header() bool {
	if b.headerTries >= b.mostHeaders {
		b.spent = true
		return false
	}
	b.headerTries++
	b.tries++
	return true
}
