package pdfsig_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"assay/finding"
)

// mutants is how many spoilt files are examined.
const mutants = 2000

// TestMutants spoils real signed files at random, the same way each time:
// whatever stands there, nothing panics and every result has its reason.
func TestMutants(t *testing.T) {
	readExpected(t) // skips where the corpora are absent
	var files [][]byte
	walkPDFs(t, func(_ string, content []byte) {
		if list, _ := tryExamine(content); len(list) > 0 && len(content) < 200_000 {
			files = append(files, content)
		}
	})
	r := rand.New(rand.NewPCG(1, 2))
	for range mutants {
		b := spoil(r, files[r.IntN(len(files))])
		list, found := tryExamine(b)
		for _, s := range list {
			if s.Covers == "" || (s.Reason == "") != (s.Result == finding.Pass) {
				t.Errorf("%+v", s)
			}
		}
		for _, f := range found {
			if f.Says != finding.Neutral {
				t.Errorf("%+v", f)
			}
		}
	}
}

// spoil flips bits, cuts, copies and appends.
func spoil(r *rand.Rand, file []byte) []byte {
	b := bytes.Clone(file)
	for range 1 + r.IntN(6) {
		i, j := r.IntN(len(b)), r.IntN(len(b))
		switch r.IntN(4) {
		case 0:
			b[i] ^= byte(1 << r.IntN(8))
		case 1:
			b = append(b[:i], b[min(len(b), i+r.IntN(50)):]...)
		case 2:
			n := min(r.IntN(400), len(b)-i, len(b)-j)
			copy(b[i:i+n], b[j:j+n])
		case 3:
			b = append(b, b[i:]...)
		}
	}
	return b
}
