package oletext_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode"

	"assay/document"
	"assay/internal/doctest"
	"assay/ole"
	"assay/oletext"
)

// files lists the compound files of the corpus with one of the endings.
func files(t testing.TB, endings ...string) []string {
	list := slices.DeleteFunc(doctest.Files(t, []string{"office-apache-poi"}, endings...), func(path string) bool {
		return !ole.Is(doctest.Load(t, path))
	})
	if len(list) == 0 {
		t.Fatal("no compound files are there")
	}
	return list
}

// TestCorpusIsRead reads every file twice, and expects the same both times and
// a text that is valid.
func TestCorpusIsRead(t *testing.T) {
	for _, path := range files(t, ".doc", ".xls", ".ppt", ".msg", ".vsd", ".pub") {
		content := doctest.Load(t, path)
		a, b := read(t, content), read(t, content)
		x, errX := json.Marshal(a)
		y, errY := json.Marshal(b)
		if errX != nil || errY != nil || string(x) != string(y) || a.Text != b.Text || len(a.Findings) != len(b.Findings) {
			t.Errorf("%s: two readings differ, %v, %v", path, errX, errY)
		}
		if a.Format == "ole" {
			t.Errorf("%s: its format is not told", path)
		}
	}
}

// TestKnownPassword reads a workbook that Excel opens without a question, and
// leaves one alone that has a password of its own.
func TestKnownPassword(t *testing.T) {
	corpus := doctest.Corpora(t) + "/office-apache-poi"
	if d := read(t, doctest.Load(t, corpus+"/spreadsheet/50833.xls")); !strings.Contains(d.Text, "test cell value") || len(doctest.Fields(d, "encryption")) != 1 {
		t.Errorf("text %q, findings %v", d.Text, doctest.IDs(d))
	}
	if d := read(t, doctest.Load(t, corpus+"/spreadsheet/51832.xls")); d.Text != "" || !slices.Contains(doctest.IDs(d), "ole/encrypted") {
		t.Errorf("text %q, findings %v", d.Text, doctest.IDs(d))
	}
}

// words are the words of text, each once.
func words(text string) map[string]bool {
	list := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		list[w] = true
	}
	return list
}

// numberless leaves out words with digits, which programmes write differently.
func numberless(list map[string]bool) map[string]bool {
	out := map[string]bool{}
	for w := range list {
		if !strings.ContainsFunc(w, unicode.IsDigit) {
			out[w] = true
		}
	}
	return out
}

// TestWordsOfOthers compares the words that are read with those that other
// programmes read. Shares are of the other's words.
func TestWordsOfOthers(t *testing.T) {
	for _, o := range []struct {
		command []string
		format  string
		worst   int // files that may share less than nine words in ten
		numbers bool
		not     map[string]bool // what the other shows beside the text
	}{
		// antiword reads two Russian files of Word 95 as Western ones.
		{[]string{"antiword", "-m", "UTF-8.txt", "-w", "0"}, "doc", 2, true, map[string]bool{"pic": true}},
		{[]string{"catppt", "-dutf-8"}, "ppt", 0, true, map[string]bool{}},
		// xls2csv takes the readings of East Asian strings for text (four
		// files), names months, and shows a cell that is no number as "nan".
		{[]string{"xls2csv", "-dutf-8"}, "xls", 6, false, map[string]bool{"error": true}},
	} {
		if _, err := exec.LookPath(o.command[0]); err != nil {
			t.Logf("%s is not installed: not compared", o.command[0])
			continue
		}
		var shares []float64
		below := 0
		for _, path := range files(t, ".doc", ".xls", ".ppt") {
			d := read(t, doctest.Load(t, path))
			if d.Format != o.format || slices.Contains(doctest.IDs(d), "ole/encrypted") {
				continue
			}
			out, err := exec.Command(o.command[0], append(o.command[1:], path)...).Output()
			theirs := words(string(out))
			if !o.numbers {
				theirs = numberless(theirs)
			}
			if err != nil || len(theirs) == 0 {
				continue // it cannot read this one
			}
			share, missing := shared(words(d.Text+" "+allFields(d)), theirs, o.not)
			shares = append(shares, share)
			if share < 0.9 {
				below++
				t.Logf("%s shares %.2f of %d words of %s; not here: %.150q", path, share, len(theirs), o.command[0], missing)
			}
		}
		slices.Sort(shares)
		t.Logf("%s: %d files, median %.3f, worst %.3f, %d below 0.9", o.command[0], len(shares), shares[len(shares)/2], shares[0], below)
		if shares[len(shares)/2] < 0.99 || below > o.worst {
			t.Errorf("%s: median %.3f, %d files below 0.9, want at most %d", o.command[0], shares[len(shares)/2], below, o.worst)
		}
	}
}

// allFields is what stands in fields: former states, footers, hidden words.
func allFields(d *document.Document) string {
	var out strings.Builder
	for _, f := range d.Fields {
		out.WriteString(f.Value + " ")
	}
	return out.String()
}

func shared(ours, theirs, not map[string]bool) (share float64, missing []string) {
	for w := range theirs {
		if !ours[w] && !not[w] {
			missing = append(missing, w)
		}
	}
	slices.Sort(missing)
	return 1 - float64(len(missing))/float64(len(theirs)), missing
}

// TestMetadataOfExiftool compares what exiftool reads from the same files. It
// takes the metadata of embedded objects for the document's (four values),
// keeps control characters and a bad code page's (three), and wraps a time
// beyond the year 9999 around.
func TestMetadataOfExiftool(t *testing.T) {
	same, differ := 0, 0
	for _, x := range doctest.ExifTool(t, files(t, ".doc", ".xls", ".ppt", ".vsd", ".pub"), "-charset", "utf8") {
		path, _ := x["SourceFile"].(string)
		d := read(t, doctest.Load(t, path))
		for tag, ours := range claims(d) {
			want, isText := x[tag].(string)
			if want = strings.TrimSpace(want); !isText || want == "" || strings.Contains(want, "?") || strings.HasPrefix(want, "0000:") {
				continue // not there, or a character that it could not write
			}
			if slices.Contains(ours, strings.TrimSuffix(want, "Z")) || slices.Contains(ours, want) || slices.Contains(ours, want+"Z") {
				same++
				continue
			}
			differ++
			t.Logf("%s: %s is %q there, %q here", path, tag, want, ours)
		}
	}
	t.Logf("%d values are the same, %d are not", same, differ)
	if same < 1000 || differ > 8 {
		t.Errorf("%d values are the same, %d are not", same, differ)
	}
}

// claims are what d says under exiftool's names.
func claims(d *document.Document) map[string][]string {
	said := func(list []document.Said) (values []string) {
		for _, s := range list {
			values = append(values, s.Value)
		}
		return values
	}
	times := func(what string) (values []string) {
		for _, x := range d.Times {
			if x.What == what {
				values = append(values, strings.Replace(strings.ReplaceAll(x.At[:min(10, len(x.At))], "-", ":")+x.At[min(10, len(x.At)):], "T", " ", 1))
			}
		}
		return values
	}
	var software []string
	for _, s := range d.Software {
		software = append(software, s.Name)
	}
	return map[string][]string{
		"Title": said(d.Titles), "Author": said(d.Authors), "LastModifiedBy": said(d.Editors), "Company": said(d.Organisations), "CurrentUser": said(d.Editors),
		"Software": software, "Template": doctest.Fields(d, "template"), "Subject": doctest.Fields(d, "subject"), "Keywords": doctest.Fields(d, "keywords"),
		"Comments": doctest.Fields(d, "comments"), "Category": doctest.Fields(d, "category"), "Manager": doctest.Fields(d, "manager"), "HyperlinkBase": doctest.Fields(d, "_PID_LINKBASE"),
		"CreateDate": times(document.Created), "ModifyDate": times(document.Modified), "LastPrinted": times(document.Printed),
		"CompObjUserType": doctest.Fields(d, "type of object"),
	}
}

// BenchmarkCorpus reads all Word files, then all Excel files, then all
// PowerPoint files; BenchmarkOthers lets catdoc and its like do the same, with
// the cost of starting a process each.
func BenchmarkCorpus(b *testing.B) {
	for _, extension := range []string{".doc", ".xls", ".ppt"} {
		var contents [][]byte
		size := 0
		for _, path := range files(b, extension) {
			contents = append(contents, doctest.Load(b, path))
			size += len(contents[len(contents)-1])
		}
		b.Run(extension[1:], func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				for _, content := range contents {
					if _, err := oletext.Read(content); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.N*len(contents))/b.Elapsed().Seconds(), "docs/s")
		})
	}
}

func BenchmarkOthers(b *testing.B) {
	for extension, command := range map[string]string{".doc": "catdoc", ".xls": "xls2csv", ".ppt": "catppt"} {
		if _, err := exec.LookPath(command); err != nil {
			b.Logf("%s is not installed", command)
			continue
		}
		list := files(b, extension)
		b.Run(command, func(b *testing.B) {
			for b.Loop() {
				for _, path := range list {
					_ = exec.Command(command, path).Run() // it fails on what it cannot read
				}
			}
			b.ReportMetric(float64(b.N*len(list))/b.Elapsed().Seconds(), "docs/s")
		})
	}
}
