package forge

import (
	"bytes"
	"html"
)

// viewHTML reads what stands between the tags.
func viewHTML(text []byte) view {
	var v view
	hidden, quotes := "", 0
	for pos := 0; pos < len(text); {
		if text[pos] == '<' {
			end := tagEnd(text, pos)
			name, closing := tagName(text[pos:end])
			switch {
			case hidden != "":
				if closing && name == hidden {
					hidden = ""
				}
			case !closing && (name == "style" || name == "script" || name == "title"):
				hidden = name
			case name == "blockquote" && closing:
				quotes = max(0, quotes-1)
			case name == "blockquote", quotes == 0 && bytes.Contains(text[pos:end], []byte("gmail_quote")):
				quotes++
			}
			if !inWord[name] {
				v.add(' ', pos, end, nobody)
			}
			pos = end
			continue
		}
		by := own
		if quotes > 0 {
			by = quoted
		}
		if text[pos] == '&' && hidden == "" {
			if end, seen := entity(text, pos); seen != "" {
				for i := range len(seen) {
					v.add(seen[i], pos, end, by)
				}
				pos = end
				continue
			}
		}
		if hidden == "" {
			v.add(text[pos], pos, pos+1, by)
		}
		pos++
	}
	return v
}

// inWord are tags that end no word.
var inWord = map[string]bool{"b": true, "i": true, "em": true, "strong": true, "span": true, "a": true, "font": true, "u": true}

func tagEnd(text []byte, pos int) int {
	if bytes.HasPrefix(text[pos:], []byte("<!--")) {
		if i := bytes.Index(text[pos:], []byte("-->")); i >= 0 {
			return pos + i + 3
		}
		return len(text)
	}
	if i := bytes.IndexByte(text[pos:], '>'); i >= 0 {
		return pos + i + 1
	}
	return len(text)
}

// tagName is the name of a tag in lower case.
func tagName(tag []byte) (name string, closing bool) {
	tag = bytes.TrimPrefix(tag, []byte("<"))
	if len(tag) > 0 && tag[0] == '/' {
		tag, closing = tag[1:], true
	}
	n := 0
	for n < len(tag) && n < 16 && (tag[n]|0x20 >= 'a' && tag[n]|0x20 <= 'z' || tag[n] >= '0' && tag[n] <= '9') {
		n++
	}
	return string(bytes.ToLower(tag[:n])), closing
}

// entity reads a character reference.
func entity(text []byte, pos int) (end int, seen string) {
	const most = 12
	i := bytes.IndexByte(text[pos:min(len(text), pos+most)], ';')
	if i < 0 {
		return pos, ""
	}
	name := string(text[pos : pos+i+1])
	if seen = html.UnescapeString(name); seen == name {
		return pos, ""
	}
	if seen == "\u00a0" {
		seen = " "
	}
	return pos + i + 1, seen
}
