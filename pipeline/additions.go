package pipeline

import (
	"slices"

	"assay/item"
	"assay/judge"
)

// additions counts on how much mail the same was added by the same list.
type additions map[addition]*tally

type addition struct{ list, key string }

// tally is what is known of one addition.
type tally struct {
	mails   int
	authors []string // up to maxTallied
}

// maxTallied is how many authors of one addition are told apart.
const maxTallied = 8

// count adds the additions of one mail.
func (t additions) count(_ item.Digest, a attempt) error {
	if a.Facts == nil || a.Difference == nil || a.Difference.List == "" || !a.Facts.AuthorsSure || !isAligned(a.Domain, a.Facts.Authors) {
		return nil
	}
	author := a.Facts.Authors[0]
	seen := map[string]bool{}
	for _, added := range a.Difference.Added {
		if seen[added.Key] {
			continue
		}
		seen[added.Key] = true
		at := addition{a.Difference.List, added.Key}
		if t[at] == nil {
			t[at] = &tally{}
		}
		t[at].mails++
		if l := t[at].authors; len(l) < maxTallied && !slices.Contains(l, author) {
			t[at].authors = append(l, author)
		}
	}
	return nil
}

func (t additions) elsewhere(list, key string) judge.AddedElsewhere {
	n := t[addition{list, key}]
	if n == nil {
		return judge.AddedElsewhere{}
	}
	return judge.AddedElsewhere{Mails: n.mails, Authors: n.authors}
}
