package world_test

import (
	"bytes"
	"testing"

	"assay/lab/world"
)

// TestThreadsDependOnTheirNumbers makes threads of two worlds of one seed, in
// two orders.
func TestThreadsDependOnTheirNumbers(t *testing.T) {
	a, b := world.New(5, 400), world.New(5, 400)
	if a.Threads() != b.Threads() || a.Threads() < 20 {
		t.Fatalf("%d and %d threads", a.Threads(), b.Threads())
	}
	backwards := make([][]world.Mail, b.Threads())
	for n := range backwards {
		backwards[len(backwards)-1-n] = b.Thread(len(backwards) - 1 - n)
	}
	absent, all, sent := 0, 0, 0
	for n := range a.Threads() {
		list := a.Thread(n)
		if len(list) != len(backwards[n]) {
			t.Fatalf("thread %d: %d and %d mails", n, len(list), len(backwards[n]))
		}
		for i, m := range list {
			all++
			if !bytes.Equal(m.Raw, backwards[n][i].Raw) {
				t.Fatalf("thread %d, mail %d differs", n, i)
			}
			if m.At.Before(a.Begin(n)) || !m.At.Before(a.Boxes[m.Box].Stolen) {
				t.Errorf("thread %d begins at %v; a mail in it is of %v, the box was stolen at %v", n, a.Begin(n), m.At, a.Boxes[m.Box].Stolen)
			}
			if m.Absent != "" {
				absent++
			}
			if m.Sent {
				sent++
			}
		}
	}
	if absent == 0 || absent > all/5 || sent == 0 {
		t.Errorf("of %d mails %d are absent, %d sent", all, absent, sent)
	}
}

func TestLoose(t *testing.T) {
	a := world.New(5, 400)
	formats := map[string]int{}
	for n := range 120 {
		d, again := a.Loose(n), a.Loose(n)
		if !bytes.Equal(d.Content, again.Content) || d.Path != again.Path || len(d.Content) == 0 {
			t.Fatalf("document %d: %s and %s", n, d.Path, again.Path)
		}
		formats[string(d.Format)]++
	}
	if len(formats) < 6 {
		t.Errorf("formats: %v", formats)
	}
}

func BenchmarkThread(b *testing.B) {
	w := world.New(5, 400)
	mails, size := 0, 0
	for n := range b.N {
		for _, m := range w.Thread(n % w.Threads()) {
			mails, size = mails+1, size+len(m.Raw)
		}
	}
	b.ReportMetric(float64(mails)/float64(b.N), "mails/op")
	b.ReportMetric(float64(size)/float64(mails), "bytes/mail")
}

func BenchmarkLoose(b *testing.B) {
	w := world.New(5, 400)
	for n := range b.N {
		w.Loose(n)
	}
}
