package prose_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"assay/lab/prose"
)

func story(seed uint64, lang, topic string) *prose.Story {
	return prose.NewStory(rand.New(rand.NewPCG(seed, 1)), lang, topic, prose.Cast{
		Org: "Made-up Party", People: []string{"Ann Wexcombe", "Bo Kestwick"}, At: time.Date(2016, 5, 4, 0, 0, 0, 0, time.UTC)})
}

// TestEveryPattern fills every pattern: none has a slot that nothing fills.
func TestEveryPattern(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		for _, topic := range prose.Topics {
			s := story(7, lang, topic)
			var all []string
			for part := prose.Opens; part <= prose.SignsOff; part++ {
				for range 12 {
					all = append(all, s.Mail(part, "Ann", "Bo", "plan.docx"))
				}
			}
			for range 5 {
				head, list := s.Article()
				all = append(append(all, head), list...)
				head, list = s.Minutes()
				all = append(append(all, head), list...)
				head, text := s.News()
				all = append(all, head, text)
			}
			for _, text := range all {
				if strings.ContainsAny(text, "{}*") || strings.TrimSpace(text) == "" || strings.Contains(text, "..") {
					t.Errorf("%s, %s: %q", lang, topic, text)
				}
			}
		}
	}
}

// TestStoryHoldsTogether: the sentences of a story share words of some length;
// those of two topics share fewer.
func TestStoryHoldsTogether(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		var own, other float64
		for seed := range uint64(30) {
			s := story(seed, lang, "finance")
			own += shared(s, s)
			other += shared(story(seed, lang, "finance"), story(seed, lang, "it"))
		}
		if own < 1.5*other {
			t.Errorf("%s: %.1f words shared on a topic, %.1f across topics", lang, own, other)
		}
	}
}

// shared counts the longer words of one half of a story that the other has.
func shared(a, b *prose.Story) float64 {
	_, list := a.Report()
	_, rest := b.Report()
	has := map[string]bool{}
	for _, w := range strings.Fields(strings.Join(list, " ")) {
		has[w] = len(w) > 4
	}
	n, all := 0.0, 0.0
	for _, w := range strings.Fields(strings.Join(rest, " ")) {
		if len(w) > 4 {
			all++
			if has[w] {
				n++
			}
		}
	}
	return n / all
}

func TestSameSeedSameWords(t *testing.T) {
	a, b := story(3, "fr", "law").Mail(prose.Opens, "Ann", "Bo", ""), story(3, "fr", "law").Mail(prose.Opens, "Ann", "Bo", "")
	if a != b {
		t.Errorf("two texts of one seed differ:\n%s\n%s", a, b)
	}
	if c := story(4, "fr", "law").Mail(prose.Opens, "Ann", "Bo", ""); a == c {
		t.Error("two seeds give one text")
	}
}

func TestPassages(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 100 {
		for _, lang := range []string{"en", "fr"} {
			for _, text := range []string{prose.Spam(r, lang), prose.Foreign(r, lang)} {
				if len(strings.Fields(text)) < 8 {
					t.Errorf("%q is no passage", text)
				}
			}
		}
	}
}

func TestPlain(t *testing.T) {
	if got := prose.Plain("Élodie Verlétrin-Bœ"); got != "elodie-verletrin-b" {
		t.Errorf("%q", got)
	}
}
