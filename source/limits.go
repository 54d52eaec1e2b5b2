package source

import (
	"fmt"
	"io"
)

// The bounds of reading. A leak may be built to exhaust the machine, so every
// size, depth and count has one; what stands beyond is an entry that says so.
const (
	// HeadSize is how many bytes Recognise wants to see.
	HeadSize = 16 << 10

	// MaxMail bounds a mail, which is held in memory; servers refuse mail long
	// before (25 to 50 MB are usual).
	MaxMail = 64 << 20

	// MaxDocument bounds a document that is held in memory; of a larger one the
	// digest alone is taken.
	MaxDocument = 64 << 20

	// MaxDepth bounds how deep containers nest.
	MaxDepth = 16

	// MaxMembers bounds the members of the archives that are open at one time,
	// one in the other: their names are remembered, in some 30 bytes each.
	MaxMembers = 1_000_000

	// MaxName bounds the name of a member; of a longer one the beginning is
	// used. Names repeat in the path of every item below.
	MaxName = 1024

	// A compressed stream may grow to MinExpansion, or to MaxRatio times its
	// size where that is more.
	MinExpansion = 256 << 20
	MaxRatio     = 100

	// All compressed streams below one file of the leak together, but for those
	// in attachments of its mails, may grow to
	// MinExpansionSum, or to MaxRatioSum times the file's size.
	MinExpansionSum = 4 << 30
	MaxRatioSum     = 200

	// All compressed streams in the attachments of one mail together may grow to
	// MinExpansionMail, or to MaxRatio times the mail's size: a mailbox holds
	// many mails, and each may be a bomb.
	MinExpansionMail = 8 << 20

	// MaxWindow bounds the window (dictionary) of a compressor, whose memory
	// is its size; in each compressor inside another, half as much.
	MaxWindow = 64 << 20

	// MaxInMemory bounds a nested archive that is kept in memory; a larger one
	// goes to a temporary file. For each level inwards, half as much.
	MaxInMemory = 8 << 20

	// minWindow is what is allowed at any level.
	minWindow = 64 << 10
)

// halved is limit for something that stands in level others of its kind, which
// keeps the sum over all levels under twice the limit.
func halved(limit, level int) int {
	return max(limit>>level, minWindow)
}

// boundError says that a bound was reached.
type boundError struct {
	bound string // in words, with its number
}

func (e *boundError) Error() string { return e.bound }

// Budget counts what the compressed streams below one file have grown to. It
// is not safe for use by several goroutines at a time.
type Budget struct {
	limit, spent int64
}

// NewBudget returns the budget of a file of size bytes.
func NewBudget(size int64) *Budget {
	return &Budget{limit: atLeast(MinExpansionSum, MaxRatioSum, size)}
}

// NewMailBudget returns the budget of the attachments of a mail of size bytes.
func NewMailBudget(size int64) *Budget {
	return &Budget{limit: atLeast(MinExpansionMail, MaxRatio, size)}
}

// atLeast is ratio times size, or least where that is more.
func atLeast(least, ratio, size int64) int64 {
	const farBeyond = 1 << 60 // where the product would overflow
	if size > farBeyond/ratio {
		return farBeyond
	}
	return max(least, ratio*size)
}

// Spend takes n bytes from the budget, for what another package expands below
// the same file, and reports whether they were there.
func (b *Budget) Spend(n int64) bool {
	b.spent += n
	return b.exceeded() == nil
}

// exceeded is the error of a budget that is used up, or nil.
func (b *Budget) exceeded() error {
	if b.spent <= b.limit {
		return nil
	}
	return &boundError{fmt.Sprintf("the compressed data below this file expand to more than %d bytes in sum", b.limit)}
}

// meter counts what a compressed stream grows to, and ends it at its bounds.
type meter struct {
	r      io.Reader
	budget *Budget
	packed int64 // size of the stream as it is stored
	n      int64 // what it has grown to
}

// limit is what the stream may grow to.
func (m *meter) limit() int64 { return atLeast(MinExpansion, MaxRatio, m.packed) }

// Read reads on; at a bound it gives a *boundError. It reads one byte beyond a
// bound and no more, so that where it ends depends on the content alone.
func (m *meter) Read(p []byte) (int, error) {
	limit := m.limit()
	if m.n > limit {
		return 0, &boundError{fmt.Sprintf("%d compressed bytes expand to more than %d", m.packed, limit)}
	}
	if err := m.budget.exceeded(); err != nil {
		return 0, err
	}
	room := min(limit-m.n, m.budget.limit-m.budget.spent) + 1
	n, err := m.r.Read(p[:min(int64(len(p)), room)])
	m.n += int64(n)
	m.budget.spent += int64(n)
	return n, err
}
