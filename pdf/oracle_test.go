package pdf

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const corpora = "../../shared/corpora/"

// samples lists the PDFs of the shared corpora, relative to it.
func samples(t testing.TB) (list []string) {
	for _, folder := range []string{"pdf-qpdf", "pdf-pdfbox", "pdf-pyhanko", "pdf-digitorus", "pdf-rub-shadow-attacks"} {
		err := filepath.WalkDir(corpora+folder, func(path string, d fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".pdf") {
				list = append(list, strings.TrimPrefix(path, corpora))
			}
			return err
		})
		if err != nil {
			t.Skip("the corpora are not here: ", err)
		}
	}
	return list
}

// qpdfEntry is a line of qpdf's --show-xref.
var qpdfEntry = regexp.MustCompile(`^(\d+)/\d+: (?:uncompressed; offset = (\d+)|compressed; stream = (\d+), index = (\d+))`)

// askQpdf gives the page count and where qpdf finds each object; refused where
// it reads nothing.
func askQpdf(t *testing.T, path string) (pages int, table map[int]string, refused string) {
	cmd := exec.Command("qpdf", "--show-npages", "--show-xref", path)
	var wrong bytes.Buffer
	cmd.Stderr = &wrong
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 3) {
		line, _, _ := strings.Cut(wrong.String(), "\n")
		return 0, nil, strings.TrimSpace(strings.ReplaceAll(line, path, "")) + " "
	}
	table = map[int]string{}
	for i, line := range strings.Split(string(out), "\n") {
		if i == 0 {
			if pages, err = strconv.Atoi(line); err != nil {
				t.Fatalf("%s: qpdf says %q", path, line)
			}
		}
		if m := qpdfEntry.FindStringSubmatch(line); m != nil {
			number, _ := strconv.Atoi(m[1])
			table[number] = m[2]
			if m[3] != "" {
				table[number] = m[3] + "[" + m[4] + "]"
			}
		}
	}
	return pages, table, ""
}

// ownTable is where we find each object, in qpdf's words.
func ownTable(v *View) map[int]string {
	table := map[int]string{}
	for number, e := range v.table {
		switch e.kind {
		case plain:
			table[number] = strconv.Itoa(e.offset)
		case packed:
			table[number] = fmt.Sprintf("%d[%d]", e.offset, e.generation)
		}
	}
	return table
}

// exceptions are the explained differences from another programme: file, what
// differs, why.
func exceptions(t *testing.T, name string) map[string]string {
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	m := map[string]string{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		c := strings.Split(lines.Text(), "\t")
		if len(c) != 3 || c[2] == "" {
			t.Fatalf("no reason: %q", lines.Text())
		}
		m[c[0]+" "+c[1]] = c[2]
	}
	return m
}

// TestQpdf holds readability, page count and the place of every object of real
// and damaged files against qpdf, which repairs files much as viewers do.
func TestQpdf(t *testing.T) {
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Skip("qpdf is not here: ", err)
	}
	explained, used := exceptions(t, "testdata/qpdf.tsv"), map[string]bool{}
	differ := func(name, what, how string) {
		key := filepath.Base(name) + " " + what
		if used[key] = true; explained[key] == "" {
			t.Errorf("%s\t%s\t%s", filepath.Base(name), what, how)
		}
	}
	files, both, objects := 0, 0, 0
	for _, name := range samples(t) {
		content, err := os.ReadFile(corpora + name)
		if err != nil {
			t.Fatal(err)
		}
		files++
		pages, table, refused := askQpdf(t, corpora+name)
		f, err := Open(content)
		switch {
		case err != nil && refused == "":
			differ(name, "refused", err.Error())
			continue
		case err != nil:
			continue
		case refused != "":
			if f.crypt == nil || f.crypt.needs == "" {
				differ(name, "read", refused)
			}
			continue
		}
		both++
		objects += len(table)
		if own := len(f.Now().Pages()); own != pages {
			differ(name, "pages", fmt.Sprintf("%d, qpdf %d", own, pages))
		}
		if how := compareTables(ownTable(f.Now()), table); how != "" {
			differ(name, "objects", how)
		}
	}
	for key := range explained {
		if !used[key] && !strings.HasSuffix(key, " value") && !strings.HasSuffix(key, " data") {
			t.Errorf("explained, and does not differ: %s", key)
		}
	}
	t.Logf("%d files, %d read by both, %d objects", files, both, objects)
}

// compareTables says where two tables differ. An object at offset 0, which
// qpdf lists, is nowhere: the header stands there.
func compareTables(own, other map[int]string) string {
	var how []string
	for number, place := range own {
		if other[number] != place {
			how = append(how, fmt.Sprintf("%d at %s, qpdf %q", number, place, other[number]))
		}
	}
	for number, place := range other {
		if own[number] == "" && place != "0" {
			how = append(how, fmt.Sprintf("%d nowhere, qpdf %s", number, place))
		}
	}
	slices.Sort(how)
	return strings.Join(how, "; ")
}
