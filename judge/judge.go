// Package judge turns the facts of an item into its record: signatures are
// judged under the keys at hand, what they say becomes findings, and the
// findings a conclusion. It needs no bytes of the leak, so a case is judged
// again whenever keys or trust change.
//
// Its rules stand in docs/design/judging.md.
package judge

import (
	"fmt"
	"time"

	"assay/conclude"
	"assay/corpus"
	"assay/domain"
	"assay/examine"
	"assay/finding"
	"assay/item"
	"assay/keys"
	"assay/sign"
	"assay/sign/cert"
)

// Rules names the rules by which this version judges. A case that was judged
// by others is judged anew.
const Rules = "6"

// Judge holds what the examiner knows beside the leak.
type Judge struct {
	Keys  sign.Lookup
	Roots *cert.Roots // root certificates that name the signers of documents; nil: none
	Trust []string    // domains of relays and sealers to believe
	Now   time.Time   // moment of the examination: tells what has expired

	// Exposed says whether the private half of a key was others' too, beyond
	// what keys.Factorable says; nil where nothing is known of that.
	Exposed func(*keys.Key) (keys.Exposure, bool)
	// Acquired is the day (2006-01-02) on which the leak was in hand as it is;
	// empty where that is not known.
	Acquired string
	Held     Held
	later    bool // the item claims to be younger than that

	// Additions says on how much other mail an addition stands in the same
	// words, which is signed but for it and came by the same list; nil where
	// nothing is known of other mail.
	Additions func(list, key string) AddedElsewhere
}

// Item judges one item. mended is what a search for the signed message came to,
// nil where there was none; carriers yields the items that it stands in, in a
// defined order, and may be nil.
func (j *Judge) Item(digest item.Digest, idOf item.IDOf, f *examine.Facts, mended *Mended, carriers corpus.Carriers) (*Record, error) {
	r := newRecord(digest, idOf, f)
	r.Findings = append(r.Findings, f.Findings...)
	claim := ""
	switch f.Kind {
	case item.Mail:
		j, claim = j.attesting(f), mailClaim(f)
		m := mailJudge{Judge: j, item: digest.Short(), facts: f, signatures: j.signatures(&f.Sign)}
		r.Findings = append(r.Findings, m.findings()...)
		r.Signatures = m.signatures
		if mended != nil {
			m.mend(mended, r)
		}
	case item.Document:
		claim = j.document(f.Document, r)
	case item.Container:
		claim = "a container of other items, which are listed by themselves"
	case item.Unreadable:
		claim = "an item that could not be read"
	}
	carried, err := corpus.Carry(corpus.Carried{Item: digest.String(), Kind: f.Kind, Authors: f.Authors, Sure: f.AuthorsSure, Recipients: f.Recipients, Claim: claim}, carriers)
	if err != nil {
		return nil, fmt.Errorf("items that carry %s: %w", digest, err)
	}
	r.Findings = append(r.Findings, carried.Findings...)
	r.CarriedBy = carried.By
	if carried.Claim != "" {
		claim = carried.Claim
	}
	r.Absent = append(r.Absent, f.Absent...)
	r.younger(f)
	r.broken(f)
	r.weigh(f)
	r.conclude(conclude.Of(claim, r.Findings))
	return r, nil
}

// mailClaim is what a mail purports.
func mailClaim(f *examine.Facts) string {
	author, date := f.From, dateText(f)
	if author == "" {
		author = "nobody (there is no From)"
	}
	for _, a := range f.Authors { // letters of other scripts can look the same
		if d := domain.OfAddress(a); domain.ASCII(d) != d {
			author += " [" + domain.ASCII(d) + "]"
		}
	}
	return fmt.Sprintf("sent by %s under %s, in these words", author, date)
}

// dateText is the date of a mail as a person reads it.
func dateText(f *examine.Facts) string {
	if t, err := time.Parse(time.RFC3339, f.Date); err == nil {
		return t.Format(corpus.DateLayout)
	}
	if f.DateText != "" {
		return fmt.Sprintf("the date %q", f.DateText)
	}
	return "no date"
}

// neutral is a finding that informs and decides nothing.
func neutral(id string, outcome finding.Outcome, where, why string) finding.Finding {
	return finding.Finding{ID: id, Outcome: outcome, Says: finding.Neutral, Where: where, Why: why}
}
