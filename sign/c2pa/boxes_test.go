package c2pa

import (
	"crypto/sha256"
	"slices"
	"strings"
	"testing"

	"assay/finding"
)

// boxed makes a file tied by c2pa.hash.boxes, a run up to the store, the store,
// and a run after it; change may alter the entries.
func boxed(t testing.TB, in container, change func([]any) []any) []byte {
	t.Helper()
	plain, span := in(store(newMaker(actions).manifest()))
	var before, after []any
	first, last := locate(plain).pieces[0].Start, span.End
	end := last
	for _, p := range locate(plain).pieces {
		switch {
		case p.name == storePiece:
		case p.End <= span.Start:
			before = append(before, p.name)
		default:
			after, end = append(after, p.name), p.End
		}
	}
	sum := func(b []byte) []byte { s := sha256.Sum256(b); return s[:] }
	entries := []any{
		map[string]any{"names": before, "alg": "sha256", "hash": sum(plain[first:span.Start]), "pad": []byte{}},
		map[string]any{"names": []any{storePiece}, "alg": "sha256", "hash": []byte{0}, "pad": []byte{}},
		map[string]any{"names": after, "alg": "sha256", "hash": sum(plain[last:end]), "pad": []byte{}},
	}
	if change != nil {
		entries = change(entries)
	}
	file, _ := in(store(newMaker(actions, assertion{label: "c2pa.hash.boxes", content: map[string]any{"boxes": entries}}).manifest()))
	return file
}

func TestBoxes(t *testing.T) {
	comment := []byte{0xff, 0xfe, 0, 4, 'h', 'i'}
	jpg := inJPEG(60_000)
	for _, c := range []struct {
		name   string
		file   []byte
		result finding.Result
		reason string
		whole  bool
	}{
		{"valid JPEG", boxed(t, jpg, nil), finding.Pass, "", true},
		{"valid PNG", boxed(t, inPNG, nil), finding.Pass, "", true},
		{"bytes after the picture", append(boxed(t, jpg, nil), "more"...), finding.Pass, "", false},
		{"a picture after the picture", func() []byte { f := boxed(t, jpg, nil); return append(f[:len(f)-2], plainJPEG()...) }(), finding.Fail, "other parts", false},
		{"a segment more", func() []byte { f := boxed(t, jpg, nil); return slices.Concat(f[:2], comment, f[2:]) }(), finding.Fail, "other parts", false},
		{"metadata", swap(t, boxed(t, jpg, nil), "some metadata", "same metadata"), finding.Fail, "the bytes of SOI, APP1 are not those", true},
		{"metadata that are left out", boxed(t, jpg, func(e []any) []any { e[0].(map[string]any)["excluded"] = true; return e }), finding.Pass, "", false},
		{"a picture that is left out", boxed(t, jpg, func(e []any) []any { e[2].(map[string]any)["excluded"] = true; return e }), finding.PermError, "leaves out DQT", false},
		{"the last run is not named", boxed(t, jpg, func(e []any) []any { return e[:2] }), finding.PermError, "leaves out DQT", false},
		{"the store is hashed", boxed(t, jpg, func(e []any) []any {
			e[1].(map[string]any)["names"] = append([]any{storePiece}, e[2].(map[string]any)["names"].([]any)...)
			return e[:2]
		}), finding.PermError, "hashes its own manifest store", true},
		{"parts of boxes left out", boxed(t, jpg, func(e []any) []any {
			e[0].(map[string]any)["exclusions"] = []any{map[string]any{"start": 0, "length": 1}}
			return e
		}), finding.PermError, "leaves out parts of boxes", true},
		{"no box", boxed(t, jpg, func([]any) []any { return nil }), finding.PermError, "names no box", false},
		{"a format whose boxes are not read", boxed2(t), finding.PermError, "boxes of a format whose boxes are not read", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := read(t, c.file).Signed[0]
			if s.Result != c.result || !strings.Contains(s.Reason, c.reason) || (c.reason == "") != (s.Reason == "") || s.Whole != c.whole || strings.Contains(s.Reason, "; ") {
				t.Errorf("%s %q, whole %v", s.Result, s.Reason, s.Whole)
			}
		})
	}
}

// boxed2 is a WebP with a binding of boxes.
func boxed2(t testing.TB) []byte {
	file, _ := inWebP(store(newMaker(actions, assertion{label: "c2pa.hash.boxes", content: map[string]any{"boxes": []any{map[string]any{"names": []any{"VP8 "}}}}}).manifest()))
	return file
}
