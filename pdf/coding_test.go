package pdf

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// streamOf makes a stream of data with the entries.
func streamOf(t testing.TB, entries, data string) (*View, *Stream) {
	t.Helper()
	m := newMaker("")
	m.object(1, "<</Pages 2 0 R>>")
	m.object(2, "<</Kids[]>>")
	m.stream(3, entries, data)
	m.end("/Root 1 0 R")
	v := open(t, m.bytes()).Now()
	s, ok := v.Get(3).Value.(*Stream)
	if !ok {
		t.Fatalf("object 3 is %v", v.Get(3).Value)
	}
	return v, s
}

func deflated(data []byte) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// TestFilters undoes what others' encoders make, for any data.
func TestFilters(t *testing.T) {
	encoders := map[string]func([]byte) string{
		"FlateDecode":    deflated,
		"ASCIIHexDecode": func(b []byte) string { return hex.EncodeToString(b) + ">" },
		"ASCII85Decode": func(b []byte) string {
			out := make([]byte, ascii85.MaxEncodedLen(len(b)))
			return string(out[:ascii85.Encode(out, b)]) + "~>"
		},
		"RunLengthDecode": func(b []byte) string {
			var out []byte
			for len(b) > 0 {
				n := min(len(b), 128)
				out = append(append(out, byte(n-1)), b[:n]...)
				b = b[n:]
			}
			return string(append(out, 128))
		},
	}
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOfN(rapid.Byte(), 0, 600).Draw(t, "data")
		for name, encode := range encoders {
			f := &File{}
			d := &Dict{}
			d.add(Entry{Key: "Filter", Value: Array{Name(name), Name("FlateDecode")}})
			got, err := f.filtered(d, []byte(encode([]byte(deflated(data)))), directOnly)
			if err != nil || !bytes.Equal(got, data) {
				t.Fatalf("%s: %x, %v, want %x", name, got, err, data)
			}
		}
	})
}

// TestLZW undoes the example of ISO 32000-2 §7.4.4.2, and what Go's encoder,
// which widens its codes late, makes.
func TestLZW(t *testing.T) {
	example, _ := hex.DecodeString("800B6050220C0C8501")
	got, err := unLZW(example, true, maxDecoded)
	if want := "\x2d\x2d\x2d\x2d\x2d\x41\x2d\x2d\x2d\x42"; err != nil || string(got) != want {
		t.Errorf("%x, %v", got, err)
	}
	text := strings.Repeat("what was said, and what was not ", 2000)
	var b bytes.Buffer
	w := lzw.NewWriter(&b, lzw.MSB, 8)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := unLZW(b.Bytes(), false, maxDecoded); err != nil || string(got) != text {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// TestPredictors undoes each filter of PNG rows, and TIFF's.
func TestPredictors(t *testing.T) {
	for name, c := range map[string]struct {
		parms string
		in    []byte
		want  string
	}{
		"none":    {"/Predictor 10/Columns 3", []byte{0, 1, 2, 3}, "010203"},
		"sub":     {"/Predictor 11/Columns 3", []byte{1, 1, 1, 1}, "010203"},
		"up":      {"/Predictor 12/Columns 3", []byte{0, 1, 2, 3, 2, 1, 1, 1}, "010203020304"},
		"average": {"/Predictor 13/Columns 2", []byte{0, 4, 8, 3, 1, 1}, "04080306"},
		"paeth":   {"/Predictor 14/Columns 2", []byte{0, 4, 8, 4, 1, 1}, "04080509"},
		"cut row": {"/Predictor 12/Columns 3", []byte{0, 1, 2, 3, 2, 1}, "01020302"},
		"tiff":    {"/Predictor 2/Columns 3", []byte{1, 1, 1, 5, 1, 1}, "010203050607"},
		"tiff rgb": {"/Predictor 2/Columns 2/Colors 3", []byte{1, 2, 3, 1, 1, 1},
			"010203020304"},
		"tiff 16 bits": {"/Predictor 2/Columns 2/BitsPerComponent 16", []byte{0, 255, 0, 1}, "00ff0100"},
		"tiff 4 bits":  {"/Predictor 2/Columns 4/BitsPerComponent 4", []byte{0x11, 0x1f}, "1232"},
	} {
		v, s := streamOf(t, "/Filter/FlateDecode/DecodeParms<<"+c.parms+">>", deflated(c.in))
		got, err := v.Decode(s)
		if err != nil || hex.EncodeToString(got) != c.want {
			t.Errorf("%s: %x, %v, want %s", name, got, err, c.want)
		}
	}
}

// TestBadCoding holds that damage gives an error, and what came before it.
func TestBadCoding(t *testing.T) {
	for name, c := range map[string]struct{ entries, data, want string }{
		"cut off":         {"/Filter/FlateDecode", deflated(bytes.Repeat([]byte("ab"), 4))[:8], "ab"},
		"unknown filter":  {"/Filter/Shrink", "abc", "abc"},
		"picture":         {"/Filter[/ASCIIHexDecode/DCTDecode]", "6162>", "ab"},
		"bad columns":     {"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 99999999>>", deflated([]byte("a")), ""},
		"bad base 85":     {"/Filter/A85", "zv", "\x00\x00\x00\x00"},
		"too many":        {"/Filter[" + strings.Repeat("/A85 ", maxFilters+1) + "]", "z", ""},
		"unknown PNG row": {"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 1>>", deflated([]byte{0, 7, 9, 9}), "\x07"},
	} {
		v, s := streamOf(t, c.entries, c.data)
		got, err := v.Decode(s)
		if err == nil || !strings.HasPrefix(string(got), c.want) || c.want == "" && len(got) > 0 {
			t.Errorf("%s: %q, %v, want %q", name, got, err, c.want)
		}
	}
}

// TestBomb holds that little that unpacks to much stays within the bounds.
func TestBomb(t *testing.T) {
	once := deflated(make([]byte, 40<<20))
	twice := deflated([]byte(once))
	v, s := streamOf(t, "/Filter[/FlateDecode/FlateDecode]", twice)
	v.f.unpacked = maxUnpacked - 8<<20
	if got, err := v.Decode(s); !errors.Is(err, errBomb) || len(got) > 8<<20 {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if _, err := v.Decode(s); err == nil {
		t.Error("more was read after the bound")
	}
}

// TestObjects reads objects of all kinds, whole and odd.
func TestObjects(t *testing.T) {
	for in, want := range map[string]string{
		"null true false":               "<nil>",
		"-17":                           "-17",
		"+.5":                           "0.5",
		"4.":                            "4",
		"--5":                           "-5",
		"99999999999999999999":          "1e+20",
		"/A#42#zz":                      "AB#zz",
		`(a\(b\)(c)\101\7\n\q)`:         "a(b)(c)A\a\nq",
		"(a\\\r\nb\r\nc)":               "ab\nc",
		"<48 6\n5 7>":                   "Hep",
		"[1 0 R 2 0/R 3]":               "[{1 0} 2 0 R 3]",
		"[1%x\n2]":                      "[1 2]",
		"[1 } foo 2]":                   "[1 <nil> 2]",
		"12 0 R":                        "{12 0}",
		"[1 2 endobj":                   "error",
		"(abc":                          "error",
		"<41":                           "error",
		"<</A":                          "error",
		"endobj":                        "error",
		"":                              "error",
		strings.Repeat("[", maxDepth+2): "error",
	} {
		p := &parser{lexer: lexer{b: []byte(in)}}
		o, err := p.object(0)
		got := fmt.Sprint(o)
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%.30q: %q, %v, want %q", in, got, err, want)
		}
	}
}

// TestDict holds which of two values counts, and where values stand.
func TestDict(t *testing.T) {
	for _, more := range []int{0, 40} { // without index and with
		in := "<</A 1/B<</C(x)>>/A 2" + strings.Repeat("/X null", more) + ">>"
		p := &parser{lexer: lexer{b: []byte(in)}}
		o, err := p.object(0)
		d, ok := o.(*Dict)
		if !ok || err != nil {
			t.Fatal(o, err)
		}
		e := d.Entry("B")
		if d.Get("A") != int64(2) || d.Get("Y") != nil || e == nil || in[e.From:e.To] != "<</C(x)>>" {
			t.Errorf("%v", d.Entries)
		}
	}
	var none *Dict
	if none.Get("A") != nil {
		t.Error("no dictionary has an entry")
	}
}
