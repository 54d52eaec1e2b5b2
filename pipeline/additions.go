package pipeline

import (
	"crypto/sha256"
	"slices"

	"assay/domain"
	"assay/item"
	"assay/judge"
)

// additions counts on how much mail the same was added by the same list.
type additions map[addition]*tally

type addition struct{ list, key string }

// tally is what is known of one addition.
type tally struct {
	mails   map[[sha256.Size]byte]bool // by their signatures: copies of one mail are one
	authors []string                   // up to maxTallied, few of one organisation
}

// Bounds of one tally. What lies beyond could make no difference but by its
// number.
const (
	maxTallied   = 24
	maxOfOneHost = 3
)

// count adds the additions of one mail. Mails have to come in the order of
// their digests, so that the bounds keep the same ones.
func (t additions) count(_ item.Digest, a attempt) error {
	if a.Facts == nil || a.Difference == nil || a.Difference.List == "" || !a.Facts.AuthorsSure || !isAligned(a.Domain, a.Facts.Authors) {
		return nil
	}
	signed := sha256.New()
	for i := range a.Facts.Sign.Signatures {
		if s := &a.Facts.Sign.Signatures[i]; s.Domain == a.Domain {
			signed.Write(s.Value)
			break
		}
	}
	mail := [sha256.Size]byte(signed.Sum(nil))
	for _, added := range a.Difference.Added {
		at := addition{a.Difference.List, added.Key}
		if t[at] == nil {
			t[at] = &tally{mails: map[[sha256.Size]byte]bool{}}
		}
		t[at].add(mail, a.Facts.Authors[0])
	}
	return nil
}

func (n *tally) add(mail [sha256.Size]byte, author string) {
	if len(n.mails) < maxTallied {
		n.mails[mail] = true
	}
	if len(n.authors) == maxTallied || slices.Contains(n.authors, author) {
		return
	}
	same := 0
	for _, a := range n.authors {
		if domain.Aligned(domain.OfAddress(a), domain.OfAddress(author)) {
			same++
		}
	}
	if same < maxOfOneHost {
		n.authors = append(n.authors, author)
	}
}

func (t additions) elsewhere(list, key string) judge.AddedElsewhere {
	n := t[addition{list, key}]
	if n == nil {
		return judge.AddedElsewhere{}
	}
	return judge.AddedElsewhere{Mails: len(n.mails), Authors: n.authors}
}
