// Package corpus lets items testify about each other. In this version one kind
// of testimony is heard: an item that stands inside a mail was sent in those
// bytes by whoever sent the mail.
//
// Carried is not authored. Anyone can mail a forged document or message to a
// mailbox that will be stolen. So a carried document is at most vouched for as
// sent, and a carried message as passed on, only by who can have had it
// first-hand: the author himself, his organisation, or two recipients under
// different domains.
package corpus

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"assay/finding"
	"assay/item"
)

// DateLayout is how dates are shown to people, in the sender's zone.
const DateLayout = "2006-01-02 15:04 -0700"

// MaxCarriers bounds how many of the items that carry one item are heard; a
// picture in a signature stands in every mail of its sender.
const MaxCarriers = 1000

// Carrier is an item in which another stands, already judged.
type Carrier struct {
	Item    string    `json:"item"` // digest
	Kind    item.Kind `json:"kind"`
	Authors []string  `json:"authors,omitempty"` // addresses of From; nil where they are not sure
	From    string    `json:"from,omitempty"`    // as a reader sees it
	Date    string    `json:"date,omitempty"`    // RFC 3339, or empty
	Vouched bool      `json:"vouched,omitempty"` // a mail whose words and author are proved or sealed
	Robot   bool      `json:"robot,omitempty"`   // a mail that a programme sent: it has nothing first-hand
	Limits  []string  `json:"limits,omitempty"`  // of its conclusion
	// Only, where it is not nil, are the digests of the items inside that what
	// is proved of the carrier reaches; the others were put in later.
	Only []string   `json:"only"`
	By   *Testimony `json:"by,omitempty"` // the mail that it stands in
}

// Testimony is the mail that an item was sent in.
type Testimony struct {
	Item    string   `json:"item"`
	From    string   `json:"from"`
	Date    string   `json:"date"`
	Authors []string `json:"authors,omitempty"`
	Vouched bool     `json:"vouched"` // whether anything stands behind it
	Robot   bool     `json:"robot,omitempty"`
	// Limits are those of the mail's conclusion: what it says reaches no
	// further.
	Limits []string `json:"limits,omitempty"`
	// Direct tells that no other mail stands between it and the item.
	Direct bool `json:"direct"`
}

// Carriers calls visit for every carrier of an item, in a defined order, until
// visit returns false.
type Carriers func(visit func(Carrier) bool) error

// Carried is what has to be known of the item that is carried.
type Carried struct {
	Item       string // digest
	Kind       item.Kind
	Authors    []string // of a mail
	Sure       bool     // the authors are
	Recipients []string // of a mail
	Claim      string   // what the item claims of itself
}

// Result is what the carriers say.
type Result struct {
	Findings []finding.Finding
	Claim    string     // the item's claim as a carried one; empty for a mail, which has its own
	By       *Testimony // the best carrier; nil where there is none
}

// Carry hears the carriers of an item.
func Carry(c Carried, carriers Carriers) (Result, error) {
	var heard []Testimony
	if carriers == nil {
		return Result{}, nil
	}
	total := 0
	err := carriers(func(k Carrier) bool {
		if total++; total > MaxCarriers {
			return false
		}
		if t, ok := k.testimony(c.Item); ok {
			heard = append(heard, t)
		}
		return true
	})
	if err != nil || len(heard) == 0 {
		return Result{}, err
	}
	slices.SortStableFunc(heard, compare)
	r := Result{By: &heard[0]}
	if c.Kind == item.Mail {
		r.Findings = []finding.Finding{carriedMail(c, heard)}
	} else {
		r.Claim = sent(heard[0])
		r.Findings = []finding.Finding{carriedBytes(heard[0])}
	}
	if total > MaxCarriers {
		r.Findings = append(r.Findings, finding.Finding{
			ID: "carried/many", Outcome: finding.Found, Says: finding.Neutral, Where: "the items that carry it",
			Why: fmt.Sprintf("More than %d items carry it; the first %d were heard.", MaxCarriers, MaxCarriers),
		})
	}
	return r, nil
}

// testimony is the mail that stands behind a carrier of the item inside: itself; or the one in
// which a container was sent; or, for a mail of which nothing is proved, the
// one that carries it and is vouched for.
func (k Carrier) testimony(inside string) (Testimony, bool) {
	if k.Only != nil && !slices.Contains(k.Only, inside) {
		k.Vouched = false
	}
	switch {
	case k.Kind == item.Mail && (k.Vouched || k.By == nil || !k.By.Vouched):
		return Testimony{Item: k.Item, From: k.From, Date: k.Date, Authors: k.Authors,
			Vouched: k.Vouched, Robot: k.Robot, Limits: k.Limits, Direct: true}, true
	case k.By != nil:
		t := *k.By
		t.Direct = t.Direct && k.Kind != item.Mail
		return t, true
	}
	return Testimony{}, false
}

// compare puts testimony that is vouched for first, then the earliest.
func compare(a, b Testimony) int {
	if a.Vouched != b.Vouched {
		if a.Vouched {
			return -1
		}
		return 1
	}
	if n := instant(a.Date).Compare(instant(b.Date)); n != 0 {
		return n
	}
	return strings.Compare(a.Item, b.Item)
}

// instant is a time to compare; without a date it comes last.
func instant(date string) time.Time {
	t, err := time.Parse(time.RFC3339, date)
	if err != nil {
		return time.Unix(1<<40, 0)
	}
	return t
}

// who is the sender as a reader sees him.
func (t Testimony) who() string {
	if t.From == "" {
		return "somebody without a name"
	}
	return t.From
}

func sent(t Testimony) string {
	date := "no readable date"
	if d, err := time.Parse(time.RFC3339, t.Date); err == nil {
		date = d.Format(DateLayout)
	}
	return fmt.Sprintf("sent in these bytes by %s under %s", t.who(), date)
}

// carriedBytes is the finding on a document or container that a mail carries.
func carriedBytes(t Testimony) finding.Finding {
	f := finding.Finding{
		ID: "carried/unvouched", Outcome: finding.Found, Says: finding.Neutral, Where: t.Item,
		Why:     "A mail carries it, and nothing is proved of that mail.",
		Recheck: "assay show " + t.Item,
	}
	if t.Vouched {
		f.ID, f.Says, f.Basis = "carried/vouched", finding.Supports, finding.Carried
		f.Claim = sent(t)
		f.Why = "It stands, byte for byte, inside a mail whose sender is vouched for: it was sent as it is. That says nothing of who made it, or whether it was genuine when it was sent."
		f.Limits = append([]string{"carried-not-authored"}, t.Limits...)
	}
	return f
}
