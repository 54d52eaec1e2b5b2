package pipeline

import (
	"bytes"
	"maps"
	"slices"

	"assay/casefile"
	"assay/conclude"
	"assay/item"
	"assay/judge"
	"assay/keys"
)

// Survey is what a look over all mail of a case tells.
type Survey struct {
	// Keyless are the DNS names of keys that signatures call for and of which
	// none is at hand that could verify them, in order.
	Keyless []string
	// Undecided counts undetermined mail by the finding that best explains it.
	Undecided map[string]int64
	// Repaired counts mail that is verified or corroborated as its signature
	// holds once what happened to it is undone.
	Repaired int64
}

// Look surveys a case.
func Look(v *casefile.View) (Survey, error) {
	s := Survey{Undecided: map[string]int64{}}
	names := map[string]bool{}
	err := v.List(casefile.Filter{Kind: item.Mail}, func(row casefile.Row) error {
		if row.Record == nil {
			return nil
		}
		if row.Conclusion == string(conclude.Undetermined) {
			s.Undecided[explanation(row.Record)]++
		}
		if row.Conclusion != string(conclude.Undetermined) && bytes.Contains(row.Record, []byte(`"repair":{`)) {
			s.Repaired++
		}
		// Most records have all their keys, and reading one costs more than this.
		if !bytes.Contains(row.Record, []byte(`key":null`)) {
			return nil
		}
		r, err := judge.ReadRecord(row.Record)
		if err != nil {
			return err
		}
		addKeyless(names, r)
		return nil
	})
	s.Keyless = slices.Sorted(maps.Keys(names))
	return s, err
}

// explanation is the finding that best explains an undetermined mail.
func explanation(record []byte) string {
	for _, id := range judge.Telling {
		if bytes.Contains(record, []byte(`"id":"`+id+`"`)) {
			return id
		}
	}
	return ""
}

func addKeyless(names map[string]bool, r *judge.Record) {
	for i := range r.Signatures {
		s := &r.Signatures[i]
		if s.Key == nil && s.Domain != "" && s.Selector != "" {
			names[keys.Name(s.Selector, s.Domain)] = true
		}
		if a := s.ARCShown; a != nil && a.SealKey == nil && a.Sealer != "" && a.SealSelector != "" {
			names[keys.Name(a.SealSelector, a.Sealer)] = true
		}
	}
}
