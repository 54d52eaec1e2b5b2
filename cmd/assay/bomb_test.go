package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What a whole run may take, whatever the leak is: time enough for a machine that
// does other work too, and not for one that never ends.
const (
	mostMemory  = 300 << 20
	mostSeconds = 180
)

// bombs are leaks of one file that are built to exhaust the machine, each with
// the exit status of its run and what the list of its items has to hold.
var bombs = map[string]struct {
	write func(io.Writer)
	exit  int
	want  string
}{
	"10 GB of zeros in a zip":        {zeroZip, 1, `"id":"source/bound".*expand to more than`},
	"10 GB of zeros in a gzip":       {zeroGzip, 1, `"id":"source/bound".*expand to more than`},
	"zips in zips, 16 each":          {bushyZip, 1, `"id":"source/bound".*expand to more than`},
	"1,000 zips in each other":       {deepZip, 1, `"id":"source/bound".*more than 16 deep`},
	"1,000 messages in each other":   {deepMessages, 1, `"id":"source/too-deep".*more than 32 levels`},
	"1,000 multiparts in each other": {deepMultiparts, 0, `"limits":\["parts-cut"\]`},
	"a header of 100 MB":             {longHeader(100 << 20), 1, `"id":"source/mail-too-large"`},
	"a header of 60 MB":              {longHeader(60 << 20), 0, `"limits":\["header-cut"\]`},
	"a header field of 60 MB":        {longField, 0, `"kind":"mail"`},
	"a mail of 100,000 parts":        {manyParts, 0, `"limits":\["parts-cut"\]`},
	"an attachment of 60 MB":         {largeAttachment, 0, `"kind":"document".*"size":47185920`},
	"an attachment of 60 MB, unread": {largeText, 0, `"kind":"mail"`},
	"an mbox of 300 MB":              {largeMbox, 0, `"kind":"mail".*leak@313`},
	"mails of 62 MB in an mbox":      {fatMbox, 0, `"kind":"mail"`},
	"a tar that claims a petabyte":   {hugeTar, 1, `"id":"source/damaged"`},
	"250,000 empty members of zips":  {crowdedZip, 0, `"kind":"container"`},
	"an xz with a dictionary of 4 G": {largeDictionary, 0, `"kind":"container"`},
	"a zstd with a window of 2 T":    {largeWindow, 1, `"id":"source/bound".*window`},
}

// TestBombs runs each bomb as a leak, and measures.
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a minute")
	}
	for name, bomb := range bombs {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			plant(t, filepath.Join(dir, "leak"), bomb.write)
			took, memory := measured(t, dir, bomb.exit, "run", "leak")
			t.Logf("%v, %d MB", took.Round(10*time.Millisecond), memory>>20)
			if memory > mostMemory {
				t.Errorf("the run took %d MB of memory", memory>>20)
			}
			if !listed(t, dir, bomb.want) {
				t.Errorf("no item matches %s", bomb.want)
			}
		})
	}
}

// plant writes a file through a buffer.
func plant(t *testing.T, path string, write func(io.Writer)) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	write(w)
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// measured runs the programme and returns the time and the memory that it took
// at most, in bytes. This process has to stay small: what a child inherits
// before it begins is counted as its own.
func measured(t *testing.T, dir string, exit int, args ...string) (time.Duration, int64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), mostSeconds*time.Second)
	defer cancel()
	path := programme(t, dir, args...).Path
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	began := time.Now()
	_ = cmd.Run() // the status tells
	if got := cmd.ProcessState.ExitCode(); got != exit {
		t.Errorf("exit status %d, want %d: %.2000s", got, exit, stderr.String())
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Fatal("this system does not tell what a process takes")
	}
	return time.Since(began), usage.Maxrss << 10 // Linux counts in KiB
}

// listed reports whether a line of ls --json matches, without keeping the list.
func listed(t *testing.T, dir, pattern string) bool {
	t.Helper()
	cmd := programme(t, dir, "ls", "--json")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	found := false
	re := regexp.MustCompile(pattern)
	for r := bufio.NewReader(out); ; {
		line, err := r.ReadString('\n')
		found = found || re.MatchString(line)
		if err != nil {
			break
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("assay ls: %v", err)
	}
	return found
}
