package main

import (
	"bytes"
	"slices"

	"assay/conclude"
	"assay/lab/label"
	"assay/lab/score"
	"assay/weigh"
)

// measurement is everything that was examined.
type measurement struct {
	real              []realItem
	learning, testing []leak
}

// judged are the results.
type judged struct {
	corpora []corpusResult
	made    score.Score // seeds that nothing was learned from
	based   score.Score // forged copies of real mail, on bases that nothing was learned from
	real    []float64   // ratios of real items, judged by what others taught
	byClass map[weigh.Class]*classRatios
	table   *weigh.Table
}

// corpusResult is how often real items of one corpus were accused.
type corpusResult struct {
	name    string
	folded  score.Count // judged by what other authors taught
	left    score.Count // judged by what other corpora taught
	accused []*score.Item
}

// classRatios are the ratios of items of one class.
type classRatios struct{ real, forged, traced []float64 }

func all(realItem) bool { return true }

// judge holds every item against weights that it had no part in.
func (m *measurement) judge() *judged {
	j := &judged{table: tableOf(m.real, all, m.learning), byClass: map[weigh.Class]*classRatios{}}
	for _, c := range weigh.Classes {
		j.byClass[c] = &classRatios{}
	}
	m.judgeReal(j)
	m.judgeMade(j)
	m.judgeBased(j)
	return j
}

func (m *measurement) judgeReal(j *judged) {
	var byFold [folds]*weigh.Table
	for k := range folds {
		byFold[k] = tableOf(m.real, func(r realItem) bool { return r.fold != k }, m.learning)
	}
	without := map[string]*weigh.Table{}
	at := map[string]int{}
	for _, r := range m.real {
		if _, ok := without[r.corpus]; !ok {
			without[r.corpus] = m.without(r.corpus)
			at[r.corpus] = len(j.corpora)
			j.corpora = append(j.corpora, corpusResult{name: r.corpus})
		}
		c := &j.corpora[at[r.corpus]]
		c.folded.All++
		c.left.All++
		if accuses(r.Item, byFold[r.fold]) {
			c.folded.Found++
			c.accused = append(c.accused, r.Item)
		}
		if accuses(r.Item, without[r.corpus]) {
			c.left.Found++
		}
		lr := r.LR(byFold[r.fold])
		j.real = append(j.real, lr)
		j.byClass[r.Class].real = append(j.byClass[r.Class].real, lr)
	}
}

// without is what everything but one corpus and the forgeries of it teaches.
func (m *measurement) without(corpus string) *weigh.Table {
	var leaks []leak
	for _, l := range m.learning {
		if l.base != corpus {
			leaks = append(leaks, l)
		}
	}
	return tableOf(m.real, func(r realItem) bool { return r.corpus != corpus }, leaks)
}

func accuses(it *score.Item, t *weigh.Table) bool {
	w := it.Conclude(t).Word
	return w == conclude.Suspect || w == conclude.Refuted
}

func (m *measurement) judgeMade(j *judged) {
	s := score.Scorer{Table: j.table}
	for _, l := range m.testing {
		if l.base == "" {
			j.add(&s, l)
		}
	}
	j.made = s.Score()
}

func (m *measurement) judgeBased(j *judged) {
	s := score.Scorer{}
	for _, l := range m.testing {
		if l.base != "" {
			s.Table = m.without(l.base)
			j.add(&s, l)
		}
	}
	j.based = s.Score()
}

// add scores the items of a leak. Real mail of a base that stays as it was is
// judged elsewhere, by its own author's absence.
func (j *judged) add(s *score.Scorer, l leak) {
	for _, it := range l.items {
		known, ok := l.labels[it.Digest]
		if !ok || known.Truth == label.Authentic && !known.Made {
			continue
		}
		s.Add(l.name, it, known)
		if known.Truth != label.Forged {
			continue
		}
		lr, c := it.LR(s.Table), j.byClass[it.Class]
		c.forged = append(c.forged, lr)
		if score.Traced(known) {
			c.traced = append(c.traced, lr)
		}
	}
}

func (m *measurement) report() (page, table, plot []byte) {
	j := m.judge()
	var p, svg bytes.Buffer
	m.write(&p, j)
	traced := slices.Concat(j.made.LRTraced, j.based.LRTraced)
	if err := score.Tippett(&svg, j.real, traced); err != nil {
		panic(err) // a buffer takes everything
	}
	return p.Bytes(), tableText(j.table), svg.Bytes()
}
