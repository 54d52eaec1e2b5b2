package pipeline

import (
	_ "embed" // the names of folders
	"maps"
	"slices"
	"strings"

	"assay/casefile"
	"assay/examine"
	"assay/judge"
)

// The events of a case's log that have to do with accounts that were taken.
const (
	Held      = "held"      // accounts that an intruder may have held, as the examiner says
	Intrusion = "intrusion" // the first day on which he may have, likewise
)

// boxMails is how many mails make a mailbox: fewer can stand in the box of
// somebody else, who was sent copies.
const boxMails = 3

// boxes counts the mails of each mailbox.
type boxes map[string]int

//go:embed sent.txt
var sentNames string

// kept reports whether the folder or file that a path leads to keeps what its
// owner sent, by its name.
func kept(path string) bool {
	path = strings.ToLower(path)
	for name := range strings.Lines(sentNames) {
		if name = strings.TrimSpace(name); name != "" && name[0] != '#' && strings.Contains(path, name) {
			return true
		}
	}
	return false
}

// add counts a mail at a path: in the boxes that it was delivered to, or in that
// of its keeper, where it lies among what somebody sent. In whose mailbox a mail
// once was that stands in another item says nothing.
func (b boxes) add(path string, delivered, keepers []string) {
	if strings.Contains(path, "#") {
		return
	}
	for _, a := range delivered {
		b[judge.Account(a)]++
	}
	if len(keepers) > 0 && kept(path) {
		for _, a := range keepers {
			b[judge.Account(a)]++
		}
	}
}

// held adds those whose mailboxes stand in the leak to those that are named.
func (b boxes) held(named judge.Held) judge.Held {
	all := judge.Held{Since: named.Since, Accounts: maps.Clone(named.Accounts)}
	if all.Accounts == nil {
		all.Accounts = map[string]bool{}
	}
	for address, n := range b {
		if n >= boxMails {
			all.Accounts[address] = true
		}
	}
	return all
}

// heldAccounts are the accounts of a case that an intruder may have held.
func heldAccounts(v *casefile.View) (judge.Held, error) {
	named, err := v.Held()
	if err != nil {
		return judge.Held{}, err
	}
	day, err := v.Intrusion()
	if err != nil {
		return judge.Held{}, err
	}
	known := judge.Held{Since: day, Accounts: map[string]bool{}}
	for _, address := range named {
		known.Accounts[judge.Account(address)] = true
	}
	count := boxes{}
	err = v.Mails(func(m casefile.Mail) error {
		delivered, keepers, err := examine.ReadBoxes(m.Facts)
		count.add(m.Path, delivered, keepers)
		return err
	})
	return count.held(known), err
}

// AddHeld keeps what the examiner says of accounts that were taken.
func AddHeld(c *casefile.Case, addresses []string) error {
	lower := make([]string, 0, len(addresses))
	for _, a := range addresses {
		lower = append(lower, strings.ToLower(a))
	}
	slices.Sort(lower)
	return c.AddHeld(lower...)
}
