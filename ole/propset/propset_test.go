package propset_test

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/ole/propset"
)

type value struct {
	id  uint32
	raw []byte // type and value
}

var le = binary.LittleEndian

// stream writes a property set stream of one set.
func stream(fmtid []byte, values ...value) []byte {
	b := []byte{0xFE, 0xFF, 0, 0, 5, 1, 2, 0}
	b = append(b, make([]byte, 16)...)
	b = le.AppendUint32(b, 1)
	b = append(b, fmtid...)
	b = le.AppendUint32(b, 48)
	at := 8 + 8*len(values)
	var index, body []byte
	for _, v := range values {
		index = le.AppendUint32(le.AppendUint32(index, v.id), uint32(at+len(body)))
		body = append(body, v.raw...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	b = le.AppendUint32(b, uint32(at+len(body)))
	b = le.AppendUint32(b, uint32(len(values)))
	return append(append(b, index...), body...)
}

var summary = []byte{0xE0, 0x85, 0x9F, 0xF2, 0xF9, 0x4F, 0x68, 0x10, 0xAB, 0x91, 0x08, 0x00, 0x2B, 0x27, 0xB3, 0xD9}

func typed(kind uint32, parts ...[]byte) []byte {
	b := le.AppendUint32(nil, kind)
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

func u32(v uint32) []byte { return le.AppendUint32(nil, v) }
func u64(v uint64) []byte { return le.AppendUint64(nil, v) }

// lpstr is a string of the code page with its length.
func lpstr(s string) []byte { return append(u32(uint32(len(s)+1)), s+"\x00"...) }

func wide(s string) (b []byte) {
	for _, r := range s + "\x00" {
		b = le.AppendUint16(b, uint16(r))
	}
	return append(u32(uint32(len(s)+1)), b...)
}

func TestTypes(t *testing.T) {
	for name, c := range map[string]struct {
		raw  []byte
		want string
	}{
		"i2":             {typed(2, u32(0xFFFF)), "-1"},
		"i4":             {typed(3, u32(0xFFFFFFFE)), "-2"},
		"r8":             {typed(5, u64(math.Float64bits(2.5))), "2.5"},
		"currency":       {typed(6, u64(12345)), "1.2345"},
		"date":           {typed(7, u64(math.Float64bits(36526.5))), "2000-01-01T12:00:00"},
		"bool":           {typed(0xB, u32(0xFFFF)), "true"},
		"ui1":            {typed(0x11, u32(200)), "200"},
		"ui4":            {typed(0x13, u32(4_000_000_000)), "4000000000"},
		"i8":             {typed(0x14, u64(math.MaxUint64)), "-1"},
		"lpstr":          {typed(0x1E, lpstr("caf\xe9")), "café"},
		"bstr":           {typed(8, lpstr("b")), "b"},
		"lpwstr":         {typed(0x1F, wide("Ωx")), "Ωx"},
		"filetime":       {typed(0x40, u64(116_444_736_000_000_000)), "1970-01-01T00:00:00Z"},
		"blob":           {typed(0x41, u32(2), []byte("ab")), "(2 bytes)"},
		"class":          {typed(0x48, summary), propset.Summary},
		"padded list":    {typed(0x101E, u32(2), lpstr("ab"), []byte{0}, lpstr("cde")), "ab, cde"},
		"unpadded list":  {typed(0x101E, u32(2), lpstr("ab"), lpstr("cd")), "ab, cd"},
		"wide list":      {typed(0x101F, u32(2), wide("ab"), []byte{0, 0}, wide("cde")), "ab, cde"},
		"list of any":    {typed(0x100C, u32(2), typed(0x1E, lpstr("Title")), typed(3, u32(1))), "Title, 1"},
		"text after nul": {typed(0x1E, lpstr("a\x00rest")), "a"},
	} {
		s, err := propset.Read(stream(summary, value{1, typed(2, u32(1252))}, value{9, c.raw}))
		if err != nil || len(s.Sets) != 1 || len(s.Sets[0].Problems) > 0 || len(s.Sets[0].Properties) != 1 {
			t.Errorf("%s: %v, %+v", name, err, s)
			continue
		}
		if got := s.Sets[0].Properties[0].Text; got != c.want {
			t.Errorf("%s is %q, want %q", name, got, c.want)
		}
	}
}

func TestSet(t *testing.T) {
	names := append(u32(2), append(append(u32(5), lpstr("Fund")...), append(u32(6), lpstr("Link")...)...)...)
	s, err := propset.Read(stream(summary, value{0, names}, value{5, typed(0x1E, lpstr("\xc6"))}, value{1, typed(2, u32(1251))}))
	if err != nil {
		t.Fatal(err)
	}
	set := s.Sets[0]
	if set.CodePage != 1251 || set.FMTID != propset.Summary || s.System != "Windows 5.1" {
		t.Errorf("code page %d, set %s, system %q", set.CodePage, set.FMTID, s.System)
	}
	if diff := cmp.Diff([]propset.Property{{ID: 5, Name: "Fund", Type: 0x1E, Text: "Ж"}}, set.Properties); diff != "" {
		t.Error(diff)
	}
}

// TestTurnedIdentifier reads what Word for the Macintosh wrote.
func TestTurnedIdentifier(t *testing.T) {
	turned := append([]byte{0xF2, 0x9F, 0x85, 0xE0, 0x4F, 0xF9, 0x10, 0x68}, summary[8:]...)
	s, err := propset.Read(stream(turned))
	if err != nil || s.Sets[0].FMTID != propset.Summary {
		t.Errorf("%v, %+v", err, s)
	}
}

// TestHostile states more than is there, and expects a problem and no panic.
func TestHostile(t *testing.T) {
	whole := stream(summary, value{2, typed(0x1E, lpstr("title"))})
	at := func(offset int, v uint32) []byte {
		b := append([]byte(nil), whole...)
		le.PutUint32(b[offset:], v)
		return b
	}
	for name, b := range map[string][]byte{
		"2^31 properties":        at(52, 1<<31),
		"property far outside":   at(60, 0xFFFFFFF0),
		"set far outside":        at(44, 0xFFFFFFF0),
		"string of 2^32 bytes":   at(68, 0xFFFFFFFF),
		"list of 2^31 values":    stream(summary, value{2, typed(0x101E, u32(1<<31), lpstr("a"))}),
		"type that is not known": stream(summary, value{2, typed(0x77, u32(1))}),
		"list of empty values":   stream(summary, value{2, typed(0x1001, u32(1<<31))}),
	} {
		s, err := propset.Read(b)
		if err != nil || len(s.Sets[0].Problems) == 0 {
			t.Errorf("%s: %v, %+v", name, err, s)
		}
	}
	if _, err := propset.Read(whole[:40]); err == nil {
		t.Error("a cut list of sets is read")
	}
	if _, err := propset.Read([]byte("no property set at all, surely not")); err == nil {
		t.Error("other bytes are read")
	}
}

// TestOverlap holds that many entries over one long value cost no more than
// the bound.
func TestOverlap(t *testing.T) {
	long := typed(0x1E, lpstr(strings.Repeat("x", 50_000)))
	values := []value{{2, long}}
	for i := range 2000 {
		values = append(values, value{uint32(i + 3), nil})
	}
	b := stream(summary, values...)
	first := le.Uint32(b[60:])
	for i := range 2000 {
		le.PutUint32(b[60+8*(i+1):], first)
	}
	s, err := propset.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, p := range s.Sets[0].Properties {
		total += len(p.Text)
	}
	if total > 3*len(b) || len(s.Sets[0].Problems) == 0 {
		t.Errorf("%d bytes of text out of %d, %d problems", total, len(b), len(s.Sets[0].Problems))
	}
}

func FuzzProperties(f *testing.F) {
	f.Add(stream(summary, value{1, typed(2, u32(1252))}, value{2, typed(0x1E, lpstr("title"))}))
	f.Add(stream(summary, value{0, append(u32(1), append(u32(5), lpstr("_PID_HLINKS")...)...)}, value{5, typed(0x41, u32(16), u32(1), typed(3, u32(1)), u32(0))}))
	f.Add(stream(summary, value{9, typed(0x100C, u32(2), typed(0x1E, lpstr("Title")), typed(3, u32(1)))}))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := propset.Read(b)
		if err != nil && s == nil {
			return
		}
		total := 0
		for _, set := range s.Sets {
			for _, p := range set.Properties {
				total += len(p.Text)
			}
		}
		if total > 20*len(b)+4096 {
			t.Errorf("%d bytes of text out of %d", total, len(b))
		}
	})
}
