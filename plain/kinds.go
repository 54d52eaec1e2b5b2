package plain

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"strings"

	"assay/document"
)

// Bounds of telling kinds of text apart.
const (
	someLines = 200       // lines that are looked at
	someText  = 256 << 10 // bytes that are looked at
	maxJSON   = 16 << 20  // bytes of a text that is checked to be JSON
)

// tags begin a web page, MIME Sniffing §7.1.
var tags = regexp.MustCompile(`(?i)^<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|meta|base|center)[\s>/]`)

// root begins a web page that is XML.
var root = regexp.MustCompile(`(?i)^<(?:!doctype\s+html|html)[\s>/]`)

// looksLikePage says whether a text begins as a web page does, after comments
// and an XML declaration.
func looksLikePage(text string) bool {
	rest := text[:min(len(text), someText)]
	commented, declared := false, false
	for {
		rest = strings.TrimLeft(rest, " \t\n\f\r\uFEFF")
		var end string
		switch {
		case strings.HasPrefix(rest, "<!--"):
			end, commented = "-->", true
		case strings.HasPrefix(rest, "<?xml"):
			end, declared = "?>", true
		case declared:
			return root.MatchString(rest)
		default:
			return tags.MatchString(rest)
		}
		at := strings.Index(rest, end)
		if at < 0 {
			return commented && !declared
		}
		rest = rest[at+len(end):]
	}
}

// kind is a sort of text that can be told with certainty.
type kind struct {
	format, mime string
	is           func(text string, lines []string) bool
}

var kinds = []kind{
	{"calendar", "text/calendar", begins("BEGIN:VCALENDAR")},
	{"vcard", "text/vcard", begins("BEGIN:VCARD")},
	{"json", "application/json", isJSON},
	{"xml", "application/xml", isXML},
	{"log", "text/plain", isLog},
	{"csv", "text/csv", isTable(',', ';')},
	{"tsv", "text/tab-separated-values", isTable('\t')},
	{"markdown", "text/markdown", isMarkdown},
}

// classify gives a text a better format than plain, where it is sure.
func classify(d *document.Document, text string) {
	head := text[:min(len(text), someText)]
	lines := strings.SplitN(head, "\n", someLines+1)
	if len(lines) > someLines || len(head) < len(text) {
		lines = lines[:len(lines)-1] // not whole
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	for _, k := range kinds {
		if k.is(text, lines) {
			d.Format, d.MIME = k.format, k.mime
			return
		}
	}
}

func begins(with string) func(string, []string) bool {
	return func(text string, _ []string) bool { return strings.HasPrefix(text, with+"\n") }
}

func isJSON(text string, _ []string) bool {
	text = strings.TrimSpace(text)
	return len(text) <= maxJSON && (strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")) && json.Valid([]byte(text))
}

// isXML wants a declaration, and a root that begins as it should.
func isXML(text string, _ []string) bool {
	if !strings.HasPrefix(text, "<?xml") {
		return false
	}
	x := xml.NewDecoder(strings.NewReader(text[:min(len(text), someText)]))
	x.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded by now
	for {
		token, err := x.Token()
		if err != nil {
			return false
		}
		if _, ok := token.(xml.StartElement); ok {
			return true
		}
	}
}

var stamp = regexp.MustCompile(`^\W{0,3}(?:\d{4}[-/.]\d\d[-/.]\d\d[T ]?|\d\d[-/.]\d\d[-/.]\d{4} |[A-Z][a-z]{2} [ \d]\d )\d\d:\d\d|^\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:`)

// isLog wants five lines or more, nine of ten of which begin with a time.
func isLog(_ string, lines []string) bool {
	stamped := 0
	for _, l := range lines {
		if stamp.MatchString(l) {
			stamped++
		}
	}
	return stamped >= 5 && stamped*10 >= len(lines)*9
}

// isTable wants three rows or more, of two columns or more, all of one width,
// and blanks after less than half of the separators, where prose has them.
func isTable(separators ...rune) func(string, []string) bool {
	return func(_ string, lines []string) bool {
		all := strings.Join(lines, "\n")
		for _, s := range separators {
			if n := strings.Count(all, string(s)); n == 0 || 2*(strings.Count(all, string(s)+" ")+strings.Count(all, string(s)+"\n")) >= n {
				continue
			}
			r := csv.NewReader(strings.NewReader(all))
			r.Comma, r.ReuseRecord = s, true
			rows, width := 0, 0
			for {
				row, err := r.Read() // an error where a row's width differs
				if err != nil {
					if err == io.EOF && rows >= 3 && width >= 2 {
						return true
					}
					break
				}
				rows, width = rows+1, len(row)
			}
		}
		return false
	}
}

// features are what Markdown has and prose has not.
var features = []*regexp.Regexp{
	regexp.MustCompile(`^#{1,6} \S`), regexp.MustCompile("^```"), regexp.MustCompile(`\[[^\]]{1,200}\]\((?:https?:|#|\.|/|mailto:)[^)\s]*\)`),
	regexp.MustCompile(`\*\*\S[^*]{0,200}\*\*`), regexp.MustCompile(`^\|(?:\s*:?-{3,}:?\s*\|)+`), regexp.MustCompile("`[^`]{1,100}`"),
}

// isMarkdown wants a heading and two features more.
func isMarkdown(_ string, lines []string) bool {
	seen := 0
	for i, f := range features {
		for _, l := range lines {
			if f.MatchString(l) {
				seen++
				break
			}
		}
		if i == 0 && seen == 0 {
			return false
		}
	}
	return seen >= 3
}
