package ooxml

import (
	"math"
	"strconv"
	"strings"

	"assay/office/parcel"
)

// cells is the state of one walk through a sheet.
type cells struct {
	*book
	kind, style string // of the present cell
	value       strings.Builder
	inRow       int // cells of the present row

	hiddenRows, hiddenColumns, formulas int
}

func (c *cells) step(e *parcel.Event) {
	switch e.Kind {
	case parcel.Start:
		c.start(e)
	case parcel.Text:
		switch e.Name {
		case "s:v", "s:t", "s:oddHeader", "s:oddFooter", "s:evenHeader", "s:evenFooter", "s:firstHeader", "s:firstFooter":
			if e.Parent != "s:rPh" {
				c.value.WriteString(e.Text)
			}
		}
	case parcel.End:
		c.end(e)
	}
}

func (c *cells) start(e *parcel.Event) {
	switch e.Name {
	case "s:row":
		c.inRow = 0
		if isTrue(e.Attr("hidden")) {
			c.hiddenRows++
		}
	case "s:col":
		if isTrue(e.Attr("hidden")) {
			c.hiddenColumns++
		}
	case "s:c":
		c.kind, c.style = e.Attr("t"), e.Attr("s")
		c.value.Reset()
	case "s:f":
		c.formulas++
	case "s:sheetProtection":
		c.workbookFact(e, "a sheet's")
	}
}

func (c *cells) end(e *parcel.Event) {
	switch e.Name {
	case "s:c":
		if text := c.shown(); text != "" {
			if c.inRow > 0 {
				c.text.Add("\t")
			}
			c.text.Add(text)
			c.inRow++
		}
		c.value.Reset()
	case "s:row":
		c.text.End()
	case "s:oddHeader", "s:oddFooter", "s:evenHeader", "s:evenFooter", "s:firstHeader", "s:firstFooter":
		c.text.Add(withoutCodes(c.value.String()))
		c.text.End()
		c.value.Reset()
	}
}

// shown is the value of the present cell as a reader sees it, numbers and
// moments in one notation each.
func (c *cells) shown() string {
	v := c.value.String()
	switch c.kind {
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(v)); err == nil && n >= 0 && n < len(c.shared) {
			return c.shared[n]
		}
		return ""
	case "b":
		if v == "1" {
			return "TRUE"
		}
		return "FALSE"
	case "str", "inlineStr", "e", "d":
		return v
	}
	if v == "" {
		return ""
	}
	var f form
	if n, err := strconv.Atoi(c.style); err == nil && n >= 0 && n < len(c.forms) {
		f = c.forms[n]
	}
	if f.date {
		if at := c.serial(v, f.clock); at != "" {
			return strings.Replace(at, "T", " ", 1)
		}
	}
	return digits(v, f.percent)
}

// digits is a number with the fifteen digits that Excel shows.
func digits(v string, percent bool) string {
	n, err := strconv.ParseFloat(v, 64)
	if err != nil || !percent && len(v) <= 15 && !strings.ContainsAny(v, "eE") {
		return v
	}
	if percent {
		n *= 100
	}
	text := strconv.FormatFloat(n, 'g', 15, 64)
	if a := math.Abs(n); a >= 1e-9 && a < 1e15 { // without an exponent
		if rounded, err := strconv.ParseFloat(text, 64); err == nil {
			text = strconv.FormatFloat(rounded, 'f', -1, 64)
		}
	}
	if percent {
		text += "%"
	}
	return text
}

// withoutCodes leaves out the codes of a sheet's header (ECMA-376-1 §18.3.1.46).
func withoutCodes(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '&' || i+1 == len(text) {
			out.WriteByte(text[i])
			continue
		}
		switch i++; {
		case text[i] == '&':
			out.WriteByte('&')
		case text[i] == '"': // a font
			if end := strings.IndexByte(text[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case text[i] == 'L' || text[i] == 'C' || text[i] == 'R':
			out.WriteByte('\t')
		case text[i] >= '0' && text[i] <= '9': // a size
			for i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9' {
				i++
			}
		}
	}
	return strings.TrimSpace(out.String())
}

func isTrue(v string) bool { return v == "1" || v == "true" }
