package excel_test

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/document"
	"assay/internal/doctest"
	"assay/ole"
	"assay/oletext/excel"
)

var le = binary.LittleEndian

// rec is one record; u16 and the like make up its bytes.
func rec(kind uint16, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	return append(le.AppendUint16(le.AppendUint16(nil, kind), uint16(len(body))), body...)
}

func u16(list ...uint16) (b []byte) {
	for _, v := range list {
		b = le.AppendUint16(b, v)
	}
	return b
}

func u32(v uint32) []byte    { return le.AppendUint32(nil, v) }
func f64(v float64) []byte   { return le.AppendUint64(nil, math.Float64bits(v)) }
func bytes(s string) []byte  { return []byte(s) }
func narrow(s string) []byte { return append(append(u16(uint16(len(s))), 0), s...) }

func wide(s string) []byte {
	b := append(u16(uint16(len([]rune(s)))), 1)
	for _, r := range s {
		b = le.AppendUint16(b, uint16(r))
	}
	return b
}

var (
	bof     = rec(0x809, u16(0x600, 5, 8000, 1997), make([]byte, 8))
	bofData = rec(0x809, u16(0x600, 0x10, 8000, 1997), make([]byte, 8))
	eof     = rec(0x0A)
)

// workbook joins global records and the sheets called names, which begin with
// records of theirs.
func workbook(globals []byte, sheets ...[]byte) []byte {
	names := []string{"First", "Second", "Third"}
	size := len(bof) + len(globals) + len(eof)
	for i := range sheets {
		size += 4 + 8 + len(names[i])
	}
	var list, body []byte
	for i, s := range sheets {
		state := byte(0)
		if i == 1 {
			state = 2
		}
		list = append(list, rec(0x85, u32(uint32(size+len(body))), []byte{state, 0, byte(len(names[i])), 0}, bytes(names[i]))...)
		body = slices.Concat(body, bofData, s, eof)
	}
	return slices.Concat(bof, list, globals, eof, body)
}

func file(stream []byte) []byte {
	return ole.Build(ole.Node{Children: []ole.Node{{Name: "Workbook", Data: stream}}})
}

func read(t testing.TB, stream []byte) *document.Document {
	t.Helper()
	f, err := ole.Open(file(stream))
	if err != nil {
		t.Fatal(err)
	}
	d := &document.Document{}
	excel.Read(f, "", d)
	return d
}

// TestCells reads every sort of cell, out of order, with formats.
func TestCells(t *testing.T) {
	xf := func(format uint16) []byte { return rec(0xE0, u16(0, format), make([]byte, 16)) }
	globals := slices.Concat(
		xf(0), xf(14), xf(10), xf(200), rec(0x41E, u16(200), narrow(`"total" 0.0 "EUR"`)),
		rec(0xFC, u32(2), u32(2), narrow("shared"), wide("gemeinsam ß Ж")),
	)
	sheet := slices.Concat(
		rec(0x203, u16(1, 0, 0), f64(1.5)),
		rec(0xFD, u16(0, 0, 0), u32(0)), rec(0xFD, u16(0, 1, 0), u32(1)), rec(0xFD, u16(0, 2, 0), u32(99)),
		rec(0x203, u16(1, 1, 1), f64(36526)), rec(0x203, u16(1, 2, 2), f64(0.125)), rec(0x203, u16(1, 3, 3), f64(7)),
		rec(0x27E, u16(2, 0, 0), u32(5<<2|2)), rec(0x27E, u16(2, 1, 0), u32(1234<<2|3)),
		rec(0xBD, u16(2, 2), u16(0), u32(1<<2|2), u16(0), u32(2<<2|2), u16(3)),
		rec(0x06, u16(3, 0, 0), []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, make([]byte, 8)), rec(0x207, narrow("result")),
		rec(0x06, u16(3, 1, 0), f64(42), make([]byte, 8)), rec(0x06, u16(3, 2, 0), []byte{2, 0, 7, 0, 0, 0, 0xFF, 0xFF}, make([]byte, 8)),
		rec(0x205, u16(3, 3, 0), []byte{1, 0}), rec(0x204, u16(3, 4, 0), narrow("label")),
	)
	d := read(t, workbook(globals, sheet))
	want := "First\nshared\tgemeinsam ß Ж\n1.5\t2000-01-01\t12.50%\t7.0\n5\t12.34\t1\t2\nresult\t42\t#DIV/0!\tTRUE\tlabel\n"
	if d.Text != want || len(d.Findings) > 0 || d.Pages != 1 {
		t.Errorf("text %q, want %q; findings %v, %d sheets", d.Text, want, doctest.IDs(d), d.Pages)
	}
}

// TestContinued cuts shared strings inside characters, where the width of
// characters may change, and between strings.
func TestContinued(t *testing.T) {
	sst := slices.Concat(
		rec(0xFC, u32(2), u32(2), u16(6), []byte{0}, bytes("abc")),
		rec(0x3C, []byte{1}, u16('d', 'ж', 'f')),
		rec(0x3C, narrow("next")),
	)
	sheet := slices.Concat(rec(0xFD, u16(0, 0, 0), u32(0)), rec(0xFD, u16(0, 1, 0), u32(1)))
	if d := read(t, workbook(sst, sheet)); d.Text != "First\nabcdжf\tnext\n" {
		t.Errorf("text %q", d.Text)
	}
}

func TestTraces(t *testing.T) {
	globals := slices.Concat(
		rec(0x5C, narrow("Ana Ruiz"), bytes(strings.Repeat(" ", 40))),
		rec(0x1AE, u16(1), wide("\x01\x01@server\x03share\x03plan.xls")),
		rec(0x1AE, u16(1, 0x401)),
	)
	sheet := slices.Concat(
		rec(0x5D, u16(0x15, 0x12, 0x19, 7), make([]byte, 14)),
		rec(0x1B6, make([]byte, 10), u16(10, 16), make([]byte, 4)), rec(0x3C, []byte{0}, bytes("check this")), rec(0x3C, make([]byte, 16)),
		rec(0x1C, u16(4, 2, 0, 7), narrow("Ben Ito")),
		rec(0x14, narrow(`&L&"Arial"&12Secret&R&D`)),
		rec(0x4D, []byte{0, 0}, u16('\\', '\\', 'p', '\\', 'l', 'p'), make([]byte, 60)),
	)
	d := read(t, workbook(globals, sheet, nil))
	for name, want := range map[string][]string{
		"link to another file": {`\\server\share\plan.xls`},
		"comment":              {"Ben Ito: check this"},
		"header":               {"Secret"},
		"printer":              {`\\p\lp`},
		"sheet":                {"First", "Second (very hidden: no menu shows it)"},
	} {
		if diff := cmp.Diff(want, doctest.Fields(d, name)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if len(d.Editors) != 2 || d.Editors[0].Value != "Ana Ruiz" || d.Editors[1].Value != "Ben Ito" {
		t.Errorf("editors %v", d.Editors)
	}
	if diff := cmp.Diff([]string{"ole/hidden-sheets"}, doctest.IDs(d)); diff != "" {
		t.Error(diff)
	}
}

func TestEncrypted(t *testing.T) {
	d := read(t, workbook(rec(0x2F, u16(1), make([]byte, 52)), rec(0x204, u16(3, 4, 0), narrow("cipher"))))
	if diff := cmp.Diff([]string{"ole/encrypted"}, doctest.IDs(d)); diff != "" || strings.Contains(d.Text, "cipher") {
		t.Errorf("%s, text %q", diff, d.Text)
	}
}

// TestHostile changes one number of a whole workbook each.
func TestHostile(t *testing.T) {
	for name, stream := range map[string][]byte{
		"2^32 shared strings": workbook(rec(0xFC, u32(9), u32(0xFFFFFFFF), narrow("a")), nil),
		"string of 65535":     workbook(rec(0xFC, u32(9), u32(1), u16(0xFFFF), []byte{1, 'a'}), nil),
		"formatting of 2^32":  workbook(rec(0xFC, u32(9), u32(1), u16(1), []byte{4}, u32(0xFFFFFFFF), bytes("a")), nil),
		"10,001 sheets":       workbook(slices.Repeat(rec(0x85, make([]byte, 6), []byte{1, 0, 'a'}), 10_001), nil),
		"no end":              workbook(nil, nil)[:60],
	} {
		if d := read(t, stream); !slices.Contains(doctest.IDs(d), "ole/excel-damaged") {
			t.Errorf("%s: findings %v", name, doctest.IDs(d))
		}
	}
}

// TestRepeated holds that cells that repeat one long string stop at the bound.
func TestRepeated(t *testing.T) {
	cells := slices.Repeat(rec(0xFD, u16(0, 0, 0), u32(0)), 20_000)
	d := read(t, workbook(rec(0xFC, u32(1), u32(1), narrow(strings.Repeat("x", 8000))), cells))
	if len(d.Text) > document.MaxText+20_000 {
		t.Errorf("%d bytes of text", len(d.Text))
	}
}

func FuzzExcel(f *testing.F) {
	f.Add(workbook(slices.Concat(rec(0xE0, u16(0, 14), make([]byte, 16)), rec(0xFC, u32(1), u32(1), narrow("shared")), rec(0x5C, narrow("A")), rec(0x1AE, u16(1), wide("\x01a"))),
		slices.Concat(rec(0xFD, u16(0, 0, 0), u32(0)), rec(0x203, u16(1, 1, 0), f64(36526)), rec(0x1C, u16(4, 2, 0, 7), narrow("B")), rec(0x14, narrow("&Lx")), rec(0x1B8, make([]byte, 60)))))
	f.Add(slices.Concat(rec(0x809, u16(0x500, 5, 0, 0)), rec(0x5C, bytes("\x01a")), rec(0x204, u16(0, 0, 0, 1), bytes("a")), eof))
	f.Add(workbook(rec(0x2F, u16(1, 1, 1), make([]byte, 48)), nil))
	f.Fuzz(func(t *testing.T, stream []byte) {
		d := read(t, append([]byte{}, stream...))
		d.Bound()
	})
}
