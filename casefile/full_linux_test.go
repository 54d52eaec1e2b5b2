package casefile

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// mount mounts a file system of so many bytes, for as long as the test runs.
func mount(t *testing.T, options string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("casefile", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("this test mounts a file system, which takes root: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func TestReallyFullDisk(t *testing.T) {
	checkFull(t, createIn(t, filepath.Join(mount(t, "size=3m"), "case")))
}

func TestTooFullToBegin(t *testing.T) {
	dir := mount(t, "size=16k")
	_, err := Create(filepath.Join(dir, "case"))
	wantError(t, err, ErrDiskFull)
}

func TestReadOnlyMedium(t *testing.T) {
	dir := mount(t, "")
	c := createIn(t, filepath.Join(dir, "case"))
	put(t, c, mail("a", "leak/a", ""))
	closeCase(t, c)
	if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	_, err := Open(c.dir)
	wantError(t, err, ErrNoAccess)
	_, err = Create(c.dir)
	wantError(t, err, ErrNoAccess)
	v, err := OpenView(c.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if got := len(list(t, v, Filter{Match: "text"})); got != 1 {
		t.Errorf("%d items, want 1", got)
	}
	if _, err := os.Stat(filepath.Join(c.dir, databaseName+"-shm")); err == nil {
		t.Error("something was written beside the database")
	}
}
