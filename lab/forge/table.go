package forge

import (
	_ "embed"
	"slices"
	"strings"

	"assay/lab/label"
	"assay/lab/paper"
)

//go:embed techniques.tsv
var techniqueTable string

// onMail maps the techniques that work on mail to what does them.
var onMail = map[string]func(*work) bool{
	"body-word":              changed(pickWord),
	"body-figure":            changed(pickFigure),
	"body-date":              changed(pickDate),
	"body-name":              changed(pickName),
	"body-negation":          changed(pickNegation),
	"body-sentence":          changed(pickSentence),
	"body-paragraph":         changed(pickParagraph),
	"body-spam":              spliced(pickSpam),
	"body-foreign":           spliced(pickForeign),
	"quote-changed":          quoteChanged,
	"twin-plain":             twins(hand{}),
	"twin-html":              twins(hand{html: true}),
	"twin-both":              twins(hand{both: true}),
	"html-alone":             htmlOnly,
	"encoded-grown":          grown,
	"encoded-plain":          recoded,
	"line-ends":              otherEnds,
	"other-script":           otherScript,
	"smart-signs":            smartSigns,
	"field-to":               fieldAdded("To"),
	"field-cc":               fieldAdded("Cc"),
	"field-bcc":              fieldAdded("Bcc"),
	"recipient-changed":      recipientChanged,
	"from-changed":           fromChanged,
	"subject-changed":        subjectChanged,
	"date-alone":             backdated(dateAlone),
	"date-weekday":           backdated(withWeekday),
	"date-servers":           backdated(withServers),
	"date-identifier":        backdated(withID),
	"date-quotation":         backdated(inHeader),
	"date-everything":        backdated(everything),
	"made-editor":            madeInEditor,
	"made-mailer":            madeInMailer,
	"made-template":          madeFromTemplate,
	"made-thread":            madeInThread,
	"attachment-swapped":     attachmentSwapped,
	"attachment-edited":      attachmentEdited,
	"attachment-renamed":     attachmentRenamed,
	"signature-transplanted": transplanted,
	"signature-stripped":     stripped,
	"intruder-sent":          sentByIntruder(false),
	"intruder-backdated":     sentByIntruder(true),
	"two-fakes":              twoFakes,
}

// onPaper maps those that work on documents.
var onPaper = map[string]func(*Job, label.Skill) (*Forged, bool){
	"paper-word":       paperChanged(paper.Word),
	"paper-figure":     paperChanged(paper.Figure),
	"paper-date":       paperChanged(paper.Date),
	"paper-sentence":   paperAdded(sentence, false),
	"paper-resaved":    resaved,
	"pdf-increment":    incremented,
	"pdf-rebuilt":      retyped,
	"office-backdated": olderThanTool,
	"picture-edited":   paperChanged(""),
	"picture-stripped": paperChanged(""),
	"article-word":     paperChanged(paper.Word),
	"article-figure":   paperChanged(paper.Figure),
	"article-spam":     paperAdded(spam, true),
	"article-foreign":  paperAdded(foreign, true),
}

// Techniques lists every technique at every level of skill, in the order of
// techniques.tsv.
var Techniques = readTechniques()

func readTechniques() (list []Technique) {
	for _, row := range rows(techniqueTable) {
		for skill := range strings.SplitSeq(row[1], ",") {
			list = append(list, Technique{row[0], label.Skill(skill), strings.Split(row[2], ","), row[3]})
		}
	}
	return list
}

// Forge applies a technique; false where it does not fit the item. The draws
// from j.R and from the words are the same for the same item.
func Forge(t Technique, j *Job) (*Forged, bool) {
	if !slices.Contains(t.On, j.Kind) {
		return nil, false
	}
	if forge, ok := onPaper[t.ID]; ok {
		return forge(j, t.Skill)
	}
	forge, ok := onMail[t.ID]
	if !ok {
		return nil, false
	}
	w := newWork(j, t.Skill)
	if !forge(w) {
		return nil, false
	}
	return w.settle(), true
}
