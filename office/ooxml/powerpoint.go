package ooxml

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/office/claims"
	"assay/office/parcel"
)

// powerpoint reads the slides in the order of the presentation (ECMA-376-1
// §19.2.1.34), each with its notes.
func (r *reader) powerpoint(main string) {
	var slides []string
	r.walk(main, func(e *parcel.Event) {
		if e.Kind != parcel.Start {
			return
		}
		switch e.Name {
		case "p:sldId":
			if rel, ok := r.byID(main, e.Attr("r:id")); ok && !rel.external {
				slides = append(slides, rel.target)
			}
		case "p:modifyVerifier":
			r.c.Field("modifyVerifier", "present", main)
		case "p:embeddedFont":
			r.c.Field("embedded font", "present", main)
		}
	})
	authors := r.slideAuthors(main)
	for i, slide := range slides {
		r.slide(slide, i+1, authors)
	}
	r.grounds(slides)
	r.c.D.Pages = len(slides)
	for _, part := range r.related(main, "theme") {
		r.themeFonts(part)
	}
	r.c.List("font", &r.fonts, "; ", main)
}

// slide reads one slide, what is drawn on it, its notes and its comments.
func (r *reader) slide(part string, number int, authors map[string]string) {
	r.walk(part, func(e *parcel.Event) {
		if e.Kind == parcel.Start && e.Name == "p:sld" && (e.Attr("show") == "0" || e.Attr("show") == "false") {
			r.c.Field("hidden slide", fmt.Sprint(number), part)
			r.c.D.Note("office/hidden-slide", part, fmt.Sprintf("Slide %d is hidden: a presentation skips it. Its words stand in the text. Speakers hide slides to keep them for questions.", number))
		}
	})
	r.drawingText(part)
	for _, rel := range r.relations(part) {
		if rel.external {
			continue
		}
		switch rel.kind {
		case "diagramData", "chart", "notesSlide":
			r.drawingText(rel.target)
		case "comments":
			r.slideComments(rel.target, authors)
		}
	}
}

// grounds reads, once each, the words that layouts and masters show on slides.
func (r *reader) grounds(slides []string) {
	var layouts, masters claims.List
	for _, slide := range slides {
		for _, layout := range r.related(slide, "slideLayout") {
			layouts.Add(layout)
		}
	}
	for _, layout := range layouts.Values {
		r.groundText(layout)
		for _, master := range r.related(layout, "slideMaster") {
			masters.Add(master)
		}
	}
	for _, master := range masters.Values {
		r.groundText(master)
	}
}

// themeFonts lists the fonts of a theme that a text may take.
func (r *reader) themeFonts(part string) {
	r.walk(part, func(e *parcel.Event) {
		if e.Kind == parcel.Start && e.Name == "a:latin" && (e.Parent == "a:majorFont" || e.Parent == "a:minorFont") {
			r.fonts.Add(e.Attr("typeface"))
		}
	})
}

// slideAuthors are who may comment, by their number or identifier: the old
// form (ECMA-376-1 §19.4.2) and the modern one ([MS-PPTX] §2.6).
func (r *reader) slideAuthors(main string) map[string]string {
	authors := map[string]string{}
	for _, rel := range r.relations(main) {
		if rel.external || rel.kind != "commentAuthors" && rel.kind != "authors" {
			continue
		}
		r.walk(rel.target, func(e *parcel.Event) {
			if e.Kind == parcel.Start && (e.Name == "p:cmAuthor" || e.Name == "p188:author") {
				authors[e.Attr("id")] = e.Attr("name")
				r.c.Editor(e.Attr("name"), rel.target)
				r.c.Field("person", person(e.Attr("name"), e.Attr("userId"), e.Attr("providerId")), rel.target)
				r.c.Field("comment initials", e.Attr("initials"), rel.target)
			}
		})
	}
	return authors
}

// slideComments reads the comments on one slide.
func (r *reader) slideComments(part string, authors map[string]string) {
	author := ""
	var text strings.Builder
	say := func() {
		r.c.Field("comment", text.String(), part+" of "+document.Clip(author))
		r.text.Add(text.String())
		r.text.End()
		text.Reset()
	}
	r.walk(part, func(e *parcel.Event) {
		switch {
		case e.Kind == parcel.Start && (e.Name == "p:cm" || e.Name == "p188:cm" || e.Name == "p188:reply"):
			if text.Len() > 0 {
				say()
			}
			author = authors[e.Attr("authorId")]
			at := e.Attr("dt")
			if at == "" {
				at = e.Attr("created")
			}
			r.change(author, at, "", part+" "+e.Name)
		case e.Kind == parcel.Text && (e.Name == "p:text" || e.Name == "a:t") && text.Len() < document.MaxText:
			text.WriteString(e.Text)
		}
	})
	if text.Len() > 0 {
		say()
	}
}

// person is a name with the account behind it.
func person(name, user, provider string) string {
	var with []string
	for _, v := range []string{user, provider} {
		if v != "" && v != "None" && v != name {
			with = append(with, v)
		}
	}
	if name == "" || len(with) == 0 {
		return name
	}
	return name + " (" + strings.Join(with, ", ") + ")"
}

// people reads who is known to a Word document ([MS-DOCX] §2.2.4).
func (r *reader) people(main string) {
	for _, part := range r.related(main, "people") {
		author := ""
		r.walk(part, func(e *parcel.Event) {
			if e.Kind != parcel.Start {
				return
			}
			switch e.Name {
			case "w15:person":
				author = e.Attr("w15:author")
				r.c.Editor(author, part+" w15:person")
			case "w15:presenceInfo":
				r.c.Field("person", person(author, e.Attr("w15:userId"), e.Attr("w15:providerId")), part)
			}
		})
	}
}
