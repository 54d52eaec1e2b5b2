package repair

import (
	"bytes"

	"assay/mail"
)

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
	maxHeader        = 256 << 10 // bytes of signed fields that are searched, MaxSigned aside
	maxChoiceBytes   = 8 << 20   // of what the fields may have been
	maxHeaderBytes   = 24 << 20  // that are hashed in headers
	maxDeepBytes     = 8 << 30   // likewise, with Thorough effort
	hashedTimes      = 128       // a body is hashed that many times over, at most,
	hashedAtLeast    = 4 << 20   // or these bytes, where that is more,
	hashedAfter      = 32        // times, likewise, when a body was found
	hashedAtMost     = 128 << 20 // and never more than these
	maxHeld          = 32 << 20  // bytes of forms that are kept, but for one
	maxLines         = 1 << 20   // lines of a body out of which some are taken
	lineCost         = 8         // what a line costs beside its bytes, in bytes
	tryCost          = 256       // what a try costs beside the bytes, in bytes
)

// budget is what a search may still spend.
type budget struct {
	tries, headerTries int
	mostHeaders        int
	headerBytes        int64 // that may still be hashed in headers
	bytes              int64 // of bodies that may still be made or hashed
	weight             int64 // of 16 bytes: more where lines are short
	spent              bool  // something was left untried
}

func newBudget(m *mail.Message, t Target, hints Hints, e Effort) budget {
	body := int64(len(m.Raw) - m.Body)
	b := budget{
		bytes:       min(max(body*hashedTimes, hashedAtLeast), hashedAtMost),
		mostHeaders: headerTries(e),
		headerBytes: maxHeaderBytes,
	}
	if hints.Files != nil && bytes.Contains(m.Raw, []byte(mozillaAltered)) {
		b.bytes = hashedAtMost // the files that are put back are not in the body yet
	}
	if e == Thorough {
		b.headerBytes = maxDeepBytes
	}
	lines := int64(bytes.Count(m.Raw[m.Body:], []byte("\n")) + bytes.Count(m.Raw[m.Body:], []byte("\r")))
	b.weight = 16 + 16*lineCost*lines/(body+1)
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
	cost := int64(n)*b.weight/16 + tryCost
	if b.bytes < cost {
		b.spent = true
		return false
	}
	b.bytes -= cost
	b.tries++
	return true
}

// header takes one try over that many bytes of a header; false where none is
// left.
func (b *budget) header(n int) bool {
	if b.headersSpent() || b.headerBytes < int64(n) {
		b.spent, b.headerBytes = true, min(b.headerBytes, 0)
		return false
	}
	b.headerBytes -= int64(n)
	b.headerTries++
	b.tries++
	return true
}

// headersSpent reports whether no try of a header is left.
func (b *budget) headersSpent() bool { return b.headerTries >= b.mostHeaders || b.headerBytes <= 0 }
