package paper

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// choice is where a text is changed, and into what.
type choice struct {
	text     int // which of the texts
	from, to int // bytes of it
	was, now string
}

const months = `January|February|March|April|May|June|July|August|September|October|November|December|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre`

var (
	dateInWords = regexp.MustCompile(`\b([1-9]|[12][0-9]|3[01]) (?:` + months + `) (?:19|20)[0-9]{2}\b`)
	dateInSigns = regexp.MustCompile(`\b(?:[0-3][0-9][/.][01][0-9][/.](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])\b`)
	figures     = regexp.MustCompile(`[0-9]+(?:[.,  ][0-9]{2,3})*`)
	plainWords  = regexp.MustCompile(`\p{Ll}{5,}`)
)

// choose finds what the edit replaces among texts.
func (e *Edit) choose(r *rand.Rand, texts []string) (choice, bool) {
	if e.Replace != "" {
		for i, s := range texts {
			if at := strings.Index(s, e.Replace); at >= 0 {
				return choice{i, at, at + len(e.Replace), e.Replace, e.With}, e.With != e.Replace
			}
		}
		return choice{}, false
	}
	kinds := []Kind{e.Kind}
	if e.Kind == "" {
		kinds = []Kind{Figure, Date, Word}
		r.Shuffle(len(kinds), func(i, j int) { kinds[i], kinds[j] = kinds[j], kinds[i] })
	}
	for _, k := range kinds {
		if c, ok := e.draw(r, texts, k); ok {
			return c, true
		}
	}
	return choice{}, false
}

// draw picks one of the places of a kind.
func (e *Edit) draw(r *rand.Rand, texts []string, k Kind) (choice, bool) {
	var places []choice
	add := func(patterns ...*regexp.Regexp) {
		for i, s := range texts {
			for _, p := range patterns {
				for _, at := range p.FindAllStringIndex(s, -1) {
					places = append(places, choice{text: i, from: at[0], to: at[1], was: s[at[0]:at[1]]})
				}
			}
		}
	}
	switch k {
	case Date:
		add(dateInWords, dateInSigns)
	case Figure:
		add(figures)
		places = withoutDates(texts, places)
	default:
		add(plainWords)
		places = wholeWords(texts, places)
	}
	if len(places) == 0 {
		return choice{}, false
	}
	c := places[r.IntN(len(places))]
	switch {
	case e.With != "":
		c.now = e.With
	case k == Date:
		c.now = otherDate(r, c.was)
	case k == Figure:
		c.now = otherFigure(r, c.was)
	default:
		c.now = otherWord(r, places, c.was)
	}
	return c, c.now != c.was
}

// otherWord is another word of the same texts.
func otherWord(r *rand.Rand, places []choice, was string) string {
	for i, start := 0, r.IntN(len(places)); i < len(places); i++ {
		if w := places[(start+i)%len(places)].was; w != was {
			return w
		}
	}
	return was
}

// withoutDates leaves out figures that are part of a date or of a word.
func withoutDates(texts []string, places []choice) (kept []choice) {
	dates, of := [][]int(nil), -1
	for _, c := range places { // in the order of the texts, and of each text
		s := texts[c.text]
		if c.text != of {
			of = c.text
			dates = append(dateInWords.FindAllStringIndex(s, -1), dateInSigns.FindAllStringIndex(s, -1)...)
			slices.SortFunc(dates, func(a, b []int) int { return a[0] - b[0] })
		}
		for len(dates) > 0 && dates[0][1] <= c.from {
			dates = dates[1:]
		}
		inside := len(dates) > 0 && c.from >= dates[0][0]
		if !inside && !besideLetter(s, c.from, c.to) {
			kept = append(kept, c)
		}
	}
	return kept
}

func wholeWords(texts []string, places []choice) (kept []choice) {
	for _, c := range places {
		if !besideLetter(texts[c.text], c.from, c.to) {
			kept = append(kept, c)
		}
	}
	return kept
}

func besideLetter(s string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, _ := utf8.DecodeRuneInString(s[to:])
	return unicode.IsLetter(before) || unicode.IsLetter(after) || unicode.IsDigit(before) || unicode.IsDigit(after)
}

// otherFigure is a figure of as many digits.
func otherFigure(r *rand.Rand, s string) string {
	b := []byte(s)
	at := strings.IndexFunc(s, unicode.IsDigit)
	old := int(b[at] - '0')
	b[at] = byte('1' + (old-1+9+1+r.IntN(8))%9)
	return string(b)
}

// otherDate is another day of the same month, or of its years' dates.
func otherDate(r *rand.Rand, s string) string {
	start, end := 0, strings.IndexAny(s, " /.")
	if end < 0 { // year first
		start, end = len(s)-2, len(s)
	}
	day, err := strconv.Atoi(s[start:end])
	if err != nil {
		return s
	}
	day = 1 + (day-1+1+r.IntN(26))%28
	if dateInWords.MatchString(s) {
		return s[:start] + strconv.Itoa(day) + s[end:]
	}
	return s[:start] + fmt.Sprintf("%02d", day) + s[end:]
}

// apply is the text with the change.
func (c choice) apply(s string) string { return s[:c.from] + c.now + s[c.to:] }
