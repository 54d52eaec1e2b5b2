package pdf

import (
	"fmt"
	"math"
	"strings"
	"time"

	"assay/document"
	"assay/xmp"
)

// slack is how far two times of one act lie apart where a programme writes
// both, one after the other.
const slack = 2 * time.Second

// noteDisagreement compares Info with XMP. ISO 32000-2 §14.3.3 asks that they
// agree.
func (f *File) noteDisagreement(d *document.Document) {
	v := f.Now()
	info := v.info()
	p, _ := v.packet(v.metadata()) // what is wrong with it was told before
	if info == nil || p == nil {
		return
	}
	var differ []string
	for _, pair := range []struct {
		key         Name
		space, name string
		label       string
	}{
		{"Title", xmp.DC, "title", "dc:title"}, {"Author", xmp.DC, "creator", "dc:creator"},
		{"Creator", xmp.Basic, "CreatorTool", "xmp:CreatorTool"}, {"Producer", xmp.PDF, "Producer", "pdf:Producer"},
		{"CreationDate", xmp.Basic, "CreateDate", "xmp:CreateDate"}, {"ModDate", xmp.Basic, "ModifyDate", "xmp:ModifyDate"},
	} {
		here, there := strings.TrimSpace(v.Text(info.Get(pair.key))), p.All(pair.space, pair.name)
		if here == "" || len(there) == 0 {
			continue
		}
		if pair.name == "CreateDate" || pair.name == "ModifyDate" {
			if apart(ParseDate(here), xmp.Date(there[0])) {
				differ = append(differ, fmt.Sprintf("/%s %s, %s %s", pair.key, here, pair.label, there[0]))
			}
		} else if !agrees(here, there) {
			differ = append(differ, fmt.Sprintf("/%s %q, %s %q", pair.key, here, pair.label, there[0]))
		}
	}
	if len(differ) > 0 {
		d.Note("pdf/info-xmp-differ", "Info and XMP", fmt.Sprintf("Its two sets of metadata disagree: %s. Converters, mergers and signing programmes that bring only one up to date do this; so does an edit of one alone.", document.Clip(strings.Join(differ, "; "))))
	}
}

// agrees says whether text is one of values, or all of them joined.
func agrees(text string, values []string) bool {
	fold := func(s string) string {
		return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;\t\n\r", r) }), " ")
	}
	for _, value := range values {
		if fold(value) == fold(text) {
			return true
		}
	}
	return fold(strings.Join(values, " ")) == fold(text)
}

// apart says whether two times certainly differ. Where one has no zone, it is
// compared as the clock on the wall.
func apart(a, b string) bool {
	if len(a) < 19 || len(b) < 19 {
		return false
	}
	if len(a) == 19 || len(b) == 19 {
		a, b = a[:19]+"Z", b[:19]+"Z"
	}
	x, err1 := time.Parse(time.RFC3339, a)
	y, err2 := time.Parse(time.RFC3339, b)
	return err1 == nil && err2 == nil && math.Abs(float64(x.Sub(y))) > float64(slack)
}
