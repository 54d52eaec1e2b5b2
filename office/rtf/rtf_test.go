package rtf

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay/internal/doctest"
)

// said is what a file says beyond an empty one.
func said(content string) []string {
	added, _ := doctest.Changed(Read([]byte(`{\rtf1}`)), Read([]byte(content)))
	return added
}

// check reads what stands after the header of a file.
func check(t *testing.T, name, inner string, want ...string) {
	t.Helper()
	got := said(`{\rtf1\ansi ` + inner + `}`)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestInformation(t *testing.T) {
	check(t, "all of it", `{\info{\title Budget}{\author Ada Example}{\operator Bob Example}{\*\company Example Ltd}{\manager Eve Example}`+
		`{\creatim\yr2017\mo3\dy1\hr8\min5}{\revtim\yr2017\mo3\dy2\hr9\min6\sec7}{\printim\yr2017\mo3\dy2}{\version4}{\edmins12}{\vern49255}{\nofpages3}}`+
		`{\*\generator Riched20 10.0.19041;}{\*\template C:\\T\\letter.dot}{\*\userprops {\propname Ref}\proptype30{\staticval R-1}}Hello\par`,
		"title Budget (\\title)", "author Ada Example (\\author)", "editor Bob Example (\\operator)", "organisation Example Ltd (\\company)",
		"manager = Eve Example (\\manager)", "created 2017-03-01T08:05:00 (\\creatim)", "modified 2017-03-02T09:06:07 (\\revtim)",
		"printed 2017-03-02T00:00:00 (\\printim)", "version = 4 (\\version)", "editing minutes = 12 (\\edmins)", "internal version = 49255 (\\vern)",
		"pages = 3 (\\nofpages)", "producer Riched20 10.0.19041 (\\generator)", `template = C:\T\letter.dot (\template)`, "Ref = R-1 (\\staticval)", "| Hello")
	check(t, "no such day", `{\info{\creatim\yr2017\mo2\dy30}}`)
}

func TestText(t *testing.T) {
	for name, c := range map[string][2]string{
		"paragraphs":            {`one\par two\line three`, "one\ntwo\nthree\n"},
		"cells":                 {`a\cell b\cell\row c`, "a\tb\nc\n"},
		"braces":                {`\{a\}\\b`, "{a}\\b\n"},
		"signs":                 {`a\~b\_c\-d\emdash e\rquote f`, "a\u00a0b-cd—e’f\n"},
		"code page":             {`\'e9`, "é\n"},
		"another code page":     {`\ansicpg1251\'cf\'f0`, "Пр\n"},
		"a font's page":         {`{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}\f1\'cf\f0\'e9`, "Пé\n"},
		"default font's page":   {`\deff1{\fonttbl{\f1\fcharset204 Arial Cyr;}}\plain\'cf`, "П\n"},
		"two bytes":             {`{\fonttbl{\f1\fcharset128 Gothic;}}\f1\'93\'8c\'8b\'9e`, "東京\n"},
		"Unicode":               {`\u1055?\u1088 ?x`, "Прx\n"},
		"Unicode, \\uc":         {`\uc2\u1055ab\uc0\u1088x`, "Прx\n"},
		"Unicode, hex":          {`\u1055\'3fx`, "Пx\n"},
		"negative":              {`\u-10179?\u-8704?`, "😀\n"},
		"half a pair":           {`\u-10179?x`, "x\n"},
		"a group ends the skip": {`{\u1055}x`, "Пx\n"},
		"both halves of upr":    {`{\upr{plain}{\*\ud{\u1055?}}}`, "П\n"},
		"unknown destination":   {`a{\*\unheard of this}b`, "ab\n"},
		"unknown word":          {`a{\unheard b}`, "ab\n"},
		"style sheet":           {`{\stylesheet{\s1 Normal;}}{\colortbl;\red0;}a`, "a\n"},
		"field":                 {`{\field{\*\fldinst PAGE}{\fldrslt 7}}`, "7\n"},
		"field in a code":       {`{\field{\*\fldinst IF {\field{\*\fldinst PAGE}{\fldrslt 7}} = 1}{\fldrslt yes}}`, "yes\n"},
		"header and note":       {`{\header top\par}a{\footnote see}b\par`, "ab\ntop\nsee\n"},
		"text box":              {`a{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt box\par}}{\shprslt again}}b`, "ab\nbox\n"},
		"binary data":           {"a\\bin3 }}}b", "ab\n"},
		"line ends":             {"a\r\nb\\\nc", "ab\nc\n"},
	} {
		inner, want := c[0], c[1]
		if got := Read([]byte(`{\rtf1\ansi ` + inner + `}`)).Text; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestRevisions(t *testing.T) {
	// 2017-03-01 10:20 in 32 bits.
	at := fmt.Sprint(117<<20 | 3<<16 | 1<<11 | 10<<6 | 20)
	table := `{\*\revtbl {Unknown;}{Di Example;}{Cy Example;}}`
	names := []string{"editor Di Example (\\revtbl)", "editor Cy Example (\\revtbl)"}
	check(t, "an insertion", table+`a{\revised\revauth1\revdttm`+at+` b}`, append(names, "| ab", "edited 2017-03-01T10:20:00 (\\revdttm of Di Example)")...)
	check(t, "a deletion", table+`a{\deleted\revauthdel2\revdttmdel`+at+` gone}b`, append(names, "| ab", "edited 2017-03-01T10:20:00 (\\revdttmdel of Cy Example)", "deleted text = gone (the body)", "deleted text, characters = 4 (the body)")...)
	check(t, "hidden text", `a{\v secret}b{\v0 c}`, "| abc", "hidden text = secret (the body)", "hidden text, characters = 6 (the body)", "! office/hidden-text \\v")
	check(t, "a comment", `a{\*\atnid DE}{\*\atnauthor Di Example}{\*\annotation{\*\atndate `+at+`}why?}b`, "editor Di Example (\\atnauthor)", "comment initials = DE (\\atnid)", "edited 2017-03-01T10:20:00 (\\atndate)", "| ab", "| why?")
	check(t, "revision marks", `{\*\rsidtbl \rsid255\rsid256}\rsidroot255 {\insrsid256 a}{\insrsid4096 b}`, "rsidRoot = 000000FF (\\rsidroot)", "rsids = 000000FF 00000100 (\\rsidtbl)", "rsids in the text = 00000100 00001000 (the body)", "rsids in the text that are not listed = 00001000 (\\rsidtbl)", "| ab")
	check(t, "fonts", `{\fonttbl{\f0\fcharset0 Arial{\*\falt Helvetica};}{\f1\fcharset204{\*\panose 02}Arial Cyr;}}a`, "font = Arial; Arial Cyr (\\fonttbl)", "font charsets = 0 204 (\\fcharset)", "alternative font = Helvetica (\\falt)", "| a")
}

// ole1 wraps data as [MS-OLEDS] §2.2.5 has it.
func ole1(class string, data []byte) []byte {
	var b []byte
	text := func(s string) {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(s)+1))
		b = append(append(b, s...), 0)
	}
	b = binary.LittleEndian.AppendUint32(b, 0x501)
	b = binary.LittleEndian.AppendUint32(b, 2)
	text(class)
	b = append(b, make([]byte, 8)...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(data)))
	return append(b, data...)
}

func TestObjects(t *testing.T) {
	check(t, "a picture", `{\pict\pngblip 50 4e
47}`, `embedded picture-1 image/png "PNG"`)
	check(t, "a picture in bytes", "{\\pict\\jpegblip\\bin3 }{\\}", `embedded picture-1 image/jpeg "}{\\"`)
	check(t, "a picture of a shape", `{\*\shppict{\pict{\*\blipuid 00ff}\emfblip 0102}}`, `embedded picture-1 image/emf "\x01\x02"`)
	check(t, "an object", `{\object\objemb{\*\objclass Excel.Sheet.8}{\*\objdata `+fmt.Sprintf("%x", ole1("Excel.Sheet.8", []byte("\xd0\xcf\x11\xe0")))+`}{\result shown}}`,
		"object class = Excel.Sheet.8 (\\objclass)", `embedded object-1  "\xd0\xcf\x11\xe0"`, "| shown")
	packed := []byte("\x02\x00note.txt\x00C:\\Users\\ada\\note.txt\x00\x00\x00\x03\x00\x02\x00\x00\x00x\x00\x05\x00\x00\x00hello")
	check(t, "a packaged file", `{\object{\*\objclass Package}{\*\objdata `+fmt.Sprintf("%X", ole1("Package", packed))+`}}`,
		"object class = Package (\\objclass)", "packaged file = note.txt (\\objdata)", `packaged file came from = C:\Users\ada\note.txt (\objdata)`, `embedded object-1  "hello"`)
	short := ole1("Excel.Sheet.8", []byte("hello"))
	check(t, "an object that is cut off", `{\object{\*\objdata `+fmt.Sprintf("%x", short[:len(short)-2])+`}}`,
		"object class = Excel.Sheet.8 (\\objdata)", "! office/object-damaged \\objdata", `embedded object-1  "hel"`)
	check(t, "no wrapping", `{\object{\*\objdata d0cf11e0}}`, `embedded object-1  "\xd0\xcf\x11\xe0"`)
}

// TestDamage holds that broken files are read as far as they go, and said to be
// broken.
func TestDamage(t *testing.T) {
	for content, want := range map[string]string{
		`{\rtf1 whole}`:      "| whole",
		`{\rtf1 cut`:         "! office/rtf-damaged the end,| cut",
		`{\rtf1 a\bin99 b`:   "! office/rtf-damaged \\bin,! office/rtf-damaged the end,| a",
		`{\rtf1 a}}}} after`: "| a after",
		`{\rtf1 ` + strings.Repeat("{", MaxDepth*2): "! office/rtf-damaged the end,! office/rtf-too-deep the body",
		`{\rtf1 \u99999999999999999999?\f-1\'zz a}`: "| zz a",
	} {
		if got := strings.Join(said(content), ","); got != want {
			t.Errorf("%.30q: %q, want %q", content, got, want)
		}
	}
	if !Recognise([]byte(" \n{\\rtf1}")) || Recognise([]byte("{rtf}")) {
		t.Error("recognises wrongly")
	}
}
