package isolate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const hidden = "isolated-child"

// TestMain lets the test's own binary act as the child, as the programme does.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == hidden {
		Child(hostile)
	}
	if len(os.Args) > 1 && os.Args[1] == "parent" {
		actAsParent()
	}
	os.Exit(m.Run())
}

var huge = uint64(64 << 30)

var kept [][]byte // what hostile parsers hold on to

var none map[string]int

// hostile parsers do what a third party's parser can be brought to do.
var hostile = Table{
	"echo":   func(b []byte) ([]byte, error) { return b, nil },
	"refuse": func([]byte) ([]byte, error) { return nil, errors.New("not a cat\nsecond line") },
	"panic":  func([]byte) ([]byte, error) { panic("index out of luck\nsecond line") },
	"nil":    func(b []byte) ([]byte, error) { none[string(b)] = 1; return nil, nil },
	"far":    func([]byte) ([]byte, error) { go panic("in another goroutine"); select {} },
	"loop": func([]byte) ([]byte, error) {
		for i := 0; ; i++ {
			kept = kept[:0]
		}
	},
	"sleep":  func([]byte) ([]byte, error) { select {} },
	"exit":   func([]byte) ([]byte, error) { os.Exit(3); return nil, nil },
	"exit 0": func([]byte) ([]byte, error) { os.Exit(0); return nil, nil },
	"stack":  func(b []byte) ([]byte, error) { return deeper(b), nil },
	"print": func([]byte) ([]byte, error) {
		fmt.Println("Hello")
		syscall.Write(1, []byte("stray"))
		return []byte("done"), nil
	},
	"rubbish": func([]byte) ([]byte, error) { writeAround([]byte("\xff\xff\xff\xff\xff rubbish")); select {} },
	"unknown": func([]byte) ([]byte, error) { writeAround([]byte("Z\x00\x00\x00\x00")); select {} },
	"partial": func([]byte) ([]byte, error) { writeAround([]byte("A\x00\x00\x00\x09abc")); os.Exit(0); return nil, nil },
	"large":   func([]byte) ([]byte, error) { return make([]byte, 2<<20), nil },
	"64 GB at once": func([]byte) ([]byte, error) {
		kept = append(kept, make([]byte, huge))
		return nil, nil
	},
	"64 GB in pieces": func([]byte) ([]byte, error) {
		for range 64 << 10 {
			piece := make([]byte, 1<<20)
			for i := 0; i < len(piece); i += 4096 {
				piece[i] = 1
			}
			kept = append(kept, piece)
		}
		return nil, nil
	},
	"garbage": func([]byte) ([]byte, error) { // 4 GB, of which little is needed at a time
		for range 4 << 10 {
			kept = [][]byte{make([]byte, 1<<20)}
		}
		return []byte("done"), nil
	},
	"hold": func([]byte) ([]byte, error) { // stays below the bound, and stays
		for range 60 {
			kept = append(kept, bytes.Repeat([]byte("a"), 1<<20))
		}
		return strconv.AppendInt(nil, int64(os.Getpid()), 10), nil
	},
	"pid": func([]byte) ([]byte, error) { return strconv.AppendInt(nil, int64(os.Getpid()), 10), nil },
	"environment": func([]byte) ([]byte, error) {
		dir, err := os.Getwd()
		return fmt.Appendf(nil, "%s %q", dir, os.Environ()), err
	},
	"write": func(b []byte) ([]byte, error) { return nil, os.WriteFile(string(b), []byte("written"), 0o600) },
	"files": func([]byte) ([]byte, error) {
		entries, err := os.ReadDir("/proc/self/fd")
		var open []string
		for _, e := range entries {
			target, _ := os.Readlink("/proc/self/fd/" + e.Name())
			open = append(open, e.Name()+" "+target)
		}
		return []byte(strings.Join(open, "\n")), err
	},
	"connect": func(b []byte) ([]byte, error) { _, err := net.Dial("tcp", string(b)); return nil, err },
	"execute": func([]byte) ([]byte, error) { return exec.Command("/bin/true").CombinedOutput() },
	"slow":    func(b []byte) ([]byte, error) { time.Sleep(50 * time.Millisecond); return b, nil },
}

func deeper(b []byte) []byte {
	if b == nil {
		return nil // never: the request is there
	}
	return append(deeper(b), b...)
}

// writeAround writes to the pipe of frames, as a parser that runs wild might.
func writeAround(b []byte) {
	for fd := 1; fd < MaxFiles; fd++ {
		var s syscall.Stat_t
		if fd != 2 && syscall.Fstat(fd, &s) == nil && s.Mode&syscall.S_IFMT == syscall.S_IFIFO {
			syscall.Write(fd, b)
		}
	}
}

// actAsParent starts three children, prints their numbers, and keeps one
// looping, one asleep and one idle until it is killed.
func actAsParent() {
	program, err := os.Executable()
	if err != nil {
		panic(err)
	}
	for _, parser := range []string{"loop", "sleep", ""} {
		p := New(Options{Command: []string{program, hidden}})
		pid, err := p.Do(context.Background(), "pid", nil)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(pid))
		if parser != "" {
			go p.Do(context.Background(), parser, nil)
		}
	}
	select {}
}
