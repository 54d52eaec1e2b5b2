package pdfium

import (
	"context"
	"flag"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"assay/internal/doctest"
)

var every = flag.Int("every", 12, "compare one of so many files with pdftotext; 1 for all")

// words are the words of a text and how often each stands there.
func words(text string) map[string]int {
	counts := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		counts[w]++
	}
	return counts
}

// overlap is the share of words that two texts have in common (Dice).
func overlap(a, b map[string]int) float64 {
	common, all := 0, 0
	for w, n := range a {
		common += min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 1
	}
	return 2 * float64(common) / float64(all)
}

// TestBesidePdftotext compares the words of all pages with those that poppler
// reads. Files that one of the two does not open are listed, not compared.
func TestBesidePdftotext(t *testing.T) {
	poppler := doctest.Tool(t, "pdftotext")
	e, names := engine(t), doctest.Files(t, nil, ".pdf")
	corpora := doctest.Corpora(t)
	if err := e.Start(); err != nil {
		t.Fatal(err)
	}
	var shares []float64
	var own, theirs time.Duration
	for i, name := range names {
		if i%*every != 0 {
			continue
		}
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		pages, problems, err := e.Text(content)
		own += time.Since(began)
		began = time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second) // it loops over some
		out, err2 := exec.CommandContext(ctx, poppler, "-q", "-enc", "UTF-8", name, "-").Output()
		cancel()
		theirs += time.Since(began)
		short := strings.TrimPrefix(name, corpora)
		for _, p := range problems {
			t.Logf("%s: %s", short, p)
		}
		if err != nil || err2 != nil {
			t.Logf("%s: pdfium %v; poppler %v", short, err, err2)
			continue
		}
		share := overlap(words(strings.Join(pages, "\n")), words(string(out)))
		shares = append(shares, share)
		if share < 0.9 {
			t.Logf("%s: %.2f of %d and %d words", short, share, len(words(strings.Join(pages, " "))), len(words(string(out))))
		}
	}
	slices.Sort(shares)
	median, tenth := shares[len(shares)/2], shares[len(shares)/10]
	t.Logf("%d files of %d compared: median %.3f, tenth part %.3f, worst %.3f; pdfium %v, pdftotext %v", len(shares), len(names), median, tenth, shares[0], own, theirs)
	if median < 0.98 {
		t.Errorf("median overlap %.3f", median)
	}
}
