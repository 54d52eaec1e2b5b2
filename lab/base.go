package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"assay/item"
	"assay/lab/forge"
	"assay/mail"
	"assay/source"
)

// baseFolder is where mail of the base stands in the leak.
const baseFolder = "base"

// base makes a leak of real mail: as many as the size asks for, spread evenly
// over the base. In the place of some stand forged copies; those that are made
// up beside a mail stand beside it.
func (k *making) base(ctx context.Context) error {
	all, err := k.each(ctx, func([]byte) error { return nil })
	if err != nil {
		return err
	}
	if all == 0 {
		return fmt.Errorf("lab: no mail in base %q", k.o.Base)
	}
	k.forger.divide(1)
	n, g := 0, &ring{}
	enough := errors.New("enough")
	_, err = k.each(ctx, func(raw []byte) error {
		n++
		if all > k.o.Size && n*k.o.Size/all == (n-1)*k.o.Size/all || k.seen[item.Sum(raw)] {
			return nil
		}
		if err := k.real(raw, g); err != nil {
			return err
		}
		if k.full() {
			return enough
		}
		return nil
	})
	if err != nil && !errors.Is(err, enough) {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(k.o.Out, KeysFile), []byte("; The mail is real: take its keys from where it came from.\n"), 0o644),
		os.WriteFile(filepath.Join(k.o.Out, ReadmeFile), k.readme(nil), 0o644))
}

// each visits the mails of the base that stand in no other mail.
func (k *making) each(ctx context.Context, visit func([]byte) error) (n int, err error) {
	w := source.Walker{Spool: k.o.Spool}
	err = w.Walk(ctx, k.o.Base, item.Locator{Root: filepath.Base(k.o.Base)}, func(e source.Entry) error {
		if e.Kind != item.Mail || len(e.Data) > maxRemembered {
			return nil
		}
		n++
		return visit(e.Data)
	})
	if err != nil {
		return n, fmt.Errorf("lab: base: %w", err)
	}
	return n, nil
}

// real takes a real mail in, or a forged copy in its place or beside it.
func (k *making) real(raw []byte, g *ring) error {
	st := &stored{raw: raw, digest: item.Sum(raw), inside: innersOf(raw)}
	if k.forger.mail.pass(k.forger.r, 1+len(st.inside)) {
		j := k.forger.job(forge.Mail, "", "", raw, afterwards(raw))
		if len(g.list) > 0 {
			j.Other = func() []byte { return g.list[j.R.IntN(len(g.list))].raw }
		}
		if t, out, ok := k.forger.forge(&k.forger.mail, j, func(forge.Technique) {}); ok {
			k.count.Acts++
			original := st.digest.String()
			if additional(t) {
				original = ""
				if err := k.realAuthentic(st); err != nil {
					return err
				}
			}
			return k.realForged(t, out, original)
		}
	}
	g.add(st)
	return k.realAuthentic(st)
}

// afterwards is when a forger got hold of a real mail: some weeks behind its date.
func afterwards(raw []byte) time.Time {
	const weeks = 5 * 7 * 24 * time.Hour
	m := mail.Parse(raw)
	if f, ok := m.First("date"); ok {
		if at, ok := mail.ParseDate(f.Unfolded()); ok {
			return at.UTC().Add(weeks)
		}
	}
	return time.Date(2024, 1, 15, 10, 0, 0, 0, time.UTC)
}

func (k *making) realAuthentic(st *stored) error {
	path, err := k.realFile(st.raw)
	if err != nil {
		return err
	}
	if err := k.label(authentic(st.digest, forge.Mail, path, "", false, nil), st.digest); err != nil {
		return err
	}
	return k.insides(st.inside, "", false)
}

func (k *making) realForged(t forge.Technique, out *forge.Forged, original string) error {
	inside := map[item.Digest]forge.Item{}
	for _, it := range out.Items {
		if it.Inside {
			inside[item.Sum(it.Content)] = it
		}
	}
	for _, it := range out.Items {
		if it.Inside {
			continue
		}
		path, err := k.realFile(it.Content)
		if err != nil {
			return err
		}
		d := item.Sum(it.Content)
		l := k.forger.accused(t, it, d.String(), "", original)
		l.Path = path
		if err := k.label(l, d); err != nil {
			return err
		}
		if err := k.forgedInsides(t, it.Content, "", inside, false); err != nil {
			return err
		}
	}
	return nil
}

// realFile writes a file of the base; its name says nothing.
func (k *making) realFile(raw []byte) (string, error) {
	k.files++
	name := fmt.Sprintf("%s/%03d/%06d.eml", baseFolder, k.files/1000, k.files)
	return name, write(k.leak, name, raw, time.Date(2024, 1, 15, 10, 0, 0, 0, time.UTC), k.dirs)
}
