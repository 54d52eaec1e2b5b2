package pdf

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Bounds on the pages and streams of which the shape is told.
const (
	maxShapedPages = 2000
	maxShapes      = 8 // that are told, the commonest first
	maxStreams     = 9 // of one page; more are as many
)

// pageShapes says of how many streams the content of each page is made and how they
// are coded: ISO 32000-2 §7.7.3.3 Contents. A writer does all pages of a document in
// one way; a page that somebody added to stands out.
func (v *View) pageShapes(field func(name, value, where string)) {
	on := map[string][]string{}
	all := v.Pages()
	for _, p := range all[:min(len(all), maxShapedPages)] {
		if shape := v.shapeOf(p); shape != "" {
			on[shape] = append(on[shape], fmt.Sprint(p.Number))
		}
	}
	shapes := slices.SortedFunc(maps.Keys(on), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(on[b]), len(on[a])), cmp.Compare(a, b))
	})
	for _, shape := range shapes[:min(len(shapes), maxShapes)] {
		field("content of pages", fmt.Sprintf("%d: %s", len(on[shape]), shape), "page "+some(on[shape]))
	}
}

// shapeOf says "1 stream, FlateDecode"; empty where a page has no content.
func (v *View) shapeOf(p Page) string {
	list, isList := v.Resolve(p.Dict.Get("Contents")).(Array)
	if !isList {
		list = Array{p.Dict.Get("Contents")}
	}
	var codings []string
	count := 0
	for _, o := range list[:min(len(list), maxStreams)] {
		s, ok := v.Resolve(o).(*Stream)
		if !ok {
			continue
		}
		count++
		coding := "in clear"
		if name := v.Name(s.Dict.Get("Filter")); name != "" {
			coding = string(name)
		} else if names := v.Array(s.Dict.Get("Filter")); len(names) > 0 {
			coding = strings.TrimSpace(string(v.Name(names[0])) + strings.Repeat(", …", min(len(names)-1, 1)))
		}
		if !slices.Contains(codings, coding) {
			codings = append(codings, coding)
		}
	}
	if count == 0 {
		return ""
	}
	return counted(count, "stream", "streams") + ", " + strings.Join(codings, " and ")
}
