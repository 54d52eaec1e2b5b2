package paper

import (
	"fmt"
	"strings"
	"time"
)

// article is a news article as somebody captured it: plain text, a paragraph a
// line.
func article(p *Paper) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", p.Title)
	if p.Company != "" {
		fmt.Fprintf(&b, "%s, ", p.Company)
	}
	fmt.Fprintf(&b, "%s\n", p.Created.In(p.Zone).Format("2 January 2006, 15:04"))
	if p.Author != "" {
		fmt.Fprintf(&b, "%s %s\n", byline(p.Lang), p.Author)
	}
	for _, s := range p.Paragraphs {
		fmt.Fprintf(&b, "\n%s\n", s)
	}
	for i, row := range p.Table {
		if i == 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.Join(row, "\t") + "\n")
	}
	return []byte(b.String())
}

func byline(lang string) string {
	if strings.HasPrefix(lang, "fr") {
		return "Par"
	}
	return "By"
}

// webPage is the same as a page of the web.
func webPage(p *Paper) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n", escape(p.Lang), escape(p.Title))
	fmt.Fprintf(&b, "<meta name=\"author\" content=\"%s\">\n<meta property=\"article:published_time\" content=\"%s\">\n</head>\n<body>\n", escape(p.Author), p.Created.In(p.Zone).Format(time.RFC3339))
	fmt.Fprintf(&b, "<h1>%s</h1>\n", escape(p.Title))
	for _, s := range p.Paragraphs {
		fmt.Fprintf(&b, "<p>%s</p>\n", strings.ReplaceAll(escape(s), "\n", "<br>"))
	}
	if len(p.Table) > 0 {
		b.WriteString("<table>\n")
		for _, row := range p.Table {
			b.WriteString("<tr>")
			for _, cell := range row {
				fmt.Fprintf(&b, "<td>%s</td>", escape(cell))
			}
			b.WriteString("</tr>\n")
		}
		b.WriteString("</table>\n")
	}
	b.WriteString("</body>\n</html>\n")
	return []byte(b.String())
}
