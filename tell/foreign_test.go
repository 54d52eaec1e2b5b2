package tell

import (
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var texts = flag.String("texts", "", "folder of running text (.txt, .md, plain or gz) on which text/foreign is measured")

// TestForeignIsLocated puts passages into every place of an article and wants
// their lines told.
func TestForeignIsLocated(t *testing.T) {
	article, err := os.ReadFile("testdata/text-foreign/authentic.txt")
	if err != nil {
		t.Fatal(err)
	}
	if found := readProse(string(article)).passages(); len(found) > 0 {
		t.Fatalf("the article is not silent: %+v", found)
	}
	lines := strings.Split(string(article), "\n")
	for name, passage := range map[string][]string{
		"pharmacy":         {"Cheap Viagra and Cialis, no prescription, shipped overnight to your door"},
		"casino, in two":   {"Play poker and roulette in the best casino, and win the jackpot with", "our bonus of two hundred free spins. Register today!"},
		"another language": {"Die Unterlagen wurden nicht mit der Post verschickt, und die Sitzung ist auf den Montag verlegt."},
	} {
		located, tried := 0, 0
		for at := 3; at < len(lines)-6; at++ {
			if lines[at] == "" || lines[at-1] == "" {
				continue
			}
			tried++
			edited := slices.Concat(lines[:at], passage, lines[at:])
			for _, f := range readProse(strings.Join(edited, "\n")).passages() {
				if f.from == at+1 && f.to == at+len(passage) {
					located++
				} else {
					t.Errorf("%s in line %d: told of lines %d to %d", name, at+1, f.from, f.to)
				}
			}
		}
		if tried < 8 || located != tried {
			t.Errorf("%s: located %d of %d", name, located, tried)
		}
		t.Logf("%s: located %d of %d", name, located, tried)
	}
}

// TestForeignOnTexts measures on articles of 40 lines cut from a folder of
// running text: how many are not silent, and how many passages are found.
func TestForeignOnTexts(t *testing.T) {
	if *texts == "" {
		t.Skip("no folder of texts is given (-texts DIR); what docs/tells.md tells was measured on the Debian packages anarchism, debian-faq, debian-policy, developers-reference-fr, doc-debian, installation-guide-amd64 and jargon-text, unpacked")
	}
	articles, silent := articlesIn(t, *texts), []string(nil)
	for _, a := range articles {
		found := readProse(a).passages()
		if len(found) == 0 {
			silent = append(silent, a)
			continue
		}
		t.Logf("not silent, line %d: %s", found[0].from, found[0].why())
	}
	t.Logf("articles %d, not silent %d", len(articles), len(articles)-len(silent))
	if len(articles) < 100 || 1000*(len(articles)-len(silent)) > len(articles) {
		t.Errorf("more than one of 1,000 articles is not silent")
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, passage := range []string{
		"Buy cheap Viagra and Cialis online without prescription, fast overnight delivery",
		"Best online casino bonus, 200 free spins, play poker and roulette now",
		"Die Sitzung wurde auf den Montag verschoben, und die Unterlagen werden nicht mit der Post verschickt.",
		"The museum opened its new wing on Sunday with paintings of rivers and harbours.",
	} {
		t.Log(measurePassage(r, silent, passage))
	}
}

func measurePassage(r *rand.Rand, articles []string, passage string) string {
	found, located, tried := 0, 0, 0
	for range 1000 {
		lines := strings.Split(articles[r.IntN(len(articles))], "\n")
		at := 3 + r.IntN(len(lines)-6)
		if lines[at] == "" || lines[at-1] == "" {
			continue
		}
		tried++
		for _, f := range readProse(strings.Join(slices.Insert(lines, at, passage), "\n")).passages() {
			if f.from <= at+1 && at+1 <= f.to {
				found++
			}
			if f.from == at+1 && f.to == at+1 {
				located++
			}
		}
	}
	return fmt.Sprintf("%q: found %d of %d, located to the line %d", passage, found, tried, located)
}

func articlesIn(t *testing.T, dir string) (articles []string) {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name := strings.TrimSuffix(path, ".gz")
		if err != nil || !d.Type().IsRegular() || !strings.HasSuffix(name, ".txt") && !strings.HasSuffix(name, ".md") {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		var in io.Reader = f
		if name != path {
			if in, err = gzip.NewReader(f); err != nil {
				return err
			}
		}
		content, err := io.ReadAll(in)
		lines := strings.Split(string(content), "\n")
		for at := 0; at+40 <= len(lines); at += 40 {
			if a := strings.Join(lines[at:at+40], "\n"); readProse(a).enough() {
				articles = append(articles, a)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return articles
}
