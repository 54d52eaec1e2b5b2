package main

import (
	"fmt"
	"io"
	"strings"

	"assay/report"
	"assay/tell"
	"assay/weigh"
)

type tellsCmd struct {
	JSON bool     `name:"json" help:"One JSON object a line."`
	IDs  []string `arg:"" optional:"" name:"ID" help:"Only those whose ID begins so: mail/, pdf/times."`
}

// Help is the detailed text of tells.
func (tellsCmd) Help() string {
	return `Examples:
  assay tells
  assay tells mail/date
  assay tells --json | jq -r .id

A tell looks for one kind of trace in one item. Each says what it looks for, what it rests
on, who is innocent, and how often it was found on items of known truth (docs/accuracy.md).
A tell that was not measured weighs nothing.`
}

// told is one tell as machines read it.
type told struct {
	ID       string      `json:"id"`
	Asks     string      `json:"asks"`
	Rests    string      `json:"rests_on"`
	Cause    tell.Cause  `json:"cause"`
	Innocent []string    `json:"innocent"`
	Measured []weigh.Row `json:"measured"`
}

func (c *tellsCmd) Run(s *system) error {
	shown := 0
	for i := range tell.Table {
		t := &tell.Table[i]
		if !begins(t.ID, c.IDs) {
			continue
		}
		shown++
		x := told{t.ID, t.Asks, t.Rests, t.Cause, t.Innocent, []weigh.Row{}}
		for _, class := range weigh.Classes {
			if row, ok := weigh.Measured().Row(class, t.ID); ok {
				x.Measured = append(x.Measured, row)
			}
		}
		if c.JSON {
			if err := writeJSON(s.stdout, x); err != nil {
				return err
			}
			continue
		}
		if err := x.print(s.stdout, s.outStyle); err != nil {
			return err
		}
	}
	if shown == 0 {
		return usageError{fmt.Errorf("no tell begins with %q; assay tells lists them all", strings.Join(c.IDs, " "))}
	}
	return nil
}

func begins(id string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(id, p) {
			return true
		}
	}
	return len(prefixes) == 0
}

func (x told) print(w io.Writer, style report.Style) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  %s\n  rests on  %s\n  innocent  %s\n", style.Strong(x.ID), x.Asks, x.Rests, strings.Join(x.Innocent, "; "))
	if len(x.Measured) == 0 {
		b.WriteString("  measured  no: it weighs nothing\n")
	}
	for _, r := range x.Measured {
		fmt.Fprintf(&b, "  measured  %s: found on %d of %d authentic items, %d of %d forged with traces: %s\n",
			r.Class, r.Authentic.Found, r.Authentic.Trials, r.Forged.Found, r.Forged.Trials, report.Odds(min(r.LR(), 1)))
	}
	_, err := fmt.Fprintf(w, "%s\n", b.String())
	return err
}
