package pdfium

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// cache is shared by the tests of one run: machine code is made once.
var cache string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "pdfium-test")
	if err != nil {
		panic(err)
	}
	cache = dir
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func engine(t testing.TB) *Engine {
	e, err := Open(cache)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

// sample is a PDF of pages whose content streams are given.
func sample(contents ...string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(at)}, args...)...)
	}
	b.WriteString("%PDF-1.4\n")
	var kids strings.Builder
	for i := range contents {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*i)
	}
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Count %d/Kids[%s]>>", len(contents), kids.String())
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	for i, c := range contents {
		object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>", 5+2*i)
		object("<</Length %d>>stream\n%s\nendstream", len(c), c)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

const (
	first  = "BT /F 12 Tf 20 150 Td (First line) Tj 0 -20 Td (second line) Tj ET"
	second = "BT /F 12 Tf 20 150 Td (Another page) Tj ET"
)

func TestText(t *testing.T) {
	e := engine(t)
	for range 2 { // an engine is used again
		pages, problems, err := e.Text(sample(first, second))
		if want := []string{"First line\nsecond line", "Another page"}; err != nil || problems != nil || !cmp.Equal(pages, want) {
			t.Errorf("%q, %q, %v", pages, problems, err)
		}
	}
	if _, _, err := e.Text([]byte("no PDF")); err == nil || err.Error() != "pdfium cannot open it: it is no PDF that it understands" {
		t.Errorf("no PDF: %v", err)
	}
	if _, _, err := e.Text(make([]byte, MaxBytes+1)); err == nil {
		t.Error("a file over the bound is read")
	}
	if pages, _, err := e.Text(sample(second)); err != nil || !cmp.Equal(pages, []string{"Another page"}) {
		t.Errorf("after failures: %q, %v", pages, err)
	}
}

// TestNotesAndFields holds that a page's text has the words of what stands on it,
// and not of what is hidden.
func TestNotesAndFields(t *testing.T) {
	note := "<</Type/Annot/Subtype/FreeText/Rect[20 20 200 60]/F %d/AP<</N 5 0 R>>>>"
	form := "<</Type/XObject/Subtype/Form/BBox[0 0 180 40]/Resources<</Font<</F 3 0 R>>>>/Length 37>>stream\nBT /F 12 Tf 5 5 Td (In the note) Tj ET\nendstream"
	const printed, hidden = 4, 2
	for flags, want := range map[int]string{printed: "Another page\nIn the note", hidden: "Another page"} {
		content := bytes.Replace(sample(second), []byte("/MediaBox"), fmt.Appendf(nil, "/Annots["+note+"]/MediaBox", flags), 1)
		at := bytes.Index(content, []byte("xref\n")) // pdfium mends the table that is wrong by now
		content = bytes.Replace(content, []byte("xref\n"), []byte("6 0 obj\n"+form+"\nendobj\nxref\n"), 1)
		content = bytes.ReplaceAll(content, []byte("/N 5 0 R"), []byte("/N 6 0 R"))
		pages, problems, err := engine(t).Text(content)
		if err != nil || problems != nil || at < 0 || !cmp.Equal(pages, []string{want}) {
			t.Errorf("flags %d: %q, %q, %v", flags, pages, problems, err)
		}
	}
}

// TestDamagedFolder holds that an engine starts where its folder holds rubbish.
func TestDamagedFolder(t *testing.T) {
	if err := engine(t).Start(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(cache)); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			err = os.WriteFile(path, []byte("rubbish"), 0o600)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if pages, _, err := e.Text(sample(second)); err != nil || len(pages) != 1 {
		t.Errorf("%q, %v", pages, err)
	}
}

// TestALatePageEndsAlone holds that a page over the time costs what was not yet
// read of that document, and nothing of the next.
func TestALatePageEndsAlone(t *testing.T) {
	e := engine(t)
	d, err := e.open(sample(first))
	if err != nil {
		t.Fatal(err)
	}
	err = d.within(func() error { // as the timer does
		e.late.Store(true)
		e.stop()
		_, err := d.text(0, true)
		return err
	})
	if !errors.Is(err, errLate) {
		t.Errorf("%v", err)
	}
	if err := d.close(); err != nil {
		t.Error(err)
	}
	if pages, problems, err := e.Text(sample(second)); err != nil || problems != nil || len(pages) != 1 {
		t.Errorf("the next: %q, %q, %v", pages, problems, err)
	}
}

func TestManyPages(t *testing.T) {
	contents := make([]string, MaxPages+1)
	pages, problems, err := engine(t).Text(sample(contents...))
	if want := []string{"it has 2001 pages; the text of those after page 2000 was not read"}; err != nil || len(pages) != MaxPages || !cmp.Equal(problems, want) {
		t.Errorf("%d pages, %q, %v", len(pages), problems, err)
	}
}

func TestPasswords(t *testing.T) {
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not installed: it makes the encrypted file")
	}
	dir := t.TempDir()
	clear, locked := filepath.Join(dir, "clear.pdf"), filepath.Join(dir, "locked.pdf")
	if err := os.WriteFile(clear, sample(second), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		password string
		want     error
	}{{"", nil}, {"secret", ErrPassword}} {
		if out, err := exec.Command(qpdf, "--encrypt", c.password, "owner", "256", "--", clear, locked).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		content, err := os.ReadFile(locked)
		if err != nil {
			t.Fatal(err)
		}
		if pages, _, err := engine(t).Text(content); !errors.Is(err, c.want) || (err == nil) != cmp.Equal(pages, []string{"Another page"}) {
			t.Errorf("password %q: %q, %v", c.password, pages, err)
		}
	}
}

func TestPicture(t *testing.T) {
	e := engine(t)
	for pixels, width := range map[int]int{0: 624, 15_000: 150, 6: 3} {
		got, err := e.Picture(sample(second), 1, pixels)
		if err != nil {
			t.Fatal(err)
		}
		p, err := png.Decode(bytes.NewReader(got))
		if err != nil || p.Bounds().Dx() != width || pixels > 0 && p.Bounds().Dx()*p.Bounds().Dy() > pixels {
			t.Fatalf("%d pixels: %v, %v", pixels, p.Bounds(), err)
		}
		r, g, b, a := p.At(0, 0).RGBA()
		if r != 0xffff || g != 0xffff || b != 0xffff || a != 0xffff {
			t.Error("the paper is not white")
		}
		again, err := e.Picture(sample(second), 1, pixels)
		if err != nil || !bytes.Equal(got, again) {
			t.Errorf("two pictures differ, %v", err)
		}
	}
	for _, page := range []int{0, 2} {
		if _, err := e.Picture(sample(second), page, 0); err == nil {
			t.Errorf("page %d is drawn", page)
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		width, height float64
		pixels, w, h  int
	}{
		{72, 144, 1 << 20, 150, 300}, {14400, 14400, 10000, 100, 100}, {1e9, 1, 100, 0, 0}, {0, 5, 100, 0, 0},
	} {
		if w, h, err := fit(c.width, c.height, c.pixels); w != c.w || h != c.h || (err == nil) != (c.w > 0) {
			t.Errorf("%+v: %d x %d, %v", c, w, h, err)
		}
	}
}

func TestTidy(t *testing.T) {
	if got := tidy("a\r\nb\rc\x00\x02d\uFFFE\tе"); got != "a\nb\nc-d-\tе" {
		t.Errorf("%q", got)
	}
}

func BenchmarkText(b *testing.B) {
	e, content := engine(b), sample(first, second)
	if err := e.Start(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := e.Text(content); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStart measures an engine that finds its machine code in the folder.
func BenchmarkStart(b *testing.B) {
	if err := engine(b).Start(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		e := engine(b)
		if err := e.Start(); err != nil {
			b.Fatal(err)
		}
		e.Close()
	}
}
