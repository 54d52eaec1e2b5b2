package main

import (
	"bufio"
	"errors"
	"fmt"
	"strings"
	"time"

	"assay/casefile"
	"assay/keys"
	"assay/pipeline"
	"assay/recoverkey"
	"assay/report"
)

// exponents are those of the keys that are looked for, nil for all; tests name
// cheap ones.
var exponents []int

type keysRecoverCmd struct {
	caseFlag
	Domain string   `help:"Only keys of this domain and those below it." placeholder:"DOMAIN"`
	Anchor []string `help:"Mail from outside the leak: file or folder; may be repeated." placeholder:"PATH" sep:"none" type:"path"`
}

func (c *keysRecoverCmd) Run(s *system) error {
	if c.Domain != "" {
		list, err := trustDomains([]string{c.Domain})
		if err != nil {
			return usageError{fmt.Errorf("--domain %q is not a domain name", c.Domain)}
		}
		c.Domain = list[0]
	}
	return s.rejudge(c.Case, func(store *casefile.Case) error {
		began, _, err := examinationBegan(store.View, s.now())
		if err != nil {
			return err
		}
		return c.recover(s, store, began)
	})
}

func (c *keysRecoverCmd) recover(s *system, store *casefile.Case, began time.Time) error {
	r := &pipeline.Recoverer{Case: store, Domain: c.Domain, Now: began, Finder: recoverkey.Finder{Exponents: exponents}}
	if err := c.readAnchors(s, store, r); err != nil {
		return err
	}
	others, err := pipeline.Keys(store.View)
	if err != nil {
		return err
	}
	p := s.newProgress("recovering keys", 0)
	defer p.clear()
	out := bufio.NewWriter(s.stdout)
	open := map[string]int{}
	r.Progress = func(done, all int, name string, q recoverkey.Progress) {
		p.tell(int64(done), int64(all), fmt.Sprintf("%s, pair %d, e=%d, %.0f %% of its divisor", report.Safe(name), q.Pair, q.Exponent, 100*q.Share))
	}
	r.Told = func(t pipeline.Recovered) error {
		open[t.Name] = unanchored(t)
		p.clear()
		for _, line := range recoveredLines(t, others) {
			fmt.Fprintln(out, report.Safe(line))
		}
		return errors.Join(out.Flush(), s.logFound(store, t))
	}
	if err := r.Run(s.ctx); err != nil {
		return err
	}
	if r.LeftOut > 0 {
		s.fail("keys recover: %d signatures of more names than are searched are left out: use --domain", r.LeftOut)
	}
	p.clear()
	if n := sum(open); n > 0 {
		fmt.Fprintf(s.stderr, "assay: keys that count as none until something outside the leak says whose they are: %d (assay keys recover --help)\n", n)
	}
	return nil
}

func sum(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// readAnchors reads mail from outside the leak.
func (c *keysRecoverCmd) readAnchors(s *system, store *casefile.Case, r *pipeline.Recoverer) error {
	roots, err := lone(s.present(c.Anchor))
	if err != nil {
		return err
	}
	for _, root := range roots {
		p := s.newProgress("reading "+root.Locator.String(), 0)
		n, err := r.Outside(s.ctx, root, p.unread, func() { p.add(pipeline.Progress{Items: 1}) })
		p.end()
		if err != nil {
			return err
		}
		fmt.Fprintf(s.stderr, "assay: mail from outside the leak in %s: %d", report.Safe(root.Locator.String()), n.Mails-n.InLeak)
		if n.InLeak > 0 {
			fmt.Fprintf(s.stderr, "; in the leak as well, and no anchor: %d", n.InLeak)
		}
		fmt.Fprintln(s.stderr)
		logged, err := digests(root.Path)
		if err != nil {
			return fmt.Errorf("mail from outside the leak: %w", err)
		}
		if err := s.log(store, pipeline.AnchorRead, map[string]any{"path": root.Path, "mails": n.Mails, "in_leak": n.InLeak, "files": logged}); err != nil {
			return err
		}
	}
	return nil
}

// logFound logs the keys of a name.
func (s *system) logFound(store *casefile.Case, t pipeline.Recovered) error {
	for _, k := range t.Keys {
		fields := map[string]any{"name": k.Name, "bits": k.Bits, "agree": k.Origin.Agree, "of": k.Origin.Of, "anchors": k.Origin.Anchors, "record": k.Record}
		if err := s.log(store, pipeline.KeysFound, fields); err != nil {
			return err
		}
	}
	return nil
}

// unanchored counts the keys of a name that count as none.
func unanchored(t pipeline.Recovered) (n int) {
	for _, k := range t.Keys {
		if k.Origin.Unanchored() {
			n++
		}
	}
	return n
}

// recoveredLines says what is known of a name: a line for each key, or one that
// says why there is none.
func recoveredLines(t pipeline.Recovered, others []keys.Key) (lines []string) {
	line := func(what, text string) {
		lines = append(lines, fmt.Sprintf("%-50s  %-12s  %s", t.Name, what, text))
	}
	for _, k := range t.Keys {
		text := k.Origin.String()
		if k.Origin.Agree < recoverkey.Enough && k.Origin.Unanchored() {
			text += fmt.Sprintf("; fewer than %d that agree never count", recoverkey.Enough)
		}
		line(fmt.Sprintf("%s %d", k.Algorithm, k.Bits), text+sameKey(k, others))
	}
	if len(t.Keys) == 0 {
		line("no key", whyNone(t))
	}
	return lines
}

func whyNone(t pipeline.Recovered) string {
	switch t.Why {
	case recoverkey.NotRSA:
		return "the signatures are not of RSA: such keys cannot be computed"
	case recoverkey.BadSize:
		return "the signatures are too short or too long for a key that is looked for"
	case recoverkey.TooFew:
		return fmt.Sprintf("messages: %d; it takes two signatures that differ", t.Messages)
	case recoverkey.Refused:
		return "what the messages have in common is no key: " + t.Detail
	}
	return fmt.Sprintf("messages: %d; they do not agree under one key (pairs tried: %d)", t.Messages, t.Pairs)
}

// sameKey tells of the same key under another selector of the domain: a hint,
// and no anchor.
func sameKey(k keys.Key, others []keys.Key) string {
	for _, o := range others {
		if o.RSA != nil && k.RSA != nil && o.RSA.Equal(k.RSA) && o.Name != k.Name && domainOf(o.Name) == domainOf(k.Name) {
			return fmt.Sprintf("; the same key stands under %s (%s)", o.Name, o.Origin)
		}
	}
	return ""
}

// domainOf is what stands behind the label of keys.
func domainOf(name string) string {
	const label = "._domainkey."
	return name[strings.LastIndex(name, label)+len(label):]
}
