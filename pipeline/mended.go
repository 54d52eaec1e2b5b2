package pipeline

import (
	"errors"

	"assay/casefile"
	"assay/examine"
	"assay/item"
	"assay/judge"
	"assay/repair"
)

// Signed is the message that was signed of an item that was checked without a
// case: the stored one where nothing had to be repaired.
func Signed(r *judge.Record, stored []byte) ([]byte, error) {
	if r.Repair == nil {
		return stored, nil
	}
	for _, f := range r.Findings {
		if f.Patch != "" {
			return repair.Apply(stored, f.Patch)
		}
	}
	return nil, errors.New("the way from the stored to the signed message is too long to be kept: examine it into a case with assay run")
}

// SignedMessage makes the message that was signed of the bytes that the item
// has: by the patch that the case keeps or, where that would have been too
// long, by searching again with all that the case has learned. spool is a folder
// for temporary files.
func SignedMessage(v *casefile.View, d item.Digest, stored []byte, x *examine.Examiner) ([]byte, error) {
	lookup, err := Lookup(v)
	if err != nil {
		return nil, err
	}
	roots, err := rootsOf(v)
	if err != nil {
		return nil, err
	}
	memory := repair.NewMemory()
	again := &repairs{Repairer: &Repairer{Roots: roots, Examiner: x}, shelf: writtenShelf{caseShelf: caseShelf{v}}}
	memory.Files = (&files{repairs: again}).named
	var mine *attempt
	err = caseShelf{v}.Attempts(func(other item.Digest, a attempt) error {
		if a.Found > 0 {
			memory.AddOrder(a.People, true)
			memory.AddType(a.Domain, a.Type)
		}
		if other == d {
			mine = &a
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if mine == nil || mine.Facts == nil {
		return nil, errors.New("the case holds no repair of it")
	}
	if mine.Patch != "" {
		return repair.Apply(stored, mine.Patch)
	}
	f := examine.Message(stored)
	signed := ask(&examine.Signed{Authors: f.Authors, Sign: f.Sign}, lookup).message(stored, memory)
	if signed == nil {
		return nil, errors.New("the message that was signed was not found again")
	}
	return signed, nil
}

// rootsOf are the PATHs of a case's leak.
func rootsOf(v *casefile.View) (list []Root, err error) {
	roots, err := v.Roots()
	for _, r := range roots {
		list = append(list, Root{Path: r.Path, Locator: item.Locator{Root: r.Base, Nth: r.Nth}})
	}
	return list, err
}
