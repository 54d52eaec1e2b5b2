package report

import (
	"fmt"
	"strconv"

	"assay/conclude"
	"assay/finding"
	"assay/item"
	"assay/judge"
	"assay/weigh"
)

// events says which innocent event would explain findings of several causes.
var events = map[string]string{
	"clock":     "a clock that was wrong, or a mail that waited or was sent again",
	"relay":     "a list, gateway, scanner or export that wrote it anew",
	"converter": "a programme that wrote the document anew",
}

// weight prints how measured findings add up, a line for each cause.
func (p *printer) weight(r *judge.Record, full Full) {
	w := r.Weight
	if w == nil || full == Brief && r.Conclusion != conclude.Suspect {
		return
	}
	p.line("    %-9s %s: %s", "weight", Odds(w.LR), w.Support)
	for _, l := range w.Lines {
		name := Safe(l.Cause + ": " + l.ID)
		switch l.ID {
		case weigh.Nothing:
			name = "no check found anything"
		case weigh.Together:
			name = "discount: on authentic items traces stand together more often than by chance"
		}
		switch {
		case l.Event != "":
			name += fmt.Sprintf(" (further findings that one event would explain, and are not counted: %d; %s)", l.Besides, events[l.Event])
		case l.Besides > 0:
			name += fmt.Sprintf(" (findings of the same cause that are not counted: %d)", l.Besides)
		}
		p.line("      %-12s %s", Odds(l.LR), name)
		if row, ok := weigh.Measured().Row(classOf(r), l.ID); ok {
			p.line("      %-12s measured on %s of %s authentic items, %s of %s forged with traces", "",
				number(int64(row.Authentic.Found)), number(int64(row.Authentic.Trials)), number(int64(row.Forged.Found)), number(int64(row.Forged.Trials)))
		}
	}
}

func classOf(r *judge.Record) weigh.Class {
	kind, format := "", ""
	if r.Document != nil && r.Document.Document != nil {
		kind, format = string(r.Document.Kind), r.Document.Format
	}
	return weigh.ClassOf(r.Kind == item.Mail, kind, format)
}

// Odds writes a likelihood ratio as people read one: how many to one for "as it
// was sent", or one to how many.
func Odds(lr float64) string {
	if lr < 1 {
		return "1 to " + rounded(1/lr)
	}
	return rounded(lr) + " to 1"
}

// rounded gives two significant digits: more would claim a precision that no
// measurement has.
func rounded(x float64) string {
	text := strconv.FormatFloat(x, 'g', 2, 64)
	if x >= 100 {
		n, _ := strconv.ParseFloat(text, 64) // what was just written can be read
		return number(int64(n))
	}
	return text
}

// innocent prints what else explains a finding.
func (p *printer) innocent(f finding.Finding) {
	for i, text := range f.Innocent {
		label := "              innocent: "
		if i > 0 {
			label = "                        "
		}
		p.hang(label, "                        ", Safe(text))
	}
}
