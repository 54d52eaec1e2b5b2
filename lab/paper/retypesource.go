package paper

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var cellPattern = regexp.MustCompile(`<c [^>]*?(t="s")?[^>]*><v>([^<]*)</v>`)

// cellsOf are the values of a row of a sheet.
func cellsOf(row string, shared []string) (cells []string) {
	for _, m := range cellPattern.FindAllStringSubmatch(row, -1) {
		if !strings.Contains(m[0], ` t="s"`) {
			cells = append(cells, m[2])
		} else if n, err := strconv.Atoi(m[2]); err == nil && n >= 0 && n < len(shared) {
			cells = append(cells, shared[n])
		}
	}
	return cells
}

// fromPDF puts lines together to paragraphs, by where they stand: one line
// below the other is the same paragraph, one beside the other a row of a table.
func (p *Paper) fromPDF(f *pdfFile) {
	p.Title, p.Author, p.Modified = f.infoText("Title"), f.infoText("Author"), f.modified()
	type line struct {
		y     float64
		parts []string
	}
	var lines []line
	for _, page := range f.pages() {
		o := f.contents(page)
		data, ok := o.inflate()
		if !ok {
			continue
		}
		for _, s := range stringsIn(o.number, data) {
			y := heightOf(data[max(0, s.from-placedWithin):s.from])
			if n := len(lines); n > 0 && lines[n-1].y == y {
				lines[n-1].parts = append(lines[n-1].parts, s.text)
				continue
			}
			lines = append(lines, line{y, []string{s.text}})
		}
	}
	for i, l := range lines {
		switch n := len(p.Paragraphs); {
		case len(l.parts) > 1:
			p.Table = append(p.Table, l.parts)
		case i == 0 && l.parts[0] == p.Title:
		case i > 0 && n > 0 && lines[i-1].y-l.y == 15 && len(p.Table) == 0:
			p.Paragraphs[n-1] += " " + l.parts[0]
		default:
			p.Paragraphs = append(p.Paragraphs, l.parts[0])
		}
	}
}

// placedWithin is how far before a string its place is told.
const placedWithin = 100

func heightOf(before []byte) float64 {
	m := placed.FindAllSubmatch(before, -1)
	if len(m) == 0 {
		return 0
	}
	y, _ := strconv.ParseFloat(string(m[len(m)-1][2]), 64)
	return y
}

// infoText is a text of the information dictionary.
func (f *pdfFile) infoText(name string) string {
	from, to, ok := f.entry(name)
	if !ok || f.object(f.info).body[from] != '(' {
		return ""
	}
	raw, _ := literal(f.object(f.info).body[from:to], 0)
	if !strings.HasPrefix(string(raw), "\xfe\xff") {
		return string(raw)
	}
	var s []rune
	for i := 2; i+1 < len(raw); i += 2 {
		s = append(s, rune(raw[i])<<8|rune(raw[i+1]))
	}
	return string(s)
}

// fromText takes an article apart: its title, then who and when, then the
// paragraphs.
func (p *Paper) fromText(s string) {
	for i, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		switch line = strings.TrimSpace(line); {
		case line == "":
		case i == 0:
			p.Title = line
		case p.Modified.IsZero() && dateInWords.MatchString(line) && len(p.Paragraphs) == 0:
			p.Modified, _ = time.Parse("2 January 2006", dateInWords.FindString(line))
			if at := strings.Index(line, ", "); at > 0 {
				p.Company = line[:at]
			}
		case strings.HasPrefix(line, "By ") && len(p.Paragraphs) == 0:
			p.Author = strings.TrimPrefix(line, "By ")
		default:
			p.Paragraphs = append(p.Paragraphs, line)
		}
	}
}
