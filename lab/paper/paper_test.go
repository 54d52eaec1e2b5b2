package paper_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"assay/document"
	"assay/isolate"
	"assay/lab/paper"
	"assay/reading"
	"assay/tell"
)

var reader = reading.New(isolate.Direct(reading.Parsers("")), nil)

func read(t testing.TB, content []byte) *document.Document {
	t.Helper()
	d, err := reader.Read(context.Background(), content)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var paris = time.FixedZone("CET", 3600)

// sample is a short report of made-up people.
func sample(f paper.Format, s *paper.Software, seed uint64) *paper.Paper {
	p := &paper.Paper{
		Format: f, Seed: seed, Software: s, Lang: "en-GB", Zone: paris, Revision: 3, Minutes: 47,
		Title: "Budget of the autumn", Author: "Odile Varenne", Editor: "Marek Tolliver", Company: "Pelletrin Works",
		Created:    time.Date(2016, 10, 11, 9, 14, 27, 0, paris),
		Modified:   time.Date(2016, 10, 12, 16, 2, 41, 0, paris),
		Paragraphs: []string{"The committee met on 4 October 2016 and agreed on the outlay below.", "Costs of printing rose by 12 per cent (café & hall included); the treasurer was absent.", "A second meeting is called for the spring."},
		Table:      [][]string{{"Item", "Amount"}, {"Printing", "4200"}, {"Hall", "1850"}},
	}
	if s != nil && (p.Created.Before(s.From) || !p.Modified.Before(s.Until)) {
		shift := s.From.AddDate(0, 7, 0)
		p.Modified = time.Date(shift.Year(), shift.Month(), shift.Day(), 16, 2, 41, 0, paris)
		p.Created = p.Modified.Add(-30 * time.Hour)
	}
	return p
}

var formats = []paper.Format{paper.PDF, paper.DOCX, paper.XLSX, paper.ODT, paper.JPEG, paper.Text, paper.HTML}

func everyMaker(t *testing.T, f func(t *testing.T, p *paper.Paper)) {
	for _, format := range formats {
		for i, s := range paper.Softwares(format) {
			t.Run(s.Key, func(t *testing.T) { f(t, sample(format, s, uint64(i+1))) })
		}
	}
}

func TestReadWithoutComplaint(t *testing.T) {
	everyMaker(t, func(t *testing.T, p *paper.Paper) {
		content := p.Bytes()
		if !bytes.Equal(content, p.Bytes()) {
			t.Error("two calls differ")
		}
		if dir := os.Getenv("PAPER_OUT"); dir != "" {
			os.WriteFile(dir+"/"+p.Software.Key+"."+string(p.Format), content, 0o600)
		}
		d := read(t, content)
		for _, f := range d.Findings {
			t.Errorf("finding %s at %s: %s", f.ID, f.Where, f.Why)
		}
		for _, f := range tell.OfDocument(d).Findings {
			t.Errorf("tell %s at %s: %s", f.ID, f.Where, f.Why)
		}
		if len(content) < 1000 && p.Format != paper.Text && p.Format != paper.HTML || len(content) > 120_000 {
			t.Errorf("%d bytes", len(content))
		}
		if testing.Verbose() {
			fmt.Println(p.Software.Key, len(content), d.Format, d.Version, d.Titles, d.Authors, d.Editors, d.Organisations, d.Software, d.Times, d.Languages, d.Pages, len(d.Revisions), d.Text)
		}
	})
}
