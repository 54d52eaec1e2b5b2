package pdf

import (
	"os"
	"reflect"
	"testing"
)

// FuzzOpen opens anything, with all its states, comparisons and what it
// remembers: nothing may panic, and the same bytes give the same document.
func FuzzOpen(f *testing.F) {
	m := onePage()
	m.object(5, "<</Title(Other)>>")
	m.end(rootInfo)
	f.Add(m.bytes())
	for _, u := range updates {
		m := onePage()
		u.change(m)
		m.end(rootInfo)
		f.Add(m.bytes())
	}
	for _, name := range samples(f) {
		content, err := os.ReadFile(corpora + name)
		if err != nil {
			f.Fatal(err)
		}
		if len(content) < 6000 {
			f.Add(content)
		}
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := Open(content)
		if err != nil {
			return
		}
		for _, r := range file.Revisions() {
			v := file.At(r.Number)
			v.Signatures()
			if old, err := Open(file.Revision(r.Number)); err == nil {
				old.Now().Pages()
			}
		}
		d := file.Document()
		again, err := Read(content)
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Revisions) != len(again.Revisions) || !reflect.DeepEqual(d.Fields, again.Fields) {
			t.Error("two readings differ")
		}
	})
}
