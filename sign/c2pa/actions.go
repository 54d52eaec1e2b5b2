package c2pa

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"assay/document"
	"assay/finding"
)

func sorted(t tree) []string { return slices.Sorted(maps.Keys(t)) }

// actions adds what was done, when and with what. C2PA 2.1 §18.12
func (r *report) actions(t tree, where string) {
	for i, a := range t.trees("actions") {
		name, at := a.text("action"), fmt.Sprintf("%s action %d", where, i+1)
		r.field("action", actionWords(name), at)
		r.source(a, "source", at)
		for _, key := range []string{"description", "reason"} {
			r.field("action "+key, first(a.text(key), a.sub("parameters").text(key)), at)
		}
		r.agent(a, name, at)
		r.when(a.text("when"), document.Edited, name == "c2pa.created", at)
	}
	r.noteModel(t, where, "this file")
}

// sourceType is what an action says of where the content came from.
func (t tree) sourceType() string {
	return first(t.text("digitalSourceType"), t.sub("parameters").text("digitalSourceType"))
}

func (r *report) source(a tree, name, where string) {
	if s := a.sourceType(); s != "" {
		words, _ := sourceWords(s)
		r.field(name, words, where)
	}
}

// noteModel says where actions name a trained model as the maker.
func (r *report) noteModel(t tree, where, whose string) {
	for _, a := range t.trees("actions") {
		if words, ai := sourceWords(a.sourceType()); ai {
			r.add("c2pa/ai", finding.Found, finding.Neutral, where, fmt.Sprintf("The manifest says of %s: %s. Editing programmes say so of a retouched spot as well as of a whole picture.", whose, words))
			return
		}
	}
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// agent adds the software of an action: its name in version 1, a map in 2.
func (r *report) agent(a tree, action, where string) {
	role := "editor"
	if action == "c2pa.created" {
		role = "creator"
	}
	agent := a.sub("softwareAgent")
	name := first(a.text("softwareAgent"), agent.text("name"))
	r.software(name, agent.text("version"), role, where+" softwareAgent")
}

// when adds a time; text that is none is kept as it stands.
func (r *report) when(text, what string, created bool, where string) {
	if text == "" || !r.room(len(r.d.Times)) {
		return
	}
	if created {
		what = document.Created
	}
	at := ""
	for _, layout := range []string{time.RFC3339Nano, document.Zoneless} {
		if t, err := time.Parse(layout, text); err == nil {
			at = t.Format(layout[:min(len(layout), len(text))])
			if layout == time.RFC3339Nano {
				at = t.Format(time.RFC3339)
			}
			break
		}
	}
	r.d.Times = append(r.d.Times, document.NewTime(what, at, text, where))
}

// creativeWork adds authors and dates of schema.org. C2PA 1.0 §17.9
func (r *report) creativeWork(t tree, where string) {
	authors := t.trees("author")
	if one := t.sub("author"); one != nil {
		authors = append(authors, one)
	}
	for _, a := range authors {
		name := first(a.text("name"), a.text("@id"), a.text("identifier"))
		if name == "" || !r.room(len(r.d.Authors)+len(r.d.Organisations)) {
			continue
		}
		said := document.Said{Value: name, Where: where + " author"}
		if a.text("@type") == "Organization" {
			r.d.Organisations = append(r.d.Organisations, said)
		} else {
			r.d.Authors = append(r.d.Authors, said)
		}
	}
	r.when(t.text("dateCreated"), document.Created, true, where+" dateCreated")
	r.when(t.text("datePublished"), document.Modified, false, where+" datePublished")
	for _, key := range sorted(t) {
		switch key {
		case "@context", "@type", "author", "dateCreated", "datePublished":
		default:
			r.leaf(t[key], "creative work "+key, where, 0)
		}
	}
}
