package word_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/internal/doctest"
	"assay/ole"
)

// TestOld reads bytes by language, by the only font for another script, and
// by its name.
func TestOld(t *testing.T) {
	font := func(charset byte, name string) []byte {
		b := append([]byte{0, 0, 0, 0, charset, 0}, name+"\x00"...)
		b[0] = byte(len(b) - 1)
		return b
	}
	for name, c := range map[string]struct {
		lid   uint16
		text  string
		fonts []byte
		want  string
	}{
		"Western":          {0x40C, "un \xe9t\xe9\r", nil, "un été\n"},
		"Russian":          {0x419, "\xe4\xe0\r", nil, "да\n"},
		"font":             {0x409, "\xe4\xe0\r", slices.Concat([]byte{0, 0}, font(0, "Arial"), font(204, "Other")), "да\n"},
		"name of the font": {0x409, "\xe4\xe0\r", slices.Concat([]byte{0, 0}, font(0, "Arial Cyr")), "да\n"},
		"no such font":     {0x409, "\xe4\xe0\r", slices.Concat([]byte{0, 0}, font(0, "Arial")), "äà\n"},
		"fonts cut off":    {0x409, "\xe4\xe0\r", []byte{0, 0, 0, 1, 2, 3, 4, 5, 6}, "äà\n"},
		"Japanese":         {0x411, "\x93\xfa\x96\x7b\r", nil, "日本\n"},
	} {
		d := read(t, old(c.lid, c.text, c.fonts))
		if d.Text != c.want || d.Version != "Word 95" {
			t.Errorf("%s: %q of %s, want %q", name, d.Text, d.Version, c.want)
		}
	}
}

// TestOldFormat reads words by their font, and leaves out hidden and deleted ones.
func TestOldFormat(t *testing.T) {
	text := "un \xe9t\xe9 \xe4\xe0 hid gone end\r"
	fonts := []byte{0, 0, 11, 0, 0, 0, 204, 0, 'O', 't', 'h', 'e', 'r', 0}
	whole, err := ole.Open(old(0x40C, text, fonts))
	if err != nil {
		t.Fatal(err)
	}
	main := slices.Clone(whole.Stream("WordDocument"))
	main = append(main, make([]byte, 1024-len(main))...)
	at := func(word string) int { return 0x300 + strings.Index(text, word) }
	runs := []struct {
		end   int
		codes []byte
	}{{at("\xe4"), nil}, {at(" hid"), []byte{99, 24, 93, 0, 0}}, {at("hid"), nil}, {at(" gone"), []byte{68, 4, 1, 2, 3, 4, 92, 1}}, {at("gone"), nil}, {at(" end"), []byte{65, 1}}}
	page := make([]byte, 512)
	page[511] = byte(len(runs))
	le.PutUint32(page, 0x300)
	end := 510
	for i, r := range runs {
		le.PutUint32(page[4*i+4:], uint32(r.end))
		if r.codes != nil {
			end = (end - len(r.codes) - 1) &^ 1
			page[end] = byte(len(r.codes))
			copy(page[end+1:], r.codes)
			page[4*(len(runs)+1)+i] = byte(end / 2)
		}
	}
	main = append(main, page...)
	le.PutUint32(main[0x58+8*12:], uint32(len(main)))
	le.PutUint32(main[0x5C+8*12:], 10)
	main = append(main, 0, 3, 0, 0, 0, 4, 0, 0, 2, 0)
	d := read(t, ole.Build(ole.Node{Children: []ole.Node{{Name: "WordDocument", Data: main}}}))
	if want := "un été да   end\n"; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	if diff := cmp.Diff([]string{"someone unnamed: gone"}, doctest.Fields(d, "deleted text")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"hid"}, doctest.Fields(d, "hidden text")); diff != "" {
		t.Error(diff)
	}
}
