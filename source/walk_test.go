package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"assay/item"
)

// bzip2 of "hello\n", made by bzip2 1.0.8: the standard library only reads.
const helloBzip2 = "BZh91AY&SY\xc1\xc0\x80\xe2\x00\x00\x01A\x00\x00\x10\x02D\xa0\x000\xcd\x00\xc3F)\x97\x17rE8P\x90\xc1\xc0\x80\xe2"

func TestContainers(t *testing.T) {
	mbox := fromDated + aMail
	two := []file{{"b/c.eml", aMail}, {"d", "text"}}
	for name, test := range map[string]struct {
		data string
		want []string
	}{
		"mail":     {aMail, []string{"mail mail f"}},
		"document": {"text", []string{"document document f"}},
		"empty":    {"", []string{"document document f"}},
		"zip": {zipOf(t, two...), []string{
			"mail mail f!b/c.eml", "document document f!d", "container zip f"}},
		"zip, stored": {storedZipOf(t, two...), []string{
			"mail mail f!b/c.eml", "document document f!d", "container zip f"}},
		"zip, no members": {zipOf(t), []string{"container zip f"}},
		"zip, folders":    {zipOf(t, file{"b/", ""}, file{"b/c", "x"}), []string{"document document f!b/c", "container zip f"}},
		"zip, names that repeat": {zipOf(t, file{"a", "1"}, file{"a", "2"}, file{"b", "3"}, file{"a", "4"}), []string{
			"document document f!a", "document document f!a+2", "document document f!b", "document document f!a+3", "container zip f"}},
		"zip, names that lead out": {zipOf(t, file{"../../etc/x", "1"}, file{"/etc/x", "2"}, file{"", "3"}), []string{
			"document document f!../../etc/x", "document document f!/etc/x", "document document f!", "container zip f"}},
		"zip, names with signs": {zipOf(t, file{"a!b@c+d#e%\xff", "1"}), []string{
			"document document f!a%21b%40c%2Bd%23e%25%FF", "container zip f"}},
		"zip, long name": {zipOf(t, file{strings.Repeat("n", 2*MaxName), "1"}), []string{
			"document document f!" + strings.Repeat("n", MaxName), "container zip f"}},
		"document that is a zip": {zipOf(t, file{"a", "b"}, file{"[Content_Types].xml", "<x/>"}), []string{"document office f"}},
		"mail in a document":     {zipOf(t, file{"META-INF/MANIFEST.MF", "x"}, file{"a", aMail}), []string{"document office f"}},
		"tar": {tarOf(t, two...), []string{
			"mail mail f!b/c.eml", "document document f!d", "container tar f"}},
		"tar, names that repeat": {tarOf(t, file{"a", "1"}, file{"a", "2"}), []string{
			"document document f!a", "document document f!a+2", "container tar f"}},
		"tar behind tar": {tarOf(t, two[0]) + tarOf(t, two[1]), []string{
			"mail mail f!b/c.eml", "document document f!d", "container tar f"}},
		"tar in gzip": {gzipOf(t, "x.tar", tarOf(t, two...)), []string{
			"mail mail f!b/c.eml", "document document f!d", "container tar.gzip f"}},
		"tar in xz":    {xzOf(t, tarOf(t, two[1]), xz.WriterConfig{}), []string{"document document f!d", "container tar.xz f"}},
		"tar in zstd":  {zstdOf(t, tarOf(t, two[1])), []string{"document document f!d", "container tar.zstd f"}},
		"gzip":         {gzipOf(t, "in.eml", aMail), []string{"mail mail f!in.eml", "container gzip f"}},
		"gzip, twice":  {gzipOf(t, "a", "one") + gzipOf(t, "b", "two"), []string{"document document f!a", "container gzip f"}},
		"gzip, empty":  {gzipOf(t, "a", ""), []string{"document document f!a", "container gzip f"}},
		"bzip2":        {helloBzip2, []string{"document document f!f", "container bzip2 f"}},
		"xz":           {xzOf(t, mbox, xz.WriterConfig{}), []string{"mail mail f!f@44+43", "container mbox f!f", "container xz f"}},
		"zstd":         {zstdOf(t, mbox), []string{"mail mail f!f@44+43", "container mbox f!f", "container zstd f"}},
		"gzip in gzip": {gzipOf(t, "b.gz", gzipOf(t, "", aMail)), []string{"mail mail f!b.gz!b", "container gzip f!b.gz", "container gzip f"}},
		"zip in tar in gzip in zip": {
			zipOf(t, file{"a.tgz", gzipOf(t, "", tarOf(t, file{"b.zip", zipOf(t, two...)}))}),
			[]string{"mail mail f!a.tgz!b.zip!b/c.eml", "document document f!a.tgz!b.zip!d", "container zip f!a.tgz!b.zip", "container tar.gzip f!a.tgz", "container zip f"}},
		"not read":         {"7z\xbc\xaf\x27\x1c\x00\x04", []string{"unreadable 7z f source/not-read"}},
		"not read, inside": {zipOf(t, file{"x", "!BDN\x00\x00\x00\x00SM\x17\x00"}), []string{"unreadable pst f!x source/not-read", "container zip f"}},
	} {
		t.Run(name, func(t *testing.T) {
			entries := walkOne(t, test.data)
			checkEntries(t, entries)
			if diff := cmp.Diff(test.want, summary(entries)); diff != "" {
				t.Error(diff)
			}
			last := entries[len(entries)-1]
			if last.Kind == item.Mail {
				return
			}
			if last.File == nil || last.File.Digest != item.Sum([]byte(test.data)) || last.File.Size != int64(len(test.data)) {
				t.Errorf("the file is recorded as %+v", last.File)
			}
		})
	}
}

func TestDamaged(t *testing.T) {
	plain := strings.Repeat("some text that is long enough\n", 5000)
	z, gz := zipOf(t, file{"a", "1"}, file{"b", "2"}), gzipOf(t, "a", plain)
	tarred := tarOf(t, file{"a", "1"}, file{"b", plain})
	flip := func(s string, at int) string { return s[:at] + string(s[at]^1) + s[at+1:] }
	encrypted := []byte(z)
	for at := range encrypted {
		if bytes.HasPrefix(encrypted[at:], []byte(zipMemberMark)) {
			encrypted[at+8] |= zipEncrypted
		}
	}
	method := []byte(z)
	method[strings.Index(z, zipMemberMark)+10] = 98 // PPMd
	for name, test := range map[string]struct {
		data string
		want []string
	}{
		"zip, no end":      {z[:len(z)-22], []string{"unreadable zip f source/damaged"}},
		"zip, cut off":     {z[:len(z)/2], []string{"unreadable zip f source/damaged"}},
		"zip, directory":   {flip(z, strings.LastIndex(z, zipMemberMark)), []string{"unreadable zip f source/damaged"}},
		"zip, member":      {flip(z, 32), []string{"unreadable document f!a source/damaged", "document document f!b", "container zip f"}},
		"zip, encrypted":   {string(encrypted), []string{"unreadable  f!a source/encrypted", "unreadable  f!b source/encrypted", "container zip f"}},
		"zip, odd method":  {string(method), []string{"unreadable  f!a source/method", "document document f!b", "container zip f"}},
		"gzip, cut off":    {gz[:len(gz)-9], []string{"unreadable document f!a source/damaged", "unreadable gzip f source/damaged"}},
		"gzip, checksum":   {flip(gz, len(gz)-8), []string{"unreadable document f!a source/damaged", "unreadable gzip f source/damaged"}},
		"gzip, header":     {"\x1f\x8b\x08\x00", []string{"unreadable gzip f source/damaged"}},
		"gzip, more":       {gz + "rubbish", []string{"document document f!a", "container gzip f source/trailing"}},
		"bzip2, more":      {helloBzip2 + "rubbish", []string{"document document f!f", "container bzip2 f source/trailing"}},
		"zstd, more":       {zstdOf(t, plain) + "rubbish", []string{"document document f!f", "container zstd f source/trailing"}},
		"xz, more":         {xzOf(t, plain, xz.WriterConfig{}) + "rubbish", []string{"document document f!f", "container xz f source/trailing"}},
		"tar, cut off":     {tarred[:3000], []string{"document document f!a", "unreadable document f!b source/damaged", "unreadable tar f source/damaged"}},
		"tar, header":      {flip(tarred, 1024), []string{"document document f!a", "unreadable tar f source/damaged"}},
		"tar, more":        {tarred + strings.Repeat("rubbish!", 64), []string{"document document f!a", "document document f!b", "unreadable tar f source/trailing"}},
		"tar.gz, cut off":  {gzipOf(t, "", tarred)[:300], []string{"document document f!a", "unreadable document f!b source/damaged", "unreadable tar.gzip f source/damaged"}},
		"tar.gz, checksum": {flip(gzipOf(t, "", tarred), len(gzipOf(t, "", tarred))-8), []string{"document document f!a", "document document f!b", "unreadable tar.gzip f source/damaged"}},
		"zip in zip": {zipOf(t, file{"z", z[:len(z)/2]}, file{"c", "3"}), []string{
			"unreadable zip f!z source/damaged", "document document f!c", "container zip f"}},
	} {
		t.Run(name, func(t *testing.T) {
			entries := walkOne(t, test.data)
			checkEntries(t, entries)
			if diff := cmp.Diff(test.want, summary(entries)); diff != "" {
				t.Error(diff)
			}
			if got := entries[len(entries)-1].File.Digest; got != item.Sum([]byte(test.data)) {
				t.Errorf("file digest %s", got)
			}
		})
	}
}

func TestLinksInArchives(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range []*tar.Header{
		{Name: "d/", Typeflag: tar.TypeDir},
		{Name: "s", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"},
		{Name: "h", Typeflag: tar.TypeLink, Linkname: "s"},
		{Name: "p", Typeflag: tar.TypeFifo},
	} {
		write(t, w, "", w.WriteHeader(h))
	}
	closeAll(t, w)
	want := []string{"unreadable  f!s source/link", "unreadable  f!h source/link", "unreadable  f!p source/not-a-file", "container tar f"}
	if diff := cmp.Diff(want, summary(walkOne(t, b.String()))); diff != "" {
		t.Error(diff)
	}

	b.Reset()
	z := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: "s"}
	h.SetMode(os.ModeSymlink | 0o777)
	m, err := z.CreateHeader(h)
	write(t, m, "/etc/passwd", err)
	closeAll(t, z)
	want = []string{"unreadable  f!s source/link", "container zip f"}
	if diff := cmp.Diff(want, summary(walkOne(t, b.String()))); diff != "" {
		t.Error(diff)
	}
}

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

// TestResume breaks a walk off behind every entry, and goes on from there: both
// parts together must be the whole, also in what the budget lost.
func TestResume(t *testing.T) {
	inner := zipOf(t, file{"x", strings.Repeat("x", 9999)}, file{"y", aMail})
	dir := leak(t,
		file{"a.mbox", fromDated + aMail + "\n" + fromDated + aMail},
		file{"b.zip", zipOf(t, file{"1", strings.Repeat("1", 5000)}, file{"z", inner}, file{"g", gzipOf(t, "h", aMail)})},
		file{"c.tgz", gzipOf(t, "", tarOf(t, file{"z", inner}, file{"y", inner}, file{"x", "text"}))},
		file{"d.xz", xzOf(t, inner, xz.WriterConfig{})},
		file{"e.zst", zstdOf(t, "text", zstd.WithEncoderLevel(zstd.SpeedFastest))},
		file{"f", "text"},
	)
	whole := walkAll(t, &Walker{}, dir)
	checkEntries(t, whole)
	for cut := range whole {
		done, files := map[string]int64{}, map[string]bool{}
		for _, e := range whole[:cut] {
			done[e.Locator.String()] = e.Expanded
			files[e.Locator.String()] = e.File != nil
		}
		w := &Walker{
			Finished: func(path string, size int64, modified time.Time) bool {
				return size > 0 && !modified.IsZero() && files[path]
			},
			Skip: func(path string) (int64, bool) { n, ok := done[path]; return n, ok },
		}
		if diff := cmp.Diff(whole[cut:], walkAll(t, w, dir)); diff != "" {
			t.Fatalf("after %d entries: %s", cut, diff)
		}
	}
}
