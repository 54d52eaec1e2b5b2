//go:build unix

package isolate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func pool(t testing.TB, o Options) *Pool {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o.Command = []string{program, hidden}
	p := New(o)
	t.Cleanup(func() { p.Close() })
	return p
}

// TestWhatGoesWrongEndsOneRequest lets parsers go wrong in every way; the
// failure says how, and the next request is answered.
func TestWhatGoesWrongEndsOneRequest(t *testing.T) {
	p := pool(t, Options{Memory: 128 << 20, Time: 3 * time.Second, Answer: 1 << 20})
	for _, c := range []struct{ parser, want string }{
		{"panic", "panic: the programme that reads it met a fault of its own and stopped (index out of luck)"},
		{"nil", "nil: the programme that reads it met a fault of its own and stopped (assignment to entry in nil map)"},
		{"far", "far: the programme that reads it met a fault of its own and stopped (in another goroutine)"},
		{"loop", "loop: reading it took longer than is allowed, and was stopped (the bound is 3s)"},
		{"sleep", "sleep: reading it took longer than is allowed, and was stopped (the bound is 3s)"},
		{"exit", "exit: the process that read it ended before it was done (exit status 3)"},
		{"exit 0", "exit 0: the process that read it ended before it was done (exit status 0)"},
		{"stack", "stack: the process that read it ended before it was done (stack overflow)"},
		{"rubbish", `rubbish: the process that read it gave an answer that makes no sense (not a frame: kind 'ÿ', 4294967295 bytes, over the bound of 1048576)`},
		{"unknown", `unknown: the process that read it gave an answer that makes no sense (a frame of kind 'Z')`},
		{"partial", "partial: the process that read it ended before it was done (exit status 0)"},
		{"large", "large: what was read from it is larger than is allowed (2097152 bytes)"},
		{"64 GB at once", "64 GB at once: reading it took more memory than is allowed, and was stopped"},
		{"64 GB in pieces", "64 GB in pieces: reading it took more memory than is allowed, and was stopped"},
		{"refuse", "not a cat"},
		{"none", `no parser is named "none"`},
	} {
		_, err := p.Do(t.Context(), c.parser, []byte("request"))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.parser, err, c.want)
		}
		var f *Failure
		if wrong := errors.As(err, &f); wrong != (c.parser != "refuse" && c.parser != "none") {
			t.Errorf("%s: failure is %t", c.parser, wrong)
		}
		if got, err := p.Do(t.Context(), "echo", []byte("next")); err != nil || string(got) != "next" {
			t.Errorf("after %s: %q, %v", c.parser, got, err)
		}
	}
}

// TestWhatIsOddIsNoFailure holds that stray prints and much garbage do no harm.
func TestWhatIsOddIsNoFailure(t *testing.T) {
	p := pool(t, Options{Memory: 128 << 20, Time: 20 * time.Second})
	for _, parser := range []string{"print", "garbage"} {
		if got, err := p.Do(t.Context(), parser, nil); err != nil || string(got) != "done" {
			t.Errorf("%s: %q, %v", parser, got, err)
		}
	}
}

func TestAnswersOfAllSizes(t *testing.T) {
	p := pool(t, Options{})
	for _, n := range []int{0, 1, step - 6, step, 10 << 20, document} {
		want := bytes.Repeat([]byte{byte(n)}, n)
		if got, err := p.Do(t.Context(), "echo", want); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes: %d bytes, %v", n, len(got), err)
		}
	}
	if _, err := p.Do(t.Context(), "echo", make([]byte, MaxRequest+1)); err == nil {
		t.Error("a request over the bound is taken")
	}
}

const document = 64 << 20 // the largest document that is read

// TestOneChildServesMany holds that a child is used again, and replaced when its
// memory stays large.
func TestOneChildServesMany(t *testing.T) {
	p := pool(t, Options{Memory: 100 << 20})
	pid := func(parser string) string {
		got, err := p.Do(t.Context(), parser, nil)
		if err != nil {
			t.Fatal(err)
		}
		return string(got)
	}
	first := pid("pid")
	if next := pid("pid"); next != first {
		t.Error("each request starts a child")
	}
	if holds := pid("hold"); holds != first {
		t.Error("another child, without a reason")
	}
	if next := pid("pid"); next == first {
		t.Error("the child that holds more than half of its memory was kept")
	}
}

// TestKilledWhileIdle holds that a child that somebody killed is replaced unseen.
func TestKilledWhileIdle(t *testing.T) {
	p := pool(t, Options{})
	got, err := p.Do(t.Context(), "pid", nil)
	if err != nil {
		t.Fatal(err)
	}
	pid, _ := strconv.Atoi(string(got))
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	waitGone(t, pid)
	if _, err := p.Do(t.Context(), "echo", nil); err != nil {
		t.Error(err)
	}
}

// waitGone waits until a process is no more, not even as a zombie.
func waitGone(t *testing.T, pid int) {
	t.Helper()
	for range 200 {
		if syscall.Kill(pid, 0) == syscall.ESRCH {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("process %d is still there", pid)
}

func TestCancelEndsTheChild(t *testing.T) {
	p := pool(t, Options{})
	got, err := p.Do(t.Context(), "pid", nil)
	if err != nil {
		t.Fatal(err)
	}
	pid, _ := strconv.Atoi(string(got))
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := p.Do(ctx, "loop", nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	waitGone(t, pid)
	if _, err := p.Do(ctx, "echo", nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("after the end of the context: %v", err)
	}
	if _, err := p.Do(t.Context(), "echo", nil); err != nil {
		t.Errorf("the next: %v", err)
	}
}

// TestManyGoroutines holds that answers reach those who asked, from at most so
// many children, and that nothing is left behind.
func TestManyGoroutines(t *testing.T) {
	before := runtime.NumGoroutine()
	p := pool(t, Options{Children: 3, Time: 5 * time.Second})
	pids := sync.Map{}
	var all sync.WaitGroup
	for i := range 60 {
		all.Go(func() {
			want := strings.Repeat(strconv.Itoa(i), 1000)
			if got, err := p.Do(t.Context(), "echo", []byte(want)); err != nil || string(got) != want {
				t.Errorf("%d: %.20q, %v", i, got, err)
			}
			if i%20 == 0 {
				p.Do(t.Context(), "panic", nil)
			}
			if pid, err := p.Do(t.Context(), "pid", nil); err == nil {
				pids.Store(string(pid), true)
			}
		})
	}
	all.Wait()
	p.Close()
	pids.Range(func(pid, _ any) bool {
		n, _ := strconv.Atoi(pid.(string))
		waitGone(t, n)
		return true
	})
	for range 100 {
		if runtime.NumGoroutine() <= before {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
	if _, err := p.Do(t.Context(), "echo", nil); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestNoChildToBeHad(t *testing.T) {
	for _, command := range [][]string{nil, {"/nowhere/at/all"}, {"/bin/true"}, {"/bin/cat"}} {
		p := New(Options{Command: command})
		if _, err := p.Do(t.Context(), "echo", nil); !errors.Is(err, ErrStart) {
			t.Errorf("%q: %v", command, err)
		}
		p.Close()
	}
}

func TestDirect(t *testing.T) {
	r := Direct(hostile)
	if got, err := r.Do(t.Context(), "echo", []byte("a")); err != nil || string(got) != "a" {
		t.Errorf("%q, %v", got, err)
	}
	var f *Failure
	if _, err := r.Do(t.Context(), "panic", nil); !errors.As(err, &f) || f.How != Panicked || f.Detail != "index out of luck" {
		t.Errorf("%v", err)
	}
	if _, err := r.Do(t.Context(), "refuse", nil); err == nil || errors.As(err, &f) && f.How != Panicked {
		t.Errorf("%v", err)
	}
}

func BenchmarkDo(b *testing.B) {
	for _, n := range []int{100 << 10, 10 << 20} {
		request := make([]byte, n)
		for name, r := range map[string]Runner{"pool": pool(b, Options{}), "direct": Direct(hostile)} {
			b.Run(fmt.Sprintf("%s/%dKB", name, n>>10), func(b *testing.B) {
				b.SetBytes(int64(n))
				for b.Loop() {
					if _, err := r.Do(b.Context(), "echo", request); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkStart measures a new child with its first request.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		p := pool(b, Options{})
		if _, err := p.Do(b.Context(), "pid", nil); err != nil {
			b.Fatal(err)
		}
		p.Close()
	}
}
