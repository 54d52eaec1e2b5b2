package rtf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assay/document"
	"assay/office/claims"
)

// generator takes "Riched20 10.0.19041" or "Msftedit 5.41.21.2510;".
func (r *reader) generator(text, where string) {
	text = strings.TrimSuffix(text, ";")
	name, version := claims.Programme(text)
	r.c.Software(document.Software{Name: name, Version: version, Role: "producer", Where: where})
}

// commentDate takes the moment of a comment, a number in text.
func (r *reader) commentDate(text, where string) {
	if v, err := strconv.ParseInt(text, 10, 64); err == nil {
		r.c.Time(document.Edited, dttm(uint32(v)), where)
	}
}

// telling are fields whose code says where a document comes from.
var telling = map[string]bool{"INCLUDETEXT": true, "INCLUDEPICTURE": true, "DDE": true, "DDEAUTO": true, "LINK": true, "AUTHOR": true, "LASTSAVEDBY": true, "TEMPLATE": true, "FILENAME": true, "USERNAME": true, "DATABASE": true, "IMPORT": true, "ADDIN": true, "HYPERLINK": true}

// fieldCode keeps the code of a telling field.
func (r *reader) fieldCode(text, where string) {
	words := strings.Fields(text)
	if len(words) > 0 && telling[strings.ToUpper(words[0])] {
		r.c.Field("field code", strings.Join(words, " "), where)
	}
}

// font is one font of the table.
type font struct {
	name          string
	charset, page int
	hasCharset    bool
}

// font chooses a font, or begins the definition of one.
func (r *reader) font(t token) {
	if r.state.into == fontTable {
		if len(r.fonts) < 10*document.MaxFields {
			r.endFont()
			r.current = t.value
			r.fonts[t.value] = &font{}
			r.state.closes = r.endFont
		}
		return
	}
	r.state.page = r.pageOf(t.value)
}

// pageOf is the code page of text in a font.
func (r *reader) pageOf(number int) int {
	if f := r.fonts[number]; f != nil && f.page != 0 {
		return f.page
	}
	return r.page
}

// endFont takes the name of the font that was defined.
func (r *reader) endFont() {
	if f := r.fonts[r.current]; f != nil && f.name == "" {
		f.name = document.Clip(strings.TrimSuffix(strings.TrimSpace(string(r.value)), ";"))
	}
	r.value = nil
}

// fontCharset says what bytes in the font mean.
func (r *reader) fontCharset(t token) {
	f := r.fonts[r.current]
	if r.state.into != fontTable || f == nil {
		return
	}
	if t.name == "cpg" {
		f.page = t.value
		return
	}
	f.charset, f.hasCharset = t.value, true
	switch {
	case t.value == symbolSet:
		f.page = symbolPage
	case t.value > 1: // 0 and 1 are the file's own page
		f.page = pageOfCharset()[t.value]
		r.state.page = f.page // its name may be in it
		if f.page == 0 {
			r.state.page = r.page
		}
	}
}

// fontFields lists the fonts, and their character sets where these tell of a
// script.
func (r *reader) fontFields() {
	numbers := make([]int, 0, len(r.fonts))
	for n := range r.fonts {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	var names, sets []string
	for _, n := range numbers {
		f := r.fonts[n]
		if f.name != "" && !slices.Contains(names, f.name) {
			names = append(names, f.name)
		}
		if s := fmt.Sprint(f.charset); f.hasCharset && !slices.Contains(sets, s) {
			sets = append(sets, s)
		}
	}
	r.c.Values("font", names, "; ", `\fonttbl`)
	slices.Sort(sets)
	r.c.Values("font charsets", sets, " ", `\fcharset`)
}
