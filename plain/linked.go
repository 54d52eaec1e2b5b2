package plain

import (
	"encoding/json"
	"fmt"

	"assay/document"
)

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
