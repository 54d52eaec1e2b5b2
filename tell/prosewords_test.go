package tell

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestWords: words are read as their definition has them, whether their text is
// of ASCII, which is counted where it stands, or not.
func TestWords(t *testing.T) {
	pieces := []string{"viagra", "Casino", "THE", "und", "der", "don't", "well-known", "für", "ÉTÉ", "été", "’", "-", " ", "  ", ".", "9", "\u00a0", "что", "overnight", "dysfunctional", "K"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 20).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '-' && r != '’' })
		var w wordReader
		var got []string
		w.each(text, func(word []byte) { got = append(got, string(word)) })
		if diff := cmp.Diff(words, got); diff != "" && len(words)+len(got) > 0 {
			t.Fatalf("words of %q: %s", text, diff)
		}
		u, want := unit{text: text}, unit{text: text, words: int32(len(words))}
		w.read(&u)
		for _, word := range words {
			e := lexica().words[word]
			if e != nil && e.lang != none {
				want.tongues[e.lang]++
			}
			if e != nil && e.matters != 0 && !strings.Contains(" "+spamWords(want)+" ", " "+e.word+" ") {
				want.spam = append(want.spam, e)
			}
		}
		if u.words != want.words || u.tongues != want.tongues || spamWords(u) != spamWords(want) {
			t.Fatalf("%q: %d words of %v, spam %q; want %d of %v, spam %q", text, u.words, u.tongues, spamWords(u), want.words, want.tongues, spamWords(want))
		}
	})
}

func spamWords(u unit) string {
	var list []string
	for _, e := range u.spam {
		list = append(list, e.word)
	}
	return strings.Join(list, " ")
}

// TestLexicon: the table fits what holds its numbers.
func TestLexicon(t *testing.T) {
	l := lexica()
	if n, m := len(l.languages), len(l.matters); n == 0 || n > maxLanguages || m == 0 || m > maxMatters {
		t.Errorf("%d languages and %d matters", n, m)
	}
}

// TestCountLetters: letters are counted wherever they stand among ASCII.
func TestCountLetters(t *testing.T) {
	for before := range 3 * stride {
		content := strings.Repeat("a", before) + "é" + strings.Repeat("b", 2*stride) + "\xe9c"
		multi, single := countLetters([]byte(content))
		if multi.n != 1 || multi.first != before || single.n != 1 || single.first != len(content)-2 {
			t.Fatalf("behind %d letters: %+v, %+v", before, multi, single)
		}
		if isASCII(content) || !isASCII(content[:before]) {
			t.Fatalf("behind %d letters: ASCII %v, before it %v", before, isASCII(content), isASCII(content[:before]))
		}
	}
}
