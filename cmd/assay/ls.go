package main

import (
	"bufio"
	"errors"
	"fmt"
	"slices"
	"strings"

	"assay/casefile"
	"assay/conclude"
	"assay/pipeline"
	"assay/report"
)

type lsCmd struct {
	caseFlag
	Conclusion string `help:"Only items with this conclusion: verified, corroborated, undetermined, suspect, refuted." placeholder:"WORD"`
	Match      string `help:"Only mail that holds these words." placeholder:"WORDS"`
	JSON       bool   `name:"json" help:"One JSON object a line."`
}

func (c *lsCmd) Run(s *system) (err error) {
	if c.Conclusion != "" && !slices.Contains(conclude.Words, conclude.Word(c.Conclusion)) {
		return usageError{fmt.Errorf("--conclusion %q is none of %s", c.Conclusion, strings.Join(conclusionWords(), ", "))}
	}
	v, err := casefile.OpenView(c.Case)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	out := bufio.NewWriterSize(s.stdout, 64<<10)
	shown, pending := 0, 0
	err = v.List(casefile.Filter{Conclusion: c.Conclusion, Match: c.Match}, func(row casefile.Row) error {
		if row.Record == nil {
			pending++
			return nil
		}
		shown++
		r, err := pipeline.Record(row)
		if err != nil {
			return err
		}
		if c.JSON {
			return writeJSON(out, r)
		}
		return report.Line(out, r, s.outStyle)
	})
	if err = errors.Join(err, out.Flush()); err != nil {
		return err
	}
	if pending > 0 {
		s.fail("%d items are read and not judged yet: run the same assay run again", pending)
	}
	if shown == 0 && !c.JSON {
		fmt.Fprintln(s.stderr, "assay: nothing in the case fits")
	}
	return nil
}

func conclusionWords() []string {
	list := make([]string, len(conclude.Words))
	for i, w := range conclude.Words {
		list[i] = string(w)
	}
	return list
}
