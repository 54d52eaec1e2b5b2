package pdfsig_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/internal/signtest"
)

// objects are the bodies of indirect objects by number; an empty one is freed.
type objects map[int]string

// letter is a page that says something, with a form of two text fields, one
// field for a signature, and an object (9) that nothing leads to.
var letter = objects{
	1:  "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 6 0 R 7 0 R]/SigFlags 3/DR<</Font<</Helv 8 0 R>>>>>>>>",
	2:  "<</Type/Pages/Kids[3 0 R]/Count 1>>",
	3:  "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 8 0 R>>/XObject<</Seal 13 0 R>>>>/Annots[5 0 R 6 0 R 7 0 R]>>",
	4:  stream("", "BT /F1 12 Tf 20 150 Td (The rent is 500.) Tj ET /Seal Do"),
	5:  "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Ann)/Rect[20 100 120 120]/F 4/P 3 0 R/DA(/Helv 10 Tf)/AP<</N 10 0 R>>>>",
	6:  "<</Type/Annot/Subtype/Widget/FT/Tx/T(place)/V(Leeds)/Rect[20 70 120 90]/F 4/P 3 0 R/DA(/Helv 10 Tf)/AP<</N 11 0 R>>>>",
	7:  "<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/Rect[0 0 0 0]/F 132/P 3 0 R>>",
	8:  "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	9:  "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 12 0 R/Resources<</Font<</F1 8 0 R>>>>>>",
	10: stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]", "/Tx BMC BT /Helv 10 Tf (Ann) Tj ET EMC"),
	11: stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]", "/Tx BMC BT /Helv 10 Tf (York) Tj ET EMC"), // not what the field says
	12: stream("", "BT /F1 12 Tf 20 150 Td (The rent is 900.) Tj ET"),
	13: stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]", "BT /F1 10 Tf (Seal) Tj ET"),
}

// honest is the letter with fields that draw what they say.
var honest = letter.with(objects{11: stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]", `/Tx BMC BT /Helv 10 Tf (Lee\144s) Tj ET EMC`)})

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

// with gives o with some objects replaced.
func (o objects) with(more objects) objects {
	out := objects{}
	maps.Copy(out, o)
	maps.Copy(out, more)
	return out
}

var startxref = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n`)

// update appends objects, a cross-reference table and a trailer, to nothing or
// to a file.
func update(file []byte, o objects, trailer string) []byte {
	b := bytes.NewBuffer(bytes.Clone(file))
	if len(file) == 0 {
		b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	}
	places := map[int]int{}
	for _, n := range slices.Sorted(maps.Keys(o)) {
		if o[n] != "" {
			places[n] = b.Len()
			fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", n, o[n])
		}
	}
	return table(b, file, o, places, trailer)
}

// table appends a cross-reference table that says objects o stand at places.
func table(b *bytes.Buffer, file []byte, o objects, places map[int]int, trailer string) []byte {
	at := b.Len()
	b.WriteString("xref\n0 1\n0000000000 65535 f \n")
	for _, n := range slices.Sorted(maps.Keys(o)) {
		if place, ok := places[n]; ok {
			fmt.Fprintf(b, "%d 1\n%010d 00000 n \n", n, place)
		} else {
			fmt.Fprintf(b, "%d 1\n0000000000 00001 f \n", n)
		}
	}
	if old := startxref.FindAllSubmatch(file, -1); len(old) > 0 {
		trailer += "/Prev " + string(old[len(old)-1][1])
	}
	if !strings.Contains(trailer, "/Root") {
		trailer += "/Root 1 0 R"
	}
	fmt.Fprintf(b, "trailer\n<</Size 100%s>>\nstartxref\n%d\n%%%%EOF\n", trailer, at)
	return b.Bytes()
}

// room is how many bytes are kept for a signature.
const room = 1500

// signing says how a file is signed.
type signing struct {
	by    *signtest.Identity
	value int     // the number of the signature's object
	extra string  // in the signature's dictionary
	more  objects // written with it; object 7 is the field unless it stands here
	form  string
	make  func(content []byte) []byte
}

// sign appends a signature.
func sign(t testing.TB, file []byte, s signing) []byte {
	t.Helper()
	if s.value == 0 {
		s.value = 20
	}
	if s.form == "" {
		s.form = "adbe.pkcs7.detached"
	}
	const ranges = "[0 0000000000 0000000000 0000000000]"
	o := s.more.with(objects{s.value: fmt.Sprintf("<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/%s/M(D:20240501120000Z)%s/ByteRange %s/Contents <%s>>>", s.form, s.extra, ranges, strings.Repeat("0", 2*room))})
	if _, ok := o[7]; !ok && s.value == 20 {
		o[7] = strings.TrimSuffix(letter[7], ">>") + "/V 20 0 R>>"
	}
	out := update(file, o, "")
	from := bytes.LastIndex(out, []byte("/Contents <0000")) + len("/Contents ")
	to := from + 2*room + 2
	at := bytes.LastIndex(out, []byte(ranges))
	copy(out[at:], fmt.Sprintf("[0 %010d %010d %010d]", from, to, len(out)-to))
	content := slices.Concat(out[:from], out[to:])
	value := s.make
	if value == nil {
		value = func(content []byte) []byte {
			return signtest.CMS{Time: time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)}.Sign(t, s.by, content)
		}
	}
	hex.Encode(out[from+1:], value(content))
	return out
}

// signer is one identity for all tests of this package.
var signer *signtest.Identity

func identity(t testing.TB) *signtest.Identity {
	if signer == nil {
		signer = signtest.Root(t, "Test Root").Issue(t, "A Signer", signtest.ECDSAKey(t), nil)
	}
	return signer
}

// certified are the entries by which a signature certifies at a level.
func certified(level int) string {
	return fmt.Sprintf("/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P %d/V/1.2>>>>]", level)
}

// note is an annotation of a kind.
func note(kind string) string {
	return fmt.Sprintf("<</Type/Annot/Subtype/%s/Rect[20 140 200 160]/F 4/P 3 0 R/Contents(The rent is 900.)>>", kind)
}

// annots is the page with a list of annotations.
func annots(list string) string {
	return strings.Replace(letter[3], "/Annots[5 0 R 6 0 R 7 0 R]", "/Annots["+list+"]", 1)
}
