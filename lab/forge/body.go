package forge

import (
	"bytes"
	"strings"

	"assay/lab/label"
)

// changed is a technique that makes one change of the writer's own words.
func changed(find picker) func(*work) bool {
	return func(w *work) bool { return w.change(find, own, w.usual()) }
}

// quoteChanged alters what the mail quotes of another.
func quoteChanged(w *work) bool {
	for _, find := range []picker{pickFigure, pickWord, pickDate, pickNegation} {
		if w.change(find, quoted, w.usual()) {
			w.leave(QuoteUnlike, true)
			return true
		}
	}
	return false
}

// twins alters the plain text alone, the HTML alone, or both, of a mail that
// has both.
func twins(h hand) func(*work) bool {
	return func(w *work) bool {
		if sides := w.sides(); len(sides) < 2 || !alike(sides[0], sides[1]) {
			return false
		}
		return w.anyChange(h)
	}
}

// htmlOnly alters a mail that has no plain text.
func htmlOnly(w *work) bool {
	if sides := w.sides(); len(sides) != 1 || !sides[0].html {
		return false
	}
	return w.anyChange(hand{html: true, byHand: !w.least(label.Able)})
}

// anyChange makes a change of whichever kind the text offers.
func (w *work) anyChange(h hand) bool {
	finders := []picker{pickFigure, pickWord, pickDate, pickName, pickNegation}
	for _, find := range shuffled(w, finders, len(finders)) {
		if w.change(find, own, h) {
			return true
		}
	}
	return false
}

// sentenceEnds are picks that put text behind the sentences of the writer.
func sentenceEnds(s *side, by whose, text string) (list []pick) {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	for _, t := range tokens(&s.view, by) {
		whole := string(s.view.text[t.start:t.stop])
		if len(t.word) > 2 && strings.HasSuffix(whole, ".") && ascii(whole) {
			list = append(list, pick{t.start, t.stop, whole + text})
		}
	}
	return list
}

// pickSentence adds a sentence.
func pickSentence(w *work, s *side, by whose) []pick {
	if w.Words.Sentence == nil {
		return nil
	}
	return sentenceEnds(s, by, " "+strings.TrimSpace(w.Words.Sentence(w.lang(s.view.text))))
}

// The lengths of what is taken out, in bytes.
const leastParagraph, mostParagraph = 40, 2000

// pickParagraph takes a paragraph of the writer out.
func pickParagraph(w *work, s *side, by whose) (list []pick) {
	if s.html {
		return nil
	}
	at := 0 // in the view
	for _, para := range bytes.SplitAfter(s.decoded, []byte(eolOf(s.decoded)+eolOf(s.decoded))) {
		v := viewPlain(para)
		if len(v.text) == 0 {
			continue
		}
		text := bytes.TrimSpace(v.text)
		i := bytes.Index(s.view.text[at:], text)
		if i < 0 || len(text) == 0 {
			continue
		}
		start, end := at+i, at+i+len(text)
		if n := end - start; n >= leastParagraph && n <= mostParagraph && start > 0 && s.view.all(start, end, by) {
			list = append(list, pick{start, end, ""})
		}
		at = end
	}
	return list
}

// pickForeign puts a passage of another matter behind a sentence.
func pickForeign(w *work, s *side, by whose) []pick {
	if w.Words.Foreign == nil {
		return nil
	}
	return sentenceEnds(s, by, " "+strings.TrimSpace(w.Words.Foreign(w.lang(s.view.text))))
}

// pickSpam puts spam behind a sentence, as a paragraph.
func pickSpam(w *work, s *side, by whose) []pick {
	if w.Words.Spam == nil {
		return nil
	}
	return sentenceEnds(s, by, "\n\n"+strings.TrimSpace(w.Words.Spam()))
}

// spliced is a technique that puts a passage in that does not belong.
func spliced(find picker) func(*work) bool {
	return func(w *work) bool {
		w.leave(ForeignPassage, true)
		return w.change(find, own, w.usual())
	}
}
