package plain

import (
	_ "embed"
	"regexp"
	"strings"

	"assay/document"

	"golang.org/x/net/html"
)

//go:embed saved.tsv
var savedTable string

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
