package pdf

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// exifNames are exiftool's names of what we read out of Info.
var exifNames = map[Name]string{"Title": "PDF:Title", "Author": "PDF:Author", "Subject": "PDF:Subject", "Creator": "PDF:Creator", "Producer": "PDF:Producer", "CreationDate": "PDF:CreateDate", "ModDate": "PDF:ModifyDate"}

// askExiftool gives the values of Info of all files, in one run.
func askExiftool(t *testing.T, paths []string) map[string]map[string]any {
	args := append([]string{"-j", "-G0", "-PDF:all"}, paths...)
	out, err := exec.Command("exiftool", args...).Output()
	if len(out) == 0 {
		t.Fatal(err)
	}
	var list []map[string]any
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	m := map[string]map[string]any{}
	for _, one := range list {
		m[one["SourceFile"].(string)] = one
	}
	return m
}

// exifDate writes a PDF date as exiftool does.
func exifDate(text string) string {
	at := ParseDate(text)
	if at == "" {
		return ""
	}
	return strings.Replace(at[:10], "-", ":", 2) + " " + at[11:]
}

// TestExiftool holds the information dictionaries against exiftool's reading.
func TestExiftool(t *testing.T) {
	if _, err := exec.LookPath("exiftool"); err != nil {
		t.Skip("exiftool is not here: ", err)
	}
	var paths []string
	for i, name := range samples(t) {
		if !*all && i%20 != 0 {
			continue
		}
		paths = append(paths, corpora+name)
	}
	explained, used := exceptions(t, "testdata/exiftool.tsv"), map[string]bool{}
	theirs := askExiftool(t, paths)
	values := 0
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Open(content)
		if err != nil {
			continue
		}
		v := f.Now()
		info := v.info()
		for key, name := range exifNames {
			own := strings.TrimSpace(v.Text(info.Get(key)))
			if strings.HasSuffix(string(key), "Date") {
				own = exifDate(own)
			}
			other := ""
			if o, ok := theirs[path][name]; ok {
				other = strings.TrimSpace(fmt.Sprint(o))
			}
			if own != "" || other != "" {
				values++
			}
			if own != other {
				at := filepath.Base(path) + " " + string(key)
				if used[at] = true; explained[at] == "" {
					t.Errorf("%s\t%s\t%q, exiftool %q", filepath.Base(path), key, own, other)
				}
			}
		}
	}
	for key := range explained {
		if *all && !used[key] {
			t.Errorf("explained, and does not differ: %s", key)
		}
	}
	t.Logf("%d values", values)
}
