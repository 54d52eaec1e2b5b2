package paper

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
)

// changePDF alters words on a page and writes the file anew.
func changePDF(r *rand.Rand, content []byte, e Edit) (Edited, bool) {
	f, ok := parsePDF(content)
	if !ok {
		return Edited{}, false
	}
	out, _, ok := f.change(r, &e)
	if !ok {
		return Edited{}, false
	}
	return f.finish(r, e, out), true
}

// change alters the words, and names the objects that are new or other.
func (f *pdfFile) change(r *rand.Rand, e *Edit) (out Edited, touched []int, ok bool) {
	all := f.strings()
	if len(all) == 0 {
		return out, nil, false
	}
	page := all[0].content
	if e.replaces() {
		texts := make([]string, len(all))
		for i, s := range all {
			texts[i] = s.text
		}
		c, ok := e.choose(r, texts)
		if !ok {
			return out, nil, false
		}
		page = all[c.text].content
		touched = f.replace(r, all[c.text], c, &out)
		out.Was, out.Now = c.was, c.now
	}
	if len(e.Insert) > 0 {
		more, ok := f.appendLines(r, page, e.Insert, &out)
		if !ok {
			return out, nil, false
		}
		touched = append(touched, more...)
	}
	return out, append(touched, page), true
}

// replace puts other words into one string. Letters that the embedded subset
// lacks come with a second subset, as editors embed one.
func (f *pdfFile) replace(r *rand.Rand, s shown, c choice, out *Edited) (touched []int) {
	o := f.object(s.content)
	data, _ := o.inflate()
	font := lastFont(data[:s.from])
	if f.has(c.now) || font == nil {
		o.deflateAgain(splice(data, s.from, s.to, pdfString(c.apply(s.text))))
		return nil
	}
	name, touched := f.secondSubset(r, s.content, c.now)
	out.Traces = append(out.Traces, TwoSubsets)
	open, shut := "Tj", ""
	if in := bytes.LastIndexAny(data[:s.from], "[]\n"); in >= 0 && data[in] == '[' {
		open, shut = "]TJ", "["
	}
	text := fmt.Sprintf("%s%s /%s %s Tf %s%s%s /%s %s Tf %s%s", pdfString(s.text[:c.from]), open,
		name, font[2], shut, pdfString(c.now), open, font[1], font[2], shut, pdfString(s.text[c.to:]))
	f.object(s.content).deflateAgain(splice(data, s.from, s.to, text))
	return touched
}

func lastFont(data []byte) []string {
	at := bytes.LastIndex(data, []byte(" Tf"))
	if at < 0 {
		return nil
	}
	all := fontChosen.FindAllSubmatch(data[max(0, at-60):at+3], -1)
	if len(all) == 0 {
		return nil
	}
	m := all[len(all)-1]
	return []string{"", string(m[1]), string(m[2])}
}

var (
	widthsOf = regexp.MustCompile(`/FirstChar ([0-9]{1,3})[^\[]*/Widths ?\[([0-9. \r\n]*)\]`)
	baseFont = regexp.MustCompile(`/BaseFont ?/(?:[A-Z]{6}\+)?([A-Za-z0-9,-]+)`)
	fontsOf  = regexp.MustCompile(`/Font ?<<`)
)

// has says that some font that the file embeds has all letters of a text. A
// font of which nothing is told, by its own widths, is taken to have all.
func (f *pdfFile) has(text string) bool {
	told := false
	for i := range f.objects {
		m := widthsOf.FindSubmatch(f.objects[i].body)
		if m == nil {
			continue
		}
		told = true
		first, _ := strconv.Atoi(string(m[1]))
		widths := bytes.Fields(m[2])
		missing := false
		for _, c := range winAnsi(text) {
			at := int(c) - first
			missing = missing || at < 0 || at >= len(widths) || string(widths[at]) == "0"
		}
		if !missing {
			return true
		}
	}
	return !told
}

// secondSubset adds another subset of the first font, for those letters, and
// tells the page of it.
func (f *pdfFile) secondSubset(r *rand.Rand, content int, text string) (name string, touched []int) {
	base := "Helvetica"
	for i := range f.objects {
		if m := baseFont.FindSubmatch(f.objects[i].body); m != nil {
			base = string(m[1])
			break
		}
	}
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + byte(r.IntN(26))
	}
	before := f.next()
	font := addFont(f, string(tag)+"+"+base, text)
	for n := before; n <= font; n++ {
		touched = append(touched, n)
	}
	for _, page := range f.pages() {
		if o := f.contents(page); o.number != content {
			continue
		}
		if m := fontsOf.FindIndex(page.body); m != nil {
			page.body = splice(page.body, m[1], m[1], fmt.Sprintf("/FE %d 0 R", font))
			touched = append(touched, page.number)
		}
	}
	return "FE", touched
}

const bottomMargin = 30

var placed = regexp.MustCompile(`1 0 0 1 ([0-9.]+) ([0-9.]+) Tm`)

// appendLines writes passages below what a page shows; false where there is no
// room, or it is not placed as here.
func (f *pdfFile) appendLines(r *rand.Rand, content int, passages []string, out *Edited) (touched []int, ok bool) {
	o := f.object(content)
	data, ok := o.inflate()
	font := lastFont(data)
	lowest, x := 0.0, "70"
	for _, m := range placed.FindAllSubmatch(data, -1) {
		if y, err := strconv.ParseFloat(string(m[2]), 64); err == nil && (lowest == 0 || y < lowest) {
			lowest = y
		}
	}
	if !ok || font == nil || lowest == 0 {
		return nil, false
	}
	name := font[1]
	if !f.has(strings.Join(passages, "")) {
		name, touched = f.secondSubset(r, content, strings.Join(passages, ""))
		out.Traces = append(out.Traces, TwoSubsets)
	}
	var b strings.Builder
	for _, s := range passages {
		for _, line := range wrap(s, lineWidth) {
			lowest -= 15
			fmt.Fprintf(&b, "BT\n/%s %s Tf\n1 0 0 1 %s %.0f Tm\n[%s]TJ\nET\n", name, font[2], x, lowest, pdfString(line))
		}
		lowest -= 15
	}
	if lowest < bottomMargin {
		return nil, false
	}
	f.object(content).deflateAgain(append(bytes.Clone(data), b.String()...))
	return touched, true
}
