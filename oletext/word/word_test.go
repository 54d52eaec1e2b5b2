package word_test

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/document"
	"assay/internal/doctest"
	"assay/ole"
	"assay/oletext/word"
)

var le = binary.LittleEndian

// wide is text in UTF-16.
func wide(text string) (b []byte) {
	for _, r := range text {
		b = le.AppendUint16(b, uint16(r))
	}
	return b
}

// piece is one piece of a made-up document.
type piece struct {
	at, chars int
	narrow    bool
}

// maker writes a document of Word 97: text from byte 1024 on, a page of
// formatting at 512, tables in 1Table.
type maker struct {
	body   []byte
	pieces []piece
	counts [8]int
	table  []byte
	parts  map[int][2]int
	runs   []formatted
	flags  uint16
}

// formatted is a stretch of the body with codes of formatting.
type formatted struct {
	from, to int
	codes    []byte
}

const textAt = 1024

// add appends text as a piece and gives its place in the stream.
func (m *maker) add(text string, narrow bool) (from, to int) {
	from = textAt + len(m.body)
	if narrow {
		m.body = append(m.body, text...)
	} else {
		m.body = append(m.body, wide(text)...)
	}
	chars := len([]rune(text))
	if narrow {
		chars = len(text)
	}
	m.pieces = append(m.pieces, piece{from, chars, narrow})
	return from, textAt + len(m.body)
}

func (m *maker) part(number int, b []byte) {
	if m.parts == nil {
		m.parts = map[int][2]int{}
	}
	m.parts[number] = [2]int{len(m.table), len(b)}
	m.table = append(m.table, b...)
}

// strings is a table of strings. [MS-DOC] §2.2.4
func stringTable(list ...string) []byte {
	b := le.AppendUint16(le.AppendUint16(le.AppendUint16(nil, 0xFFFF), uint16(len(list))), 0)
	for _, s := range list {
		b = append(le.AppendUint16(b, uint16(len([]rune(s)))), wide(s)...)
	}
	return b
}

// pieceTable is the table of m's pieces.
func (m *maker) pieceTable() []byte {
	var b, descriptors []byte
	cp := 0
	b = le.AppendUint32(b, 0)
	for _, p := range m.pieces {
		cp += p.chars
		b = le.AppendUint32(b, uint32(cp))
		fc := uint32(p.at)
		if p.narrow {
			fc = fc*2 | 1<<30
		}
		descriptors = le.AppendUint32(append(descriptors, 0, 0), fc)
		descriptors = append(descriptors, 0, 0)
	}
	b = append(b, descriptors...)
	return append(le.AppendUint32([]byte{2}, uint32(len(b))), b...)
}

// page is a page of formatting. [MS-DOC] §2.9.33
func (m *maker) page() []byte {
	page := make([]byte, 512)
	page[511] = byte(len(m.runs))
	end := 510
	for i, r := range m.runs {
		le.PutUint32(page[4*i:], uint32(r.from))
		le.PutUint32(page[4*i+4:], uint32(r.to))
		end = (end - len(r.codes) - 1) &^ 1
		page[end] = byte(len(r.codes))
		copy(page[end+1:], r.codes)
		page[4*(len(m.runs)+1)+i] = byte(end / 2)
	}
	return page
}

func (m *maker) bytes(extra ...ole.Node) []byte {
	if m.parts[33] == [2]int{} {
		m.part(33, m.pieceTable())
	}
	if len(m.runs) > 0 {
		b := le.AppendUint32(le.AppendUint32(nil, textAt), uint32(textAt+len(m.body)))
		m.part(12, le.AppendUint32(b, 1))
	}
	main := make([]byte, textAt)
	le.PutUint16(main, 0xA5EC)
	le.PutUint16(main[2:], 0xC1)
	le.PutUint16(main[6:], 0x409)
	le.PutUint16(main[10:], 0x200|m.flags)
	le.PutUint16(main[32:], 14)
	le.PutUint16(main[62:], 22)
	for i, n := range m.counts {
		le.PutUint32(main[0x4C+4*i:], uint32(n))
	}
	le.PutUint16(main[0x98:], 44)
	for i, p := range m.parts {
		if i < 44 {
			le.PutUint32(main[0x9A+8*i:], uint32(p[0]))
			le.PutUint32(main[0x9E+8*i:], uint32(p[1]))
		}
	}
	copy(main[512:], m.page())
	nodes := []ole.Node{{Name: "WordDocument", Data: append(main, m.body...)}, {Name: "1Table", Data: append(m.table, 0)}}
	return ole.Build(ole.Node{Children: append(nodes, extra...)})
}

func read(t testing.TB, content []byte) *document.Document {
	t.Helper()
	f, err := ole.Open(content)
	if err != nil {
		t.Fatal(err)
	}
	d := &document.Document{}
	word.Read(f, "", d)
	return d
}

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

// old is a document of Word 95 with one piece of text and a table of fonts.
func old(lid uint16, text string, fonts []byte) []byte {
	main := make([]byte, 0x300)
	le.PutUint16(main, 0xA5DC)
	le.PutUint16(main[2:], 0x68)
	le.PutUint16(main[6:], lid)
	le.PutUint32(main[0x18:], 0x300)
	le.PutUint32(main[0x1C:], uint32(0x300+len(text)))
	le.PutUint32(main[0x34:], uint32(len(text)))
	le.PutUint32(main[0x58+8*15:], uint32(0x300+len(text)))
	le.PutUint32(main[0x5C+8*15:], uint32(len(fonts)))
	return ole.Build(ole.Node{Children: []ole.Node{{Name: "WordDocument", Data: slices.Concat(main, []byte(text), fonts)}}})
}

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
