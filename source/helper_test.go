package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"assay/item"
)

const aMail = "From: a@example.org\r\nSubject: one\r\n\r\nbody\r\n"

// file is a member of an archive made for a test.
type file struct {
	name, data string
}

func zipOf(t testing.TB, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.name)
		write(t, w, f.data, err)
	}
	closeAll(t, z)
	return b.String()
}

func storedZipOf(t testing.TB, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Store})
		write(t, w, f.data, err)
	}
	closeAll(t, z)
	return b.String()
}

func tarOf(t testing.TB, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		err := w.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(f.data)), Mode: 0o600})
		write(t, w, f.data, err)
	}
	closeAll(t, w)
	return b.String()
}

func gzipOf(t testing.TB, name, data string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Name = name
	write(t, w, data, nil)
	closeAll(t, w)
	return b.String()
}

func xzOf(t testing.TB, data string, c xz.WriterConfig) string {
	t.Helper()
	var b bytes.Buffer
	w, err := c.NewWriter(&b)
	write(t, w, data, err)
	closeAll(t, w)
	return b.String()
}

func zstdOf(t testing.TB, data string, options ...zstd.EOption) string {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, options...)
	write(t, w, data, err)
	closeAll(t, w)
	return b.String()
}

func write(t testing.TB, w io.Writer, data string, err error) {
	t.Helper()
	if err == nil {
		_, err = io.WriteString(w, data)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func closeAll(t testing.TB, closers ...io.Closer) {
	t.Helper()
	for _, c := range closers {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// leak writes files to a new folder called leak and returns its path.
func leak(t testing.TB, files ...file) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "leak")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		path := filepath.Join(dir, f.name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f.data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// walkAll returns all entries of the leak at path.
func walkAll(t testing.TB, w *Walker, path string) (entries []Entry) {
	t.Helper()
	root := item.Locator{Root: filepath.Base(path)}
	err := w.Walk(context.Background(), path, root, func(e Entry) error {
		entries = append(entries, e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// summary gives each entry as a line: kind, format, path, and the IDs of its
// findings.
func summary(entries []Entry) (lines []string) {
	for _, e := range entries {
		line := fmt.Sprintf("%s %s %s", e.Kind, e.Format, e.Locator)
		for _, f := range e.Findings {
			line += " " + f.ID
		}
		lines = append(lines, line)
	}
	return lines
}

// walkOne walks a leak of one file called f.
func walkOne(t testing.TB, data string) []Entry {
	t.Helper()
	w := &Walker{Spool: t.TempDir()}
	return walkAll(t, w, filepath.Join(leak(t, file{"f", data}), "f"))
}

// check fails unless every entry is as the API promises.
func checkEntries(t testing.TB, entries []Entry) {
	t.Helper()
	seen := make(map[string]bool)
	for _, e := range entries {
		path := e.Locator.String()
		if seen[path] {
			t.Errorf("%s came up twice", path)
		}
		seen[path] = true
		if back, err := item.ParseLocator(path); err != nil || back.String() != path {
			t.Errorf("path %q reads back as %q, %v", path, back, err)
		}
		switch e.Kind {
		case item.Mail:
			if e.Data == nil || int64(len(e.Data)) != e.Size || e.Digest != (item.Digest{}) {
				t.Errorf("mail %s: %d bytes of %d, digest %s", path, len(e.Data), e.Size, e.Digest)
			}
		case item.Unreadable:
			if len(e.Findings) == 0 || e.Digest != e.Locator.ID() {
				t.Errorf("unreadable %s: %d findings, digest %s", path, len(e.Findings), e.Digest)
			}
		case item.Document, item.Container:
			if e.Digest == (item.Digest{}) {
				t.Errorf("%s %s: digest %s", e.Kind, path, e.Digest)
			}
		default:
			t.Errorf("%s: kind %q", path, e.Kind)
		}
		for _, f := range e.Findings {
			if !strings.HasPrefix(f.ID, "source/") || f.Where == "" || f.Why == "" || f.Recheck == "" || f.Outcome == "" || f.Says == "" {
				t.Errorf("%s: finding lacks something: %+v", path, f)
			}
		}
	}
}
