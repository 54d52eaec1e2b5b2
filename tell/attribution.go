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
func (m *Mail) quoted() (quoted, bool) {
	q := m.quotes.get(func() (q quotedMaybe) {
		q.quoted, q.ok = m.readQuoted()
		return q
	})
	return q.quoted, q.ok
}

// quotedMaybe is a quoted mail, if there is one.
type quotedMaybe struct {
	quoted
	ok bool
}

func (m *Mail) readQuoted() (quoted, bool) {
	w := attributions()
	var before [2]string // the lines before, the nearest first
	rest := m.Text
	for n := 0; n < maxQuoteLines && rest != ""; n++ {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		line = strings.TrimSpace(line)
		if line != "" && len(line) <= maxQuoteLine && line[0] != '>' && labelled(line) {
			lower := lowered(line)
			if hasSuffix(lower, w.wrote) {
				return introduced(line, before)
			}
			if hasPrefix(lower, w.from) {
				if q, ok := block(rest); ok {
					return q, true
				}
			}
		}
		before[1], before[0] = before[0], line
	}
	return quoted{}, false
}

// labelled reports whether a colon ends the line or stands near its beginning:
// nothing else introduces a quotation.
func labelled(line string) bool {
	return line[len(line)-1] == ':' || strings.IndexByte(line[:min(len(line), longestLabel)], ':') > 0
}

// longestLabel is the length of the longest word for "From:", in bytes.
const longestLabel = len("from:") + 1

// introduced reads the line that introduces a quotation, which mailers break
// into up to three.
func introduced(line string, before [2]string) (quoted, bool) {
	for n := 0; ; n++ {
		if d, ok := spoken(line); ok {
			return quoted{line, d}, true
		}
		if n == len(before) || before[n] == "" || before[n][0] == '>' || len(before[n]) > maxQuoteLine {
			return quoted{}, false
		}
		line = before[n] + " " + line
	}
}

// blockLines is how many lines behind "From:" belong to the block.
const blockLines = 6

// block reads the lines behind "From:". Announcements have "Date:" too, but no
// subject in the next lines.
func block(rest string) (q quoted, ok bool) {
	w := attributions()
	subject := false
	for range blockLines {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		line = strings.TrimSpace(line)
		if len(line) > maxQuoteLine {
			return quoted{}, false
		}
		lower := lowered(line)
		subject = subject || hasPrefix(lower, w.subject)
		if !ok && hasPrefix(lower, w.sent) {
			q.line = line
			q.spokenDate, ok = spoken(line)
		}
	}
	return q, ok && subject
}

// lowered is a line in lower case, with blanks where French has fixed ones.
func lowered(line string) string { return strings.ToLower(strings.ReplaceAll(line, "\u00a0", " ")) }

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
