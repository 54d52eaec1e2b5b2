package c2pa

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// harmless are the parts of a JPEG or PNG that hold no picture. The
// specification lets metadata be left out in ranges of their own alone; cameras
// (Truepic, 2023) leave out the head of the file together with the store.
var harmless = map[string]bool{
	"SOI": true, "COM": true, storePiece: true,
	"PNGh": true, "tEXt": true, "zTXt": true, "iTXt": true, "eXIf": true, "tIME": true, "pHYs": true,
}

// exposes says which part of the picture lies in spans that no signature
// covers, empty where they hold metadata alone. Where the parts of a format are
// not read, any byte may be one.
func (a *asset) exposes(spans []stretch) string {
	if a.pieces == nil && len(spans) > 0 {
		return told(spans)
	}
	i := 0
	for _, s := range spans {
		for i < len(a.pieces) && a.pieces[i].End <= s.Start {
			i++
		}
		for j := i; j < len(a.pieces) && a.pieces[j].Start < s.End; j++ {
			if name := a.pieces[j].name; !harmless[name] && !strings.HasPrefix(name, "APP") {
				return name
			}
		}
		if end := a.pieces[len(a.pieces)-1]; s.End > end.End && end.name != "EOI" && end.name != "IEND" {
			return "bytes that are not read"
		}
	}
	return ""
}

// beyond is what of the ranges in out does not lie in those of in; both are in
// order.
func beyond(out, in []stretch) (rest []stretch) {
	i := 0
	for _, o := range out {
		for o.Start < o.End {
			for i < len(in) && in[i].End <= o.Start {
				i++
			}
			if i == len(in) || in[i].Start >= o.End {
				rest = append(rest, o)
				break
			}
			if in[i].Start > o.Start {
				rest = append(rest, stretch{o.Start, in[i].Start})
			}
			o.Start = in[i].End
		}
	}
	return rest
}

// maxTold is how many ranges are spelt out.
const maxTold = 5

// told says ranges in words.
func told(spans []stretch) string {
	var words []string
	for i, s := range spans {
		if i == maxTold {
			words = append(words, fmt.Sprintf("%d more ranges", len(spans)-i))
			break
		}
		words = append(words, fmt.Sprintf("bytes %d to %d", s.Start, s.End-1))
	}
	return strings.Join(words, ", ")
}

// union puts spans in order and joins those that touch.
func union(spans []stretch) (out []stretch) {
	slices.SortFunc(spans, func(x, y stretch) int { return cmp.Compare(x.Start, y.Start) })
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else if s.Start < s.End {
			out = append(out, s)
		}
	}
	return out
}

// counted says how many bytes did something.
func counted(n int) string {
	if n == 1 {
		return "one byte was"
	}
	return fmt.Sprintf("%d bytes were", n)
}
