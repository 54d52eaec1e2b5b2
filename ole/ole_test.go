package ole_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assay/ole"
)

var day = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

// sample has a small, a large and an empty stream, and a storage with one more.
func sample() []byte {
	return ole.Build(ole.Node{Modified: day, CLSID: [16]byte{6, 9, 2, 0, 0, 0, 0, 0, 0xC0, 15: 0x46}, Children: []ole.Node{
		{Name: "small", Data: []byte("a few bytes")},
		{Name: "large", Data: bytes.Repeat([]byte("0123456789"), 1000)},
		{Name: "empty", Data: []byte{}},
		{Name: "storage", Created: day, Children: []ole.Node{{Name: "\x01inner", Data: []byte("inner bytes")}}},
	}})
}

func open(t testing.TB, content []byte) *ole.File {
	t.Helper()
	f, err := ole.Open(content)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestOpen(t *testing.T) {
	f := open(t, sample())
	if len(f.Problems) > 0 || f.Version != 3 || f.SectorSize != 512 {
		t.Errorf("version %d, sectors of %d bytes, problems %v", f.Version, f.SectorSize, f.Problems)
	}
	for path, want := range map[string]string{"small": "a few bytes", "large": strings.Repeat("0123456789", 1000), "empty": "", "storage/\x01inner": "inner bytes"} {
		if got := f.Stream(path); string(got) != want {
			t.Errorf("%q is %.40q, want %.40q", path, got, want)
		}
	}
	if f.Root.CLSID != "{00020906-0000-0000-C000-000000000046}" || !f.Root.Modified.Equal(day) || !f.Find("storage").Created.Equal(day) {
		t.Errorf("root %s of %v, storage of %v", f.Root.CLSID, f.Root.Modified, f.Find("storage").Created)
	}
}

// TestBuildIsRead holds that whatever is written is read again.
func TestBuildIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := map[string][]byte{}
		var children []ole.Node
		for i := range rapid.IntRange(0, 40).Draw(t, "streams") {
			name := fmt.Sprintf("%s%d", rapid.StringMatching(`[A-Za-zé]{0,20}`).Draw(t, "name"), i)
			data := bytes.Repeat([]byte{byte(i + 1)}, rapid.IntRange(0, 9000).Draw(t, "size"))
			want[name] = data
			children = append(children, ole.Node{Name: name, Data: data})
		}
		f, err := ole.Open(ole.Build(ole.Node{Children: children}))
		if err != nil || len(f.Problems) > 0 || len(f.Entries) != len(want)+1 {
			t.Fatalf("%v, problems %v, %d entries", err, f.Problems, len(f.Entries))
		}
		for name, data := range want {
			if !bytes.Equal(f.Stream(name), data) {
				t.Errorf("%q has other bytes", name)
			}
		}
	})
}

// TestManySectors needs sectors for the list of table sectors.
func TestManySectors(t *testing.T) {
	data := bytes.Repeat([]byte("abcdefgh"), 1<<20)
	f := open(t, ole.Build(ole.Node{Children: []ole.Node{{Name: "s", Data: data}}}))
	if !bytes.Equal(f.Stream("s"), data) || len(f.Problems) > 0 {
		t.Errorf("%d bytes of %d, problems %v", len(f.Stream("s")), len(data), f.Problems)
	}
}

func TestExtract(t *testing.T) {
	f := open(t, sample())
	inner := open(t, f.Extract(f.Find("storage")))
	if got := string(inner.Stream("\x01inner")); got != "inner bytes" {
		t.Errorf("inner stream is %q", got)
	}
}

// entryAt finds the directory entry called name.
func entryAt(t testing.TB, content []byte, name string) int {
	t.Helper()
	var wide []byte
	for _, r := range name {
		wide = append(wide, byte(r), 0)
	}
	at := bytes.Index(content, append(wide, 0, 0))
	if at < 0 {
		t.Fatalf("no entry %q", name)
	}
	return at
}

// fat gives the offset of the sector table.
func fat(content []byte) int { return (int(binary.LittleEndian.Uint32(content[76:])) + 1) * 512 }

// TestDamage changes one thing in a whole file and expects that one problem.
func TestDamage(t *testing.T) {
	put := binary.LittleEndian.PutUint32
	for name, c := range map[string]struct {
		change func(b []byte) []byte
		kind   string
		where  string
	}{
		"chain in a circle": {func(b []byte) []byte {
			first := binary.LittleEndian.Uint32(b[entryAt(t, b, "large")+116:])
			put(b[fat(b)+4*int(first+2):], first)
			return b
		}, "cycle", "large"},
		"chain out of the file": {func(b []byte) []byte {
			first := binary.LittleEndian.Uint32(b[entryAt(t, b, "large")+116:])
			put(b[fat(b)+4*int(first+2):], 77777)
			return b
		}, "damaged", "large"},
		"chain ends early": {func(b []byte) []byte {
			first := binary.LittleEndian.Uint32(b[entryAt(t, b, "large")+116:])
			put(b[fat(b)+4*int(first+2):], 0xFFFFFFFE)
			return b
		}, "damaged", "large"},
		"overlap": {func(b []byte) []byte {
			at := entryAt(t, b, "empty")
			put(b[at+116:], binary.LittleEndian.Uint32(b[entryAt(t, b, "large")+116:]))
			put(b[at+120:], 10000)
			return b
		}, "overlap", "large"}, // in the order of the tree, "empty" comes first
		"size of 2^32": {func(b []byte) []byte {
			put(b[entryAt(t, b, "large")+120:], 0xFFFFFFFF)
			return b
		}, "damaged", "large"},
		"tree in a circle": {func(b []byte) []byte {
			put(b[entryAt(t, b, "large")+72:], 0)
			return b
		}, "tree", ""},
		"table sector outside": {func(b []byte) []byte {
			put(b[76:], 99999)
			return b
		}, "damaged", "FAT"},
		"DIFAT in a circle": {func(b []byte) []byte {
			put(b[68:], 1) // its last word names sector 1 again
			put(b[2*512+508:], 1)
			return b
		}, "cycle", "DIFAT"},
	} {
		b := c.change(sample())
		f, err := ole.Open(b)
		if err != nil && name != "table sector outside" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		found := false
		for _, p := range f.Problems {
			found = found || p.Kind == c.kind && p.Where == c.where
		}
		if !found {
			t.Errorf("%s: problems %v, want %s at %q", name, f.Problems, c.kind, c.where)
		}
	}
}

// TestSharedChains holds that many entries with one chain cost no more than
// the bound, however long it is.
func TestSharedChains(t *testing.T) {
	children := []ole.Node{{Name: "long", Data: make([]byte, 1<<20)}}
	for i := range 3000 {
		children = append(children, ole.Node{Name: fmt.Sprintf("s%04d", i), Data: []byte{1}})
	}
	b := ole.Build(ole.Node{Children: children})
	long := b[entryAt(t, b, "long")+116:][:8]
	for i := range 3000 {
		copy(b[entryAt(t, b, fmt.Sprintf("s%04d", i))+116:], long)
	}
	f := open(t, b)
	total := 0
	for _, e := range f.Entries {
		total += len(f.Data(e))
	}
	if total > 9*len(b) {
		t.Errorf("%d bytes are read of a file of %d", total, len(b))
	}
}

func TestLeftovers(t *testing.T) {
	b := sample()
	f := open(t, b)
	if list := f.Leftovers(); len(list) > 0 {
		t.Errorf("an untouched file has leftovers: %v", list)
	}
	first := int(binary.LittleEndian.Uint32(b[entryAt(t, b, "large")+116:]))
	end := (first+1)*512 + 10000
	copy(b[end:], "behind the end of a stream")
	b = append(b, "behind the end of the file"...)
	var got []string
	for _, l := range open(t, b).Leftovers() {
		got = append(got, l.Kind+": "+strings.Trim(string(l.Data), "\x00"))
	}
	if want := "free: behind the end of the file; slack: behind the end of a stream"; strings.Join(got, "; ") != want {
		t.Errorf("leftovers %q, want %q", got, want)
	}
}

func TestNotCompound(t *testing.T) {
	for _, content := range []string{"", "PK\x03\x04", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"} {
		if _, err := ole.Open([]byte(content)); err == nil {
			t.Errorf("%q is opened", content)
		}
	}
}

func FuzzContainer(f *testing.F) {
	f.Add(sample())
	f.Add(sample()[:1500])
	f.Add(ole.Build(ole.Node{Children: []ole.Node{{Name: "a", Data: []byte("b")}}}))
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := ole.Open(content)
		if err != nil {
			return
		}
		total := 0
		for _, e := range file.Entries {
			total += len(file.Data(e))
		}
		if total > 16*len(content)+1<<16 {
			t.Errorf("%d bytes are read of %d", total, len(content))
		}
		for _, l := range file.Leftovers() {
			if l.Offset+int64(len(l.Data)) > int64(len(content)) {
				t.Errorf("a leftover lies outside of the file")
			}
		}
		again, err := ole.Open(file.Extract(file.Root))
		if err != nil {
			t.Fatalf("what was extracted is not opened: %v", err)
		}
		for _, p := range again.Problems {
			if !strings.HasPrefix(p.Why, "two entries are called") { // names are kept as they are
				t.Errorf("what was extracted is not whole: %+v", p)
			}
		}
	})
}
