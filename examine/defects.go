package examine

import (
	"fmt"
	"strings"

	"assay/finding"
	"assay/mail"
)

// limiting are the defects that say how far the reading of a mail reaches; the
// others only describe it.
var limiting = map[string]string{
	mail.HeaderCut: "header-cut",
	mail.PartsCut:  "parts-cut",
}

// defectFindings makes a finding of every defect, up to maxFindings.
func defectFindings(m *mail.Message) []finding.Finding {
	var list []finding.Finding
	for i, d := range m.Defects {
		if i == maxFindings {
			return append(list, manyDefects(len(m.Defects)-i))
		}
		f := finding.Finding{
			ID: "mail/" + d.ID, Outcome: finding.Found, Says: finding.Neutral,
			Where: where(d), Why: finding.Sentence(d.Why), Recheck: "look at the message's source",
		}
		if token, ok := limiting[d.ID]; ok {
			f.Says, f.Limits = finding.Limits, []string{token}
		}
		list = append(list, f)
	}
	return list
}

func manyDefects(n int) finding.Finding {
	return finding.Finding{
		ID: "mail/more-defects", Outcome: finding.Found, Says: finding.Neutral, Where: "the whole message",
		Why: fmt.Sprintf("There are %d more defects of the kinds above.", n), Recheck: "look at the message's source",
	}
}

func where(d mail.Defect) string {
	switch {
	case d.Part != "" && d.Offset >= 0:
		return fmt.Sprintf("part %s, byte %d", d.Part, d.Offset)
	case d.Offset >= 0:
		return fmt.Sprintf("byte %d", d.Offset)
	}
	return "the whole message"
}

// Bounds on what is searched beside the text. With mail.MaxText, subject and
// author they stay below the one mebibyte that a case takes of one item.
const (
	maxRecipientText = 64 << 10
	maxPartNames     = 128 << 10
)

// recipientText is To and Cc as a reader sees them.
func recipientText(m *mail.Message) string {
	var b strings.Builder
	for _, name := range []string{"to", "cc"} {
		for _, f := range m.All(name) {
			if !addLine(&b, f.Text(), maxRecipientText) {
				noteCut(m, "recipients", maxRecipientText)
				return b.String()
			}
		}
	}
	return b.String()
}

// partNames are the names of what a mail carries, for search.
func partNames(m *mail.Message, parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		if !addLine(&b, p.Name, maxPartNames) {
			noteCut(m, "names of attachments", maxPartNames)
			break
		}
	}
	return b.String()
}

// addLine adds a line unless there is no room for it.
func addLine(b *strings.Builder, text string, limit int) bool {
	if text == "" {
		return true
	}
	if b.Len()+len(text) >= limit {
		return false
	}
	b.WriteString(text)
	b.WriteByte('\n')
	return true
}

func noteCut(m *mail.Message, what string, limit int) {
	m.Defects = append(m.Defects, mail.Defect{ID: mail.TextCut, Offset: -1,
		Why: fmt.Sprintf("of the %s only the first %d bytes can be searched", what, limit)})
}
