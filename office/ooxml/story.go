package ooxml

import (
	"fmt"
	"strings"

	"assay/document"
	"assay/office/claims"
	"assay/office/parcel"
)

// words gathers what the stories of a Word document hold: the body, headers,
// notes and comments.
type words struct {
	*reader
	deleted, hidden claims.Removed
	codes, rsids    claims.List
	marked          marks
}

// story is the state of one walk.
type story struct {
	*words
	part     string
	gone     int  // open marks of deletion
	fallback int  // open alternatives that are not shown
	vanish   bool // the present run is hidden
	skipNote bool // the present note is a separator
	side     []bool
	code     strings.Builder
	comment  *comment // the present one
}

// comment is one comment of a Word document.
type comment struct {
	where string
	text  strings.Builder
}

// story reads the text of one part and its marks.
func (w *words) story(part string) {
	s := &story{words: w, part: part}
	w.walk(part, func(e *parcel.Event) {
		switch e.Kind {
		case parcel.Start:
			s.start(e)
		case parcel.End:
			s.end(e)
		case parcel.Text:
			s.words.write(s, e)
		}
	})
	for _, open := range s.side { // of a part that was cut off
		if open {
			w.text.Close()
		}
	}
	w.text.End()
}

func (s *story) start(e *parcel.Event) {
	s.marks(e)
	switch e.Name {
	case "mc:Fallback", "w:rt": // of a word and its reading the word
		s.fallback++
	case "w:del", "w:moveFrom":
		s.gone++
	case "w:p":
		if s.fallback == 0 {
			s.marked.add(e.Attr("w14:paraId"), s.part)
		}
	case "w:r":
		s.vanish = false
	case "w:vanish":
		if e.Parent == "w:rPr" && onOff(e) == "on" {
			s.vanish = true
		}
	case "w:txbxContent":
		s.side = append(s.side, s.fallback == 0 && s.text.Open())
	case "w:footnote", "w:endnote":
		s.skipNote = strings.Contains(strings.ToLower(e.Attr("w:type")), "separator")
	case "w:tab", "w:ptab":
		if e.Parent == "w:r" {
			s.put("\t")
		}
	case "w:br", "w:cr":
		s.put("\n")
	case "w:noBreakHyphen":
		s.put("-")
	case "w:fldSimple":
		s.field(e.Attr("w:instr"))
	case "w:comment":
		where := fmt.Sprintf("%s w:comment %s", s.part, e.Attr("w:id"))
		s.comment = &comment{where: where + " of " + document.Clip(e.Attr("w:author"))}
		s.c.Field("comment initials", e.Attr("w:initials"), where)
	}
}

func (s *story) end(e *parcel.Event) {
	switch e.Name {
	case "mc:Fallback", "w:rt":
		s.fallback = max(0, s.fallback-1)
	case "w:del", "w:moveFrom":
		s.gone = max(0, s.gone-1)
	case "w:p":
		if s.fallback == 0 {
			s.text.End()
		}
	case "w:txbxContent":
		if n := len(s.side) - 1; n >= 0 {
			if s.side[n] {
				s.text.Close()
			}
			s.side = s.side[:n]
		}
	case "w:comment":
		if s.comment != nil {
			s.c.Field("comment", s.comment.text.String(), s.comment.where)
			s.comment = nil
		}
	case "w:fldChar":
		if s.code.Len() > 0 {
			s.field(s.code.String())
			s.code.Reset()
		}
	}
}

// marks reads who changed what and when (ECMA-376-1 §17.13), and the revision
// marks (§17.15.1.70).
func (s *story) marks(e *parcel.Event) {
	author, at, utc := "", "", ""
	e.Attrs(func(name, value string) {
		switch {
		case name == "w:author":
			author = value
		case name == "w:date":
			at = value
		case name == "w16du:dateUtc":
			utc = value
		case strings.HasPrefix(name, "w:rsid"):
			s.rsids.Add(strings.ToUpper(value))
		}
	})
	if author != "" || at != "" {
		s.change(author, at, utc, s.part+" "+e.Name)
	}
}

// write puts text where it belongs.
func (w *words) write(s *story, e *parcel.Event) {
	switch e.Name {
	case "w:t", "m:t":
		s.put(e.Text)
	case "w:delText":
		if s.fallback == 0 {
			s.deleted.Add(e.Text)
		}
	case "w:instrText":
		if s.code.Len() < 4096 {
			s.code.WriteString(e.Text)
		}
	}
}

// put adds text to what is shown, or to what is not.
func (s *story) put(text string) {
	switch {
	case s.fallback > 0 || s.skipNote:
	case s.gone > 0:
		s.deleted.Add(text)
	case s.vanish:
		s.hidden.Add(text)
	default:
		s.text.Add(text)
		if s.comment != nil && s.comment.text.Len() <= document.MaxValue {
			s.comment.text.WriteString(text)
		}
	}
}

// telling are fields whose code says where a document comes from.
var telling = []string{"INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK", "AUTHOR", "LASTSAVEDBY", "TEMPLATE", "FILENAME", "USERNAME", "USERINITIALS", "IMPORT", "RD", "DATABASE", "MERGEFIELD", "ADDIN"}

// field keeps the code of a telling field.
func (s *story) field(code string) {
	words := strings.Fields(code)
	if len(words) == 0 {
		return
	}
	for _, t := range telling {
		if strings.EqualFold(words[0], t) {
			s.codes.Add(strings.Join(words, " "))
		}
	}
}
