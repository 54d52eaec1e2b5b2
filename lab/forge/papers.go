package forge

import (
	"strings"

	"assay/lab/label"
	"assay/lab/paper"
)

// careOf is the care that goes with a skill.
func careOf(s label.Skill) paper.Care {
	switch s {
	case label.Clumsy:
		return paper.NoCare
	case label.Expert:
		return paper.FullCare
	}
	return paper.SomeCare
}

// edit is what the forger does to a document.
func (j *Job) edit(kind paper.Kind, care paper.Care) paper.Edit {
	return paper.Edit{Kind: kind, At: j.Now, Hand: j.Hand, Care: care}
}

// tracesOf are traces that package paper names.
func tracesOf(list []string) []label.Trace {
	set := map[label.Trace]bool{}
	for _, t := range list {
		set[label.Trace(t)] = true
	}
	return ordered(set)
}

// document is the one item that came out of an edit.
func (j *Job) document(e paper.Edited, ok bool) (*Forged, bool) {
	if !ok || len(e.Content) == 0 {
		return nil, false
	}
	return &Forged{Items: []Item{{Kind: j.Kind, Content: e.Content, Truth: label.Forged, Traces: tracesOf(e.Traces), Lines: e.Lines}}}, true
}

// paperChanged changes words of that kind.
func paperChanged(kinds ...paper.Kind) func(*Job, label.Skill) (*Forged, bool) {
	return func(j *Job, s label.Skill) (*Forged, bool) {
		return j.document(j.editedWith(j.Original, careOf(s), kinds...))
	}
}

// paperAdded puts a passage in; what gives it, foreign tells that it does not
// belong.
func paperAdded(passage func(*Job) string, foreign bool) func(*Job, label.Skill) (*Forged, bool) {
	return func(j *Job, s label.Skill) (*Forged, bool) {
		text := strings.TrimSpace(passage(j))
		if text == "" {
			return nil, false
		}
		edit := j.edit("", careOf(s))
		edit.Insert = []string{text}
		f, ok := j.document(paper.Change(j.R, j.Original, edit))
		if ok && foreign {
			f.Items[0].Traces = append(f.Items[0].Traces, ForeignPassage)
		}
		return f, ok
	}
}

func (j *Job) language() string {
	if j.Lang != "" {
		return j.Lang
	}
	return (&work{Job: j}).lang(j.Original)
}

func sentence(j *Job) string {
	if j.Words.Sentence == nil {
		return ""
	}
	return j.Words.Sentence(j.language())
}

func foreign(j *Job) string {
	if j.Words.Foreign == nil {
		return ""
	}
	return j.Words.Foreign(j.language())
}

func spam(j *Job) string {
	if j.Words.Spam == nil {
		return ""
	}
	return j.Words.Spam()
}

// resaved opens a document and saves it again, no word changed: the item is
// authentic still.
func resaved(j *Job, s label.Skill) (*Forged, bool) {
	f, ok := j.document(paper.Resave(j.R, j.Original, j.edit("", careOf(s))))
	if ok {
		f.Items[0].Truth, f.Items[0].Damage = label.Authentic, []string{"resaved"}
	}
	return f, ok
}

// incremented changes a PDF by an update appended to it.
func incremented(j *Job, s label.Skill) (*Forged, bool) {
	for _, kind := range []paper.Kind{paper.Figure, paper.Date, paper.Word} {
		if f, ok := j.document(paper.Increment(j.R, j.Original, j.edit(kind, careOf(s)))); ok {
			return f, true
		}
	}
	return nil, false
}

// retyped makes the document anew with one change, under the date of the
// original.
func retyped(j *Job, s label.Skill) (*Forged, bool) { return j.retype(s, paper.Edit{}) }

// olderThanTool makes it anew with the newest application there is, under a date
// before that came out.
func olderThanTool(j *Job, s label.Skill) (*Forged, bool) {
	var newest *paper.Software
	for _, tool := range paper.Softwares(paper.Format(j.Kind)) {
		if tool.From.Before(j.Now) && (newest == nil || tool.From.After(newest.From)) {
			newest = tool
		}
	}
	if newest == nil {
		return nil, false
	}
	return j.retype(s, paper.Edit{Tool: newest, Claim: newest.From.AddDate(0, -3-j.R.IntN(18), -j.R.IntN(28))})
}

// retype makes the document anew with a change of whichever kind it offers.
func (j *Job) retype(s label.Skill, base paper.Edit) (*Forged, bool) {
	for _, kind := range []paper.Kind{paper.Figure, paper.Date, paper.Word} {
		edit := j.edit(kind, careOf(s))
		edit.Tool, edit.Claim = base.Tool, base.Claim
		if f, ok := j.document(paper.Retype(j.R, j.Original, edit)); ok {
			return f, true
		}
	}
	return nil, false
}
