package forge_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/lab/forge"
	"assay/lab/label"
	"assay/lab/paper"
)

var formats = []paper.Format{paper.PDF, paper.DOCX, paper.XLSX, paper.ODT, paper.JPEG, paper.Text, paper.HTML}

// document is a made-up document of each format.
func document(f paper.Format) []byte {
	at := time.Date(2022, 3, 1, 10, 0, 0, 0, time.UTC)
	p := paper.Paper{Format: f, Seed: 3, Title: "The budget", Author: "Ada Madeup", Company: "The council", Created: at, Modified: at.AddDate(0, 0, 3),
		Zone: time.UTC, Revision: 2, Minutes: 40, Lang: "en-GB",
		Paragraphs: []string{"The council approved the sum of 4250 euros on 12 March 2022, and nobody was against it.",
			"The mayor said that the hall would be open to everyone.", "A vote on the market follows on Friday."},
		Table: [][]string{{"Item", "Euros"}, {"Chairs", "1200"}, {"Tables", "3050"}}}
	return p.Bytes()
}

// TestDocuments applies every technique to a document of each format that it
// works on.
func TestDocuments(t *testing.T) {
	for _, tq := range forge.Techniques {
		for _, f := range formats {
			if !slices.Contains(tq.On, string(f)) {
				continue
			}
			out := forgeDocument(t, tq, document(f), string(f))
			if out == nil {
				t.Errorf("%s %s does not fit a document in %s", tq.ID, tq.Skill, f)
				continue
			}
			it := out.Items[0]
			resaved := tq.ID == "paper-resaved"
			if (it.Truth == label.Authentic) != resaved || (len(it.Damage) > 0) != resaved || it.Kind != string(f) || len(out.Items) != 1 {
				t.Errorf("%s %s in %s: %s, damage %v", tq.ID, tq.Skill, f, it.Truth, it.Damage)
			}
			if (strings.HasPrefix(tq.ID, "article-") && f == paper.Text) != (len(it.Lines) > 0) {
				t.Errorf("%s %s in %s: lines %v", tq.ID, tq.Skill, f, it.Lines)
			}
		}
	}
}

func forgeDocument(t *testing.T, tq forge.Technique, content []byte, kind string) *forge.Forged {
	t.Helper()
	job := func() *forge.Job {
		j := box{}.job(9, content)
		j.Kind = kind
		return j
	}
	out, ok := forge.Forge(tq, job())
	again, _ := forge.Forge(tq, job())
	if !ok {
		return nil
	}
	if !reflect.DeepEqual(out, again) {
		t.Errorf("%s %s in %s: two runs differ", tq.ID, tq.Skill, kind)
	}
	if bytes.Equal(out.Items[0].Content, content) {
		t.Errorf("%s %s in %s: nothing was done", tq.ID, tq.Skill, kind)
	}
	for _, tr := range out.Items[0].Traces {
		if !slices.ContainsFunc(forge.Notes, func(n forge.Note) bool { return n.Trace == tr }) {
			t.Errorf("%s %s in %s: trace %q is in no vocabulary", tq.ID, tq.Skill, kind, tr)
		}
	}
	return out
}

// TestSplicedLines looks for the passage on the lines that are named.
func TestSplicedLines(t *testing.T) {
	for _, tq := range forge.Techniques {
		if tq.ID != "article-spam" {
			continue
		}
		it := forgeDocument(t, tq, document(paper.Text), "text").Items[0]
		lines := strings.Split(string(it.Content), "\n")
		var named []string
		for _, n := range it.Lines {
			named = append(named, lines[n-1])
		}
		text := strings.Join(named, " ")
		if !strings.Contains(text, "Buy cheap pills now!!!") || !slices.Contains(it.Traces, forge.ForeignPassage) {
			t.Errorf("lines %v: %s", it.Lines, text)
		}
	}
}

// TestRealDocuments tells how many real documents each technique fits; of each
// format one must do.
func TestRealDocuments(t *testing.T) {
	if _, err := os.Stat(corpora); err != nil {
		t.Skipf("the shared corpora are absent: %v", err)
	}
	for kind, folders := range map[string][]string{
		"pdf":  {"pdf-pdfbox", "pdf-pyhanko"},
		"docx": {"office-apache-poi"},
		"xlsx": {"office-apache-poi"},
		"jpeg": {"img-exif-samples"},
	} {
		files := filesOf(t, folders, kind)
		done := 0
		for _, tq := range forge.Techniques {
			if !slices.Contains(tq.On, kind) {
				continue
			}
			for _, content := range files {
				if forgeDocument(t, tq, content, kind) != nil {
					done++
				}
			}
		}
		t.Logf("%s: %d files, %d forgeries", kind, len(files), done)
		if done == 0 {
			t.Errorf("no technique fits any of %d real files of %s", len(files), kind)
		}
	}
}

func filesOf(t *testing.T, folders []string, kind string) (list [][]byte) {
	const most, largest = 6, 300 << 10
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(corpora, folder), func(path string, d os.DirEntry, err error) error {
			ext := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
			if err != nil || d.IsDir() || len(list) == most || ext != kind && (kind != "jpeg" || ext != "jpg") {
				return err
			}
			if info, err := d.Info(); err != nil || info.Size() > largest {
				return err
			}
			content, err := os.ReadFile(path)
			list = append(list, content)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return list
}
