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

// Bounds on what is compared word by word. Of more, the digest is compared.
const (
	maxCompared = 8 << 20 // bytes of one part
	maxTokens   = 400_000 // of one kind of text in a message
)

// hiddenText is the kind of what stands outside the parts, where old
// programmes show it.
const hiddenText = "outside the parts"

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

// text finds the tokens that were added, in the order of the message, and
// those that are missing.
func (d *Difference) text(have, want []token) {
	edits, only := additions(have, want)
	if !only {
		edits = script(texts(have), texts(want))
	}
	signed := signedParts(have, edits)
	missing := 0
	for _, e := range append(bared(have, want, edits), edits...) {
		if e.from < e.to {
			d.addText(have[e.from:e.to], signed.around(have, e))
		}
		for _, t := range want[e.at:e.end] {
			if missing++; missing <= maxDiffLines {
				d.Removed = append(d.Removed, clip(strings.Repeat(">", min(t.quotes, maxShownText))+t.text))
			}
		}
	}
}

// bared are the lines that were signed with more > before "From " than they
// are stored with. Mailbox files put such signs in; where one is missing, what
// the author quoted looks like his own words.
func bared(have, want []token, edits []edit) (list []edit) {
	i, at := 0, 0
	pairs := func(to int) {
		for ; i < to && at < len(want); i, at = i+1, at+1 {
			if have[i].quotes < want[at].quotes {
				list = append(list, edit{i, i + 1, at, at + 1})
			}
		}
	}
	for _, e := range edits {
		pairs(e.from)
		i, at = e.to, at+e.end-e.at
	}
	pairs(len(have))
	return list
}

// additions are the runs that have has beside want; only is false where want
// has something that have has not, in that order.
func additions(have, want []token) (edits []edit, only bool) {
	same := 0 // from the end: what was added mostly stands there
	for same < min(len(have), len(want)) && have[len(have)-1-same].text == want[len(want)-1-same].text {
		same++
	}
	end := len(have) - same
	at, last := 0, len(want)-same
	for i := 0; i < end; i++ {
		if at < last && have[i].text == want[at].text {
			at++
			continue
		}
		if n := len(edits); n > 0 && edits[n-1].to == i {
			edits[n-1].to++
			continue
		}
		edits = append(edits, edit{i, i + 1, at, at})
	}
	if n := len(edits); n > 0 { // of all places that the last may have, the latest
		for e := &edits[n-1]; e.to < len(have) && have[e.from].text == have[e.to].text; {
			e.from, e.to = e.from+1, e.to+1
		}
	}
	return edits, at == last
}

// signedSpan is where the first and the last signed words of a part stand.
type signedSpan struct{ first, last int }

type signedSpans map[int]signedSpan

func signedParts(have []token, edits []edit) signedSpans {
	spans := signedSpans{}
	next := 0
	for i, t := range have {
		for next < len(edits) && edits[next].to <= i {
			next++
		}
		if t.markup || next < len(edits) && edits[next].from <= i {
			continue
		}
		s, known := spans[t.part]
		if !known {
			s.first = i
		}
		s.last = i
		spans[t.part] = s
	}
	return spans
}

// around reports whether signed words stand on both sides of an addition, in
// the parts that it begins and ends in.
func (s signedSpans) around(have []token, e edit) bool {
	before, ok1 := s[have[e.from].part]
	behind, ok2 := s[have[e.to-1].part]
	return ok1 && ok2 && before.first < e.from && behind.last >= e.to
}

func (d *Difference) addText(run []token, inside bool) {
	var all, words []string
	for _, t := range run {
		all = append(all, t.text)
		if !t.markup {
			words = append(words, t.text)
		}
	}
	shown := words
	if len(words) == 0 {
		shown = all
	}
	d.add(Addition{
		Kind: AddedText, Text: clip(strings.Join(shown, "\n")), Lines: len(shown),
		Key: key(AddedText, strings.Join(all, "\n")), Inside: inside,
	})
}

func texts(list []token) [][]byte {
	lines := make([][]byte, len(list))
	for i, t := range list {
		lines[i] = []byte(t.text)
	}
	return lines
}
