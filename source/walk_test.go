package source

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/item"
)

func TestFolder(t *testing.T) {
	dir := leak(t, file{"b.eml", aMail}, file{"a/cur/1:2,S", aMail}, file{"a b", "x"}, file{"z", "x"})
	outside := filepath.Join(t.TempDir(), "outside")
	for _, err := range []error{
		os.WriteFile(outside, []byte("secret"), 0o600),
		os.Mkdir(filepath.Join(dir, "empty"), 0o700),
		os.Symlink("b.eml", filepath.Join(dir, "link")),
		os.Symlink("a", filepath.Join(dir, "link-folder")),
		os.Symlink("nothing", filepath.Join(dir, "link-broken")),
		os.Symlink(outside, filepath.Join(dir, "link-out")),
		os.Symlink("link-self", filepath.Join(dir, "link-self")),
		os.Symlink("fifo", filepath.Join(dir, "link-fifo")),
		syscall.Mkfifo(filepath.Join(dir, "fifo"), 0o600),
		os.WriteFile(filepath.Join(dir, "odd\xff\n#"), []byte("x"), 0o600),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	socket, err := net.Listen("unix", filepath.Join(dir, "socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	entries := walkAll(t, &Walker{}, dir)
	checkEntries(t, entries)
	want := []string{
		"mail mail leak/a/cur/1:2,S",
		"document document leak/a b",
		"mail mail leak/b.eml",
		"unreadable  leak/fifo source/not-a-file",
		"mail mail leak/link",
		"unreadable  leak/link-broken source/link",
		"unreadable  leak/link-fifo source/not-a-file",
		"unreadable  leak/link-folder source/link",
		"unreadable  leak/link-out source/link",
		"unreadable  leak/link-self source/link",
		"document document leak/odd%FF%0A%23",
		"unreadable  leak/socket source/not-a-file",
		"document document leak/z",
	}
	if diff := cmp.Diff(want, summary(entries)); diff != "" {
		t.Error(diff)
	}
	for _, e := range entries {
		for _, f := range e.Findings {
			if strings.Contains(f.Why, dir) {
				t.Errorf("%q names a folder of this machine", f.Why)
			}
		}
	}
}

func TestNotPermitted(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("nothing is forbidden to this user")
	}
	dir := leak(t, file{"a", "x"}, file{"b/c", "x"}, file{"d", "x"})
	for _, name := range []string{"a", "b"} {
		path := filepath.Join(dir, name)
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(path, 0o700) })
	}
	want := []string{"unreadable  leak/a source/read-error", "unreadable  leak/b source/read-error", "document document leak/d"}
	if diff := cmp.Diff(want, summary(walkAll(t, &Walker{}, dir))); diff != "" {
		t.Error(diff)
	}
}

// TestReadError reads a file that the system opens and then refuses to read.
func TestReadError(t *testing.T) {
	const path = "/proc/self/mem"
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no %s on this system", path)
	}
	entries := walkAll(t, &Walker{}, path)
	if diff := cmp.Diff([]string{"unreadable document mem source/read-error"}, summary(entries)); diff != "" {
		t.Error(diff)
	}
	if entries[0].File.Digest != (item.Digest{}) {
		t.Error("a file that could not be read has a digest")
	}
}

func TestRoot(t *testing.T) {
	dir := leak(t, file{"a", "x"})
	for name, target := range map[string]string{"folder": dir, "file": filepath.Join(dir, "a")} {
		link := filepath.Join(t.TempDir(), "link")
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
		if got := walkAll(t, &Walker{}, link); len(got) != 1 || got[0].Kind != item.Document {
			t.Errorf("link to a %s: %v", name, summary(got))
		}
	}
	missing := filepath.Join(dir, "missing")
	err := (&Walker{}).Walk(context.Background(), missing, item.Locator{Root: "missing"}, nil)
	if !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), missing) {
		t.Errorf("missing path: %v", err)
	}
}

func TestWalkEnds(t *testing.T) {
	dir := leak(t, file{"a.zip", zipOf(t, file{"a", aMail}, file{"b", "x"})}, file{"c", "x"})
	enough := errors.New("enough")
	ctx, cancel := context.WithCancel(context.Background())
	for _, test := range []struct {
		want  error
		visit func() error
	}{
		{enough, func() error { return enough }},
		{context.Canceled, func() error { cancel(); return nil }},
	} {
		n := 0
		err := (&Walker{}).Walk(ctx, dir, item.Locator{Root: "leak"}, func(Entry) error {
			n++
			return test.visit()
		})
		if err != test.want || n != 1 {
			t.Errorf("%d entries, %v, want %v", n, err, test.want)
		}
	}
}

// TestSpool walks a nested archive that does not fit in memory.
func TestSpool(t *testing.T) {
	big := strings.Repeat("0123456789abcdef", 1<<16) // 1 MiB, deep inside more than may be in memory
	data := storedZipOf(t, file{"t.gz", gzipOf(t, "", tarOf(t, file{"z", storedZipOf(t, file{"a", strings.Repeat(big, 9)}, file{"b", aMail})}))})
	path := filepath.Join(leak(t, file{"f", data}), "f")
	w := &Walker{Spool: t.TempDir()}
	want := []string{"document document f!t.gz!z!a", "mail mail f!t.gz!z!b", "container zip f!t.gz!z", "container tar.gzip f!t.gz", "container zip f"}
	if diff := cmp.Diff(want, summary(walkAll(t, w, path))); diff != "" {
		t.Error(diff)
	}
	if left, err := os.ReadDir(w.Spool); err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left, %v", len(left), err)
	}
	want = []string{"unreadable zip f!t.gz!z source/no-room", "container tar.gzip f!t.gz", "container zip f"}
	if diff := cmp.Diff(want, summary(walkAll(t, &Walker{}, path))); diff != "" {
		t.Error(diff)
	}
	w.Spool = filepath.Join(w.Spool, "missing")
	err := w.Walk(context.Background(), path, item.Locator{Root: "f"}, func(Entry) error { return nil })
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no folder for temporary files: %v", err)
	}
}

func TestInside(t *testing.T) {
	data := zipOf(t, file{"a", aMail}, file{"b", "x"})
	at := item.Locator{Root: "m"}.Part("2")
	var entries []Entry
	err := (&Walker{}).Inside(context.Background(), at, strings.NewReader(data), int64(len(data)), NewBudget(int64(len(data))), func(e Entry) error {
		entries = append(entries, e)
		return nil
	})
	want := []string{"mail mail m#2!a", "document document m#2!b", "container zip m#2"}
	if diff := cmp.Diff(want, summary(entries)); diff != "" || err != nil {
		t.Error(diff, err)
	}
	checkEntries(t, entries)
	if last := entries[2]; last.Digest != item.Sum([]byte(data)) || last.File != nil {
		t.Errorf("entry of the archive: %+v", last)
	}
}

// TestLargeMailFile: a mail that is too large to be parsed is still hashed for
// the log.
func TestLargeMailFile(t *testing.T) {
	data := aMail + strings.Repeat("x", MaxMail)
	entries := walkOne(t, data)
	checkEntries(t, entries)
	if diff := cmp.Diff([]string{"unreadable mail f source/mail-too-large"}, summary(entries)); diff != "" {
		t.Error(diff)
	}
	if e := entries[0]; e.Size != int64(len(data)) || e.File.Digest != item.Sum([]byte(data)) {
		t.Errorf("%d bytes, file %+v", e.Size, e.File)
	}
}
