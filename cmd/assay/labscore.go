package main

import (
	"errors"
	"fmt"
	"os"

	"assay/casefile"
	"assay/lab/label"
	"assay/lab/score"
	"assay/weigh"
)

type labScoreCmd struct {
	caseFlag
	Labels string `arg:"" name:"LABELS" help:"The file of labels beside the made leak." type:"existingfile"`
}

// Help is the detailed text of lab score.
func (labScoreCmd) Help() string {
	return `Examples:
  assay lab make --seed 7 --size 5000 --out made
  assay run --case made-case --keys made/keys.zone made/leak
  assay lab score --case made-case made/labels.jsonl

Holds the conclusions of a case against the truth: what of the forged was found, by
technique and skill; which authentic items were accused; which forged ones are trusted.
Every item of either kind is named at the end.`
}

func (c *labScoreCmd) Run(s *system) (err error) {
	file, err := os.Open(c.Labels)
	if err != nil {
		return err
	}
	defer file.Close()
	labels, err := score.Labels(file)
	if err != nil {
		return fmt.Errorf("%q: %w", c.Labels, err)
	}
	v, err := casefile.OpenView(c.Case)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	scorer := score.Scorer{Table: weigh.Measured()}
	unlabelled := 0
	err = score.Read(v, func(it *score.Item) error {
		l, ok := labels[it.Digest]
		if !ok {
			unlabelled++
			return nil
		}
		scorer.Add("", it, l)
		return nil
	})
	if err != nil {
		return err
	}
	if unlabelled > 0 {
		fmt.Fprintf(s.stderr, "assay: note: %d items of the case have no label in %q (%s is for the leak beside it)\n", unlabelled, c.Labels, label.File)
	}
	sum := scorer.Score()
	return sum.Print(s.stdout)
}
