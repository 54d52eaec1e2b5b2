package repair

import (
	"strings"
	"testing"

	"assay/mail"
)

// BenchmarkSearch takes a mail of 6 KB: one that fits at once, one with a
// list's footer, and one with a word changed, which nothing repairs.
func BenchmarkSearch(b *testing.B) {
	l := plainLetter
	l.text += strings.Repeat("Some more words of the author, to make it a mail of the usual size.\n", 80)
	forged := forgeries["word"](l)
	for name, raw := range map[string]string{
		"fits":            l.signature() + l.raw(),
		"list footer":     l.signature() + l.raw() + crlfOf(listFooter),
		"hopeless body":   l.signature() + forged.raw(),
		"hopeless header": l.signature() + forgeries["date"](l).raw(),
	} {
		b.Run(name, func(b *testing.B) {
			m := mail.Parse([]byte(raw))
			f, _ := m.First("dkim-signature")
			target, _ := l.target(m, f)
			b.ReportAllocs()
			for b.Loop() {
				Search(m, f, target, Hints{}, Usual)
			}
		})
	}
}

func BenchmarkCompare(b *testing.B) {
	l := plainLetter
	l.text += strings.Repeat("Some more words of the author, to make it a mail of the usual size.\n", 80)
	signed, stored := mail.Parse([]byte(l.raw())), mail.Parse([]byte(l.raw()+crlfOf(listFooter)))
	b.ReportAllocs()
	for b.Loop() {
		Compare(stored, signed)
	}
}
