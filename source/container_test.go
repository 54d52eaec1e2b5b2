package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/ulikunitz/xz"

	"assay/item"
)

// bzip2 of "hello\n", made by bzip2 1.0.8: the standard library only reads.
const helloBzip2 = "BZh91AY&SY\xc1\xc0\x80\xe2\x00\x00\x01A\x00\x00\x10\x02D\xa0\x000\xcd\x00\xc3F)\x97\x17rE8P\x90\xc1\xc0\x80\xe2"

func TestContainers(t *testing.T) {
	mbox, z0 := fromDated+aMail, zipOf(t, file{"a", "b"})
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
			"document document f!" + strings.Repeat("n", MaxName) + " source/name-cut", "container zip f"}},
		"zip, more behind":       {z0 + "rubbish", []string{"document document f!a", "container zip f source/trailing"}},
		"zip behind zip":         {zipOf(t, file{"hidden", "x"}) + z0, []string{"document document f!a", "container zip f source/trailing"}},
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

// TestManyMembers reads a zip of more members than 16 bits count, and bounds
// how many names are remembered.
func TestManyMembers(t *testing.T) {
	const n = 70_000
	files := make([]file, n)
	for i := range files {
		files[i].name = strconv.Itoa(i)
	}
	data := storedZipOf(t, files...)
	if got := len(walkOne(t, data)); got != n+1 {
		t.Errorf("%d entries, want %d", got, n+1)
	}
	k := (&Walker{}).begin(t.Context(), func(Entry) error { return nil })
	k.budget, k.room = NewBudget(0), n-1
	d, err := openZip(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	names := newOrdinals(&k.room)
	var bound *boundError
	if err := d.each(names, func(*member) error { return nil }); !errors.As(err, &bound) {
		t.Errorf("more members than there is room for: %v", err)
	}
	if names.release(); k.room != n-1 {
		t.Errorf("room for %d names is left, want %d", k.room, n-1)
	}
}
