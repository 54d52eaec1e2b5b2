package plain

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"assay/document"

	"golang.org/x/net/html"
)

//go:embed meta.tsv
var metaTable string

// metas are where a meta element goes, by the attribute and the name.
var metas = func() map[string]string {
	m := map[string]string{}
	for row := range rows(metaTable, 3) {
		m[row[0]+" "+row[1]] = row[2]
	}
	return m
}()

// rows are the lines of a table of the given number of columns.
func rows(table string, columns int) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		for line := range strings.Lines(table) {
			row := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
				continue
			}
			if len(row) != columns {
				panic(fmt.Sprintf("plain: a table's row %q has not %d columns", line, columns))
			}
			if !yield(row) {
				return
			}
		}
	}
}

// meta reads one meta element, or another element with an itemprop.
func (p *page) meta(n *html.Node) {
	value := attribute(n, "content")
	if value == "" {
		value = attribute(n, "datetime")
	}
	for _, by := range []string{"name", "property", "http-equiv", "itemprop"} {
		name := strings.ToLower(attribute(n, by))
		if name == "" {
			continue
		}
		where := fmt.Sprintf("<%s %s=%q>", n.Data, by, document.Clip(name))
		slot, known := metas[by+" "+name]
		if !known {
			slot = "field " + name
			if by == "http-equiv" && name == "content-type" || name == "viewport" {
				continue // the character set is told apart; the other is of no interest
			}
		}
		p.claim(slot, value, where)
	}
}

// claim puts a value where the table says.
func (p *page) claim(slot, value, where string) {
	what, name, _ := strings.Cut(slot, " ")
	switch what {
	case "title", "author", "editor", "organisation":
		p.said(p.d.SaidOf(what), value, where)
	case "language":
		p.language(value, where)
	case "created", "modified", "saved", "printed":
		p.time(what, value, where)
	case "software":
		p.software(name, value, where)
	case "field":
		field(p.d, name, value, where)
	}
}

var version = regexp.MustCompile(`^(.*?)[ /]+v?(\d[\w.+-]*)\b(.*)$`)

// software splits a name from a version. name is that of the programme where
// the value is its version.
func (p *page) software(name, value, where string) {
	if value = strings.TrimSpace(value); value == "" || len(p.d.Software) > document.MaxFields {
		return
	}
	s := document.Software{Name: name, Version: value, Role: "producer", Where: where}
	if name == "" {
		s.Name, s.Version = value, ""
		if m := version.FindStringSubmatch(document.Clip(value)); m != nil && m[1] != "" {
			s.Name, s.Version = strings.TrimSpace(m[1]), m[2]+m[3]
		}
	}
	p.d.Software = append(p.d.Software, s)
}

// time adds a time, where its text says anything.
func (p *page) time(what, text, where string) {
	if text = document.Clip(text); text == "" || len(p.d.Times) > document.MaxFields {
		return
	}
	p.d.Times = append(p.d.Times, document.NewTime(what, when(text), text, where))
}
