package post

import "time"

// Network is all providers of a made-up world.
type Network struct {
	Providers []*Provider // one of each kind first, then those that were hosted

	seed        uint64
	from, until time.Time
}

// Providers makes the network of a seed: one provider of each kind, with keys
// for the time from from to until. Habits and versions are those of 2012 to 2024:
// before, some of these makers had not opened.
func Providers(seed uint64, from, until time.Time) *Network {
	n := &Network{seed: seed, from: from, until: until}
	for _, h := range allHabits() {
		n.Host(h.kind, h.domain, h.signs)
	}
	return n
}

// Host adds a domain, which must be a reserved one, that is carried in the way
// of kind. It has its own keys and machines; signs false makes it sign nothing.
// It is called before anything is posted.
func (n *Network) Host(kind Kind, domain string, signs bool) *Provider {
	for _, h := range allHabits() {
		if h.kind == kind {
			p := &Provider{Kind: kind, Domain: domain, Mailers: h.mailers, Signs: signs, Zone: Zone(h.zone), own: &h}
			p.periods = n.periodsOf(p)
			n.Providers = append(n.Providers, p)
			return p
		}
	}
	panic("no such kind of provider: " + kind)
}

// Of is the first provider of a kind.
func (n *Network) Of(kind Kind) *Provider {
	for _, p := range n.Providers {
		if p.Kind == kind {
			return p
		}
	}
	panic("no such kind of provider: " + kind)
}

// Zone is a time zone by its name, such as Europe/Paris, from the table that
// the programme carries with it.
func Zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // names stand in the code
	}
	return z
}
