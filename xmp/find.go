package xmp

import (
	"bytes"
	"strings"
)

// Span is where a packet stands in a file.
type Span struct {
	Offset  int
	Length  int
	Wrapped bool // between <?xpacket?> instructions
}

// marks are what packets begin and end with: ISO 16684-1 §7.3, and x:xmpmeta
// where there is no wrapper.
var marks = []struct {
	begin, end string
	wrapped    bool
}{
	{"<?xpacket begin=", "<?xpacket end=", true},
	{"<x:xmpmeta", "</x:xmpmeta>", false},
	{"<x:xapmeta", "</x:xapmeta>", false},
}

// Find gives the packets in arbitrary bytes, at most MaxPackets, in their
// order; more says that there may be others. Those inside others are left out.
// A packet that has a beginning and no end runs to the end of content.
func Find(content []byte) (spans []Span, more bool) {
	for at := 0; at < len(content); {
		s, ok := next(content[at:])
		if !ok {
			return spans, false
		}
		if len(spans) == MaxPackets {
			return spans, true
		}
		s.Offset += at
		spans = append(spans, s)
		at = s.Offset + max(s.Length, 1)
	}
	return spans, false
}

// next gives the packet that begins first.
func next(content []byte) (first Span, ok bool) {
	var end []byte
	for _, m := range marks {
		for _, form := range []func(string) []byte{narrow, wide} { // wide finds both byte orders, less one zero byte
			limit := content
			if ok {
				limit = content[:min(len(content), first.Offset+len(form(m.begin)))]
			}
			if i := bytes.Index(limit, form(m.begin)); i >= 0 && (!ok || i < first.Offset) {
				first, end, ok = Span{Offset: i, Wrapped: m.wrapped}, form(m.end), true
			}
		}
	}
	if !ok {
		return first, false
	}
	rest := content[first.Offset:]
	first.Length = len(rest)
	if i := bytes.Index(rest, end); i >= 0 {
		first.Length = i + len(end)
		if first.Wrapped { // to the end of the instruction: "w"?>
			if j := bytes.IndexByte(rest[first.Length:min(len(rest), first.Length+32)], '>'); j >= 0 {
				first.Length += j + 1
			}
		}
		if end[1] == 0 && first.Length < len(rest) && rest[first.Length] == 0 {
			first.Length++
		}
	}
	if first.Offset > 0 && end[1] == 0 && content[first.Offset-1] == 0 && first.Length%2 == 1 {
		first.Offset, first.Length = first.Offset-1, first.Length+1
	}
	return first, true
}

func narrow(s string) []byte { return []byte(s) }

// wide is s in UTF-16 without the outermost zero byte, so that it is found in
// either byte order.
func wide(s string) []byte {
	return []byte(strings.TrimSuffix(strings.Join(strings.Split(s, ""), "\x00"), "\x00"))
}
