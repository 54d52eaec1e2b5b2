package paper_test

import (
	"testing"

	"assay/lab/paper"
)

func BenchmarkBytes(b *testing.B) {
	for _, f := range formats {
		b.Run(string(f), func(b *testing.B) {
			makers := paper.Softwares(f)
			for i := 0; b.Loop(); i++ {
				b.SetBytes(int64(len(sample(f, makers[i%len(makers)], uint64(i)).Bytes())))
			}
		})
	}
}

func BenchmarkChange(b *testing.B) {
	for _, f := range formats {
		content := sample(f, nil, 3).Bytes()
		b.Run(string(f), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if _, ok := paper.Change(random(uint64(i)), content, paper.Edit{At: later, Hand: "N. N."}); !ok {
					b.Fatal("not done")
				}
			}
		})
	}
}
