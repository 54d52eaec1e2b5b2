package judge

import (
	"fmt"
	"time"

	"assay/examine"
	"assay/keys"
	"assay/sign"
)

// signatures judges the signatures of an item. What holds only under a key that
// others had too is policy: whoever has the key can sign any words under any
// date, so neither t= nor Date of such a signature shows that it is older than
// the exposure. That the bytes were in hand before does.
func (j *Judge) signatures(facts *sign.Facts) []sign.Signature {
	list := sign.JudgeAll(facts, j.Keys, j.Now.Unix())
	for i := range list {
		s := &list[i]
		j.mark(s.Key, s.KeyUsed())
		if j.open(s.Key) && s.Result == sign.Pass {
			s.Result, s.Reason = sign.Policy, "valid, but "+exposedText(s.Key)
		}
		if a := s.ARCShown; a != nil {
			j.mark(a.SealKey, a.SealedBy())
			if j.open(a.SealKey) && a.SealResult == sign.Pass {
				a.SealResult = sign.PermError // as for a weak key: RFC 8617 has no policy
			}
		}
	}
	if j.chainOpen(list) {
		for i := range list {
			if a := list[i].ARCShown; a != nil {
				a.Chain = sign.ChainFail
			}
		}
	}
	return list
}

// attesting is the judge of a mail. What claims a time after the day on which
// the leak was in hand was not in it then, or lies: the day says nothing of it.
func (j *Judge) attesting(f *examine.Facts) *Judge {
	acquired, err := time.Parse(time.DateOnly, j.Acquired)
	if err != nil {
		return j
	}
	end := acquired.Add(3 * day) // in every zone, and with some slack for clocks
	date, err := time.Parse(time.RFC3339, f.Date)
	later := err == nil && date.After(end)
	for i := range f.Sign.Signatures {
		s := &f.Sign.Signatures[i]
		later = later || s.SignedAt > end.Unix() || s.ARCSet != nil && s.ARCSet.SealAt > end.Unix()
	}
	if !later {
		return j
	}
	of := *j
	of.later = true
	return &of
}

// chainOpen reports whether a chain rests on an exposed key: that of a seal, or
// that of the newest message signature. RFC 8617 §5.2
func (j *Judge) chainOpen(list []sign.Signature) (open bool) {
	newest := -1
	for i := range list {
		if a := list[i].ARCShown; a != nil {
			newest, open = i, open || j.open(a.SealKey)
		}
	}
	return open || newest >= 0 && j.open(list[newest].Key)
}

// mark notes in what is shown of a key that it is exposed.
func (j *Judge) mark(shown *sign.KeyShown, k *keys.Key) {
	if shown == nil || k == nil {
		return
	}
	e, ok := keys.Factorable(k)
	if !ok && j.Exposed != nil {
		e, ok = j.Exposed(k)
	}
	if ok {
		shown.Exposed = &e
	}
}

// open reports whether others may have had a key when the leak was taken in.
func (j *Judge) open(k *sign.KeyShown) bool {
	return exposed(k) && (j.later || !k.Exposed.After(j.Acquired))
}

func exposed(k *sign.KeyShown) bool { return k != nil && k.Exposed != nil }

// exposedText says of a key how it is exposed.
func exposedText(k *sign.KeyShown) string {
	if k.Exposed.Since == "" {
		return fmt.Sprintf("its key is %s", k.Exposed.Why)
	}
	return fmt.Sprintf("the private half of its key is public since %s, says %s", k.Exposed.Since, k.Exposed.Why)
}

// exposedWhy says what a signature under an exposed key is worth, and what
// would help.
func (m *mailJudge) exposedWhy(s *sign.Signature) string {
	const dates = " Its date and its time of signing prove nothing here: whoever has the key can choose both."
	why := "The signature is valid, but " + exposedText(s.Key) + ": others than " + s.Domain + " could have made it."
	switch {
	case s.Key.Exposed.Since == "":
		return why + dates
	case m.later:
		return why + dates + fmt.Sprintf(" The leak was in hand on %s, but this mail claims a later time.", m.Acquired)
	case m.Acquired == "":
		return why + dates + " It would count if the leak was in hand before that day: say so with --acquired."
	}
	return why + fmt.Sprintf(" The leak was in hand on %s, which is not before.", m.Acquired) + dates
}

// passedOpen reports whether the sealer may have taken for the author's what
// somebody else signed: the mail has a signature of the author's domain under
// an exposed key, and the sealer's clock does not show that it sealed before.
func (m *mailJudge) passedOpen(a *sign.ARCShown) bool {
	for i := range m.signatures {
		s := &m.signatures[i]
		if s.Kind != sign.DKIM || s.Header != sign.Matches || !m.open(s.Key) || !m.aligned(s.Domain) {
			continue
		}
		since := s.Key.Exposed.Since
		if a.SealedAt == nil || *a.SealedAt >= since { // both begin with the year
			return true
		}
	}
	return false
}
