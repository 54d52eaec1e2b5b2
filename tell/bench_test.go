package tell

import (
	"os"
	"path/filepath"
	"testing"

	"assay/mail"
)

// BenchmarkOfMail runs every tell over real mail, and BenchmarkRead what comes
// before it: the first may cost a quarter of a run, of which the second is the
// smallest part.
func BenchmarkOfMail(b *testing.B) {
	list := realMail(b)
	for i := 0; b.Loop(); i++ {
		m := list[i%len(list)]
		OfMail(NewMail(m, ""))
	}
}

func BenchmarkRead(b *testing.B) {
	list := realMail(b)
	for i := 0; b.Loop(); i++ {
		mail.Parse(list[i%len(list)].Raw).Text()
	}
}

func realMail(b *testing.B) (list []*mail.Message) {
	b.Helper()
	files, err := filepath.Glob("../../shared/corpora/list-ksummit/eml/000/*.eml")
	if err != nil || len(files) == 0 {
		b.Skip("the shared corpora are not here")
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		list = append(list, mail.Parse(raw))
	}
	return list
}
