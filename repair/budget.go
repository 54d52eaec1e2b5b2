package repair

import "assay/mail"

// Bounds of one search. They are counted, not timed: the same message gives the
// same answer on every machine.
const (
	maxForms         = 300       // messages that are made by undoing something in the body
	maxDepth         = 3         // rewrites of the body on top of each other
	maxBodyHits      = 4         // bodies that fit bh= and whose headers are searched
	maxHeaderTries   = 2_500     // hashes of headers
	maxThoroughTries = 12_000    // likewise, with Thorough effort, but for orders of addresses
	maxDeepTries     = 6_000_000 // likewise, with Thorough effort
	maxSlowTries     = 1_500     // likewise, where each try verifies a signature
	hashedTimes      = 128       // a body is hashed that many times over, at most,
	hashedAtLeast    = 4 << 20   // or these bytes, where that is more,
	hashedAfter      = 32        // times, likewise, when a body was found
	hashedAtMost     = 160 << 20 // and never more than these
	maxHeld          = 32 << 20  // bytes of forms that are kept, but for one
	maxLines         = 1 << 20   // lines of a body out of which some are taken
	tryCost          = 256       // what a try costs beside the bytes, in bytes
)

// budget is what a search may still spend.
type budget struct {
	tries, headerTries int
	mostHeaders        int
	bytes              int64 // of bodies that may still be made or hashed
	spent              bool  // something was left untried
}

func newBudget(m *mail.Message, t Target, e Effort) budget {
	body := int64(len(m.Raw) - m.Body)
	b := budget{
		bytes:       min(max(body*hashedTimes, hashedAtLeast), hashedAtMost),
		mostHeaders: headerTries(e),
	}
	if t.Verify != nil {
		b.mostHeaders = maxSlowTries
	}
	return b
}

func headerTries(e Effort) int {
	if e == Thorough {
		return maxThoroughTries
	}
	return maxHeaderTries
}

// body takes one try over that many bytes of a body; false where none is left.
func (b *budget) body(n int) bool {
	n += tryCost
	if b.bytes < int64(n) {
		b.spent = true
		return false
	}
	b.bytes -= int64(n)
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
