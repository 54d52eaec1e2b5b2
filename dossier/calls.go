package dossier

import (
	"time"

	"assay/judge"
	"assay/keys"
	"assay/sign"
)

// Calls counts signatures that call for a key.
type Calls struct {
	All      int `json:"all"`
	Hold     int `json:"hold"`     // the mathematics hold, whatever the key is worth
	Fail     int `json:"fail"`     // something was changed
	Unjudged int `json:"unjudged"` // no key, or malformed
	Seals    int `json:"seals"`    // how many of all are seals of ARC sets

	// First and Last are the ends of the times that signers give, else senders;
	// FirstDate and LastDate those of Date alone. Nil where nothing gives one.
	First     *Moment `json:"first"`
	Last      *Moment `json:"last"`
	FirstDate *Moment `json:"first_date"`
	LastDate  *Moment `json:"last_date"`
}

// Moment is a time that a mail claims.
type Moment struct {
	At   string `json:"at"`   // RFC 3339
	By   string `json:"by"`   // "t=" (the signer's clock) or "Date" (the sender's word)
	Item string `json:"item"` // the mail that says so
}

// The two kinds of claims.
const (
	BySigner = "t="
	BySender = "Date"
)

// answer is what became of one signature.
type answer int

const (
	holds answer = iota
	fails
	unjudged
)

// call is one signature that calls for the name.
type call struct {
	answer answer
	key    *sign.KeyShown
	under  bool    // the signed header fields verify under key
	at     *string // t=
	seal   bool
}

// Add brings the signatures of one record that call for the name.
func (d *Dossier) Add(r *judge.Record) {
	for i := range r.Signatures {
		s := &r.Signatures[i]
		if keys.Name(s.Selector, s.Domain) == d.Name {
			d.add(r, call{answerOf(s.Result), s.Key, s.Header == sign.Matches, s.SignedAt, false})
		}
		if a := s.ARCShown; a != nil && keys.Name(a.SealSelector, a.Sealer) == d.Name {
			d.add(r, call{sealAnswer(a), a.SealKey, a.Seal == sign.Matches, a.SealedAt, true})
		}
	}
}

func (d *Dossier) add(r *judge.Record, c call) {
	d.Signatures.add(r, c)
	if c.key == nil || !c.under { // which key of several a failure is shown with says nothing
		return
	}
	for i := range d.Keys {
		if d.Keys[i].Fingerprint == c.key.Fingerprint {
			d.Keys[i].Signatures.add(r, c)
			return // the same key with other tags: the first one is tried first
		}
	}
}

func (n *Calls) add(r *judge.Record, c call) {
	n.All++
	switch c.answer {
	case holds:
		n.Hold++
	case fails:
		n.Fail++
	default:
		n.Unjudged++
	}
	if c.seal {
		n.Seals++
	}
	date := Moment{r.Date, BySender, r.Item}
	widen(&n.FirstDate, &n.LastDate, date)
	if c.at != nil {
		if _, ok := parse(*c.at); ok {
			date = Moment{*c.at, BySigner, r.Item}
		}
	}
	widen(&n.First, &n.Last, date)
}

func answerOf(r sign.Result) answer {
	switch r {
	case sign.Pass, sign.Policy:
		return holds
	case sign.Fail:
		return fails
	}
	return unjudged
}

// sealAnswer reads a seal, where a weak or exposed key is permerror though the
// mathematics hold.
func sealAnswer(a *sign.ARCShown) answer {
	k := a.SealKey
	if a.SealResult == sign.PermError && a.Seal == sign.Matches && k != nil && (k.Exposed != nil || keys.FactorableBits < k.Bits && k.Bits < weakBits) {
		return holds
	}
	return answerOf(a.SealResult)
}

// widen moves the ends of a span so that m lies in it. What is no time is
// passed over.
func widen(first, last **Moment, m Moment) {
	at, ok := parse(m.At)
	if !ok {
		return
	}
	if *first == nil || at.Before(timeOf(*first)) {
		*first = &m
	}
	if *last == nil || at.After(timeOf(*last)) {
		*last = &m
	}
}

func parse(text string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, text)
	return t, err == nil
}

func timeOf(m *Moment) time.Time {
	t, _ := parse(m.At) // only times get there
	return t
}
