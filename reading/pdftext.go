package reading

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"assay/document"
)

// pages is what the parser of the text of a PDF answers.
type pages struct {
	Text     []string // of each page
	Problems []string // what could not be read, in words
	Language string   // empty where it is not sure
}

// addText puts the text of the pages of a PDF before what is there, and compares it with the text of signed
// states that were changed later.
func (r *Reader) addText(ctx context.Context, d *document.Document, content []byte) error {
	now, failed, err := r.text(ctx, content)
	if err != nil {
		return err
	}
	if failed.happened() {
		d.Unread("pdf/text-unread", "the text", fmt.Sprintf("Its text could not be read: %s. It cannot be searched.", failed.why))
		return nil
	}
	for _, p := range now.Problems {
		d.Unread("pdf/text-unread", "the text", p)
	}
	d.Text = strings.TrimSuffix(strings.Join(append(now.Text, d.Text), "\n\f\n"), "\n\f\n")
	addLanguage(d, now.Language)
	d.Bound()
	for i := range d.Signed {
		s := &d.Signed[i]
		if !asksForWords(s) || s.Revision < 1 || s.Revision > len(d.Revisions) {
			continue
		}
		signed, failed, err := r.text(ctx, content[:d.Revisions[s.Revision-1].Length])
		if err != nil {
			return err
		}
		if failed.happened() {
			d.Unread("pdf/text-unread", s.Where, fmt.Sprintf("The text of the signed state could not be read: %s.", failed.why))
			continue
		}
		s.Reads = compareWords(signed.Text, now.Text)
	}
	return nil
}

// asksForWords reports whether a signature holds, and a reader may see other
// words than the signer did.
func asksForWords(s *document.Signature) bool {
	worst := document.Worst(s.Changes)
	return holds(s) && (worst == document.Visible || worst == document.Hidden)
}

// text has the text of a PDF read.
func (r *Reader) text(ctx context.Context, content []byte) (p pages, failed failure, err error) {
	r.warmUp(ctx)
	answer, failed, err := r.do(ctx, pdfText, content)
	if err != nil || failed.happened() {
		return p, failed, err
	}
	return p, decode(answer, &p), nil
}

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
	for i := range max(len(signed), len(now)) {
		a, b := words(signed, i), words(now, i)
		if sameWords(a, b) {
			continue
		}
		if len(list) == maxReadings {
			break
		}
		from, toA, toB := difference(a, b)
		list = append(list, document.Reading{Page: i + 1, Signed: excerpt(a, from, toA), Now: excerpt(b, from, toB)})
	}
	return list
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
