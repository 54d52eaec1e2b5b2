package report

import (
	"fmt"
	"io"
	"strings"

	"assay/dossier"
	"assay/keys"
)

// maxAlso is how many other names of a key are printed; --json has them all.
const maxAlso = 10

// Dossier prints what is known of the keys under one name.
func Dossier(w io.Writer, d *dossier.Dossier, style Style) error {
	p := &printer{w: w, style: style}
	p.line("%s   selector %s of %s", p.style.dress(Safe(d.Name), bold), Safe(d.Selector), Safe(d.Domain))
	p.line("")
	for _, text := range d.Says {
		p.wrap("  ", Safe(text))
	}
	if d.Acquired != nil {
		p.line("    %-9s the leak was in hand on %s, as you say", "acquired", *d.Acquired)
	}
	p.calls("calls", &d.Signatures)
	if len(d.Keys) == 0 {
		p.lists(d.Exposed)
	}
	for i := range d.Keys {
		p.line("")
		p.key(d, &d.Keys[i])
	}
	return p.err
}

// key prints one key: what it is worth first, then what it is.
func (p *printer) key(d *dossier.Dossier, k *dossier.Key) {
	p.line("  %s", p.style.dress(Safe(keyTitle(k)), bold))
	for _, text := range k.Says {
		p.wrap("    ", Safe(text))
	}
	if k.Fingerprint != "" {
		p.line("    %-9s %s", "print", k.Fingerprint)
	}
	if k.At != "" {
		p.line("    %-9s %s", "stands", "under "+Safe(k.At))
	}
	if flags := keyFlags(k); flags != "" {
		p.line("    %-9s %s", "flags", Safe(flags))
	}
	if k.Problem != "" {
		p.line("    %-9s %s", "problem", Safe(k.Problem))
	}
	for _, o := range k.Origins {
		p.line("    %-9s %s", "origin", Safe(o.Text))
		if o.Evidence != "" {
			p.wrap("              ", Safe(o.Evidence))
		}
	}
	p.exposure(k)
	switch n := k.Signatures.All; {
	case n > 0 && n == d.Signatures.All:
		p.line("    %-9s all of these signatures", "signed")
	case n > 0:
		p.calls("signed", &k.Signatures)
	}
	p.also(k.Also)
}

// keyTitle is a key in a few words.
func keyTitle(k *dossier.Key) string {
	switch {
	case k.State == keys.Alias:
		return "alias of " + k.Target
	case k.State != keys.Usable:
		return string(k.State) + " record"
	case k.Algorithm == "ed25519":
		return fmt.Sprintf("Ed25519 key, %d bits, usable", k.Bits)
	}
	return fmt.Sprintf("RSA key, %d bits, usable", k.Bits)
}

// keyFlags are the tags of a record that restrict its use.
func keyFlags(k *dossier.Key) string {
	var list []string
	if k.Testing {
		list = append(list, "t=y (a test)")
	}
	if k.StrictIdentity {
		list = append(list, "t=s (the domain itself only)")
	}
	if k.Hashes != nil {
		list = append(list, "h="+strings.Join(k.Hashes, ":"))
	}
	return strings.Join(list, ", ")
}

func (p *printer) exposure(k *dossier.Key) {
	switch {
	case k.State != keys.Usable:
	case k.Exposed == nil:
		p.line("    %-9s no list says so", "exposed")
	case k.Exposed.Since == "":
		p.line("    %-9s always: it is %s", "exposed", Safe(k.Exposed.Why))
	}
	p.lists(k.Lists)
}

func (p *printer) lists(lines []dossier.Listed) {
	for _, l := range lines {
		p.line("    %-9s since %s, says %s", "exposed", l.Since, Safe(l.Line))
	}
}

// calls prints how many signatures there are, and the times that they claim.
func (p *printer) calls(label string, n *dossier.Calls) {
	if n.All == 0 {
		return
	}
	seals := ""
	if n.Seals > 0 {
		seals = fmt.Sprintf(" (ARC seals among them: %s)", number(int64(n.Seals)))
	}
	p.line("    %-9s signatures: %s%s; hold: %s, fail: %s, cannot be judged: %s", label, number(int64(n.All)), seals,
		number(int64(n.Hold)), number(int64(n.Fail)), number(int64(n.Unjudged)))
	p.moment("first", n.First)
	p.moment("last", n.Last)
	if n.FirstDate != nil && n.LastDate != nil {
		p.line("    %-9s %s to %s", "dates", n.FirstDate.At, n.LastDate.At)
	}
	if n.First != nil {
		p.line("    %-9s these times are claims: t= is the signer's clock, Date the sender's word", "")
	}
}

// moment prints a time with whose word it is, and which mail says so.
func (p *printer) moment(label string, m *dossier.Moment) {
	if m != nil {
		p.line("    %-9s %s by %s, in %s", label, m.At, m.By, ShortDigest(m.Item))
	}
}

func (p *printer) also(list []dossier.Elsewhere) {
	for i, e := range list {
		if i == maxAlso {
			p.line("    %-9s and under %d more names: --json lists them", "also", len(list)-i)
			return
		}
		p.line("    %-9s %s (%s)", "also", Safe(e.Name), Safe(strings.Join(e.Origins, "; and ")))
	}
}
