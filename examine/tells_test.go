package examine

import (
	"os"
	"path/filepath"
	"testing"

	"assay/item"
	"assay/source"
	"assay/tell"
)

// BenchmarkTells examines the real mail of a list as it is done in a run, without
// and with the tells: what they add to it. Signatures are read, and not verified.
func BenchmarkTells(b *testing.B) {
	const corpus = "../../shared/corpora/list-ksummit/eml/*/*.eml"
	files, err := filepath.Glob(corpus)
	if err != nil || len(files) == 0 {
		b.Skipf("%s is not here: %v", corpus, err)
	}
	entries := make([]source.Entry, 0, len(files))
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		entries = append(entries, source.Entry{Locator: item.Locator{Root: name}, Kind: item.Mail, Format: source.FormatMail, Data: raw, Size: int64(len(raw))})
	}
	all := tell.Table
	defer func() { tell.Table = all }()
	for _, run := range []struct {
		name  string
		table []tell.Tell
	}{{"without", nil}, {"with", all}} {
		b.Run(run.name, func(b *testing.B) {
			tell.Table = run.table
			for i := range b.N {
				if err := (&Examiner{}).Entry(b.Context(), entries[i%len(entries)], func(Item) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
