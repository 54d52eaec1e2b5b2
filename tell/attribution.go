package tell

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed attributions.tsv
var attributionTable string

// attributionWords are the words of the table.
type attributionWords struct {
	months, days               map[string]int
	wrote, from, sent, subject []string
}

var attributions = sync.OnceValue(func() *attributionWords {
	w := &attributionWords{months: map[string]int{}, days: map[string]int{}}
	lists := map[string]*[]string{"wrote": &w.wrote, "from": &w.from, "sent": &w.sent, "subject": &w.subject}
	numbers := map[string]map[string]int{"month": w.months, "day": w.days}
	for line := range strings.Lines(attributionTable) {
		if line[0] == '#' {
			continue
		}
		col := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if list, ok := lists[col[0]]; ok {
			*list = append(*list, strings.Split(col[2], "|")...)
			continue
		}
		n, _ := strconv.Atoi(col[1])
		for word := range strings.FieldsSeq(col[2]) {
			numbers[col[0]][word] = n
		}
	}
	return w
})

// quoted is when the mail that is quoted first was written, as the mail says.
type quoted struct {
	line string
	spokenDate
}

// Bounds on where the first quotation is looked for.
const (
	maxQuoteLines = 2000
	maxQuoteLine  = 500 // bytes; mailers break lines before
)

// readQuoted finds the line or block that introduces the first quotation, and
// the date in it.
func (m *Mail) readQuoted() (quoted, bool) {
	w := attributions()
	var lines []string
	for line := range strings.Lines(m.Text) {
		if len(lines) == maxQuoteLines {
			break
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	for i, line := range lines {
		if line == "" || len(line) > maxQuoteLine || line[0] == '>' || !strings.HasSuffix(line, ":") && !strings.Contains(line, ":") {
			continue
		}
		lower := strings.ToLower(strings.ReplaceAll(line, "\u00a0", " "))
		if hasSuffix(lower, w.wrote) {
			return introduced(lines, i)
		}
		if hasPrefix(lower, w.from) {
			if q, ok := block(lines[i+1 : min(len(lines), i+7)]); ok {
				return q, true
			}
		}
	}
	return quoted{}, false
}

// introduced reads the line at i, which mailers break into up to three.
func introduced(lines []string, i int) (quoted, bool) {
	text := lines[i]
	for n := 0; ; n++ {
		if d, ok := spoken(text); ok {
			return quoted{text, d}, true
		}
		if n == 2 || i-n == 0 || lines[i-n-1] == "" || lines[i-n-1][0] == '>' || len(lines[i-n-1]) > maxQuoteLine {
			return quoted{}, false
		}
		text = lines[i-n-1] + " " + text
	}
}

// block reads the lines behind "From:". Announcements have "Date:" too, but no
// subject in the next lines.
func block(lines []string) (q quoted, ok bool) {
	w := attributions()
	subject := false
	for _, line := range lines {
		if len(line) > maxQuoteLine {
			return quoted{}, false
		}
		lower := strings.ToLower(strings.ReplaceAll(line, "\u00a0", " "))
		subject = subject || hasPrefix(lower, w.subject)
		if !ok && hasPrefix(lower, w.sent) {
			q.line = line
			q.spokenDate, ok = spoken(line)
		}
	}
	return q, ok && subject
}

func hasPrefix(s string, list []string) bool {
	for _, p := range list {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func hasSuffix(s string, list []string) bool {
	for _, p := range list {
		if strings.HasSuffix(s, p) {
			return true
		}
	}
	return false
}
