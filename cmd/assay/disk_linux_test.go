package main

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// mount mounts a file system of its own for the case.
func mount(t *testing.T, dir, options string) {
	t.Helper()
	write(t, dir, ".keep", "")
	if err := syscall.Mount("assay-test", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("this test mounts a file system, which takes root: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
}

func remount(t *testing.T, dir string, flags uintptr, options string) {
	t.Helper()
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|flags, options); err != nil {
		t.Fatal(err)
	}
}

// complaint is what a run that fails says of the reason: one line beside those
// on what could not be read.
func complaint(t *testing.T, dir, want string, args ...string) {
	t.Helper()
	_, stderr := output(t, dir, exitFailed, args...)
	var lines []string
	for line := range strings.Lines(stderr) {
		if !strings.Contains(line, "broken.zip") {
			lines = append(lines, line)
		}
	}
	if len(lines) != 1 || !strings.Contains(lines[0], want) {
		t.Errorf("assay %q: %q, want one line with %q", args, lines, want)
	}
}

// A run on a disk that is full says so, keeps what it did, and goes on when
// there is room.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	disk := filepath.Join(dir, "disk")
	mount(t, disk, "size=4m")
	makeLeak(t, dir)
	complaint(t, dir, "no space left", runArgs("disk/case")...)
	complaint(t, dir, "items are read and not judged yet", "ls", "--json", "--case", "disk/case")
	complaint(t, dir, "no space left", runArgs("disk/case")...)
	remount(t, disk, 0, "size=400m")
	output(t, dir, exitFailed, runArgs("disk/case")...)
	output(t, dir, exitFailed, runArgs("whole")...)
	sameState(t, state(t, dir, "whole"), state(t, dir, "disk/case"))
}

// A case on a medium that cannot be written is shown, and nothing else.
func TestReadOnlyCase(t *testing.T) {
	dir := t.TempDir()
	disk := filepath.Join(dir, "disk")
	mount(t, disk, "size=100m")
	write(t, dir, "leak/a.txt", "a")
	write(t, dir, "keys.zone", "k1._domainkey.press.example. IN TXT \"v=DKIM1; p=\"\n")
	output(t, dir, exitDone, runArgs("disk/case")...)
	remount(t, disk, syscall.MS_RDONLY, "")
	want := "cannot be opened or written"
	complaint(t, dir, want, runArgs("disk/case")...)
	complaint(t, dir, "read-only file system", runArgs("disk/new")...)
	complaint(t, dir, want, "keys", "import", "--case", "disk/case", "keys.zone")
	if list, _ := output(t, dir, exitDone, "ls", "--case", "disk/case"); !strings.Contains(list, "leak/a.txt") {
		t.Errorf("the list is %q", list)
	}
	output(t, dir, exitDone, "show", "--case", "disk/case", "leak/a.txt")
	output(t, dir, exitDone, "keys", "list", "--case", "disk/case")
}
