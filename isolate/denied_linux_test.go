package isolate

import (
	"bufio"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestWhatAChildIsDenied looks at a child from inside.
func TestWhatAChildIsDenied(t *testing.T) {
	t.Setenv("SECRET", "of the parent")
	p := pool(t, Options{})
	open, err := os.Open("/etc/passwd") // a file of the parent's
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	if got, err := p.Do(t.Context(), "environment", nil); err != nil || string(got) != `/ ["GOTRACEBACK=single"]` {
		t.Errorf("folder and environment: %s, %v", got, err)
	}
	got, err := p.Do(t.Context(), "files", nil)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(got)) {
		_, target, _ := strings.Cut(strings.TrimSpace(line), " ")
		if target == "" { // the listing's own, closed by now
			continue
		}
		if !strings.HasPrefix(target, "pipe:") && !strings.HasPrefix(target, "anon_inode:") && !strings.HasPrefix(target, "/proc/") && !strings.HasPrefix(target, "/sys/fs/cgroup") {
			t.Errorf("an open file: %s", line)
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	if _, err := p.Do(t.Context(), "write", []byte(file)); err == nil {
		t.Error("it may write files")
	}
	if content, err := os.ReadFile(file); err == nil && len(content) > 0 {
		t.Errorf("written: %q", content)
	}
	if _, err := p.Do(t.Context(), "execute", nil); err == nil {
		t.Error("it may start programmes")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("no listener to connect to:", err)
	}
	defer l.Close()
	if _, err := p.Do(t.Context(), "connect", []byte(l.Addr().String())); err == nil {
		t.Error("it may connect")
	}
}

func TestChildThatMayWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if _, err := pool(t, Options{Writes: true}).Do(t.Context(), "write", []byte(file)); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(file); err != nil || string(content) != "written" {
		t.Errorf("%q, %v", content, err)
	}
}

// TestKilledParentLeavesNoChild kills a parent whose children loop and sleep.
func TestKilledParentLeavesNoChild(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "parent")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	var pids []int
	for len(pids) < 3 && lines.Scan() {
		pid, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Fatal(err)
		}
		pids = append(pids, pid)
	}
	if err := cmd.Process.Kill(); err != nil || len(pids) != 3 {
		t.Fatalf("children %v, %v", pids, err)
	}
	cmd.Wait()
	for _, pid := range pids {
		waitGone(t, pid)
	}
}
