package word_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/internal/doctest"
	"assay/ole"
)

// TestText reads pieces out of the order of the stream, of both widths, a
// field, cells, and the texts behind the main one.
func TestText(t *testing.T) {
	m := &maker{}
	m.add("Second \x13 HYPERLINK \"http://a.example/\" \x14link\x15.\r", false)
	m.add("\x13 IF \x13 PAGE \x141\x15 \x13 AUTHOR \x14A\x15 = 1 \x14shown \x15", true)
	m.add("First caf\xe9 \x93quoted\x94\r", true)
	m.add("a\x07b\x07\x07note\r", false)
	m.pieces[0], m.pieces[2] = m.pieces[2], m.pieces[0]
	m.counts = [8]int{m.pieces[0].chars + m.pieces[1].chars + m.pieces[2].chars + 5, 5}
	d := read(t, m.bytes())
	if want := "First café “quoted”\nshown Second link.\na\tb\t\nnote\n"; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	if diff := cmp.Diff([]string{"AUTHOR", `HYPERLINK "http://a.example/"`}, doctest.Fields(d, "field code")); diff != "" {
		t.Error(diff)
	}
	if len(d.Findings) > 0 || d.Version != "Word 97" || d.Languages[0].Value != "en-US" {
		t.Errorf("findings %v, version %q, languages %v", doctest.IDs(d), d.Version, d.Languages)
	}
}

// TestChanges reads deleted, inserted and hidden words, with authors and dates.
func TestChanges(t *testing.T) {
	m := &maker{}
	m.add("Keep this gone added secret end\r", true)
	at := func(word string) (int, int) {
		i := textAt + strings.Index(string(m.body), word)
		return i, i + len(word)
	}
	format := func(word string, codes ...byte) {
		from, to := at(word)
		if n := len(m.runs); n > 0 && m.runs[n-1].to < from || n == 0 {
			last := textAt
			if n > 0 {
				last = m.runs[n-1].to
			}
			m.runs = append(m.runs, formatted{last, from, nil})
		}
		m.runs = append(m.runs, formatted{from, to, codes})
	}
	// 2004-05-06 07:08 is minute 8, hour 7, day 6, month 5, year 104.
	when := le.AppendUint32(nil, 8|7<<6|6<<11|5<<16|104<<20)
	format("gone", append([]byte{0x00, 0x08, 1, 0x63, 0x48, 1, 0, 0x64, 0x68}, when...)...)
	format("added", append([]byte{0x01, 0x08, 1, 0x04, 0x48, 2, 0, 0x05, 0x68}, when...)...)
	format("secret", 0x3C, 0x08, 1)
	m.counts[0] = len(m.body)
	d := read(t, m.bytes())
	if want := "Keep this  added  end\n"; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	for name, want := range map[string][]string{"deleted text": {"someone unnamed: gone"}, "inserted text": {"someone unnamed: added"}, "hidden text": {"secret"}} {
		if diff := cmp.Diff(want, doctest.Fields(d, name)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if diff := cmp.Diff([]string{"ole/tracked-changes", "ole/hidden-text"}, doctest.IDs(d)); diff != "" {
		t.Error(diff)
	}
	if len(d.Times) != 1 || d.Times[0].At != "2004-05-06T07:08:00" {
		t.Errorf("times %v", d.Times)
	}
}

func TestProperties(t *testing.T) {
	m := &maker{}
	m.add("text\r", true)
	m.counts[0] = 5
	b := make([]byte, 84)
	le.PutUint32(b[20:], 8|7<<6|6<<11|5<<16|104<<20)
	le.PutUint16(b[32:], 3)
	le.PutUint32(b[34:], 44)
	m.part(31, b)
	m.part(32, stringTable("", `C:\Templates\a.dot`, "A title", "", "", "", "Ana Ruiz", "Ben Ito"))
	d := read(t, m.bytes())
	if d.Times[0].At != "2004-05-06T07:08:00" || doctest.Fields(d, "minutes of editing")[0] != "44" || doctest.Fields(d, "template")[0] != `C:\Templates\a.dot` {
		t.Errorf("times %v, fields %v", d.Times, d.Fields)
	}
	if d.Titles[0].Value != "A title" || d.Authors[0].Value != "Ana Ruiz" || d.Editors[0].Value != "Ben Ito" {
		t.Errorf("titles %v, authors %v, editors %v", d.Titles, d.Authors, d.Editors)
	}
}

// TestUnseen expects words that no piece refers to.
func TestUnseen(t *testing.T) {
	m := &maker{}
	m.add("What the page shows.\r", true)
	m.counts[0] = len(m.body)
	m.body = append(m.body, wide("A sentence that was taken out before the last of the fast saves.")...)
	d := read(t, m.bytes())
	if diff := cmp.Diff([]string{"A sentence that was taken out before the last of the fast saves."}, doctest.Fields(d, "text that no page shows")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"ole/unseen-text"}, doctest.IDs(d)); diff != "" {
		t.Error(diff)
	}
}

func TestEncrypted(t *testing.T) {
	m := &maker{flags: 0x100}
	m.add("cipher\r", true)
	d := read(t, m.bytes())
	if diff := cmp.Diff([]string{"ole/encrypted"}, doctest.IDs(d)); diff != "" || d.Text != "" {
		t.Errorf("%s, text %q", diff, d.Text)
	}
}

// TestHostilePieces holds that pieces that overlap, run backwards or lie
// outside are told of, and cost no more than the bound.
func TestHostilePieces(t *testing.T) {
	table := func(cps []uint32, fcs ...uint32) []byte {
		var b []byte
		for _, cp := range cps {
			b = le.AppendUint32(b, cp)
		}
		for _, fc := range fcs {
			b = append(le.AppendUint32(append(b, 0, 0), fc), 0, 0)
		}
		return append(le.AppendUint32([]byte{2}, uint32(len(b))), b...)
	}
	same := slices.Repeat([]uint32{textAt * 2 & 0x3FFFFFFF}, 5000)
	var many []uint32
	for i := range 5001 {
		many = append(many, uint32(i*10_000))
	}
	for name, clx := range map[string][]byte{
		"reversed":    table([]uint32{0, 9, 4, 20}, textAt, textAt, textAt),
		"outside":     table([]uint32{0, 9}, 0x3FFFFFFF),
		"overlapping": table(many, same...),
		"no pieces":   table([]uint32{0}),
		"2^31 chars":  table([]uint32{0, 0x7FFFFFFF}, textAt),
	} {
		m := &maker{body: []byte(strings.Repeat("words ", 2000))}
		m.counts[0] = 0x7FFFFFFF
		m.part(33, clx)
		content := m.bytes()
		d := read(t, content)
		if len(d.Text) > 6*len(content) {
			t.Errorf("%s: %d bytes of text out of %d", name, len(d.Text), len(content))
		}
		if !slices.Contains(doctest.IDs(d), "ole/word-damaged") {
			t.Errorf("%s: findings %v", name, doctest.IDs(d))
		}
	}
}

func FuzzWord(f *testing.F) {
	m := &maker{runs: []formatted{{textAt, textAt + 4, []byte{0x00, 0x08, 1}}, {textAt + 4, textAt + 8, []byte{0x3C, 0x08, 1}}}}
	m.add("gonehide text \x13 AUTHOR \x14a\x15\r", true)
	m.counts = [8]int{20, 3, 0, 0, 2}
	m.part(32, stringTable("", "a.dot"))
	m.part(31, make([]byte, 84))
	m.part(36, append([]byte{1, 0}, wide("A")...))
	m.part(4, make([]byte, 38))
	m.part(5, []byte{0, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0})
	whole, err := ole.Open(m.bytes())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole.Stream("WordDocument"), whole.Stream("1Table"))
	before, err := ole.Open(old(0x409, "\xe4\xe0\r", []byte{0, 0, 9, 0, 0, 0, 0, 0, 'a', ' ', 'C', 'y', 'r', 0}))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(before.Stream("WordDocument"), []byte{})
	f.Fuzz(func(t *testing.T, main, table []byte) {
		content := ole.Build(ole.Node{Children: []ole.Node{{Name: "WordDocument", Data: append([]byte{}, main...)}, {Name: "1Table", Data: append([]byte{}, table...)}}})
		d := read(t, content)
		d.Bound()
	})
}
