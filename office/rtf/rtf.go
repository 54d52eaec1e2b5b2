// Package rtf reads Rich Text Format after Microsoft's specification 1.9.1:
// words, who wrote them, revision marks, embedded objects and pictures.
//
// It lays out nothing: text comes in the order of the file, that of headers,
// notes and text boxes after the paragraph that they hang on. Style sheets are
// not followed, so text that only a style hides is given as shown.
package rtf

import (
	"bytes"
	"fmt"
	"slices"

	"assay/document"
	"assay/office/claims"
)

// MaxDepth bounds how deeply groups nest.
const MaxDepth = 4096

// Recognise says whether content is RTF.
func Recognise(content []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")), " \t\r\n\x00"), []byte(`{\rt`))
}

// Read reads content, which Recognise knows.
func Read(content []byte) *document.Document {
	d := &document.Document{Kind: document.Text, Format: "rtf", MIME: "application/rtf"}
	r := &reader{
		c:     claims.Of(d),
		lex:   lexer{rest: content},
		state: state{unicode: 1, page: 1252},
		page:  1252,
		fonts: map[int]*font{},
	}
	r.run()
	r.finish()
	return d
}

// state is what a group inherits and its end undoes.
type state struct {
	into    destination
	unicode int // characters that follow \u for readers that do not know it
	page    int // code page of the present font
	hidden  bool
	deleted bool
	author  int // of a revision, by number
	eraser  int // of a deletion
	closes  func()
}

// reader reads one file.
type reader struct {
	c     *claims.Claims
	lex   lexer
	state state
	stack []state
	text  claims.Lines

	page     int    // code page of the file
	standard int    // font of \deff
	pending  []byte // bytes of text that are not decoded yet
	skip     int    // characters to leave out after \u
	high     rune   // first half of a surrogate pair
	starred  bool   // \* stands before the next word
	value    []byte // text of a value that is being read, UTF-8
	fonts    map[int]*font
	current  int // font that is being defined
	moment   moment
	property string // name of a user property
	object   object
	picture  object

	revisers  []string
	rsids     claims.List
	used      claims.List
	deleted   claims.Removed
	hidden    claims.Removed
	instances int // objects and pictures
	deep      bool
}

// run goes through all tokens.
func (r *reader) run() {
	for {
		t, ok := r.lex.next()
		if !ok {
			break
		}
		switch t.kind {
		case open:
			r.flush()
			if len(r.stack) >= MaxDepth {
				r.deep = true
				r.lex.rest = nil
				break
			}
			r.stack = append(r.stack, r.state)
			r.state.closes = nil
			r.skip, r.starred = 0, false
		case closed:
			r.flush()
			r.leave()
		case word:
			r.word(t)
			r.starred = false
		case symbol:
			r.symbol(t.name)
		case hex, plain, raw:
			r.data(t)
		}
	}
	r.flush()
	if len(r.stack) > 0 {
		r.c.D.Unread("office/rtf-damaged", "the end", fmt.Sprintf("%d groups are not closed: the file is cut off, or was written wrongly.", len(r.stack)))
	}
	for len(r.stack) > 0 {
		r.leave()
	}
}

// leave ends a group.
func (r *reader) leave() {
	r.skip, r.high = 0, 0
	if r.state.closes != nil {
		r.state.closes()
	}
	if n := len(r.stack) - 1; n >= 0 {
		r.state = r.stack[n]
		r.stack = r.stack[:n]
	}
}

// finish adds what was gathered on the way.
func (r *reader) finish() {
	d := r.c.D
	if r.deep {
		d.Unread("office/rtf-too-deep", "the body", fmt.Sprintf("Groups nest more than %d deep: the rest was not read.", MaxDepth))
	}
	if r.lex.short {
		d.Unread("office/rtf-damaged", `\bin`, "Binary data are announced that are longer than the file.")
	}
	r.fontFields()
	r.revisionMarks()
	r.c.Removed("deleted text", &r.deleted, "the body")
	r.c.Removed("hidden text", &r.hidden, "the body")
	if r.hidden.Runs > 0 {
		d.Note("office/hidden-text", `\v`, fmt.Sprintf("%d runs of text are marked hidden: readers do not see them, they are not in the text. Indexes, tables of contents and templates use such marks as well.", r.hidden.Runs))
	}
	d.Text = r.text.String()
	if r.instances > document.MaxFiles {
		d.Note("office/files-cut", "the body", fmt.Sprintf("It embeds %d objects and pictures; those from number %d on were not taken out.", r.instances, document.MaxFiles+1))
	}
	r.c.Finish()
}

// revisionMarks lists the marks of the text beside those of the table.
func (r *reader) revisionMarks() {
	r.c.List("rsids", &r.rsids, " ", `\rsidtbl`)
	used := slices.Sorted(slices.Values(r.used.Values))
	r.c.Values("rsids in the text", used, " ", "the body")
	if len(r.rsids.Values) == 0 {
		return
	}
	strange := slices.DeleteFunc(used, func(id string) bool { return r.rsids.Has(id) || id == "00000000" })
	r.c.Values("rsids in the text that are not listed", strange, " ", `\rsidtbl`)
}
