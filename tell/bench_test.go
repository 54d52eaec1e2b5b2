package tell_test

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"testing"

	"assay/mail"
	"assay/tell"
)

// BenchmarkMail gives the time that a real mail needs to be hashed and parsed, and
// what all tells add.
func BenchmarkMail(b *testing.B) {
	files, err := filepath.Glob(corpora + realMail[0].files)
	if err != nil || len(files) == 0 {
		b.Skipf("%s is not here: %v", corpora, err)
	}
	var mails [][]byte
	for i := 0; i < len(files); i += 10 {
		raw, err := os.ReadFile(files[i])
		if err != nil {
			b.Fatal(err)
		}
		mails = append(mails, raw)
	}
	b.Run("parse", func(b *testing.B) {
		for i := range b.N {
			raw := mails[i%len(mails)]
			sha256.Sum256(raw)
			mail.Parse(raw).Text()
		}
	})
	b.Run("tells", func(b *testing.B) {
		var parsed []*tell.Mail
		for i := range b.N {
			if i%len(mails) == 0 {
				b.StopTimer()
				parsed = parsed[:0]
				for _, raw := range mails {
					m := mail.Parse(raw)
					parsed = append(parsed, tell.NewMail(m, m.Text()))
				}
				b.StartTimer()
			}
			tell.OfMail(parsed[i%len(mails)])
		}
	})
}
