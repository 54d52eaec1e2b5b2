package pipeline

import (
	"bytes"
	"maps"
	"slices"

	"assay/casefile"
	"assay/item"
	"assay/judge"
	"assay/keys"
	"assay/sign"
)

// KeylessNames are the DNS names of all keys that signatures of a case call
// for and that are not at hand, in order.
func KeylessNames(v *casefile.View) ([]string, error) {
	names := map[string]bool{}
	err := v.List(casefile.Filter{Kind: item.Mail}, func(row casefile.Row) error {
		// Most records have all their keys, and reading one costs more than this.
		if !bytes.Contains(row.Record, []byte(`key":null`)) {
			return nil
		}
		r, err := judge.ReadRecord(row.Record)
		if err != nil {
			return err
		}
		for i := range r.Signatures {
			s := &r.Signatures[i]
			if s.Key == nil && s.Domain != "" && s.Selector != "" {
				names[keys.Name(s.Selector, s.Domain)] = true
			}
			if a := s.ARCShown; a != nil && a.SealKey == nil && a.SealResult == sign.TempError && a.Sealer != "" {
				names[keys.Name(a.SealSelector, a.Sealer)] = true
			}
		}
		return nil
	})
	return slices.Sorted(maps.Keys(names)), err
}
