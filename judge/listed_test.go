package judge_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	findingID = regexp.MustCompile(`"((?:dkim|arc|carried|tell|source)/[a-z0-9-]+)"`)
	listedID  = regexp.MustCompile("`((?:dkim|arc|carried|tell|source)/[a-z0-9-]+)`")
)

// TestFindingsAreListed holds the findings on mail that the source makes and those
// that docs/json.md lists to each other.
func TestFindingsAreListed(t *testing.T) {
	made, all := map[string]bool{}, ""
	for _, dir := range []string{".", "../corpus", "../examine", "../weigh", "../source"} {
		files, err := filepath.Glob(dir + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", dir, len(files), err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all += string(text)
			for _, m := range findingID.FindAllStringSubmatch(string(text), -1) {
				made[m[1]] = true
			}
		}
	}
	doc, err := os.ReadFile("../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, m := range listedID.FindAllStringSubmatch(string(doc), -1) {
		listed[m[1]] = true
		_, short, _ := strings.Cut(m[1], "/") // some are put together from an area and a name
		if !made[m[1]] && !strings.Contains(all, `"`+short+`"`) {
			t.Errorf("docs/json.md lists %s, and nothing makes it", m[1])
		}
	}
	for _, id := range slices.Sorted(maps.Keys(made)) {
		if !listed[id] {
			t.Errorf("%s is made, and not listed in docs/json.md", id)
		}
	}
}
