package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"assay/casefile"
	"assay/keys"
	"assay/pipeline"
	"assay/report"
)

type keysShowCmd struct {
	caseFlag
	JSON bool   `name:"json" help:"One JSON object."`
	Name string `arg:"" name:"NAME" help:"DOMAIN/SELECTOR, or SELECTOR._domainkey.DOMAIN."`
}

func (c *keysShowCmd) Run(s *system) (err error) {
	name, err := keys.ParseName(c.Name)
	if err != nil {
		return usageError{err}
	}
	v, err := casefile.OpenView(c.Case)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	d, err := pipeline.Dossier(v, name)
	if err != nil {
		return err
	}
	pending, err := v.Pending()
	if err != nil {
		return err
	}
	if pending > 0 {
		s.fail("%d items are read and not judged yet: run the same assay run again", pending)
	}
	if !d.Known() {
		return fmt.Errorf("the case knows nothing of %s: no key, and no signature that calls for it", name)
	}
	if !c.JSON {
		return report.Dossier(s.stdout, d, s.outStyle)
	}
	e := json.NewEncoder(s.stdout)
	e.SetEscapeHTML(false)
	return e.Encode(d)
}
