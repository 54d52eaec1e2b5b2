package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"assay/casefile"
	"assay/examine"
	"assay/finding"
	"assay/item"
	"assay/judge"
	"assay/pipeline"
	"assay/proof"
	"assay/report"
	"assay/sign"
)

type showCmd struct {
	caseFlag
	JSON  bool   `name:"json" help:"One JSON object."`
	Proof string `help:"Write the proof to this new folder." placeholder:"DIR" type:"path"`
	Item  string `arg:"" name:"ITEM" help:"Path, or 8 or more hex digits of the hash."`
}

func (c *showCmd) Run(s *system) (err error) {
	v, err := casefile.OpenView(c.Case)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	row, err := v.Find(c.Item)
	if err != nil {
		return err
	}
	if row.Record == nil {
		return fmt.Errorf("%q is read and not judged yet: run the same assay run again", c.Item)
	}
	r, err := pipeline.Record(row)
	if err != nil {
		return err
	}
	if c.Proof != "" {
		if err := c.prove(s, v, r); err != nil {
			return err
		}
	}
	if c.JSON {
		return writeJSON(s.stdout, r)
	}
	return report.Item(s.stdout, r, s.outStyle, report.Whole,
		shellLine([]string{"assay", "show"})+caseArg(c.Case)+" --proof DIR "+report.ShortDigest(r.Item))
}

// prove writes the proof of an item: its own, or that of the mail it was
// carried by.
func (c *showCmd) prove(s *system, v *casefile.View, r *judge.Record) error {
	if r.CarriedBy != nil && (r.Kind != item.Mail || r.Basis == finding.Carried) {
		row, err := v.Find(r.CarriedBy.Item)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.stderr, "assay: the proof is that of the mail which carries it, %s\n", r.CarriedBy.Item)
		if r, err = pipeline.Record(row); err != nil {
			return err
		}
	}
	roots, err := v.Roots()
	if err != nil {
		return err
	}
	lookup, err := pipeline.Lookup(v)
	if err != nil {
		return err
	}
	x, end, err := s.examiner()
	if err != nil {
		return err
	}
	defer end()
	raw, err := s.reread(x, r, roots)
	if err != nil {
		return err
	}
	signed := raw
	if r.Repair != nil {
		d, err := item.ParseDigest(r.Item)
		if err != nil {
			return err
		}
		if signed, err = pipeline.SignedMessage(v, d, raw, x); err != nil {
			return fmt.Errorf("%s: %w", report.ShortDigest(r.Item), err)
		}
	}
	return s.prove(raw, signed, r, lookup, c.Proof)
}

// prove writes the checks of one mail to dir: of the message that was signed,
// where that is not the stored one.
func (s *system) prove(stored, raw []byte, r *judge.Record, lookup sign.Lookup, dir string) error {
	facts := examine.Signatures(raw)
	checks := proof.Of(raw, &facts, sign.JudgeAll(&facts, lookup, s.now().Unix()), lookup)
	if len(checks) == 0 {
		return fmt.Errorf("%s has no signature for which a key is at hand: there is nothing to prove it by", report.ShortDigest(r.Item))
	}
	if err := proof.Write(dir, stored, raw, checks); err != nil {
		return err
	}
	_, err := fmt.Fprintf(s.stderr, "assay: proof written, signatures in it: %d; check with: %s\n", len(checks), shellLine([]string{"sh", near(filepath.Join(dir, "verify.sh"))}))
	return err
}

// proveChecked writes the proof of the mail that the one root of a check is.
func (s *system) proveChecked(checked *pipeline.Checked, j *judge.Judge, roots []pipeline.Root, dir string, x *examine.Examiner) error {
	if len(roots) != 1 {
		return usageError{errors.New("--proof goes with one PATH")}
	}
	var mail *judge.Record
	err := checked.Judge(j, func(r *judge.Record) error {
		if r.Kind == item.Mail && r.Paths[0] == roots[0].Locator.String() {
			mail = r
		}
		return nil
	})
	if err != nil {
		return err
	}
	if mail == nil {
		return usageError{errors.New("--proof goes with a PATH that is one mail")}
	}
	raw, err := x.Bytes(s.ctx, roots[0].Path, roots[0].Locator)
	if err != nil {
		return err
	}
	signed, err := pipeline.Signed(mail, raw)
	if err != nil {
		return err
	}
	return s.prove(raw, signed, mail, j.Keys, dir)
}

// reread finds the bytes of an item in the leak, at the first of its places
// that still holds them.
func (s *system) reread(x *examine.Examiner, r *judge.Record, roots []casefile.Root) ([]byte, error) {
	var failures []error
	for _, path := range r.Paths {
		l, err := item.ParseLocator(path)
		if err != nil {
			return nil, err
		}
		for _, root := range roots {
			if root.Base != l.Root || root.Nth != l.Nth {
				continue
			}
			raw, err := x.Bytes(s.ctx, root.Path, l)
			if err == nil && item.Sum(raw).String() != r.Item {
				err = fmt.Errorf("%q no longer holds the bytes that were examined", path)
			}
			if err == nil {
				return raw, nil
			}
			failures = append(failures, err)
		}
	}
	return nil, fmt.Errorf("the leak has to be where it was examined: %w", errors.Join(failures...))
}
