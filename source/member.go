package source

import (
	"crypto/sha256"
	"fmt"
	"io"

	"assay/finding"
)

// member is one member of an archive, as the archive lists it.
type member struct {
	name    string // only a name, never a file to open
	cut     int    // bytes of the name that are over MaxName, and left out
	nth     int    // 1, or 2, 3, … for a further member of that name
	size    int64  // as the archive says, expanded
	packed  int64  // as it is stored
	refusal error  // why it is not read, or nil
	expands bool   // open gives a decompressor that is the member's own
	windows int    // how many windows that holds, see MaxWindow
	open    func(level int) (io.ReadCloser, error)
	random  io.ReaderAt // what open reads, or nil
}

// notes are findings on what the archive says of the member.
func (m *member) notes() []finding.Finding {
	if m.cut == 0 {
		return nil
	}
	return []finding.Finding{{
		ID: "source/name-cut", Outcome: finding.Found, Says: finding.Neutral,
		Where: "the member's name", Recheck: "7z l -slt FILE",
		Why: fmt.Sprintf("The name has %d bytes, and the path shows the first %d.", MaxName+m.cut, MaxName),
	}}
}

// eachMember calls fn with one member after the other, in the order of the
// archive. What fn returns ends it and is returned.
type eachMember func(fn func(*member) error) error

// ordinals counts how often each name of an archive came up.
type ordinals struct {
	seen map[nameKey]uint32
	room *int // how many names may still be remembered, in all archives that are open
}

// nameKey stands for a name: names are long, and made to collide by nobody
// who has not 2^48 SHA-256 to spend.
type nameKey [12]byte

func newOrdinals(room *int) *ordinals {
	return &ordinals{make(map[nameKey]uint32), room}
}

// name sets the name of a member as it is used, and counts it.
func (o *ordinals) name(m *member, name string) error {
	m.name = name[:min(len(name), MaxName)]
	m.cut = len(name) - len(m.name)
	sum := sha256.Sum256([]byte(m.name))
	key := nameKey(sum[:])
	if o.seen[key] == 0 {
		if *o.room == 0 {
			return &boundError{fmt.Sprintf("it and the archives around it have more than %d members", MaxMembers)}
		}
		*o.room--
	}
	o.seen[key]++
	m.nth = int(o.seen[key])
	return nil
}

// release gives the room back.
func (o *ordinals) release() { *o.room += len(o.seen) }
