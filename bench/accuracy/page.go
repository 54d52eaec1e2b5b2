package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"assay/lab/label"
	"assay/lab/score"
	"assay/report"
	"assay/weigh"
)

// write writes the page.
func (m *measurement) write(w io.Writer, j *judged) {
	p := &page{w}
	p.line("# Accuracy: how far the conclusions err")
	p.line("")
	p.line("<!-- Written by: %s -->", madeBy())
	p.line("How often traces are found, how often assay accuses what is authentic, and how good its")
	p.line("likelihood ratios are. Authentic items are real mail and documents, judged by weights that")
	p.line("neither they nor other items of their author had a part in. Forged ones are made by the lab")
	p.line("([lab.md](lab.md)) with seeds %s, judged by weights learned from seeds %s: they say how assay", *test, *learn)
	p.line("fares against forgers who work as the lab's do, and nobody knows how many do.")
	p.accusations(j)
	p.forgeries(j)
	p.trust(j)
	p.ratios(j)
	p.nature(j)
	p.weights(j.table)
	p.together(j.table)
}

type page struct{ w io.Writer }

func (p *page) line(format string, args ...any) { fmt.Fprintf(p.w, format+"\n", args...) }

func (p *page) heading(text string) {
	p.line("")
	p.line("## %s", text)
}

// rate writes a count with its share and the bound of the true one.
func rate(c score.Count) string {
	if c.All == 0 {
		return "– | – | –"
	}
	return fmt.Sprintf("%d of %d | %s | %s", c.Found, c.All, percentage(float64(c.Found)/float64(c.All)), percentage(score.UpperBound(c.Found, c.All)))
}

func percentage(x float64) string { return fmt.Sprintf("%.3g %%", 100*x) }

func (p *page) accusations(j *judged) {
	p.heading("Authentic items that were accused")
	p.line("Called suspect or refuted. The bound is the rate below which the true one lies with 95 %% confidence,")
	p.line("as if items were independent; items of one author are not quite.")
	p.line("")
	p.line("| items | accused | rate | 95 %% bound | accused when nothing was learned from this corpus |")
	p.line("| --- | --- | --- | --- | --- |")
	var mail, documents score.Count
	for _, c := range j.corpora {
		p.line("| %s | %s | %d |", c.name, rate(c.folded), c.left.Found)
		sum := &documents
		if isMail(c.name) {
			sum = &mail
		}
		sum.Found, sum.All = sum.Found+c.folded.Found, sum.All+c.folded.All
	}
	p.line("| real mail and what stands in it, together | %s | |", rate(mail))
	p.line("| real documents, together | %s | |", rate(documents))
	p.line("| made items of the lab that nobody touched | %s | |", rate(j.made.Authentic))
}

// isMail reports whether a corpus is one of mail.
func isMail(name string) bool {
	return strings.HasPrefix(name, "list-") || strings.HasPrefix(name, "ham-") || strings.HasPrefix(name, "pairs-")
}

func (p *page) forgeries(j *judged) {
	p.heading("Forgeries")
	p.line("An act of forging is accused where one of its items is suspect or refuted, and noticed where anything")
	p.line("weighs against one of its items: an examiner sees the trace, and two causes or 1,000 to 1 are wanting.")
	p.line("Acts are counted in three columns by what they left in their items: a trace that an examiner could")
	p.line("point at; only a signature that no longer fits, or what much innocent mail has; or nothing.")
	p.line("Trusted are acts with an item that is verified or corroborated though what was changed is not named as")
	p.line("uncovered; named are those where it is (a Cc line that no signature covers).")
	for _, part := range []struct {
		name  string
		score score.Score
	}{{"Made leaks", j.made}, {"Forged copies of real mail, on corpora that nothing was learned from", j.based}} {
		p.line("")
		p.line("### %s", part.name)
		p.line("| skill | with a trace: noticed | accused | 95 %% bound on the rate not accused | failed signature only: accused | without a trace: accused |")
		p.line("| --- | --- | --- | --- | --- | --- |")
		for _, skill := range []label.Skill{label.Clumsy, label.Fair, label.Able, label.Expert, ""} {
			t, name := score.Sum(part.score.Forgeries, skill), string(skill)
			if skill == "" {
				t, name = score.Sum(part.score.Forgeries, label.Clumsy, label.Fair, label.Able), "all but expert"
			}
			p.line("| %s | %s | %s | %s | %s | %s |", name, t.Noticed, t.Traced, missed(t.Traced), t.Unsigned, t.Clean)
		}
		p.line("")
		p.line("| technique | skill | with a trace: noticed | accused | failed signature only | no trace | trusted | named |")
		p.line("| --- | --- | --- | --- | --- | --- | --- | --- |")
		for _, t := range part.score.Forgeries {
			p.line("| %s | %s | %s | %s | %s | %s | %d | %d |", t.ID, t.Skill, t.Noticed, t.Traced, t.Unsigned, t.Clean, t.Trusted, t.Named)
		}
	}
}

func missed(c score.Count) string {
	if c.All == 0 {
		return "–"
	}
	return percentage(score.UpperBound(c.All-c.Found, c.All))
}

func (p *page) trust(j *judged) {
	p.heading("Forged items that were trusted")
	p.line("Forged items that were called verified or corroborated: %d of %d made, %d of %d on real mail.",
		len(j.made.Trusted), len(j.made.LRForged), len(j.based.Trusted), len(j.based.LRForged))
	p.line("Mail that the intruder really sent from an account that he held is signed by nature: of %d such items", j.made.Intruder.All)
	p.line("%d were trusted without the limit `account-may-have-been-held`.", j.made.Intruder.Found)
}

func (p *page) ratios(j *judged) {
	p.heading("Likelihood ratios")
	p.line("Cllr is 0 for perfect ratios and 1 for ratios that say nothing. The loss is what a better calibration of")
	p.line("the same order would save. Real items as above against forged ones of both kinds of leaks. The ratios")
	p.line("compare with forgeries that leave traces, so that over all items, those without a trace included, they")
	p.line("must fail: no examination of the item can tell these.")
	p.line("")
	p.line("| items | real | forged, with traces | Cllr | loss | forged, all | Cllr | loss |")
	p.line("| --- | --- | --- | --- | --- | --- | --- | --- |")
	var whole classRatios
	for _, c := range weigh.Classes {
		r := j.byClass[c]
		p.ratio(string(c), r)
		whole.real = append(whole.real, r.real...)
		whole.traced = append(whole.traced, r.traced...)
		whole.forged = append(whole.forged, r.forged...)
	}
	p.ratio("all", &whole)
	p.line("")
	p.line("![Tippett plot: the share of items whose ratio is greater than each value](tippett.svg)")
}

func (p *page) ratio(name string, r *classRatios) {
	traced, all := score.Cllr(r.real, r.traced), score.Cllr(r.real, r.forged)
	p.line("| %s | %d | %d | %.3f | %.3f | %d | %.3f | %.3f |", name, len(r.real), len(r.traced), traced, traced-score.MinCllr(r.real, r.traced),
		len(r.forged), all, all-score.MinCllr(r.real, r.forged))
}

func (p *page) nature(j *judged) {
	p.heading("What cannot be found, by nature")
	p.line("Acts of these techniques left no trace in their items, as the forger did it: nothing that looks at one")
	p.line("item can find them. Other items may: the same mail elsewhere, a reply that quotes it, a signature that")
	p.line("should be there.")
	p.line("")
	for _, t := range j.made.Forgeries {
		if t.Clean.All > 0 && t.Traced.All == 0 && t.Unsigned.All == 0 {
			p.line("- %s (%s)", t.ID, t.Skill)
		}
	}
	p.line("- mail that the intruder really sent")
	p.line("- words changed by whoever holds the domain's signing key, or before the mail was first sent")
}

func (p *page) weights(t *weigh.Table) {
	p.heading("What each finding weighs")
	p.line("Found on how many of the items on which the check could run. The ratio goes no further than a third of")
	p.line("the independent trials of the smaller side: authors of mail, author and software of documents, acts of")
	p.line("forging. [weigh/table.tsv](../weigh/table.tsv) is the same table for the programme.")
	p.line("")
	p.line("| class | finding | authentic | independent | forged with traces | independent | ratio |")
	p.line("| --- | --- | --- | --- | --- | --- | --- |")
	rows := t.Rows()
	slices.SortStableFunc(rows, func(a, b weigh.Row) int {
		return slices.Index(weigh.Classes, a.Class) - slices.Index(weigh.Classes, b.Class)
	})
	for _, r := range rows {
		p.line("| %s | %s | %d of %d | %d | %d of %d | %d | %s |", r.Class, r.ID, r.Authentic.Found, r.Authentic.Trials, r.Authentic.Units,
			r.Forged.Found, r.Forged.Trials, r.Forged.Units, odds(r))
	}
}

// together tells what several causes are discounted by.
func (p *page) together(t *weigh.Table) {
	p.line("")
	p.line("Causes are not independent on authentic items: careless programmes leave several traces at once. Pairs")
	p.line("that were found, against those that chance would give; each further cause is discounted by the factor.")
	p.line("")
	p.line("| class | pairs found | expected | factor |")
	p.line("| --- | --- | --- | --- |")
	for _, c := range weigh.Classes {
		pairs := t.PairsOf(c)
		p.line("| %s | %.0f | %.2g | %.2g |", c, pairs.Observed, pairs.Expected, pairs.Factor())
	}
}

func odds(r weigh.Row) string {
	if r.ID == weigh.Nothing {
		return report.Odds(r.LR())
	}
	return report.Odds(min(r.LR(), 1))
}
