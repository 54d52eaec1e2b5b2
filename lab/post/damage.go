package post

import "math/rand/v2"

// Damage is one innocent thing that an export, a store or a client does to a
// stored mail.
type Damage struct {
	Name string // as labels name it
	Does string // one sentence
	// Breaks says that a valid DKIM signature over the mail may fail afterwards.
	Breaks bool
	Apply  func(r *rand.Rand, stored []byte) []byte
}

// Damages lists every damage.
func Damages() []Damage { return nil }
