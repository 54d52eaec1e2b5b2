package pipeline

import (
	"bytes"
	"encoding/json"

	"assay/casefile"
	"assay/dossier"
	"assay/item"
	"assay/judge"
	"assay/keys"
)

// Dossier gathers what a case knows of the keys under one DNS name, as
// keys.ParseName gives it.
func Dossier(v *casefile.View, name string) (*dossier.Dossier, error) {
	all, err := Keys(v)
	if err != nil {
		return nil, err
	}
	exposures, err := Exposures(v, keys.NewSet(all).Lookup)
	if err != nil {
		return nil, err
	}
	acquired, err := v.Acquired()
	if err != nil {
		return nil, err
	}
	d := dossier.Of(name, all, exposures, acquired)
	// Most records are about other domains, and reading one costs more than
	// this. Domains stand in records in lower case.
	quoted, err := quote(d.Domain)
	if err != nil {
		return nil, err
	}
	err = v.List(casefile.Filter{Kind: item.Mail}, func(row casefile.Row) error {
		if !bytes.Contains(row.Record, quoted) {
			return nil
		}
		r, err := judge.ReadRecord(row.Record)
		if err == nil {
			d.Add(r)
		}
		return err
	})
	d.End()
	return d, err
}

// quote writes text as it stands in a record.
func quote(text string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(text)
	return bytes.TrimSpace(b.Bytes()), err
}
