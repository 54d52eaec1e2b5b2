package paper_test

import (
	"testing"

	"assay/lab/paper"
)

// FuzzEdits: whatever is edited, nothing panics.
func FuzzEdits(f *testing.F) {
	for _, format := range formats {
		f.Add(sample(format, nil, 2).Bytes(), uint8(0))
	}
	f.Fuzz(func(t *testing.T, content []byte, care uint8) {
		e := paper.Edit{At: later, Hand: "N. N.", Care: paper.Care(care % 3), Claim: later.AddDate(-2, 0, 0), Insert: []string{"Žq"}}
		paper.Change(random(1), content, e)
		e.Insert = nil
		paper.Change(random(1), content, e)
		paper.Increment(random(1), content, e)
		paper.Retype(random(1), content, e)
		paper.Resave(random(1), content, e)
	})
}
