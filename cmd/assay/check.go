package main

import (
	"errors"
	"fmt"

	"assay/item"
	"assay/judge"
	"assay/keys"
	"assay/pipeline"
	"assay/report"
)

type checkCmd struct {
	keyFlags
	DNS      bool     `name:"dns" help:"Ask the DNS for keys that are missing."`
	Resolver string   `help:"DNS server to ask." placeholder:"HOST[:PORT]"`
	JSON     bool     `name:"json" help:"One JSON object a line."`
	Proof    string   `help:"Write the proof of the one item that PATH leads to." placeholder:"DIR" type:"path"`
	Paths    []string `arg:"" name:"PATH" help:"Message, folder or archive." type:"path"`
}

func (c *checkCmd) Run(s *system) error {
	if c.Resolver != "" && !c.DNS {
		return usageError{errors.New("--resolver goes with --dns")}
	}
	trust, err := trustDomains(c.Trust)
	if err != nil {
		return err
	}
	acquired, err := c.acquired(s.now())
	if err != nil {
		return err
	}
	if err := c.heldFlags.check(); err != nil {
		return err
	}
	list, _ := s.readKeys(c.Keys)
	known, err := s.joinRoots(c.Roots)
	if err != nil {
		return err
	}
	lines, _ := s.readExposed(c.Exposed)
	roots, err := lone(s.present(c.Paths))
	if err != nil {
		return err
	}
	x, end, err := s.examiner()
	if err != nil {
		return err
	}
	defer end()
	checked, err := pipeline.Check(s.ctx, roots, x)
	if err != nil {
		return err
	}
	if c.DNS {
		list = append(list, s.fetch(missing(checked.KeyNames(), list), c.Resolver)...)
	}
	lookup := keys.NewSet(list).Lookup
	if err := checked.Repair(s.ctx, keys.NewSet(list).Lookup, s.workers); err != nil {
		return err
	}
	j := &judge.Judge{Keys: lookup, Trust: trust, Roots: known, Now: s.now(), Exposed: keys.NewExposures(lines, lookup).Of, Acquired: acquired, Held: c.heldFlags.held()}
	if c.Proof != "" {
		if err := s.proveChecked(checked, j, roots, c.Proof, x); err != nil {
			return err
		}
	}
	first := true
	return checked.Judge(j, func(r *judge.Record) error {
		s.nameUnread(r)
		if c.JSON {
			return writeJSON(s.stdout, r)
		}
		if !first {
			fmt.Fprintln(s.stdout)
		}
		first = false
		if checked.Items() > 1 {
			fmt.Fprintln(s.stdout, report.Safe(r.Paths[0]))
		}
		return report.Item(s.stdout, r, s.outStyle, report.Brief, c.proofCommand(r, roots))
	})
}

// proofCommand is the command that writes the proof of r; empty where r is not
// the one mail that a PATH is.
func (c *checkCmd) proofCommand(r *judge.Record, roots []pipeline.Root) string {
	for _, root := range roots {
		if len(r.Paths) == 0 || r.Paths[0] != root.Locator.String() {
			continue
		}
		words := []string{"assay", "check", "--proof", "DIR"}
		for _, k := range c.Keys {
			words = append(words, "--keys", near(k))
		}
		if c.DNS {
			words = append(words, "--dns")
		}
		return shellLine(append(words, near(root.Path)))
	}
	return ""
}

// nameUnread names an item that could not be read.
func (s *system) nameUnread(r *judge.Record) {
	if r.Kind == item.Unreadable {
		s.fail("%s: %s", r.Paths[0], pipeline.Why(r.Findings))
	}
}

// missing are the names under which list has nothing.
func missing(names []string, list []keys.Key) (left []string) {
	set := keys.NewSet(list)
	for _, n := range names {
		if len(set.Lookup(n)) == 0 {
			left = append(left, n)
		}
	}
	return left
}
