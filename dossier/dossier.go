// Package dossier gathers what is known of the keys under one name: what they
// are, where they came from, which signatures call for them and when, where else
// the same key stands, whether others had it, and what that does to conclusions.
//
// Times are what signers and senders say of themselves: a key that others had
// too signs any time. A dossier shows what is known of a key in one case, and
// nothing about signatures that are not in it.
package dossier

import (
	"assay/keys"
)

// Dossier is what is known of one name.
type Dossier struct {
	Name     string `json:"name"` // SELECTOR._domainkey.DOMAIN
	Domain   string `json:"domain"`
	Selector string `json:"selector"`
	// Acquired is the day on which the leak was in hand, nil where that is not
	// known.
	Acquired *string `json:"acquired"`
	Keys     []Key   `json:"keys"` // in the order in which signatures are tried under them
	// Exposed is what lists of exposed keys say of the name itself.
	Exposed    []Listed `json:"exposed"`
	Signatures Calls    `json:"signatures"` // all that call for the name
	Says       []string `json:"says"`       // in plain words, of the name as a whole
}

// Key is one key under the name, with all records that hold it in the same way.
type Key struct {
	State       keys.State `json:"state"`
	Algorithm   string     `json:"algorithm,omitempty"`
	Bits        int        `json:"bits,omitempty"`
	Fingerprint string     `json:"fingerprint,omitempty"` // of its SubjectPublicKeyInfo
	Problem     string     `json:"problem,omitempty"`     // what is wrong with the record, or was overlooked
	Target      string     `json:"target,omitempty"`      // of an alias
	At          string     `json:"at,omitempty"`          // where the record stands, if not under the name itself

	Testing        bool     `json:"testing"`          // t=y
	StrictIdentity bool     `json:"strict_identity"`  // t=s
	Hashes         []string `json:"hashes,omitempty"` // h=

	Origins []Origin       `json:"origins"`
	Also    []Elsewhere    `json:"also"` // the same public key under other names
	Exposed *keys.Exposure `json:"exposed,omitempty"`
	Lists   []Listed       `json:"lists,omitempty"` // every line that says so
	// Signatures are those whose signed header fields verify under this key;
	// where the body was changed, such a signature counts as failed.
	Signatures Calls    `json:"signatures"`
	Says       []string `json:"says"` // what it does to conclusions, in plain words
}

// Origin is one place that a key is known from.
type Origin struct {
	Text string `json:"text"` // as in the key of a signature
	keys.Origin
}

// Elsewhere is another name of the same public key.
type Elsewhere struct {
	Name    string   `json:"name"`
	Origins []string `json:"origins"`
}

// Listed is a line of a list of exposed keys.
type Listed struct {
	Since string `json:"since"`
	Line  string `json:"line"` // file, line and source
}

// Known reports whether anything at all is known of the name.
func (d *Dossier) Known() bool {
	return len(d.Keys)+len(d.Exposed) > 0 || d.Signatures.All > 0
}

func listed(lines []keys.Exposed) []Listed {
	list := []Listed{}
	for _, e := range lines {
		list = append(list, Listed{e.Since, e.String()})
	}
	return list
}
