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

// mark is what packets begin and end with: ISO 16684-1 §7.3, and x:xmpmeta
// where there is no wrapper.
type mark struct {
	begin, end []byte
	wrapped    bool
	utf16      bool
}

var marks = append(marksOf(func(s string) []byte { return []byte(s) }, false), marksOf(wide, true)...)

func marksOf(form func(string) []byte, utf16 bool) []mark {
	return []mark{
		{form("<?xpacket begin="), form("<?xpacket end="), true, utf16},
		{form("<x:xmpmeta"), form("</x:xmpmeta>"), false, utf16},
		{form("<x:xapmeta"), form("</x:xapmeta>"), false, utf16},
	}
}

// wide is s in UTF-16 without the outermost zero byte, so that it is found in
// either byte order.
func wide(s string) []byte { return []byte(strings.Join(strings.Split(s, ""), "\x00")) }

// Find gives the packets in arbitrary bytes, at most MaxPackets, in their
// order; more says that there may be others. Those inside others are left out.
// A packet that has a beginning and no end runs to the end of content.
func Find(content []byte) (spans []Span, more bool) {
	places := make([]int, len(marks)) // where each mark is next; beyond content where it is not
	for i := range places {
		places[i] = -1
	}
	for at := 0; ; {
		first := -1
		for i, m := range marks {
			if places[i] < at {
				places[i] = len(content) + 1
				if found := bytes.Index(content[at:], m.begin); found >= 0 {
					places[i] = at + found
				}
			}
			if places[i] < len(content) && (first < 0 || places[i] < places[first]) {
				first = i
			}
		}
		if first < 0 {
			return spans, false
		}
		if len(spans) == MaxPackets {
			return spans, true
		}
		s := marks[first].span(content, places[first], at)
		spans = append(spans, s)
		if at = s.Offset + s.Length; at >= len(content) {
			return spans, false
		}
	}
}

// span gives the packet that begins at; nothing before from belongs to it.
func (m mark) span(content []byte, at, from int) Span {
	end := len(content)
	if i := bytes.Index(content[at:], m.end); i >= 0 {
		end = at + i + len(m.end)
		if m.wrapped { // to the end of the instruction: "w"?>
			if j := bytes.IndexByte(content[end:min(len(content), end+32)], '>'); j >= 0 {
				end += j + 1
			}
		}
		if m.utf16 && (end-at)%2 == 1 { // little endian: the last letter's zero
			if end < len(content) && content[end] == 0 {
				end++
			}
		}
	}
	if m.utf16 && at > from && content[at-1] == 0 && (end-at)%2 == 1 { // big endian: the first one's
		at--
	}
	return Span{at, end - at, m.wrapped}
}
