package repair

import (
	"strings"
)

// Bounds on what is compared word by word. Of more, the digest is compared.
const (
	maxCompared = 8 << 20 // bytes of one part
	maxTokens   = 400_000 // of one kind of text in a message
)

// hiddenText is the kind of what stands outside the parts, where old
// programmes show it.
const hiddenText = "outside the parts"

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
