package plain

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"assay/document"

	"golang.org/x/net/html"
)

//go:embed meta.tsv
var metaTable string

//go:embed saved.tsv
var savedTable string

// metas are where a meta element goes, by the attribute and the name.
var metas = func() map[string]string {
	m := map[string]string{}
	for row := range rows(metaTable, 3) {
		m[row[0]+" "+row[1]] = row[2]
	}
	return m
}()

// saver is a programme that leaves a comment when it saves a page.
type saver struct {
	comment *regexp.Regexp
	name    string
}

var savers = func() (list []saver) {
	for row := range rows(savedTable, 2) {
		list = append(list, saver{regexp.MustCompile(row[0]), row[1]})
	}
	return list
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
	case "title":
		p.said(&p.d.Titles, value, where)
	case "author":
		p.said(&p.d.Authors, value, where)
	case "editor":
		p.said(&p.d.Editors, value, where)
	case "organisation":
		p.said(&p.d.Organisations, value, where)
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
	t := document.Time{What: what, At: when(text), Text: text, Where: where}
	if t.At == t.Text {
		t.Text = ""
	}
	p.d.Times = append(p.d.Times, t)
}

// properties are those of a Word or Excel document saved as a page.
var properties = map[string]string{
	"author": "author", "lastauthor": "editor", "company": "organisation", "manager": "organisation", "created": "created", "lastsaved": "modified", "lastprinted": "printed",
	"title": "title", "subject": "field subject", "keywords": "field keywords", "revision": "field revision", "totaltime": "field minutes of editing",
	"pages": "field pages", "words": "field words", "characters": "field characters", "version": "field version", "template": "field template", "category": "field category",
}

var property = regexp.MustCompile(`<o:(\w{1,40})>([^<]*)</o:(\w{1,40})>`)

// comment reads what programmes leave in comments.
func (p *page) comment(text string) {
	head := text[:min(len(text), 64<<10)]
	for _, s := range savers {
		m := s.comment.FindStringSubmatch(head)
		if m == nil {
			continue
		}
		said := document.Software{Name: s.name, Role: "producer", Where: "a comment"}
		for i, group := range s.comment.SubexpNames() {
			switch group {
			case "url":
				field(p.d, "saved from", m[i], "a comment of "+s.name)
			case "date":
				p.time(document.Saved, m[i], "a comment of "+s.name)
			case "version":
				said.Version = m[i]
			}
		}
		p.d.Software = append(p.d.Software, said)
	}
	if strings.Contains(head, "<o:DocumentProperties>") {
		for _, m := range property.FindAllStringSubmatch(head, 100) {
			if slot := properties[strings.ToLower(m[1])]; slot != "" && m[1] == m[3] {
				p.claim(slot, html.UnescapeString(m[2]), "Office comment o:"+m[1])
			}
		}
	}
}

// linked reads JSON-LD, in which sites tell search engines of an article.
func (p *page) linked(text string) {
	var root any
	if err := json.Unmarshal([]byte(text), &root); err != nil {
		p.d.Unread("text/json-ld-unread", "JSON-LD", fmt.Sprintf("What the page tells search engines of itself could not be read: %v.", err))
		return
	}
	p.thing(root, 0)
}

// maxDepth bounds how far things inside things are looked at.
const maxDepth = 4

// thing reads a thing of schema.org, or a list of them.
func (p *page) thing(v any, depth int) {
	if depth > maxDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			p.thing(x, depth+1)
		}
	case map[string]any:
		p.thing(v["@graph"], depth+1)
		p.thing(v["mainEntity"], depth+1)
		for _, c := range []struct{ key, slot string }{
			{"headline", "title"}, {"author", "author"}, {"creator", "author"}, {"editor", "editor"}, {"publisher", "organisation"},
			{"dateCreated", "created"}, {"datePublished", "created"}, {"dateModified", "modified"}, {"inLanguage", "language"},
		} {
			for _, value := range names(v[c.key], 0) {
				p.claim(c.slot, value, fmt.Sprintf("JSON-LD %v %s", document.Clip(fmt.Sprint(v["@type"])), c.key))
			}
		}
	}
}

// names are the texts that a value stands for: itself, or the names of things.
func names(v any, depth int) (list []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		if depth < maxDepth {
			for _, x := range v {
				list = append(list, names(x, depth+1)...)
			}
		}
	case map[string]any:
		return names(v["name"], maxDepth)
	}
	return list
}
