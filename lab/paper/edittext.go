package paper

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
)

// changeText alters a plain text, line by line; the ends of lines stay.
func changeText(r *rand.Rand, content []byte, e Edit) (Edited, bool) {
	end := "\n"
	if bytes.Contains(content, []byte("\r\n")) {
		end = "\r\n"
	}
	lines := strings.Split(string(content), end)
	var out Edited
	if e.replaces() {
		c, ok := e.choose(r, lines)
		if !ok {
			return Edited{}, false
		}
		lines[c.text] = c.apply(lines[c.text])
		out.Was, out.Now, out.Lines = c.was, c.now, []int{c.text + 1}
	}
	if len(e.Insert) > 0 {
		at, ok := gap(r, lines)
		if !ok {
			return Edited{}, false
		}
		out.insert(&lines, at, e.Insert)
	}
	out.Content = []byte(strings.Join(lines, end))
	return out, true
}

// gap is a place in the middle of a text: before a line that has one with
// words before it.
func gap(r *rand.Rand, lines []string) (int, bool) {
	var places []int
	seen := 0
	for i, s := range lines {
		if s = strings.TrimSpace(s); s != "" {
			if seen++; seen > 2 { // not in the head
				places = append(places, i)
			}
		}
	}
	if len(places) == 0 {
		return 0, false
	}
	return places[r.IntN(len(places))], true
}

// insert puts passages before a line, apart from it where the text sets its
// paragraphs apart.
func (out *Edited) insert(lines *[]string, at int, passages []string) {
	apart := at > 0 && strings.TrimSpace((*lines)[at-1]) == ""
	var put []string
	for i := range out.Lines {
		if out.Lines[i] > at {
			out.Lines[i] += len(passages)
			if apart {
				out.Lines[i] += len(passages)
			}
		}
	}
	for _, s := range passages {
		out.Lines = append(out.Lines, at+len(put)+1)
		if put = append(put, s); apart {
			put = append(put, "")
		}
	}
	*lines = slices.Insert(*lines, at, put...)
	slices.Sort(out.Lines)
}

// changePage alters a page of the web.
func changePage(r *rand.Rand, content []byte, e Edit) (Edited, bool) {
	var out Edited
	body := max(0, bytes.Index(content, []byte("<body")))
	if e.replaces() {
		xml, _, c, ok := changeXML(r, content[body:], textsIn(content[body:], notMarkup), &e)
		if !ok {
			return Edited{}, false
		}
		content = append(bytes.Clone(content[:body]), xml...)
		out.Was, out.Now = c.was, c.now
	}
	if len(e.Insert) > 0 {
		var places []int
		for at := body; ; {
			i := bytes.Index(content[at:], []byte("</p>"))
			if i < 0 {
				break
			}
			at += i + 4
			places = append(places, at)
		}
		if len(places) == 0 {
			return Edited{}, false
		}
		at := places[r.IntN(len(places))]
		content = splice(content, at, at, "\n<p>"+strings.Join(escapeAll(e.Insert), "</p>\n<p>")+"</p>")
	}
	out.Content = content
	return out, true
}

func escapeAll(list []string) (out []string) {
	for _, s := range list {
		out = append(out, escape(s))
	}
	return out
}
