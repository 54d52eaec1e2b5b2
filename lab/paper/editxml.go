package paper

import (
	"bytes"
	"html"
	"math/rand/v2"
	"strings"
)

// span is a text in XML that people see.
type span struct{ from, to int }

// textsIn lists the texts between tags that wanted accepts; it is given what
// stands between < and >.
func textsIn(xml []byte, wanted func(tag string) bool) (list []span) {
	for at := 0; ; {
		open := bytes.IndexByte(xml[at:], '<')
		if open < 0 {
			return list
		}
		open += at
		shut := bytes.IndexByte(xml[open:], '>')
		if shut < 0 {
			return list
		}
		start := open + shut + 1
		at = start
		if tag := string(xml[open+1 : start-1]); strings.HasSuffix(tag, "/") || !wanted(tag) {
			continue
		}
		next := bytes.IndexByte(xml[start:], '<')
		if next > 0 && len(bytes.TrimSpace(xml[start:start+next])) > 0 {
			list = append(list, span{start, start + next})
		}
	}
}

func named(names ...string) func(string) bool {
	return func(tag string) bool {
		name, _, _ := strings.Cut(tag, " ")
		for _, n := range names {
			if n == name {
				return true
			}
		}
		return false
	}
}

// notMarkup accepts what can stand before a text of a page: no script, style
// or title.
func notMarkup(tag string) bool {
	name, _, _ := strings.Cut(strings.ToLower(strings.Join(strings.Fields(tag), " ")), " ")
	return name != "script" && name != "style" && name != "title" && !strings.HasPrefix(name, "!") && !strings.HasPrefix(name, "?")
}

// changeXML replaces one text; at is where its replacement begins.
func changeXML(r *rand.Rand, xml []byte, spans []span, e *Edit) (out []byte, at int, c choice, ok bool) {
	texts := make([]string, len(spans))
	for i, s := range spans {
		texts[i] = html.UnescapeString(string(xml[s.from:s.to]))
	}
	if c, ok = e.choose(r, texts); !ok {
		return nil, 0, c, false
	}
	s := spans[c.text]
	return splice(xml, s.from, s.to, escape(c.apply(texts[c.text]))), s.from, c, true
}

func splice(b []byte, from, to int, s string) []byte {
	out := make([]byte, 0, len(b)+len(s))
	return append(append(append(out, b[:from]...), s...), b[to:]...)
}

// between replaces what stands between the tags of the first such element.
func between(xml []byte, element, value string) []byte {
	from, to, ok := inElement(xml, element)
	if !ok {
		return xml
	}
	return splice(xml, from, to, escape(value))
}

// inElement is where the content of the first such element stands.
func inElement(xml []byte, element string) (from, to int, ok bool) {
	name := []byte("<" + element)
	for at := 0; ; {
		open := bytes.Index(xml[at:], name)
		if open < 0 {
			return 0, 0, false
		}
		at += open + len(name)
		if at >= len(xml) {
			return 0, 0, false
		}
		if c := xml[at]; c != '>' && c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			continue // a longer name, or an empty element
		}
		shut := bytes.IndexByte(xml[at:], '>')
		if shut < 0 {
			return 0, 0, false
		}
		from = at + shut + 1
		if xml[from-2] == '/' {
			continue
		}
		end := bytes.Index(xml[from:], []byte("</"+element+">"))
		return from, from + end, end >= 0
	}
}

func valueOf(xml []byte, element string) string {
	from, to, ok := inElement(xml, element)
	if !ok {
		return ""
	}
	return html.UnescapeString(string(xml[from:to]))
}
