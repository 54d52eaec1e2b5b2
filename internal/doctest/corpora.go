package doctest

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Corpora is the folder of the shared test data, which lie beside the module;
// the test is skipped where they are absent.
func Corpora(t testing.TB) string {
	t.Helper()
	root := "."
	for range 8 { // no package is deeper
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		root = filepath.Join(root, "..")
	}
	folder := filepath.Join(root, "../shared/corpora")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the shared corpora are not here: ", err)
	}
	return folder
}

// Files lists the regular files in folders of the corpora, all of them where
// none is named, that end with one of the endings, with upper case or lower;
// it takes all where no ending is given.
func Files(t testing.TB, folders []string, endings ...string) (list []string) {
	t.Helper()
	corpora := Corpora(t)
	if len(folders) == 0 {
		folders = []string{"."}
	}
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(corpora, folder), func(path string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() && endsWith(path, endings) {
				list = append(list, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return list
}

func endsWith(path string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(strings.ToLower(path), e) {
			return true
		}
	}
	return len(endings) == 0
}

// Load reads a file.
func Load(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// Table reads rows of cells that are parted by tabs; lines that start with #
// are remarks.
func Table(t testing.TB, path string, cells int) (rows [][]string) {
	t.Helper()
	for line := range strings.Lines(string(Load(t, path))) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(row) != cells {
			t.Fatalf("%s: %d cells in %q, not %d", path, len(row), line, cells)
		}
		rows = append(rows, row)
	}
	return rows
}

// Tool is the path of another maker's programme; the test is skipped where it
// is not installed.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skip(name, " is not installed: no word of another maker")
	}
	return path
}

// Run runs a tool in a folder and gives what it printed; nothing but success
// will do.
func Run(t testing.TB, dir, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(Tool(t, name), args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return out
}

// ExifTool has exiftool read the metadata of files, a map for each. It fails
// also where it did not read one of many, so that only its output counts.
func ExifTool(t testing.TB, files []string, options ...string) (read []map[string]any) {
	t.Helper()
	cmd := exec.Command(Tool(t, "exiftool"), append(append([]string{"-j", "-charset", "filename=utf8"}, options...), "-@", "-")...)
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	var wrong bytes.Buffer
	cmd.Stderr = &wrong
	out, err := cmd.Output()
	if jsonErr := json.Unmarshal(out, &read); jsonErr != nil {
		t.Fatalf("exiftool: %v, %v: %s", err, jsonErr, wrong.Bytes())
	}
	return read
}
