package reading

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"assay/document"
)

// maxReadings bounds the pages whose words are shown; context is how many words
// stand around those that changed, and maxWords how many are shown of a page.
const (
	maxReadings  = 20
	wordsAround  = 6
	maxWordsSeen = 60
)

// compareWords gives the pages on which a reader of now sees other words than
// one of signed did. The same words in another order are no difference:
// programmes order what stands on a page in many ways.
func compareWords(signed, now []string) (list []document.Reading) {
	lost := lostWords(signed, now)
	for i := range max(len(signed), len(now)) {
		a, b := words(signed, i), words(now, i)
		if sameWords(a, b) {
			continue
		}
		if len(list) == maxReadings {
			break
		}
		from, toA, toB := difference(a, b)
		list = append(list, document.Reading{Page: i + 1, Signed: excerpt(a, from, toA), Now: excerpt(b, from, toB),
			Lost: slices.ContainsFunc(a, func(w string) bool { return lost[w] })})
	}
	return list
}

// lostWords are words that stand more often in the pages of signed than in those
// of now, where others stand now that were not signed. Where the letters are the
// same, none is lost: programmes that write a page again part words in other
// places. Where words were only taken away, as a redaction does, all that stands
// there was signed.
func lostWords(signed, now []string) map[string]bool {
	if maps.Equal(letters(signed), letters(now)) {
		return nil
	}
	before, after := wordCount(signed), wordCount(now)
	if len(fewer(after, before)) == 0 {
		return nil
	}
	return fewer(before, after)
}

// fewer are the words of which b has fewer than a.
func fewer(a, b map[string]int) map[string]bool {
	list := map[string]bool{}
	for w, n := range a {
		if b[w] < n {
			list[w] = true
		}
	}
	return list
}

// wordCount counts the words of all pages.
func wordCount(pages []string) map[string]int {
	count := map[string]int{}
	for _, w := range strings.Fields(strings.Join(pages, " ")) {
		count[w]++
	}
	return count
}

// letters counts the letters of all pages, blanks apart.
func letters(pages []string) map[rune]int {
	count := map[rune]int{}
	for _, page := range pages {
		for _, r := range page {
			if !unicode.IsSpace(r) {
				count[r]++
			}
		}
	}
	return count
}

// words are those of a page, none where there is no such page.
func words(pages []string, i int) []string {
	if i >= len(pages) {
		return nil
	}
	return strings.Fields(pages[i])
}

func sameWords(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

// difference is where a and b differ: from the same word on, up to toA and toB.
func difference(a, b []string) (from, toA, toB int) {
	for from < min(len(a), len(b)) && a[from] == b[from] {
		from++
	}
	toA, toB = len(a), len(b)
	for toA > from && toB > from && a[toA-1] == b[toB-1] {
		toA--
		toB--
	}
	return from, toA, toB
}

// excerpt is the words from..to with some around them.
func excerpt(list []string, from, to int) string {
	begin, end := max(0, from-wordsAround), min(len(list), to+wordsAround)
	text := ""
	if end-begin > maxWordsSeen {
		end, text = begin+maxWordsSeen, " …"
	}
	return document.Clip(strings.Join(list[begin:end], " ") + text)
}
