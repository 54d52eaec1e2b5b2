package source

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/item"
)

// corpora is the folder of shared test data, where it is present.
func corpora(t testing.TB) string {
	const dir = "../../shared/corpora"
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the shared test data are not here: %v", err)
	}
	return dir
}

// TestCorporaLoseNothing walks all test data: every file has one entry of its
// own, with its digest, and every entry leads back to its bytes.
func TestCorporaLoseNothing(t *testing.T) {
	dir := corpora(t)
	files := make(map[string]int)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files["corpora"+strings.TrimPrefix(path, dir)]++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	entries := walkAll(t, &Walker{Spool: t.TempDir()}, dir)
	checkEntries(t, entries)
	kinds := make(map[item.Kind]int)
	for _, e := range entries {
		kinds[e.Kind]++
		if e.File != nil {
			files[e.Locator.Root+"/"+e.Locator.File]--
			if e.Kind != item.Mail && e.File.Digest == (item.Digest{}) {
				t.Errorf("%s: no digest of the file", e.Locator)
			}
		}
	}
	for name, n := range files {
		if n != 0 {
			t.Errorf("%s: %d entries too few", name, n)
		}
	}
	t.Logf("%d files, %d entries: %v", len(files), len(entries), kinds)
	nested := slices.DeleteFunc(entries, func(e Entry) bool { return len(e.Locator.Steps) == 0 })
	checkOpen(t, dir, nested)
}

// TestCorporaMail: what is mail by its name is mail by its content, but for
// those that have no header.
func TestCorporaMail(t *testing.T) {
	dir := corpora(t)
	noHeader := []string{
		"malformedHeader-noheader.msg", "malformedHeaderStartsBody-noheader.msg",
		"erroneous.raw", // says it is no mail
	}
	n := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".eml", ".msg", ".mail", ".raw", ".mbox"}, filepath.Ext(path)) {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		switch f := Recognise(text[:min(len(text), HeadSize)]); f {
		case FormatMail, FormatMbox, FormatMSG:
		default:
			if !slices.Contains(noHeader, d.Name()) && !strings.Contains(path, "/c2pa") {
				t.Errorf("%s is recognised as %s: %.60q", path, f, text)
			}
		}
		return nil
	})
	if err != nil || n < 4000 {
		t.Errorf("%d mails, %v", n, err)
	}
}

// TestCorporaMboxes counts the messages of mailbox files.
func TestCorporaMboxes(t *testing.T) {
	dir := corpora(t)
	for name, want := range map[string]int{
		"mailnews/test/data/mbox_modern": 2,
		"mailnews/test/data/mbox_mboxrd": 2,
		"mailnews/test/data/bug505221":   1,
		"mbox/simple.mbox.txt":           3,
		"mbox/unmunged.mbox.txt":         2, // and one From_ in prose
		"testdata/importtest.mbox":       2,
		"resources/test-1/mbox.rlug":     5,
	} {
		found, err := filepath.Glob(filepath.Join(dir, "*", name))
		for _, deeper := range []string{"*", "*/*", "*/*/*", "*/*/*/*"} {
			if more, _ := filepath.Glob(filepath.Join(dir, deeper, name)); len(found) == 0 {
				found = more
			}
		}
		if err != nil || len(found) != 1 {
			t.Errorf("%s is there %d times, %v", name, len(found), err)
			continue
		}
		if got := len(walkAll(t, &Walker{}, found[0])) - 1; got != want {
			t.Errorf("%s: %d messages, want %d", name, got, want)
		}
	}
}

// TestCorporaOffsets compares where messages begin with what another
// implementation says.
func TestCorporaOffsets(t *testing.T) {
	dir := filepath.Join(corpora(t), "mimekit-testdata", "mbox")
	for name, messages := range map[string]int{"content-length": 29, "issue1189": 4} {
		text, err := os.ReadFile(filepath.Join(dir, name+".unix-offsets.json"))
		if err != nil {
			t.Fatal(err)
		}
		var list []struct{ BeginOffset int64 }
		if err := json.Unmarshal(text, &list); err != nil {
			t.Fatal(err)
		}
		var want, got []int64
		for _, m := range list {
			want = append(want, m.BeginOffset)
		}
		for _, e := range walkAll(t, &Walker{}, filepath.Join(dir, name+".mbox.txt")) {
			if e.Kind == item.Mail {
				got = append(got, e.Locator.Steps[0].Offset)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || len(got) != messages {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
