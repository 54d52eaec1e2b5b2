package forge

import (
	"regexp"
	"strconv"
	"strings"

	"assay/mail"
)

// pick is a change of what a reader sees: a range of the view, and the words
// that stand there afterwards.
type pick struct {
	start, end int
	now        string
}

// picker finds all changes of one kind in the text of one writer.
type picker func(w *work, s *side, by whose) []pick

// token is a run of a view without blanks, and the word in it without its
// marks of punctuation.
type token struct {
	whole      string
	start, end int // of the word
	word       string
	stop       int // behind whole
}

// tokens are those that one writer wrote, addresses of mail and web left out.
func tokens(v *view, by whose) (list []token) {
	text := string(v.text)
	for pos := 0; pos < len(text); {
		if text[pos] == ' ' {
			pos++
			continue
		}
		end := len(text)
		if i := strings.IndexByte(text[pos:], ' '); i >= 0 {
			end = pos + i
		}
		whole := text[pos:end]
		left := len(whole) - len(strings.TrimLeft(whole, "\"'(*["))
		word := strings.TrimRight(whole[left:], ".,;:!?\"')]*")
		if word != "" && v.all(pos, end, by) && !strings.ContainsAny(whole, "@_=<>{}|\\") && !strings.Contains(whole, "://") {
			list = append(list, token{whole, pos + left, pos + left + len(word), word, end})
		}
		pos = end
	}
	return list
}

func pickWord(w *work, s *side, by whose) (list []pick) {
	lang := w.lang(s.view.text)
	for _, t := range tokens(&s.view, by) {
		if now := swaps[wordKey{lang, strings.ToLower(toUTF8(s.part, t.word))}]; now != "" {
			list = append(list, pick{t.start, t.end, likeCase(now, t.word)})
		}
	}
	return list
}

// toUTF8 reads the bytes of a part in its charset.
func toUTF8(p *mail.Part, text string) string {
	if ascii(text) {
		return text
	}
	s, _ := mail.DecodeCharset([]byte(text), p.Charset())
	return s
}

func pickNegation(w *work, s *side, by whose) (list []pick) {
	lang, all := w.lang(s.view.text), tokens(&s.view, by)
	for i, t := range all {
		now := negations[wordKey{lang, t.word}]
		negated := i+1 < len(all) && (all[i+1].word == "not" || all[i+1].word == "pas")
		if now != "" && !negated && t.whole == t.word {
			list = append(list, pick{t.start, t.end, now})
		}
	}
	return list
}

var figure = regexp.MustCompile(`^[$£€]?[1-9][0-9]*([.,][0-9]+)*[%€k]?$`)

// pickFigure changes a number that is no year, in its first digit.
func pickFigure(w *work, s *side, by whose) (list []pick) {
	for _, t := range tokens(&s.view, by) {
		digits := strings.Trim(t.word, "$£€%k.,")
		if !figure.MatchString(t.word) || len(digits) < 2 || len(t.word) > 14 || dated.MatchString(t.word) {
			continue
		}
		at := strings.IndexAny(t.word, "123456789")
		other := 1 + (int(t.word[at]-'1')+1+w.R.IntN(7))%9
		list = append(list, pick{t.start, t.end, t.word[:at] + strconv.Itoa(other) + t.word[at+1:]})
	}
	return list
}

// pickName puts another person in the place of one who is named within a
// sentence.
func pickName(w *work, s *side, by whose) (list []pick) {
	if w.Words.Name == nil {
		return nil
	}
	parts := strings.Fields(w.Words.Name())
	if len(parts) == 0 {
		return nil
	}
	other := parts[len(parts)-1]
	all := tokens(&s.view, by)
	for i, t := range all {
		if i == 0 || len(t.word) < 4 || !ascii(t.word) || t.whole[0] != t.word[0] || t.word[0] < 'A' || t.word[0] > 'Z' ||
			strings.Trim(t.word[1:], "abcdefghijklmnopqrstuvwxyz") != "" || t.word == other || calendar[strings.ToLower(t.word)] {
			continue
		}
		before := all[i-1]
		if t.start-before.end == 1 && before.word[len(before.word)-1] >= 'a' { // no sentence ends between them
			list = append(list, pick{t.start, t.end, other})
		}
	}
	return list
}
