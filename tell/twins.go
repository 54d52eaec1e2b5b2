package tell

import (
	"fmt"
	"slices"
	"strings"

	"assay/mail"
)

// twins: a mailer makes the plain text of a mail out of its HTML. Who changes
// one of them by hand has to change the other in the same way.
var twins = Tell{
	ID:    "mail/twins",
	Asks:  "Do the plain text and the HTML of a mail that say the same differ in a figure, a name or a sentence?",
	Rests: "RFC 2046 §5.1.4: the parts of multipart/alternative hold the same information; mailers convert one into the other",
	Innocent: []string{"a programme or person that wrote both texts apart", "a list or gateway that rewrote links or names in one of them",
		"a template that was filled in twice"},
	Cause: TwoVersions,
	Mail: func(m *Mail) Result {
		result := NotApplicable()
		var marks []Mark
		for _, pair := range m.alternatives() {
			plain, page := plainWords(pair[0].text), pageWords(pair[1].text)
			changes, near := nearlySame(plain, page)
			if !near {
				continue
			}
			result = Absent()
			for _, c := range changes {
				if why := c.telling(plain, page); why != "" {
					marks = append(marks, twinMark(pair, plain, c, why))
				}
			}
		}
		if len(marks) > 0 && len(marks) <= mostTwinChanges {
			return Found(marks...)
		}
		return result
	},
}

// alternatives are the pairs of plain text and HTML that the mail offers for
// each other.
func (m *Mail) alternatives() (pairs [][2]*ownText) {
	if !m.Root.Multipart() {
		return nil
	}
	texts := m.texts()
	m.Root.Multiparts(func(p *mail.Part) {
		if p.Type != "multipart/alternative" {
			return
		}
		var plain, page *ownText
		for i := range texts {
			switch t := &texts[i]; {
			case t.Span.Start < p.Span.Start || t.Span.End > p.Span.End:
			case t.Type == "text/plain" && plain == nil:
				plain = t
			case t.Type == "text/html" && page == nil:
				page = t
			}
		}
		if plain != nil && page != nil {
			pairs = append(pairs, [2]*ownText{plain, page})
		}
	})
	return pairs
}

// Bounds on when two texts are one that was changed. On real mail the plain
// text that a mailer made differs from the HTML in marks of lists and links at
// most; texts that were written apart differ everywhere.
const (
	leastTwinWords  = 15   // words of either
	twinShare       = 0.93 // of the words stand in both, in the same order
	shortShare      = 0.75 // the same of a short text, in which one sentence weighs more
	fewTwinPlaces   = 2    // changes of any kind up to which that is enough
	mostTwinChanges = 3    // changes that tell; more are two texts
	mostTwinPlaces  = 12   // changes of any kind
)

// nearlySame are the changes from one text to the other; near is false where
// these are no twins.
func nearlySame(plain, page []string) (changes []change, near bool) {
	if min(len(plain), len(page)) < leastTwinWords {
		return nil, false
	}
	changes, ok := differences(plain, page)
	if !ok || len(changes) > mostTwinPlaces {
		return nil, false
	}
	lost := 0
	for _, c := range changes {
		lost += max(c.a1-c.a0, c.b1-c.b0)
	}
	share := twinShare
	if len(changes) <= fewTwinPlaces {
		share = shortShare
	}
	return changes, float64(lost) <= (1-share)*float64(max(len(plain), len(page)))
}

// longest replacement that is shown, in words.
const longestChange = 25

// telling says why a change is one that no conversion makes, or nothing.
func (c change) telling(plain, page []string) string {
	a, b := plain[c.a0:c.a1], page[c.b0:c.b1]
	edge := c.a0 == 0 || c.a1 == len(plain) || c.b0 == 0 || c.b1 == len(page) // a heading, a footer
	switch {
	case max(len(a), len(b)) > longestChange || edge && len(a) != len(b) || ofLinks(a) || ofLinks(b):
		return ""
	case len(a) > 0 && len(b) > 0:
		if sameLetters(a, b) {
			return ""
		}
		return fmt.Sprintf("the plain text has %q where the HTML has %q", strings.Join(a, " "), strings.Join(b, " "))
	}
	more, who := a, "plain text"
	if len(a) == 0 {
		more, who = b, "HTML"
	}
	if len(more) >= leastSentence || slices.ContainsFunc(more, func(w string) bool { return negations[w] }) {
		return fmt.Sprintf("the %s alone has %q", who, strings.Join(more, " "))
	}
	return ""
}

// leastSentence is the number of words from which an insertion is no mark of a
// list, no description of a picture and no host of a link.
const leastSentence = 5

// negations are words that turn what a sentence says.
var negations = map[string]bool{"not": true, "no": true, "never": true, "without": true, "nicht": true, "kein": true, "keine": true,
	"nie": true, "ohne": true, "ne": true, "pas": true, "jamais": true, "sans": true, "non": true, "nunca": true, "sin": true}

// ofLinks reports whether words are those that stand for a link where none can
// be followed.
func ofLinks(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return w == "click" || w == "link" || w == "klicken" || w == "cliquez" })
}

// sameLetters reports whether words differ in where they are cut, in letters
// beyond ASCII, which a charset that is read wrongly changes, or in the sign of
// a trade mark alone.
func sameLetters(a, b []string) bool {
	return ascii(a, "") == ascii(b, "") || ascii(a, "r") == ascii(b, "r") || ascii(a, "tm") == ascii(b, "tm")
}

// ascii joins the ASCII of words, which lose an ending.
func ascii(words []string, ending string) string {
	var b strings.Builder
	for _, w := range words {
		for _, r := range strings.TrimSuffix(w, ending) {
			if r <= '~' {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

func twinMark(pair [2]*ownText, plain []string, c change, why string) Mark {
	before := strings.Join(plain[max(0, c.a0-4):c.a0], " ")
	return Mark{
		Where:   fmt.Sprintf("parts %s and %s, behind %q", pair[0].Number, pair[1].Number, shown(before)),
		Why:     "The two texts of this mail are word for word the same elsewhere; here " + why + ". A mailer makes one out of the other.",
		Recheck: "compare the parts text/plain and text/html of the mail's source",
	}
}
