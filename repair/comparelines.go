package repair

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"assay/item"
	"assay/mail"
)

// token is a line of text, or a tag, a comment or a style of a page, which can
// change what is shown: a link, a picture, what is hidden.
type token struct {
	text   string
	markup bool
	part   int // the part it stands in
	quotes int // the > that were taken from before "From "
}

// shownTexts are the tokens of a message's own text, by the type of part:
// programmes show the one or the other.
func shownTexts(m *mail.Message) map[string][]token {
	texts := map[string][]token{}
	part := 0
	bad := unreadable(m)
	hidden := func(p *mail.Part) {
		for _, f := range oddFields(m, p, bad) {
			texts[hiddenText] = append(texts[hiddenText], plainTokens(f, part)...)
		}
	}
	m.Root.Leaves(func(p *mail.Part) bool {
		if part++; p.Own() {
			texts[p.Type] = append(texts[p.Type], tokens(m, p, part)...)
		}
		hidden(p)
		return true
	})
	m.Root.Multiparts(func(p *mail.Part) {
		hidden(p)
		for _, s := range []mail.Span{p.Preamble, p.Epilogue} {
			if s.Len() > 0 && !isPreamble(m.Raw[s.Start:s.End]) {
				part++
				texts[hiddenText] = append(texts[hiddenText], plainTokens(string(m.Raw[s.Start:s.End]), part)...)
			}
		}
	})
	for _, f := range m.Header {
		if f.Junk() && !f.Postmark() {
			texts[hiddenText] = append(texts[hiddenText], plainTokens(string(f.Raw), 0)...)
		}
	}
	for kind, list := range texts {
		if len(list) > maxTokens {
			texts[kind] = []token{whole(list)}
		}
	}
	return texts
}

// isPreamble reports whether text is one of the usual notes for readers that
// know no MIME, or none.
func isPreamble(text []byte) bool {
	note := strings.Join(strings.Fields(string(text)), " ")
	return slices.Contains(strings.Split(strings.TrimSuffix(preambleList, "\n"), "\n"), note)
}

// whole stands for tokens that are too many.
func whole(list []token) token {
	var all strings.Builder
	for _, t := range list {
		all.WriteString(t.text + "\n")
	}
	return token{text: "text with the digest " + item.Sum([]byte(all.String())).String()}
}

func tokens(m *mail.Message, p *mail.Part, part int) []token {
	content, rubbish := m.Decode(p)
	if doubtful(m, p, rubbish) { // programmes differ in what they make of it
		content = append(slices.Clip(content), m.RawBody(p)...)
	}
	if len(content) > maxCompared {
		return []token{{text: "text with the digest " + item.Sum(content).String(), part: part}}
	}
	text, known := mail.DecodeCharset(content, p.Charset())
	if !known { // likewise
		text += "\n" + strings.ToLower(p.Charset())
	}
	if p.Type == "text/html" {
		return pageTokens(text, part)
	}
	return plainTokens(text, part)
}

func plainTokens(text string, part int) (list []token) {
	for line := range strings.Lines(text) {
		if shown := shownLine(line); shown != "" {
			t := token{text: shown, part: part}
			if strings.HasPrefix(shown, "From ") {
				t.quotes = len(strings.TrimSpace(line)) - len(strings.TrimLeft(strings.TrimSpace(line), ">"))
			}
			list = append(list, t)
		}
	}
	return list
}

// shownLine is a line as a reader sees it, without what mailbox files put
// before some.
func shownLine(line string) string {
	line = strings.Join(strings.Fields(line), " ")
	if rest := strings.TrimLeft(line, ">"); strings.HasPrefix(rest, "From ") {
		return rest
	}
	return line
}

// pageTokens are the lines of text of a page and all that stands between them.
func pageTokens(page string, part int) (list []token) {
	z := html.NewTokenizer(strings.NewReader(page))
	z.SetMaxBuf(len(page) + 1)
	for {
		kind := z.Next()
		raw := z.Raw()
		if kind == html.ErrorToken {
			return append(list, plainTokens(string(raw), part)...)
		}
		if kind == html.TextToken {
			list = append(list, plainTokens(html.UnescapeString(string(raw)), part)...)
			continue
		}
		list = append(list, token{text: string(bytes.Join(bytes.Fields(raw), []byte(" "))), markup: true, part: part})
	}
}

// kinds are the kinds of text that one message or another has, sorted.
func kinds(texts ...map[string][]token) (list []string) {
	for _, t := range texts {
		for kind := range t {
			list = append(list, kind)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
