package pdfsig_test

import (
	"fmt"
	"strings"
	"testing"

	"assay/document"
	"assay/finding"
)

// worse reports whether a change takes a signature its worth.
func worse(w document.Weight) bool {
	return w == document.Unknown || w == document.Visible || w == document.Hidden
}

// TestAttacks: each prepares a file, has it signed, and changes what a reader
// sees by one update that must not pass as allowed.
func TestAttacks(t *testing.T) {
	id := identity(t)
	page := func(from, to string) string { return strings.Replace(letter[3], from, to, 1) }
	evil := stream("", "BT /F1 12 Tf 20 120 Td (The rent is 900.) Tj ET")
	evilForm := stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]", "BT /F1 10 Tf (900) Tj ET")
	evilFont := "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<<>>/Encoding<</Differences[53/nine]>>/FirstChar 53/LastChar 53/Widths[9]>>"
	catalog := func(more string) string { return strings.TrimSuffix(letter[1], ">>") + more + ">>" }
	check := "<</Type/Annot/Subtype/Widget/FT/Btn/T(agree)/V/Off/AS/Off/Rect[20 40 40 60]/F 4/P 3 0 R/AP<</N<</Yes 15 0 R/Off 16 0 R>>>>>>"
	push := "<</Type/Annot/Subtype/Widget/FT/Btn/Ff 65536/T(push)/Rect[20 40 140 60]/F 4/P 3 0 R/MK<</CA(I agree)>>>>"
	box := func(data string) string { return stream("/Type/XObject/Subtype/Form/BBox[0 0 20 20]", data) }
	picture := stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "x")
	annotated := annots("5 0 R 6 0 R 7 0 R 14 0 R")
	inheriting := objects{3: page("/Resources<</Font<</F1 8 0 R>>/XObject<</Seal 13 0 R>>>>", ""), 2: "<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F1 8 0 R>>/XObject<</Seal 13 0 R>>>>>>"}
	for _, c := range []struct {
		name     string
		prepared objects // in the signed file
		after    objects
		trailer  string
	}{
		{"words that dangled", objects{3: page("/Contents 4 0 R", "/Contents[4 0 R 50 0 R]")}, objects{50: evil}, ""},
		{"list of words that dangled", objects{3: page("/Contents 4 0 R", "/Contents 50 0 R")}, objects{50: "[51 0 R]", 51: evil}, ""},
		{"note that dangled", objects{3: annots("5 0 R 6 0 R 7 0 R 50 0 R")}, objects{50: note("FreeText")}, ""},
		{"list of notes that dangled", objects{3: page("/Annots[5 0 R 6 0 R 7 0 R]", "/Annots 51 0 R")}, objects{51: "[5 0 R 6 0 R 7 0 R 50 0 R]", 50: note("FreeText")}, ""},
		{"font that dangled", objects{3: page("/F1 8 0 R", "/F1 50 0 R")}, objects{50: evilFont}, ""},
		{"program of a font that dangled", objects{8: strings.Replace(letter[8], ">>", "/FontDescriptor 50 0 R>>", 1)}, objects{50: "<</Type/FontDescriptor/FontFile2 51 0 R>>", 51: stream("", "x")}, ""},
		{"encoding of a font that dangled", objects{8: strings.Replace(letter[8], ">>", "/Encoding 50 0 R>>", 1)}, objects{50: "<</Differences[53/nine]>>"}, ""},
		{"drawing that dangled", objects{3: page("/Seal 13 0 R", "/Seal 50 0 R")}, objects{50: evilForm}, ""},
		{"resources that dangled", objects{3: page("/Resources<</Font<</F1 8 0 R>>/XObject<</Seal 13 0 R>>>>", "/Resources 50 0 R")}, objects{50: "<</Font<</F1 51 0 R>>>>", 51: evilFont}, ""},
		{"inherited resources that dangled", inheriting.with(objects{2: "<</Type/Pages/Kids[3 0 R]/Count 1/Resources 50 0 R>>"}), objects{50: "<</Font<</F1 8 0 R>>/XObject<</Seal 51 0 R>>>>", 51: evilForm}, ""},
		{"box that dangled", objects{3: page("/MediaBox[0 0 300 200]", "/MediaBox[0 0 300 200]/CropBox 50 0 R")}, objects{50: "[0 0 300 120]"}, ""},
		{"turn that dangled", objects{3: page("/MediaBox", "/Rotate 50 0 R/MediaBox")}, objects{50: "180"}, ""},
		{"page that dangled", objects{2: "<</Type/Pages/Kids[50 0 R 3 0 R]/Count 1>>"}, objects{50: letter[9]}, ""},
		{"pages that dangled", objects{2: "<</Type/Pages/Kids 51 0 R/Count 1>>", 51: "[3 0 R 50 0 R]"}, objects{50: letter[9]}, ""},
		{"drawing of a field that dangled", objects{5: strings.Replace(letter[5], "/N 10 0 R", "/N 50 0 R", 1)}, objects{50: evilForm}, ""},
		{"part of a drawing of a field that dangled", objects{10: stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</XObject<</A 50 0 R>>>>", "/Tx BMC BT /Helv 10 Tf (Ann) Tj ET EMC /A Do")}, objects{50: evilForm}, ""},
		{"drawing of a signature that dangled", objects{7: strings.Replace(letter[7], "/Rect[0 0 0 0]", "/Rect[0 0 300 200]/AP<</N 50 0 R>>", 1)}, objects{50: evilForm}, ""},
		{"action that dangled", objects{1: catalog("/OpenAction 50 0 R")}, objects{50: "<</S/JavaScript/JS(0)>>"}, ""},
		{"layers that dangled", objects{1: catalog("/OCProperties 50 0 R"), 3: page("/Font<<", "/Properties<</L 52 0 R>>/Font<<"), 52: "<</Type/OCG/Name(L)>>"}, objects{50: "<</OCGs[52 0 R]/D<</OFF[52 0 R]>>>>"}, ""},
		{"layer that dangled", objects{1: catalog("/OCProperties<</OCGs[50 0 R]/D<</OFF[50 0 R]>>>>"), 3: page("/Font<<", "/Properties<</L 50 0 R>>/Font<<")}, objects{50: "<</Type/OCG/Name(L)>>"}, ""},
		{"form that dangled", objects{1: "<</Type/Catalog/Pages 2 0 R/AcroForm 50 0 R>>"}, objects{50: "<</Fields[5 0 R 6 0 R 7 0 R]/NeedAppearances true>>"}, ""},
		{"flag of the form that dangled", objects{1: strings.Replace(letter[1], "/SigFlags", "/NeedAppearances 50 0 R/SigFlags", 1)}, objects{50: "true"}, ""},
		{"XFA that dangled", objects{1: strings.Replace(letter[1], "/SigFlags", "/XFA 50 0 R/SigFlags", 1)}, objects{50: stream("", "<xdp/>")}, ""},
		{"attachments that dangled", objects{1: catalog("/Names<</EmbeddedFiles 50 0 R>>")}, objects{50: "<</Names[(a) 51 0 R]>>", 51: "<</F(a)/EF<</F 52 0 R>>>>", 52: stream("", "x")}, ""},
		{"page labels that dangled", objects{1: catalog("/PageLabels 50 0 R")}, objects{50: "<</Nums[0<</P(9)>>]>>"}, ""},
		{"words of a field that dangled, in its parent", objects{5: strings.Replace(letter[5], "/T(name)", "/T(name)/Parent 50 0 R", 1)}, objects{50: "<</FT/Tx/T(x)/DA(/Helv 90 Tf)>>"}, ""},

		{"other parent, other inheritance", inheriting, objects{3: strings.Replace(inheriting[3], "/Parent 2 0 R", "/Parent 50 0 R", 1), 50: "<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F1 8 0 R>>/XObject<</Seal 51 0 R>>>>>>", 51: evilForm}, ""},
		{"page of no type", nil, objects{3: page("/Type/Page/", "/Type/Template/")}, ""},
		{"inherited resources", inheriting, objects{2: "<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F1 8 0 R>>/XObject<</Seal 51 0 R>>>>>>", 51: evilForm}, ""},
		{"box", nil, objects{3: page("300 200]", "300 120]")}, ""},
		{"caption of a button", objects{14: push, 3: annotated}, objects{14: strings.Replace(push, "I agree", "I do not agree", 1)}, ""},
		{"field drawn with a picture", nil, objects{10: stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</XObject<</P 50 0 R>>>>", "/Tx BMC BT /Helv 10 Tf (Ann) Tj ET EMC /P Do"), 50: picture}, ""},
		{"field drawn with a picture written inside", nil, objects{10: stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]", "/Tx BMC BT /Helv 10 Tf (Ann) Tj ET EMC BI /W 1/H 1/CS/G/BPC 8 ID x EI")}, ""},
		{"field drawn with curves", nil, objects{10: stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]", "/Tx BMC BT /Helv 10 Tf (Ann) Tj ET EMC "+strings.Repeat("1 1 m 2 2 3 3 4 4 c 5 5 6 6 7 7 c h f ", 50))}, ""},
		{"drawing of a field in another font", nil, objects{10: stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</Helv 50 0 R>>>>", "/Tx BMC BT /Helv 10 Tf (Ann) Tj ET EMC"), 50: evilFont}, ""},
		{"drawing of a field in another box", nil, objects{10: strings.Replace(letter[10], "/BBox[0 0 100 20]", "/BBox[0 0 1 1]", 1)}, ""},
		{"drawing of a field put elsewhere", nil, objects{10: strings.Replace(letter[10], "/BBox", "/Matrix[9 0 0 9 0 0]/BBox", 1)}, ""},
		{"ticked, and draws something else", objects{14: check, 3: annotated, 15: box("0 0 m 9 9 l S"), 16: box("")}, objects{14: strings.ReplaceAll(check, "/Off/", "/Yes/"), 15: box("BT /F1 9 Tf (900) Tj ET")}, ""},
		{"ticked, and leads to another drawing", objects{14: check, 3: annotated, 15: box("0 0 m 9 9 l S"), 16: box("")}, objects{14: strings.Replace(strings.ReplaceAll(check, "/V/Off/AS/Off/", "/V/Yes/AS/Yes/"), "/Yes 15", "/Yes 50", 1), 50: box("BT /F1 9 Tf (900) Tj ET")}, ""},
		{"value that is not what is drawn", nil, objects{5: strings.Replace(letter[5], "(Ann)", "(Bea)", 1), 10: strings.Replace(letter[10], "Ann", "The rent is 900", 1)}, ""},
		{"value, and a picture", nil, objects{5: strings.Replace(letter[5], "(Ann)", "(Bea)", 1), 10: stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</XObject<</P 50 0 R>>>>", "/Tx BMC BT /Helv 10 Tf (Bea) Tj ET EMC /P Do"), 50: picture}, ""},
		{"font that the form gives", nil, objects{1: strings.Replace(letter[1], "/Helv 8 0 R", "/Helv 50 0 R", 1), 50: evilFont}, ""},
		{"drawing of the signature", nil, nil, "signature's drawing"},
		{"coding of a picture taken off", objects{13: stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode", "x")}, objects{13: stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "x")}, ""},
		{"another coding of a picture", objects{13: stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode", "x")}, objects{13: stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/JPXDecode", "x")}, ""},
		{"data from a file outside", nil, objects{4: strings.Replace(letter[4], "<<", "<</F(evil.txt)", 1)}, ""},
		{"tags that replace words", nil, objects{1: catalog("/Collection<</View/H>>")}, ""},
		{"scripts by name", nil, objects{1: catalog("/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(0)>>]>>>>")}, ""},
		{"pages by name", nil, objects{1: catalog("/Names<</Pages<</Names[(a) 9 0 R]>>>>")}, ""},
	} {
		for level := range 4 {
			s := signing{by: id}
			if level > 0 {
				s.extra = certified(level)
			}
			base := letter.with(c.prepared)
			after, trailer := c.after, c.trailer
			if trailer == "signature's drawing" {
				trailer = ""
				base[7] = strings.Replace(letter[7], "/Rect[0 0 0 0]", "/Rect[0 0 300 200]/AP<</N 17 0 R>>", 1)
				base[17] = stream("/Type/XObject/Subtype/Form/BBox[0 0 300 200]", "")
			}
			if base[7] != letter[7] {
				s.more = objects{7: strings.TrimSuffix(base[7], ">>") + "/V 20 0 R>>"}
				if after == nil {
					after = objects{7: strings.Replace(s.more[7], "/N 17", "/N 50", 1), 50: stream("/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</XObject<</P 51 0 R>>>>", "/P Do"), 51: picture}
				}
			}
			signed := sign(t, update(nil, base, ""), s)
			if list, _ := examine(t, signed); !list[0].Whole || list[0].Result != finding.Pass {
				t.Fatalf("%s: %+v", c.name, list[0])
			}
			list, _ := examine(t, update(signed, after, trailer))
			if list[0].Result != finding.Pass || !worse(document.Worst(list[0].Changes)) {
				t.Errorf("%s at level %d passes as %q\n%s", c.name, level, document.Worst(list[0].Changes), changes(list[0]))
			}
		}
	}
}

// TestAmbiguous: updates that viewers read in different ways must not pass.
func TestAmbiguous(t *testing.T) {
	signed := sign(t, update(nil, letter, ""), signing{by: identity(t)})
	last := startxref.FindAllSubmatch(signed, -1)
	prev := string(last[len(last)-1][1])
	raw := func(body, xref, trailer string) []byte {
		b := string(signed) + body
		return []byte(fmt.Sprintf("%sxref\n0 1\n0000000000 65535 f \n%strailer\n<</Size 100/Prev %s%s>>\nstartxref\n%d\n%%%%EOF\n", b, xref, prev, trailer, len(b)))
	}
	at, good, evil := len(signed), "4 0 obj\n"+letter[4]+"\nendobj\n", "4 0 obj\n"+letter[12]+"\nendobj\n"
	line := func(at, generation int) string { return fmt.Sprintf("%010d %05d n \n", at, generation) }
	longer := fmt.Sprintf("4 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n", len(letter[4])+400, "BT /F1 12 Tf 20 150 Td (The rent is 500.) Tj ET /Seal Do")
	packs := func(list string, data ...string) string {
		return fmt.Sprintf("60 0 obj\n%s\nendobj\n", stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(data), len(list)), list+strings.Join(data, "")))
	}
	two := packs(fmt.Sprintf("8 0 8 %d ", len(letter[8])), letter[8], "<</Type/Font/Subtype/Type1/BaseFont/Courier>>")
	beside := func(body string, number, kind, second, third int) string {
		data := fmt.Sprintf("%02x%08x%02x>", kind, second, third)
		return body + fmt.Sprintf("61 0 obj\n<</Type/XRef/Size 100/W[1 4 1]/Index[%d 1]/Filter/ASCIIHexDecode/Length %d>>stream\n%s\nendstream\nendobj\n", number, len(data), data)
	}
	hybrid := beside(good+evil, 4, 1, at+len(good), 0)
	packed := beside(two, 8, 2, 60, 0)
	for name, file := range map[string][]byte{
		"other generation":              raw("4 1 obj\n"+letter[4]+"\nendobj\n", "4 1\n"+line(at, 1), "/Root 1 0 R"),
		"other generation in the table": raw(good, "4 1\n"+line(at, 7), "/Root 1 0 R"),
		"two entries in one table":      raw(good+evil, "4 1\n"+line(at+len(good), 0)+"4 1\n"+line(at, 0), "/Root 1 0 R"),
		"two roots":                     raw("45 0 obj\n"+letter[1]+"\nendobj\n", "45 1\n"+line(at, 0), "/Root 45 0 R/Root 1 0 R"),
		"offset beside":                 raw(good, "4 1\n"+line(at+9, 0), "/Root 1 0 R"),
		"length that lies":              raw(longer, "4 1\n"+line(at, 0), "/Root 1 0 R"),
		"table and stream disagree":     raw(hybrid, "4 1\n"+line(at, 0), fmt.Sprintf("/Root 1 0 R/XRefStm %d", at+len(good)+len(evil))),
		"two in one object stream":      raw(packed, "60 1\n"+line(at, 0), fmt.Sprintf("/Root 1 0 R/XRefStm %d", at+len(two))),
		"state that was passed over": func() []byte {
			b := update(signed, objects{4: letter[12]}, "")
			return append(b, "\nstartxref\n"+prev+"\n%%EOF\n"...)
		}(),
	} {
		list, _ := examine(t, file)
		if list[0].Result != finding.Pass || !worse(document.Worst(list[0].Changes)) {
			t.Errorf("%s passes as %q (%s)\n%s", name, document.Worst(list[0].Changes), list[0].Result, changes(list[0]))
		}
	}
	honest := raw(good, "4 1\n"+line(at, 0), "/Root 1 0 R")
	if list, _ := examine(t, honest); document.Worst(list[0].Changes) != document.Harmless {
		t.Errorf("a page that was written again: %s", changes(list[0]))
	}
}

// TestNotesThatDraw: a note is allowed where a signer says nothing, and one that
// draws over the page is not.
func TestNotesThatDraw(t *testing.T) {
	signed := sign(t, update(nil, letter.with(objects{15: stream("", "old"), 14: "<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS<</F(a)/EF<</F 15 0 R>>>>>>", 3: annots("5 0 R 6 0 R 7 0 R 14 0 R")}), ""), signing{by: identity(t)})
	drawn := func(kind, resources, data string) objects {
		return objects{50: strings.TrimSuffix(note(kind), ">>") + "/AP<</N 51 0 R>>>>", 3: annots("5 0 R 6 0 R 7 0 R 14 0 R 50 0 R"),
			51: stream("/Type/XObject/Subtype/Form/BBox[0 0 180 20]/Resources<<"+resources+">>", data), 52: stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "x"), 53: stream("/Type/XObject/Subtype/Form/BBox[0 0 180 20]", "BT (900) Tj ET")}
	}
	for name, c := range map[string]struct {
		after   objects
		allowed bool
	}{
		"words":                  {drawn("Highlight", "", "BT /F1 9 Tf (The rent is 900.) Tj ET"), false},
		"words in hexadecimal":   {drawn("Text", "", "BT /F1 9 Tf [<39>] TJ ET"), false},
		"a picture":              {drawn("Link", "/XObject<</P 52 0 R>>", "/P Do"), false},
		"words in a form":        {drawn("Caret", "/XObject<</P 53 0 R>>", "/P Do"), false},
		"a picture inside":       {drawn("Underline", "", "BI /W 1/H 1/CS/G/BPC 8 ID x EI"), false},
		"a box that hides":       {drawn("Highlight", "", "1 g 0 0 180 20 re f"), false},
		"a kind nobody knows":    {drawn("Foo", "", "1 g 0 0 180 20 re f"), false},
		"a highlight":            {drawn("Highlight", "/ExtGState<</G<</BM/Multiply>>>>", "/G gs 1 1 0 rg 0 0 180 20 re f"), true},
		"a line under words":     {drawn("Underline", "", "0 0 m 180 0 l S"), true},
		"a note without drawing": {objects{50: note("Text"), 3: annots("5 0 R 6 0 R 7 0 R 14 0 R 50 0 R")}, true},
		"file of a note":         {objects{15: stream("", "new")}, false},
	} {
		list, _ := examine(t, update(signed, c.after, ""))
		if got := document.Worst(list[0].Changes); worse(got) == c.allowed {
			t.Errorf("%s: %s\n%s", name, got, changes(list[0]))
		}
	}
}

// TestWide has a further signature, or a note that was allowed, cover the page.
func TestWide(t *testing.T) {
	id := identity(t)
	for level, extra := range []string{"", certified(1), certified(2), certified(3)} {
		signed := sign(t, update(nil, letter, ""), signing{by: id, extra: extra})
		for rect, bad := range map[string]bool{"20 20 120 60": level == 1, "0 0 300 200": true} {
			file := sign(t, signed, signing{by: id, value: 31, more: objects{
				30: fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature2)/Rect[%s]/F 4/P 3 0 R/V 31 0 R/AP<</N 13 0 R>>>>", rect),
				3:  annots("5 0 R 6 0 R 7 0 R 30 0 R"), 1: strings.Replace(letter[1], "7 0 R]", "7 0 R 30 0 R]", 1)}})
			if list, _ := examine(t, file); worse(document.Worst(list[0].Changes)) != bad {
				t.Errorf("level %d, signature at %s: %s\n%s", level, rect, document.Worst(list[0].Changes), changes(list[0]))
			}
			file = update(signed, objects{40: strings.Replace(note("FreeText"), "20 140 200 160", rect, 1), 3: annots("5 0 R 6 0 R 7 0 R 40 0 R")}, "")
			if list, _ := examine(t, file); level == 3 && worse(document.Worst(list[0].Changes)) != bad {
				t.Errorf("level %d, note at %s: %s\n%s", level, rect, document.Worst(list[0].Changes), changes(list[0]))
			}
		}
	}
}
