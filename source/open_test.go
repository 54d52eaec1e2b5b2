package source

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/ulikunitz/xz"

	"assay/item"
)

// checkOpen fails unless the locator of every entry leads back to its bytes.
func checkOpen(t *testing.T, path string, entries []Entry) {
	t.Helper()
	spool := t.TempDir()
	for _, e := range entries {
		if e.Kind == item.Unreadable {
			continue
		}
		c, rest, err := Open(path, e.Locator, spool)
		if err != nil || len(rest) > 0 {
			t.Errorf("%s: %v, %d steps are left", e.Locator, err, len(rest))
			continue
		}
		want := e.Digest
		if e.Kind == item.Mail {
			want = item.Sum(e.Data)
		}
		if got := readAll(t, c); item.Sum([]byte(got)) != want || int64(len(got)) != e.Size {
			t.Errorf("%s: other bytes, %d of %d", e.Locator, len(got), e.Size)
		}
		closeAll(t, c)
	}
	if left, err := os.ReadDir(spool); err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left, %v", len(left), err)
	}
}

func readAll(t testing.TB, c *Content) string {
	t.Helper()
	b, err := io.ReadAll(io.NewSectionReader(c, 0, c.Size))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOpen(t *testing.T) {
	mbox := fromDated + aMail + "\n" + fromDated + aMail
	dir := leak(t,
		file{"a/mbox", mbox},
		file{"b.zip", zipOf(t, file{"m", mbox}, file{"x", "1"}, file{"x", "2"}, file{"../%", "3"}, file{strings.Repeat("n", 2*MaxName), "4"})},
		file{"c.tgz", gzipOf(t, "", tarOf(t, file{"z", zipOf(t, file{"m", mbox})}, file{"z", "x"}))},
		file{"d.tar", tarOf(t, file{"a", "1"}) + tarOf(t, file{"a", "2"})},
		file{"e.xz", xzOf(t, mbox, xz.WriterConfig{})},
		file{"f.zip", zipOf(t, file{"big", strings.Repeat("0123456789abcdef", 1<<20)})},
	)
	entries := walkAll(t, &Walker{Spool: t.TempDir()}, dir)
	checkOpen(t, dir, entries)
	lone := filepath.Join(dir, "c.tgz")
	checkOpen(t, lone, walkAll(t, &Walker{}, lone))
}

func TestOpenStopsAtParts(t *testing.T) {
	dir := leak(t, file{"a.zip", zipOf(t, file{"m", aMail})})
	l, err := item.ParseLocator("leak/a.zip!m#1.2!x@3+4")
	if err != nil {
		t.Fatal(err)
	}
	c, rest, err := Open(dir, l, "")
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(t, c)
	if diff := cmp.Diff(l.Steps[1:], rest); diff != "" || readAll(t, c) != aMail {
		t.Error(diff)
	}
	attachment := zipOf(t, file{"x", "0123456789"})
	inner, rest, err := Within(strings.NewReader(attachment), int64(len(attachment)), rest[1:], "")
	if err != nil || len(rest) > 0 || readAll(t, inner) != "3456" {
		t.Errorf("%v, %d steps are left", err, len(rest))
	}
}

func TestOpenErrors(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside")
	dir := leak(t, file{"a.zip", zipOf(t, file{"m", aMail})}, file{"b", "text"})
	for _, err := range []error{os.WriteFile(outside, nil, 0o600), os.Symlink(outside, filepath.Join(dir, "out"))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]string{
		"leak/missing":      "no such file",
		"leak/../outside":   "escapes",
		"leak/out":          "escapes",
		"leak":              "not opened",
		"leak/a.zip!n":      `no member "n"`,
		"leak/a.zip!m+2":    `no member "m"`,
		"leak/a.zip!m!x":    "mail has no members",
		"leak/b@2+3":        "beyond",
		"leak/b@4+0@0+1":    "beyond",
		"leak/a.zip!m@0+99": "beyond",
	} {
		l, err := item.ParseLocator(path)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = Open(dir, l, "")
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}

// TestOpenStopsAtDocuments: what stands in a document is another's to take out.
func TestOpenStopsAtDocuments(t *testing.T) {
	odf := zipOf(t, file{"content.xml", "x"}, file{"META-INF/manifest.xml", "y"}, file{"mimetype", "z"})
	for _, content := range []string{"%PDF-1.7", odf} {
		c, rest, err := Within(strings.NewReader(content), int64(len(content)), []item.Step{{Kind: item.Member, Name: "content.xml"}}, "")
		if err != nil || len(rest) != 1 || c.Size != int64(len(content)) {
			t.Errorf("%.10q: %d bytes, steps left %v, %v", content, c.Size, rest, err)
		}
	}
}

// FuzzWalk walks and opens arbitrary bytes: whatever they are, every entry is
// as promised, and its locator leads back to it.
func FuzzWalk(f *testing.F) {
	inner := zipOf(f, file{"x", "1"}, file{"y", aMail})
	for _, seed := range []string{
		inner, storedZipOf(f, file{"z", inner}), tarOf(f, file{"z", inner}), gzipOf(f, "n", inner),
		xzOf(f, inner, xz.WriterConfig{}), zstdOf(f, inner), helloBzip2, overlappingZip(f)[:2000],
		gzipOf(f, "", tarOf(f, file{"m", fromDated + aMail})), sparseTar(1 << 20), zstdWindow(30), oleOf("__substg1.0_"),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		at := item.Locator{Root: "f"}
		var entries []Entry
		w := &Walker{}
		size := int64(len(data))
		err := w.Inside(t.Context(), at, strings.NewReader(string(data)), size, &Budget{limit: 16 << 20}, func(e Entry) error {
			entries = append(entries, e)
			return nil
		})
		if err != nil || len(entries) == 0 {
			t.Fatal(len(entries), err)
		}
		checkEntries(t, entries)
		for _, e := range entries[:min(len(entries), 20)] {
			if e.Kind == item.Unreadable {
				continue
			}
			c, _, err := Within(strings.NewReader(string(data)), size, e.Locator.Steps, "")
			if err != nil {
				t.Fatalf("%s: %v", e.Locator, err)
			}
			if got := readAll(t, c); int64(len(got)) != e.Size {
				t.Fatalf("%s: %d bytes, and %d again", e.Locator, e.Size, len(got))
			}
			closeAll(t, c)
		}
	})
}
