package lab

import (
	"bytes"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

	"assay/item"
	"assay/lab/forge"
	"assay/lab/post"
	"assay/lab/world"
)

// Of all items, mail with what it holds is at most mailMost; the rest is
// documents.
const (
	mailMost  = 0.92
	mailUsual = 0.85
)

// stored is a mail as a box's export holds it.
type stored struct {
	world.Mail
	raw    []byte // the item's bytes
	damage []string
	holds  bool // nothing on its way broke a signature that it may bear
	digest item.Digest
	inside []inner
}

// scene is a made leak being made.
type scene struct {
	*making
	w       *world.World
	exports []export
	habits  [][]post.Damage // what each box's export does to some mail
	open    byTime          // mails that may still be overtaken by earlier ones
	recent  []ring          // by box
}

// listDamage is what a list does that marks subjects or adds a footer.
const listDamage = "list-altered"

// made makes a leak of made-up mail.
func (k *making) made(ctx context.Context) (err error) {
	s := &scene{making: k, w: world.New(k.o.Seed, k.o.Size)}
	k.count.Mailboxes = len(s.w.Boxes)
	if k.truth, err = newTruth(k.o.Out, k.o.Seed, s.w); err != nil {
		return err
	}
	if err := s.prepare(); err != nil {
		return err
	}
	k.forger.divide(mailUsual)
	err = inOrder(ctx, s.w.Threads(), k.o.Workers, s.thread, s.place)
	if err == nil {
		err = s.flush(nil)
	}
	if err == nil {
		err = s.documents(ctx)
	}
	for _, e := range s.exports {
		err = errors.Join(err, e.close())
	}
	if err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(k.o.Out, KeysFile), s.w.Net.Zone(), 0o644),
		os.WriteFile(filepath.Join(k.o.Out, ReadmeFile), k.readme(s.w), 0o644))
}

// prepare opens an export for each box, and gives it its habits.
func (s *scene) prepare() error {
	r := rand.New(rand.NewPCG(s.o.Seed, streamForger+1))
	var usual []post.Damage
	for _, d := range post.Damages() {
		if d.Name != "line-ends" && d.Name != "from-escaped" {
			usual = append(usual, d)
		}
	}
	for _, b := range s.w.Boxes {
		e, err := newExport(s.leak, b)
		if err != nil {
			return fmt.Errorf("lab: %w", err)
		}
		s.exports = append(s.exports, e)
		i := r.IntN(len(usual))
		s.habits = append(s.habits, []post.Damage{usual[i], usual[(i+1+r.IntN(len(usual)-1))%len(usual)]})
	}
	s.recent = make([]ring, len(s.w.Boxes))
	return nil
}

// thread makes a thread as its boxes hold it. Workers call it.
func (s *scene) thread(n int) (list []*stored) {
	r := rand.New(rand.NewPCG(s.o.Seed, streamForger+2+uint64(n)))
	for _, m := range s.w.Thread(n) {
		st := &stored{Mail: m, holds: !m.Changed}
		if m.Absent == "" {
			s.damaged(r, st)
			st.digest, st.inside = item.Sum(st.raw), innersOf(st.raw)
		}
		st.Raw = nil
		list = append(list, st)
	}
	return list
}

// damaged does to a mail what its box's export does: one thing to one mail in
// five, another to one in twenty-five.
func (s *scene) damaged(r *rand.Rand, st *stored) {
	st.raw = st.Raw
	if st.Changed {
		st.damage = append(st.damage, listDamage)
	}
	for i, d := range s.habits[st.Box] {
		if r.IntN([...]int{5, 25}[i]) > 0 {
			continue
		}
		if out := d.Apply(r, st.raw); !bytes.Equal(out, st.raw) {
			st.raw, st.damage = out, append(st.damage, d.Name)
			st.holds = st.holds && !d.Breaks
		}
	}
	raw, more := fits(s.w.Boxes[st.Box].Form, st.raw)
	st.raw, st.damage = raw, append(st.damage, more...)
}

// place takes a thread in, and writes what no later thread can precede.
func (s *scene) place(n int, list []*stored) (more bool, err error) {
	for _, st := range list {
		heap.Push(&s.open, st)
	}
	begin := s.w.Begin(n + 1)
	if err := s.flush(func(st *stored) bool { return st.At.Before(begin) }); err != nil {
		return false, err
	}
	return !s.mailFull(), nil
}

func (s *scene) mailFull() bool { return float64(s.count.Items) >= mailMost*float64(s.o.Size) }

// flush writes the mails that are due, or all.
func (s *scene) flush(due func(*stored) bool) error {
	for len(s.open) > 0 && (due == nil || due(s.open[0])) {
		st := heap.Pop(&s.open).(*stored)
		if s.mailFull() {
			continue
		}
		if err := s.mail(st); err != nil {
			return err
		}
	}
	return nil
}

// mail writes a mail, or a forgery in its place or beside it.
func (s *scene) mail(st *stored) error {
	box := s.w.Boxes[st.Box]
	if st.Absent != "" {
		s.truth.absent(absentTruth{box.Account.Address, st.ID, st.At.UTC(), st.Absent})
		return nil
	}
	ring := &s.recent[st.Box]
	if s.forger.mail.pass(s.forger.r, 1+len(st.inside)) {
		if done, err := s.forge(st, ring); done || err != nil {
			return err
		}
	}
	ring.add(st)
	return s.authentic(st)
}

func (s *scene) authentic(st *stored) error {
	box := s.w.Boxes[st.Box]
	path, err := s.exports[st.Box].add(st.Folder, st.At, st.raw)
	if err != nil {
		return fmt.Errorf("lab: %w", err)
	}
	if err := s.label(authentic(st.digest, forge.Mail, path, box.Account.Address, true, st.damage), st.digest); err != nil {
		return err
	}
	return s.insides(st.inside, box.Account.Address, true)
}

// insides labels what stands in an authentic mail.
func (k *making) insides(list []inner, mailbox string, made bool) error {
	for _, in := range list {
		if err := k.label(authentic(in.digest, in.kind, "", mailbox, made, nil), in.digest); err != nil {
			return err
		}
	}
	return nil
}
