package main

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"assay/casefile"
	"assay/keys"
	"assay/pipeline"
	"assay/report"
)

type keysCmd struct {
	List   keysListCmd   `cmd:"" help:"List the keys of a case, or the names of those that are missing."`
	Show   keysShowCmd   `cmd:"" help:"Show all that is known of the keys under one name."`
	Import keysImportCmd `cmd:"" help:"Add keys from files and judge the case again."`
	Fetch  keysFetchCmd  `cmd:"" help:"Ask the DNS for missing keys and judge the case again."`

	Recover keysRecoverCmd `cmd:"" help:"Compute missing keys from the signatures of the leak and judge the case again."`
}

type keysListCmd struct {
	caseFlag
	Missing bool `help:"List the names of keys that signatures call for and nobody has."`
}

func (c *keysListCmd) Run(s *system) (err error) {
	v, err := casefile.OpenView(c.Case)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	out := bufio.NewWriter(s.stdout)
	defer func() { err = errors.Join(err, out.Flush()) }()
	if c.Missing {
		look, err := pipeline.Look(v)
		for _, n := range look.Keyless {
			fmt.Fprintln(out, report.Safe(n))
		}
		return err
	}
	list, err := pipeline.Keys(v)
	for _, k := range list {
		fmt.Fprintln(out, report.Safe(keyLine(k)))
	}
	return err
}

// keyLine is a key in one line: name, what it is, where it came from.
func keyLine(k keys.Key) string {
	what := string(k.State)
	switch k.State {
	case keys.Usable:
		what = fmt.Sprintf("%s %d", k.Algorithm, k.Bits)
	case keys.Alias:
		what = "see " + k.Target
	case keys.Malformed:
		what += " (" + k.Problem + ")"
	}
	return fmt.Sprintf("%-50s  %-12s  %s", k.Name, what, k.Origin)
}

type keysImportCmd struct {
	caseFlag
	exposedFlags
	Files []string `arg:"" optional:"" name:"FILE" help:"File or folder with keys." type:"path"`
}

func (c *keysImportCmd) Run(s *system) error {
	if len(c.Files) == 0 && c.none() {
		return usageError{errors.New("nothing to import: give a FILE, --exposed or --acquired")}
	}
	if _, err := c.acquired(s.now()); err != nil {
		return err
	}
	return s.rejudge(c.Case, func(store *casefile.Case) error {
		if err := s.addInputs(store, c.Files, nil); err != nil {
			return err
		}
		return s.addExposed(store, c.exposedFlags)
	})
}

type keysFetchCmd struct {
	caseFlag
	Yes      bool   `help:"Ask without asking back."`
	Resolver string `help:"DNS server to ask." placeholder:"HOST[:PORT]"`
}

func (c *keysFetchCmd) Run(s *system) error {
	return s.rejudge(c.Case, func(store *casefile.Case) error {
		look, err := pipeline.Look(store.View)
		names := look.Keyless
		if err != nil || len(names) == 0 {
			return err
		}
		for _, n := range names {
			fmt.Fprintln(s.stdout, report.Safe(n))
		}
		if err := s.confirm(len(names), c.Yes); err != nil {
			return err
		}
		if err := s.log(store, pipeline.KeysAsked, map[string]any{"names": names, "resolver": c.Resolver}); err != nil {
			return err
		}
		added, err := pipeline.AddKeys(store, s.fetch(names, c.Resolver))
		fmt.Fprintf(s.stderr, "assay: %d answers kept\n", added)
		return err
	})
}

// confirm asks before the DNS is asked.
func (s *system) confirm(names int, yes bool) error {
	switch {
	case yes:
		return nil
	case !s.terminal.in:
		return usageError{fmt.Errorf("the DNS would be asked for these %d names, and their owners could see it: add --yes", names)}
	}
	fmt.Fprintf(s.stderr, "Ask the DNS for these %d names? Their owners can see that somebody asks. [y/N] ", names)
	answer, err := bufio.NewReader(s.stdin).ReadString('\n')
	if err != nil || !strings.EqualFold(strings.TrimSpace(answer), "y") {
		return errors.New("nothing was asked")
	}
	return nil
}

// fetch asks the DNS for names. A name that nobody answered for is named on
// standard error and stays unknown.
func (s *system) fetch(names []string, resolver string) (list []keys.Key) {
	f := keys.Fetcher{Resolver: resolver, Now: s.now}
	if resolver == "" {
		var err error
		if f.Resolver, err = systemResolver(); err != nil {
			s.fail("%v", err)
			return nil
		}
	}
	f.Fetch(s.ctx, names, func(name string, found []keys.Key, err error) {
		if err != nil {
			if inner := errors.Unwrap(err); inner != nil { // which does not name the key again
				err = inner
			}
			s.fail("DNS: %s: %v", name, err)
		}
		list = append(list, found...)
	})
	return list
}

// rejudge changes the inputs of a case and judges again what depends on them.
func (s *system) rejudge(dir string, change func(*casefile.Case) error) (err error) {
	store, err := casefile.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	began, _, err := examinationBegan(store.View, s.now())
	if err != nil {
		return err
	}
	if err := s.log(store, pipeline.RunBegan, map[string]any{"version": version, "command": s.args}); err != nil {
		return err
	}
	if err := change(store); err != nil {
		return err
	}
	if err := s.conclude(store, began); err != nil {
		return errors.Join(err, s.log(store, pipeline.RunEnded, map[string]any{"error": err.Error()}))
	}
	if err := s.log(store, pipeline.RunEnded, map[string]any{"complete": true}); err != nil {
		return err
	}
	return s.summary(store.View, dir)
}
