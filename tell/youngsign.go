package tell

import (
	_ "embed"
	"fmt"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/rangetable"

	"assay/document"
)

//go:embed unicode.tsv
var unicodeTable string

// youngSign: new signs come with every version of Unicode; who writes today
// forgets that one of them did not exist.
var youngSign = Tell{
	ID:    "text/young-sign",
	Asks:  "Was every sign of the text assigned in Unicode at its date?",
	Rests: "the property Age of Unicode (UAX #44), and the days on which its versions were published",
	Innocent: []string{"a clock that was wrong", "a document that keeps the date of its template, or of an earlier version",
		"a text that a server or programme wrote anew later", "a font or programme that used the number before Unicode did"},
	Cause: Anachronism,
	Mail: func(m *Mail) Result {
		date, ok := m.Date()
		if !ok {
			return NotApplicable()
		}
		result := NotApplicable()
		for _, t := range m.texts() {
			if t.charset != "utf-8" && t.charset != "utf8" { // others are read by today's tables
				continue
			}
			switch s, found, judged := signAfter(t.text, date); {
			case found:
				return Found(s.mark("part "+t.Number, date))
			case judged:
				result = Absent()
			}
		}
		return result
	},
	Document: func(d *document.Document) Result {
		last, ok := lastTime(d)
		if !ok || d.Text == "" || d.Kind == document.Image {
			return NotApplicable()
		}
		switch s, found, judged := signAfter(d.Text, last); {
		case found:
			return Found(s.mark("the text", last))
		case judged:
			return Absent()
		}
		return NotApplicable()
	},
}

// lastTime is the latest time at which a document says that it was written.
func lastTime(d *document.Document) (last time.Time, ok bool) {
	for _, t := range d.Times {
		if t.What != document.Created && t.What != document.Modified && t.What != document.Saved && t.What != document.Edited {
			continue
		}
		at, err := time.Parse(time.RFC3339, t.At)
		if err != nil {
			at, err = time.Parse(document.Zoneless, t.At)
		}
		if err == nil && at.After(last) {
			last, ok = at, true
		}
	}
	return last, ok
}

// signMargin is the time that signs are fixed, and tried in fonts, before the
// version of Unicode that holds them is published.
const signMargin = 365 * day

// age is a version of Unicode.
type age struct {
	version   string
	published time.Time
	signs     *unicode.RangeTable // assigned in it and before
}

// ages are the versions from 4.1 on, the oldest first.
var ages = sync.OnceValue(func() (list []age) {
	for _, r := range firstDays(unicodeTable)() {
		if signs := rangetable.Assigned(r.cells[0]); signs != nil {
			list = append(list, age{r.cells[1], r.first, signs})
		}
	}
	return list
})

// sign is a sign that is younger than its text.
type sign struct {
	r         rune
	at        int
	version   string
	published time.Time
}

// signAfter finds the first sign that was not assigned at a time; judged is false
// where the tables say nothing of that time. Below firstNew every sign that is in
// use is older than mail in UTF-8.
func signAfter(text string, at time.Time) (s sign, found, judged bool) {
	const firstNew = 0x1d00
	list := ages()
	n := 0 // the first version that was published after it
	for n < len(list) && !list[n].published.After(at.Add(signMargin)) {
		n++
	}
	if n == 0 || n == len(list) { // too old for the tables, or nothing is younger
		return sign{}, false, false
	}
	if isASCII(text) {
		return sign{}, false, true
	}
	known := list[n-1].signs
	for i := 0; i < len(text); {
		if text[i] < 0xe1 { // below U+1000: a byte of a letter of up to two
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r >= firstNew && r != utf8.RuneError && !unicode.Is(known, r) {
			for _, a := range list[n:] {
				if unicode.Is(a.signs, r) {
					return sign{r, i, a.version, a.published}, true, true
				}
			}
		}
		i += size
	}
	return sign{}, false, true
}

func (s sign) mark(where string, date time.Time) Mark {
	return Mark{
		Where: fmt.Sprintf("%s, byte %d of the decoded text", where, s.at),
		Why: fmt.Sprintf("The sign %U %c was assigned in Unicode %s, published on %s; the text claims %s.",
			s.r, s.r, s.version, s.published.Format("2 January 2006"), date.Format("2 January 2006")),
		Recheck: fmt.Sprintf("look up the Age of %U in DerivedAge.txt of Unicode", s.r),
	}
}
