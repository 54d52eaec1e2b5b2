package pipeline

import (
	"assay/item"
	"assay/repair"
)

// due lists the mails of a round, in the order of digests.
func (r *repairs) due(round int) (list []item.Digest) {
	shapes := r.searched()
	fresh := r.learned(round)
	for _, d := range sortedDigests(r.asked) {
		a, seen := r.tried[d]
		switch {
		case seen && a.Round >= round:
			continue
		case round == firstRound && !seen:
		case round == firstRound || !seen || !a.restless():
			continue
		case round == thoroughRound:
			if shapes[a.shape()] || len(shapes) == maxThorough {
				continue
			}
			shapes[a.shape()] = true
		case !fresh:
			continue
		}
		list = append(list, d)
	}
	return list
}

// searched are the shapes of which one mail was searched with more effort
// already: a run that was broken off in that round takes no other instead.
func (r *repairs) searched() map[item.Digest]bool {
	shapes := map[item.Digest]bool{}
	for _, a := range r.tried {
		if len(a.Thorough) == len(item.Digest{}) {
			shapes[item.Digest(a.Thorough)] = true
		}
	}
	return shapes
}

// learned reports whether the round before found something that is a hint.
func (r *repairs) learned(round int) bool {
	for _, a := range r.tried {
		if a.Found == round-1 && len(a.People) > 2 {
			return true
		}
	}
	return false
}

// memory holds the hints of a round: who other mail names, and in which order;
// of mail that was found in earlier rounds for certain.
func (r *repairs) memory(round int) (*repair.Memory, error) {
	m := repair.NewMemory()
	m.Files = (&files{repairs: r}).named
	for _, d := range sortedDigests(r.tried) {
		if a := r.tried[d]; a.Found > 0 && a.Found < round {
			m.AddOrder(a.People, true)
			m.AddType(a.Domain, a.Type)
		}
	}
	err := r.shelf.People(func(people []string) error {
		m.AddOrder(people, false)
		return nil
	})
	return m, err
}
