package source

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"assay/item"
)

// TestResume breaks a walk off behind every entry, and goes on from there: both
// parts together must be the whole, also in what the budget lost.
func TestResume(t *testing.T) {
	inner := zipOf(t, file{"x", strings.Repeat("x", 9999)}, file{"y", aMail})
	dir := leak(t,
		file{"a.mbox", fromDated + aMail + "\n" + fromDated + aMail},
		file{"b.zip", zipOf(t, file{"1", strings.Repeat("1", 5000)}, file{"z", inner}, file{"g", gzipOf(t, "h", aMail)})},
		file{"c.tgz", gzipOf(t, "", tarOf(t, file{"z", inner}, file{"y", inner}, file{"x", "text"}))},
		file{"d.xz", xzOf(t, inner, xz.WriterConfig{})},
		file{"e.zst", zstdOf(t, "text", zstd.WithEncoderLevel(zstd.SpeedFastest))},
		file{"f", "text"},
	)
	whole := walkAll(t, &Walker{}, dir)
	checkEntries(t, whole)
	for cut := range whole {
		done, files := map[string]int64{}, map[string]bool{}
		for _, e := range whole[:cut] {
			done[e.Locator.String()] = e.Expanded
			files[e.Locator.String()] = e.File != nil
		}
		w := &Walker{
			Finished: func(path string, size int64, modified time.Time) bool {
				return size > 0 && !modified.IsZero() && files[path]
			},
			Skip: func(path string) (int64, bool) { n, ok := done[path]; return n, ok },
		}
		if diff := cmp.Diff(whole[cut:], walkAll(t, w, dir)); diff != "" {
			t.Fatalf("after %d entries: %s", cut, diff)
		}
	}
}

// TestResumeAtBound resumes a walk that runs into the bound of its budget.
func TestResumeAtBound(t *testing.T) {
	part := gzipOf(t, "p", strings.Repeat("p", 1000))
	inner := zipOf(t, file{"1", part}, file{"2", part}, file{"3", part})
	data := gzipOf(t, "", tarOf(t, file{"a", inner}, file{"b", part}, file{"c", inner}, file{"d", part}))
	for limit := int64(1000); limit < 24_000; limit += 500 {
		walk := func(skip map[string]int64) (entries []Entry) {
			w := &Walker{Skip: func(path string) (int64, bool) { n, ok := skip[path]; return n, ok }}
			err := w.Inside(t.Context(), item.Locator{Root: "f"}, strings.NewReader(data), int64(len(data)), &Budget{limit: limit}, func(e Entry) error {
				entries = append(entries, e)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			return entries
		}
		whole, skip := walk(nil), make(map[string]int64)
		for cut, e := range whole[:len(whole)-1] {
			skip[e.Locator.String()] = e.Expanded
			if diff := cmp.Diff(whole[cut+1:], walk(skip)); diff != "" {
				t.Fatalf("limit %d, after %d entries: %s", limit, cut+1, diff)
			}
		}
	}
}
