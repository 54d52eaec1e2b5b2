package paper_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/lab/paper"
)

var later = time.Date(2017, 4, 20, 23, 10, 5, 0, time.FixedZone("", 3*3600))

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 7)) }

var cares = []paper.Care{paper.NoCare, paper.SomeCare, paper.FullCare}

func writes(f paper.Format) bool { return f != paper.JPEG }

// TestChange looks at the words that the reader finds: the change, and nothing
// else.
func TestChange(t *testing.T) {
	everyMaker(t, func(t *testing.T, p *paper.Paper) {
		if !writes(p.Format) {
			t.Skip("a picture has no words")
		}
		content := p.Bytes()
		before := read(t, content).Text
		for _, care := range cares {
			kind := []paper.Kind{paper.Word, paper.Figure, paper.Date}[(uint64(care)+p.Seed)%3]
			e := paper.Edit{Kind: kind, At: later, Hand: "Nobody Inparticular", Care: care}
			out, ok := paper.Change(random(3), content, e)
			if !ok {
				t.Errorf("%v %s: not done", care, kind)
				continue
			}
			again, _ := paper.Change(random(3), content, e)
			if !bytes.Equal(out.Content, again.Content) {
				t.Errorf("%v %s: two calls differ", care, kind)
			}
			d := read(t, out.Content)
			if out.Was == out.Now || d.Text == before || !oneChange(before, d.Text, out.Was, out.Now) {
				t.Errorf("%v %s: %q for %q\n%s", care, kind, out.Now, out.Was, d.Text)
			}
			for _, f := range d.Findings {
				t.Logf("%v %s %v: finding %s at %s: %s", care, kind, out.Traces, f.ID, f.Where, f.Why)
			}
			keep(t, fmt.Sprintf("change-%d-%s-%s", care, kind, p.Software.Key), p, out)
		}
	})
}

func keep(t *testing.T, name string, p *paper.Paper, out paper.Edited) {
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		if err := os.WriteFile(dir+"/"+name+"."+string(p.Format), out.Content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// oneChange says that one text is the other but for one of the places of a
// word; how lines are broken does not count.
func oneChange(before, after, was, now string) bool {
	before, after = strings.Join(strings.Fields(before), " "), strings.Join(strings.Fields(after), " ")
	for at := 0; ; {
		i := strings.Index(before[at:], was)
		if i < 0 {
			return false
		}
		at += i
		if before[:at]+now+before[at+len(was):] == after {
			return true
		}
		at++
	}
}

func TestChosenWordAndPassage(t *testing.T) {
	everyMaker(t, func(t *testing.T, p *paper.Paper) {
		if !writes(p.Format) {
			t.Skip("a picture has no words")
		}
		content := p.Bytes()
		before := read(t, content).Text
		e := paper.Edit{Replace: "Printing", With: "Bribes", At: later, Hand: "Nobody Inparticular", Care: paper.FullCare}
		out, ok := paper.Change(random(1), content, e)
		if after := read(t, out.Content).Text; !ok || !oneChange(before, after, "Printing", "Bribes") {
			t.Errorf("%v %q", ok, after)
		}
		e = paper.Edit{Insert: []string{"Wholly other things are sold at the harbour."}, At: later, Hand: "Nobody Inparticular"}
		out, ok = paper.Change(random(1), content, e)
		after := read(t, out.Content).Text
		rest := strings.Replace(after, e.Insert[0], "", 1)
		if !ok || rest == after || strings.Join(strings.Fields(rest), " ") != strings.Join(strings.Fields(before), " ") {
			t.Errorf("%v %q", ok, after)
		}
		if p.Format == paper.Text {
			if lines := strings.Split(string(out.Content), "\n"); len(out.Lines) != 1 || lines[out.Lines[0]-1] != e.Insert[0] {
				t.Errorf("lines %v", out.Lines)
			}
		}
		keep(t, "passage-"+p.Software.Key, p, out)
		if _, ok := paper.Change(random(1), content, paper.Edit{Replace: "not in there at all", With: "x", At: later}); ok {
			t.Error("what is not there was replaced")
		}
	})
}

// withProgramme is a seed with which a forger of some care saves with his
// programme before he mends, and does not alter the parts by hand.
const withProgramme = 5

func TestTraces(t *testing.T) {
	for _, c := range []struct {
		maker string
		tool  string
		act   func(*rand.Rand, []byte, paper.Edit) (paper.Edited, bool)
		want  [3][]string // by care
	}{
		{"word-2010-win", "word-2016-win", paper.Change, [3][]string{{paper.ModifiedLater, paper.ForeignEditor}, {paper.ApplicationYounger, paper.ZipRewritten}, nil}},
		{"word-2010-win", "word-2010-win", paper.Change, [3][]string{{paper.ModifiedLater, paper.ForeignEditor}, {paper.ZipRewritten, paper.StatisticsStale}, nil}},
		{"excel-2013-win", "", paper.Change, [3][]string{{paper.ModifiedLater, paper.ForeignEditor}, {paper.ZipRewritten}, nil}},
		{"libreoffice-4.0", "libreoffice-5.3", paper.Change, [3][]string{{paper.ModifiedLater, paper.ForeignEditor}, {paper.ApplicationYounger, paper.ZipRewritten}, nil}},
		{"pdf-word-2010", "", paper.Change, [3][]string{{paper.LayoutOfOther, paper.ModifiedLater}, {paper.LayoutOfOther, paper.IdentifiersDiffer}, nil}},
		{"pdf-pdfmaker-11", "", paper.Change, [3][]string{{paper.ModifiedLater}, {paper.XMPInfoDiffer}, nil}},
		{"pdf-ghostscript-9.05", "pdf-libreoffice-5.2", paper.Change, [3][]string{{paper.ModifiedLater, paper.ApplicationYounger, paper.XMPInfoDiffer}, {paper.LayoutOfOther}, nil}},
		{"pdf-quartz-10.9", "", paper.Increment, [3][]string{{paper.ModifiedLater, paper.IncrementalUpdate}, {paper.UpdateUndated, paper.IncrementalUpdate}, {paper.UpdateUndated, paper.IncrementalUpdate}}},
		{"word-2010-win", "word-2016-win", paper.Retype, [3][]string{{paper.ForeignEditor, paper.CreatedLater}, {paper.ApplicationYounger, paper.FontYounger}, nil}},
		{"galaxy-s5", "", paper.Change, [3][]string{{paper.TablesOfOther, paper.JFIFBeforeExif, paper.ModifiedLater, paper.EditorNamed, paper.ThumbnailStale}, {paper.TablesOfOther, paper.JFIFBeforeExif, paper.ThumbnailStale}, nil}},
		{"galaxy-s5", "", paper.Resave, [3][]string{{paper.TablesOfOther, paper.JFIFBeforeExif, paper.ModifiedLater, paper.EditorNamed}, {paper.TablesOfOther, paper.JFIFBeforeExif}, nil}},
		{"word-2013-win", "", paper.Resave, [3][]string{{paper.ModifiedLater, paper.ForeignEditor}, {paper.ZipRewritten}, nil}},
	} {
		maker := paper.Named(c.maker)
		p := sample(maker.Format, maker, 9)
		if p.Created.Year() == 2016 && maker.Format != paper.JPEG {
			p.Created, p.Modified = p.Created.AddDate(-2, 0, 0), p.Modified.AddDate(-2, 0, 0)
		}
		for i, care := range cares {
			e := paper.Edit{Kind: paper.Word, At: later, Hand: "Nobody Inparticular", Care: care, Tool: paper.Named(c.tool)}
			if c.want[1] != nil && slices.Contains(c.want[1], paper.FontYounger) {
				e.Claim = time.Date(2011, 3, 1, 10, 0, 0, 0, paris)
			}
			seed := uint64(i)
			if slices.Contains(c.want[i], paper.ApplicationYounger) {
				seed = withProgramme
			}
			out, ok := c.act(random(seed), p.Bytes(), e)
			if !ok || !slices.Equal(out.Traces, c.want[i]) {
				t.Errorf("%s %s care %d: %v %q, want %q", c.maker, c.tool, care, ok, out.Traces, c.want[i])
			}
		}
	}
}

// TestIncrement: the former state is there, to the byte, and the new one shows
// the change alone.
func TestIncrement(t *testing.T) {
	for i, s := range paper.Softwares(paper.PDF) {
		t.Run(s.Key, func(t *testing.T) {
			p := sample(paper.PDF, s, uint64(i+1))
			content := p.Bytes()
			before := read(t, content)
			for _, e := range []paper.Edit{{Kind: paper.Figure, At: later}, {Replace: "Hall", With: "Ÿacht Žq", At: later, Care: paper.SomeCare}} {
				out, ok := paper.Increment(random(5), content, e)
				if !ok || !bytes.HasPrefix(out.Content, content) {
					t.Fatalf("%v", ok)
				}
				d := read(t, out.Content)
				if !oneChange(before.Text, d.Text, out.Was, out.Now) {
					t.Errorf("%q for %q: %s", out.Now, out.Was, d.Text)
				}
				if len(d.Revisions) <= max(1, len(before.Revisions)) {
					t.Errorf("%d revisions, before %d", len(d.Revisions), len(before.Revisions))
				}
				if e.Replace != "" && !slices.Contains(out.Traces, paper.TwoSubsets) {
					t.Errorf("letters that the subset lacks: %v", out.Traces)
				}
				keep(t, "increment-"+string(e.Kind)+p.Software.Key, p, out)
			}
		})
	}
}

func TestRetype(t *testing.T) {
	everyMaker(t, func(t *testing.T, p *paper.Paper) {
		out, ok := paper.Retype(random(2), p.Bytes(), paper.Edit{Replace: "4200", With: "7900", At: later, Hand: "Nobody Inparticular", Claim: p.Created.AddDate(0, -1, 0), Care: paper.FullCare})
		if !writes(p.Format) {
			if ok {
				t.Error("a picture was typed")
			}
			return
		}
		before, d := read(t, p.Bytes()), read(t, out.Content)
		if !ok || !oneChange(before.Text, d.Text, "4200", "7900") && p.Format != paper.XLSX && p.Format != paper.Text {
			t.Errorf("%v\n%s\n%s", ok, before.Text, d.Text)
		}
		if !strings.Contains(d.Text, "7900") || strings.Contains(d.Text, "4200") {
			t.Errorf("%s", d.Text)
		}
		for _, f := range d.Findings {
			t.Errorf("finding %s at %s: %s", f.ID, f.Where, f.Why)
		}
	})
}
