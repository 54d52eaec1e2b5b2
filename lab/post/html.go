package post

import (
	"html"
	"strings"
)

// page dresses the inside of a page as a mailer does.
type page func(d *draft, inner string) string

// escaped is a text for HTML, its quotes left as mailers leave them.
func escaped(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(html.EscapeString(s), "&#34;", "&quot;"), "&#39;", "'")
}

// blocks sets every line of a text between open and end; empty lines hold gap.
func blocks(text, open, end, gap string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		if line == "" {
			b.WriteString(open + gap + end)
		} else {
			b.WriteString(open + escaped(line) + end)
		}
	}
	return b.String()
}

// ownPage is what the writer wrote, in the mailer's HTML.
func (d *draft) ownPage(text string) string {
	switch d.l.From.Mailer {
	case Outlook, OutlookWeb:
		return blocks(text, "<p class=\"MsoNormal\">", "<o:p></o:p></p>\n", "&nbsp;")
	case JavaMail:
		return blocks(text, "<tr><td style=\"padding:4px 24px;font-family:Arial,sans-serif\">", "</td></tr>\n", "&nbsp;")
	case PanelWebmail:
		return blocks(text, "<div>", "</div>\n", "<br>")
	case GmailWeb, GmailApp:
		return `<div dir="ltr">` + blocks(text, "<div>", "</div>", "<br>") + "</div>"
	}
	return blocks(text, "<div>", "</div>", "<br>")
}

func gmailPage(_ *draft, inner string) string { return inner }

func barePage(_ *draft, inner string) string {
	return "<html><head></head><body>" + inner + "</body></html>"
}

func wordPage(d *draft, inner string) string {
	lang := map[string]string{"en": "EN-US", "fr": "FR"}[d.lang()]
	charset, _ := d.charset(inner)
	word := map[bool]string{true: "15", false: "14"}[d.at.Year() >= 2013]
	return `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=` + strings.Trim(charset, `"`) + `">
<meta name="Generator" content="Microsoft Word ` + word + ` (filtered medium)">
<style><!--
p.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}
--></style>
</head>
<body lang="` + lang + `" link="blue" vlink="purple">
<div class="WordSection1">
` + inner + `</div>
</body>
</html>
`
}

func yahooPage(_ *draft, inner string) string {
	return `<html><head></head><body><div style="font-family:Helvetica Neue, Helvetica, Arial, sans-serif;font-size:13px;">` + inner + "</div></body></html>"
}

func panelPage(_ *draft, inner string) string {
	return `<html><body><span style="font-family:Verdana; color:#000000; font-size:10pt;">` + inner + "</span></body></html>\n"
}

func letterPage(d *draft, inner string) string {
	return "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n</head>\n<body style=\"margin:0\">\n<table width=\"600\" cellpadding=\"0\" cellspacing=\"0\">\n" +
		inner + "</table>\n</body>\n</html>\n"
}

// pageOf is a mail's inside as HTML: its own, or made of its text.
func pageOf(p *Posted) string {
	if p.html != "" {
		return p.html
	}
	return blocks(p.text, "", "<br>", "")
}
