package ooxml

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"assay/document"
	"assay/office/parcel"
)

// book is what the sheets of one workbook share.
type book struct {
	*reader
	shared   []string
	forms    []form // by cell style
	date1904 bool
	threads  []string // parts of threaded comments
}

// form says what a number format makes of a number.
type form struct{ date, clock, percent bool }

// styles reads which cell styles show numbers as dates (ECMA-376-1 §18.8.30),
// and the fonts.
func (b *book) styles(part string) {
	custom := map[string]form{}
	b.walk(part, func(e *parcel.Event) {
		switch {
		case e.Kind != parcel.Start:
		case e.Name == "s:numFmt" && e.Parent == "s:numFmts":
			custom[e.Attr("numFmtId")] = formOf(e.Attr("formatCode"))
		case e.Name == "s:xf" && e.Parent == "s:cellXfs":
			id := e.Attr("numFmtId")
			f, ok := custom[id]
			if n := number(id); !ok { // the formats that need no code
				f = form{date: n >= 14 && n <= 17 || n == 22, clock: n >= 18 && n <= 22 || n >= 45 && n <= 47, percent: n == 9 || n == 10}
			}
			b.forms = append(b.forms, f)
		case e.Name == "s:name" && e.Parent == "s:font":
			b.fonts.Add(e.Attr("val"))
		}
	})
}

// formOf reads a format code: letters outside quotes and brackets.
func formOf(code string) (f form) {
	if strings.Contains(strings.ToLower(code), "general") {
		return f
	}
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == '%':
			f.percent = true
		case strings.IndexByte("yYdD", c) >= 0:
			f.date = true
		case strings.IndexByte("hHsS", c) >= 0:
			f.clock = true
		}
	}
	return f
}

// serial is a stored number as a moment, empty where it is none
// (ECMA-376-1 §18.17.4.1).
func (b *book) serial(value string, clock bool) string {
	days, err := strconv.ParseFloat(value, 64)
	if err != nil || days < 0 || days > 2958466 {
		return ""
	}
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if b.date1904 {
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if days < 60 {
		base = base.AddDate(0, 0, 1) // the year 1900 has a 29 February there
	}
	at := base.AddDate(0, 0, int(days)).Add(time.Duration((days - float64(int(days))) * 86400e9)).Round(time.Second)
	if clock {
		return at.Format(document.Zoneless)
	}
	return at.Format("2006-01-02")
}

// sharedStrings reads the table of strings (ECMA-376-1 §18.4.9), without the
// phonetic readings.
func (b *book) sharedStrings(part string) {
	var text strings.Builder
	b.walk(part, func(e *parcel.Event) {
		switch {
		case e.Kind == parcel.Text && e.Name == "s:t" && e.Parent != "s:rPh":
			text.WriteString(e.Text)
		case e.Kind == parcel.End && e.Name == "s:si":
			b.shared = append(b.shared, text.String())
			text.Reset()
		}
	})
}

// sheet reads the cells of a sheet, row by row, and what belongs to it.
func (b *book) sheet(s sheet, part string) {
	b.text.Add(s.name)
	b.text.End()
	c := &cells{book: b}
	b.walk(part, func(e *parcel.Event) { c.step(e) })
	b.text.End()
	if c.hiddenRows+c.hiddenColumns > 0 {
		b.c.Field("hidden rows and columns", fmt.Sprintf("%d rows, %d ranges of columns", c.hiddenRows, c.hiddenColumns), part)
	}
	if c.formulas > 0 {
		b.c.Field("formulas", fmt.Sprint(c.formulas), part)
	}
	for _, rel := range b.relations(part) {
		if rel.external {
			continue
		}
		switch rel.kind {
		case "drawing":
			b.drawingText(rel.target)
			for _, chart := range b.related(rel.target, "chart") {
				b.drawingText(chart)
			}
		case "comments":
			b.comments(rel.target)
		case "threadedComment":
			b.threads = append(b.threads, rel.target)
		}
	}
}

// comments reads the notes of a sheet (ECMA-376-1 §18.7).
func (b *book) comments(part string) {
	var authors []string
	var text strings.Builder
	author := ""
	b.walk(part, func(e *parcel.Event) {
		switch {
		case e.Kind == parcel.Start && e.Name == "s:author":
			authors = append(authors, "")
		case e.Kind == parcel.Text && e.Name == "s:author" && len(authors) > 0:
			authors[len(authors)-1] += e.Text
		case e.Kind == parcel.Start && e.Name == "s:comment":
			author = ""
			if n, err := strconv.Atoi(e.Attr("authorId")); err == nil && n >= 0 && n < len(authors) {
				author = authors[n]
			}
			b.c.Editor(author, part+" s:comment")
		case e.Kind == parcel.Text && e.Name == "s:t":
			text.WriteString(e.Text)
		case e.Kind == parcel.End && e.Name == "s:comment":
			b.c.Field("comment", text.String(), part+" of "+document.Clip(author))
			b.text.Add(text.String())
			b.text.End()
			text.Reset()
		}
	})
}

// threaded reads comments with answers ([MS-XLSX] §2.6.205).
func (b *book) threaded(part string, persons map[string]string) {
	author := ""
	b.walk(part, func(e *parcel.Event) {
		switch {
		case e.Kind == parcel.Start && e.Name == "tc:threadedComment":
			author = persons[e.Attr("personId")]
			b.change(author, e.Attr("dT"), "", part+" tc:threadedComment")
		case e.Kind == parcel.Text && e.Name == "tc:text":
			b.c.Field("comment", e.Text, part+" of "+document.Clip(author))
		}
	})
}
