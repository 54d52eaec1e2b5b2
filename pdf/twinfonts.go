package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Bounds on the pages and fonts that are looked at for fonts that stand twice.
const (
	maxFontPages = 2000
	maxPageFonts = 200 // of one page
)

// twinFonts are the fonts that a page has twice, as two subsets of one font and
// one type: ISO 32000-2 §9.9.2. Programmes that write a document in one go embed
// one subset for a page, and pictures that are taken in from elsewhere bring
// theirs as forms of their own; only what the page itself names is looked at.
func (v *View) twinFonts(field func(name, value, where string)) {
	for _, p := range v.Pages()[:min(len(v.Pages()), maxFontPages)] {
		fonts := v.Dict(v.Dict(p.Resources).Get("Font"))
		if fonts == nil {
			continue
		}
		tags := map[[2]string]map[string]bool{}
		for _, e := range fonts.Entries[:min(len(fonts.Entries), maxPageFonts)] {
			d := v.Dict(e.Value)
			tag, name, ok := strings.Cut(v.Text(d.Get("BaseFont")), "+")
			if !ok || len(tag) != 6 || strings.Trim(tag, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
				continue
			}
			key := [2]string{name, string(v.Name(d.Get("Subtype")))}
			if tags[key] == nil {
				tags[key] = map[string]bool{}
			}
			tags[key][tag] = true
		}
		for _, key := range slices.SortedFunc(maps.Keys(tags), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
			if len(tags[key]) > 1 {
				field("font in two subsets", fmt.Sprintf("%s, %s: %s", key[0], key[1], strings.Join(slices.Sorted(maps.Keys(tags[key])), ", ")), fmt.Sprintf("page %d", p.Number))
			}
		}
	}
}

// newest names the parts of the format that the file uses and that not all
// versions of it have. ISO 32000-2 §7.5.8, §7.5.7.
func (f *File) newest(field func(name, value, where string)) {
	streams, packs := false, false
	for _, at := range f.sections {
		for s := at; s != nil; s = s.beside {
			streams = streams || s.stream
			for _, e := range s.entries {
				packs = packs || e.kind == packed
			}
		}
	}
	if streams {
		field("cross-reference", "in streams", "startxref")
	}
	if packs {
		field("objects", "some packed in streams", "the cross-reference")
	}
}
