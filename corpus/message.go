package corpus

import (
	"fmt"
	"slices"

	"assay/domain"
	"assay/finding"
)

// carriedMail is the finding on a message that others carry.
func carriedMail(c Carried, heard []Testimony) finding.Finding {
	for _, t := range heard {
		if t.Vouched && t.Direct && !t.Robot && c.Sure && firstHand(c.Authors, t.Authors) {
			return finding.Finding{
				ID: "carried/first-hand", Outcome: finding.Found, Says: finding.Supports, Basis: finding.Carried,
				Claim:  fmt.Sprintf("passed on in the same bytes by %s, who is its author or of his organisation; it says of itself: %s", t.who(), c.Claim),
				Limits: append([]string{"carried-not-signed"}, t.Limits...), Where: t.Item, Recheck: "assay show " + t.Item,
				Why: fmt.Sprintf("A mail that is vouched for carries it, and its sender %s had it first-hand: it is the author's own address, or one of his organisation. That sender may also have passed on what a stranger had sent him in the author's name.", t.who()),
			}
		}
	}
	if a, b, ok := twoRecipients(c, heard); ok {
		return finding.Finding{
			ID: "carried/two-recipients", Outcome: finding.Found, Says: finding.Supports, Basis: finding.Carried,
			Limits: slices.Concat([]string{"carried-by-recipients", "carried-not-signed"}, a.Limits, b.Limits), Where: a.Item + " and " + b.Item, Recheck: "assay show " + a.Item,
			Claim: fmt.Sprintf("passed on in the same bytes by %s and %s, two of its recipients; it says of itself: %s", a.From, b.From, c.Claim),
			Why:   fmt.Sprintf("Two of its recipients, %s and %s, carry it in the same bytes in mails that are vouched for. Their domains are two; one person can own both.", a.From, b.From),
		}
	}
	t := heard[0]
	why := fmt.Sprintf("It is carried by a mail of %s, who did not write it: anyone can attach a message that was never sent.", t.who())
	if !t.Vouched {
		why = fmt.Sprintf("It is carried by a mail of %s, of which nothing is proved.", t.who())
	}
	return finding.Finding{
		ID: "carried/by-another", Outcome: finding.Found, Says: finding.Neutral,
		Where: t.Item, Why: why, Recheck: "assay show " + t.Item,
	}
}

// firstHand reports whether the carrier is the inner author, or of the inner
// author's organisation where that is not open to anyone. Programmes that
// return or digest what they were sent are heard before: they are robots.
func firstHand(inner, carrier []string) bool {
	if len(inner) == 0 || len(carrier) == 0 {
		return false
	}
	for _, in := range inner {
		for _, out := range carrier {
			d, e := domain.OfAddress(in), domain.OfAddress(out)
			if in != out && (domain.Public(d) || !domain.Aligned(d, e)) {
				return false
			}
		}
	}
	return true
}

// twoRecipients finds two vouched carriers of different organisations, both
// closed to the public, whose senders are among the message's own recipients.
func twoRecipients(c Carried, heard []Testimony) (a, b Testimony, ok bool) {
	var witnesses []Testimony
	for _, t := range heard {
		if t.Vouched && t.Direct && !t.Robot && len(t.Authors) == 1 && slices.Contains(c.Recipients, t.Authors[0]) && !domain.Public(domain.OfAddress(t.Authors[0])) {
			witnesses = append(witnesses, t)
		}
	}
	for _, w := range witnesses {
		if !domain.Aligned(domain.OfAddress(w.Authors[0]), domain.OfAddress(witnesses[0].Authors[0])) {
			return witnesses[0], w, true
		}
	}
	return a, b, false
}
