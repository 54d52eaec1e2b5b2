package pdfsig_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"assay/document"
	"assay/finding"
	"assay/pdf"
	"assay/sign/pdfsig"
)

func examine(t testing.TB, content []byte) ([]document.Signature, []finding.Finding) {
	t.Helper()
	f, err := pdf.Open(content)
	if err != nil {
		t.Fatal(err)
	}
	return pdfsig.Signatures(f)
}

// tryExamine is examine for content that may be no PDF.
func tryExamine(content []byte) ([]document.Signature, []finding.Finding) {
	f, err := pdf.Open(content)
	if err != nil {
		return nil, nil
	}
	return pdfsig.Signatures(f)
}

// TestAfter signs a letter, appends one update, and expects one weight.
func TestAfter(t *testing.T) {
	id := identity(t)
	plain := update(nil, letter, "")
	levels := map[int][]byte{0: sign(t, plain, signing{by: id})}
	for level := 1; level <= 3; level++ {
		levels[level] = sign(t, plain, signing{by: id, extra: certified(level)})
	}
	locked := sign(t, plain, signing{by: id, extra: "/Reference[<</TransformMethod/FieldMDP/TransformParams<</Action/Include/Fields[(name)]>>>>]"})
	field := func(from, to string) objects { return objects{5: strings.Replace(letter[5], from, to, 1)} }
	filled := objects{5: strings.Replace(letter[5], "(Ann)", "(Bea)", 1), 10: strings.Replace(letter[10], "Ann", "Bea", 1)}
	sig2 := "<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature2)/Rect[%s]/F 4/P 3 0 R/V 31 0 R%s>>"
	second := func(file []byte, rect string) []byte {
		return sign(t, file, signing{by: id, value: 31, more: objects{
			30: fmt.Sprintf(sig2, rect, "/AP<</N 13 0 R>>"), 3: annots("5 0 R 6 0 R 7 0 R 30 0 R"),
			1: strings.Replace(letter[1], "7 0 R]", "7 0 R 30 0 R]", 1)}})
	}
	const h, a, u, v, x = document.Harmless, document.Allowed, document.Unknown, document.Visible, document.Hidden
	for _, c := range []struct {
		name string
		do   func(signed []byte) []byte
		want [4]document.Weight // by level
		says string
	}{
		{"nothing but a newer identifier", with(objects{}, "/ID[(a)(b)]"), [4]document.Weight{h, h, h, h}, "identifier"},
		{"equal content", with(objects{4: letter[4]}, ""), [4]document.Weight{h, h, h, h}, "equal content"},
		{"metadata", with(objects{40: "<</Author(B)>>"}, "/Info 40 0 R"), [4]document.Weight{h, h, h, h}, "metadata"},
		{"unused object", with(objects{40: letter[12]}, ""), [4]document.Weight{h, h, h, h}, "nothing leads to it"},
		{"validation data", with(objects{1: strings.TrimSuffix(letter[1], ">>") + "/DSS<</Certs[41 0 R]>>>>", 41: stream("", "x")}, ""), [4]document.Weight{h, h, h, h}, "notes for programmes"},
		{"further signature", func(b []byte) []byte { return second(b, "0 0 0 0") }, [4]document.Weight{h, u, h, h}, "further signature"},
		{"further signature, drawn", func(b []byte) []byte { return second(b, "20 140 200 160") }, [4]document.Weight{a, v, a, a}, "further signature"},
		{"place for a signature, drawn", with(objects{30: strings.Replace(fmt.Sprintf(sig2, "20 140 200 160", "/AP<</N 13 0 R>>"), "/V 31 0 R", "", 1), 3: annots("5 0 R 6 0 R 7 0 R 30 0 R")}, ""), [4]document.Weight{v, v, v, v}, "not made"},
		{"field filled in", with(filled, ""), [4]document.Weight{a, v, a, a}, "name"},
		{"field filled in, drawing apart", with(field("/V(Ann)", "/V(Bea)"), ""), [4]document.Weight{a, v, a, a}, "name"},
		{"field moved", with(field("20 100", "20 150"), ""), [4]document.Weight{v, v, v, v}, "moved"},
		{"field hidden", with(field("/F 4", "/F 2"), ""), [4]document.Weight{v, v, v, v}, "hidden"},
		{"field drawn otherwise", with(objects{10: strings.Replace(letter[10], "Ann", "Bea", 1)}, ""), [4]document.Weight{v, v, v, v}, "name"},
		{"overlay taken off", with(objects{11: strings.Replace(letter[11], "York", "Leeds", 1)}, ""), [4]document.Weight{x, v, x, x}, "place"},
		{"field taken off", with(objects{3: annots("6 0 R 7 0 R")}, ""), [4]document.Weight{v, v, v, v}, "taken off"},
		{"order of notes", with(objects{3: annots("6 0 R 5 0 R 7 0 R")}, ""), [4]document.Weight{v, v, v, v}, "another order"},
		{"note", with(objects{40: note("Text"), 3: annots("5 0 R 6 0 R 7 0 R 40 0 R")}, ""), [4]document.Weight{a, v, v, a}, "Text"},
		{"evil annotation", with(objects{40: note("FreeText"), 3: annots("5 0 R 6 0 R 7 0 R 40 0 R")}, ""), [4]document.Weight{v, v, v, a}, "FreeText"},
		{"note written inside the list", with(objects{3: annots("5 0 R 6 0 R 7 0 R " + note("FreeText"))}, ""), [4]document.Weight{v, v, v, a}, "FreeText"},
		{"words replaced", with(objects{4: letter[12]}, ""), [4]document.Weight{v, v, v, v}, "what a page draws"},
		{"other words by reference", with(objects{3: strings.Replace(letter[3], "/Contents 4", "/Contents 42", 1), 42: letter[12]}, ""), [4]document.Weight{v, v, v, v}, "Contents"},
		{"prepared words by reference", with(objects{3: strings.Replace(letter[3], "/Contents 4", "/Contents 12", 1)}, ""), [4]document.Weight{x, x, x, x}, "stood unused"},
		{"prepared page", with(objects{2: "<</Type/Pages/Kids[9 0 R]/Count 1>>"}, ""), [4]document.Weight{x, x, x, x}, "stood unused"},
		{"page added", with(objects{2: "<</Type/Pages/Kids[3 0 R 43 0 R]/Count 2>>", 43: strings.Replace(letter[9], "12 0", "4 0", 1)}, ""), [4]document.Weight{v, v, v, v}, "added"},
		{"font replaced", with(objects{8: strings.Replace(letter[8], "Helvetica", "Courier", 1)}, ""), [4]document.Weight{x, x, x, x}, "font"},
		{"font of the page replaced", with(objects{3: strings.Replace(letter[3], "/F1 8", "/F1 44", 1), 44: letter[8]}, ""), [4]document.Weight{x, x, x, x}, "font"},
		{"field of another kind", with(field("/FT/Tx", "/FT/Btn"), ""), [4]document.Weight{u, v, u, u}, "FT"},
		{"locked by its flags", with(field("/F 4", "/F 4/Ff 1"), ""), [4]document.Weight{a, v, a, a}, "form field"},
		{"field out of the form", with(objects{1: strings.Replace(letter[1], "5 0 R ", "", 1)}, ""), [4]document.Weight{u, u, u, u}, "taken out"},
		{"form in XFA", with(objects{1: strings.Replace(letter[1], "/SigFlags", "/XFA 46 0 R/SigFlags", 1), 46: stream("", "<xdp/>")}, ""), [4]document.Weight{u, u, u, u}, "XFA"},
		{"file attached", with(objects{40: note("FileAttachment/FS 47 0 R"), 47: "<</F(a)/EF<</F 48 0 R>>>>", 48: stream("", "x"), 3: annots("5 0 R 6 0 R 7 0 R 40 0 R")}, ""), [4]document.Weight{a, v, v, a}, "FileAttachment"},
		{"drawing declared void", with(objects{13: ""}, ""), [4]document.Weight{x, x, x, x}, "void"},
		{"drawing in disguise", with(objects{13: strings.Replace(letter[13], "/Type/XObject", "/Type/Page", 1)}, ""), [4]document.Weight{v, v, v, v}, "what a page draws"},
		{"other catalogue", with(objects{45: letter[1]}, "/Root 45 0 R"), [4]document.Weight{v, v, v, v}, "another catalogue"},
		{"layers", with(objects{1: strings.TrimSuffix(letter[1], ">>") + "/OCProperties<</OCGs[]>>>>"}, ""), [4]document.Weight{v, v, v, v}, "layers"},
		{"script", with(objects{1: strings.TrimSuffix(letter[1], ">>") + "/OpenAction<</S/JavaScript/JS(0)>>>>"}, ""), [4]document.Weight{u, u, u, u}, "OpenAction"},
		{"signature taken away", with(objects{7: letter[7]}, ""), [4]document.Weight{u, v, u, u}, "taken out"},
		{"objects without a table", func(b []byte) []byte { return append(bytes.Clone(b), "4 0 obj\n"+letter[12]+"\nendobj\n"...) }, [4]document.Weight{u, u, u, u}, "no cross-reference"},
	} {
		for level, want := range c.want {
			list, _ := examine(t, c.do(levels[level]))
			s := list[0]
			if s.Result != finding.Pass || s.Whole || s.Revision != 2 {
				t.Errorf("%s at level %d: %s %s, whole %v, state %d", c.name, level, s.Result, s.Reason, s.Whole, s.Revision)
			}
			if got := document.Worst(s.Changes); got != want {
				t.Errorf("%s at level %d: %s, want %s\n%s", c.name, level, got, want, changes(s))
			}
			if !strings.Contains(changes(s), c.says) {
				t.Errorf("%s at level %d: nothing says %q\n%s", c.name, level, c.says, changes(s))
			}
		}
	}
	for name, want := range map[string]document.Weight{"Ann": document.Visible, "Leeds": document.Allowed} {
		o := objects{5: strings.Replace(letter[5], "("+name, "(Bea", 1), 6: strings.Replace(letter[6], "("+name, "(Bea", 1)}
		list, _ := examine(t, update(locked, o, ""))
		if got := document.Worst(list[0].Changes); got != want {
			t.Errorf("field that said %s, one is locked: %s, want %s\n%s", name, got, want, changes(list[0]))
		}
	}
}

// with makes an update of objects.
func with(o objects, trailer string) func([]byte) []byte {
	return func(signed []byte) []byte { return update(signed, o, trailer) }
}

func changes(s document.Signature) string {
	var b strings.Builder
	for _, c := range s.Changes {
		fmt.Fprintf(&b, "    %s: %s [%s]\n", c.Weight, c.What, c.Where)
	}
	return b.String()
}

// TestPreparedWriting redirects the cross-reference to a writing of an object
// that stood in the signed bytes and was not in force.
func TestPreparedWriting(t *testing.T) {
	id := identity(t)
	first := update(nil, letter.with(objects{4: letter[12]}), "")
	place := bytes.Index(first, []byte("4 0 obj"))
	signed := sign(t, update(first, objects{4: letter[4]}, ""), signing{by: id})
	b := bytes.NewBuffer(bytes.Clone(signed))
	list, _ := examine(t, table(b, signed, objects{4: ""}, map[int]int{4: place}, ""))
	if got := document.Worst(list[0].Changes); got != document.Hidden || !strings.Contains(changes(list[0]), "in force now") {
		t.Errorf("%s\n%s", got, changes(list[0]))
	}
}

// TestStacked writes two fields of one name and place again.
func TestStacked(t *testing.T) {
	twin := strings.Replace(letter[5], "(Ann)", "(Bea)", 1)
	file := sign(t, update(nil, letter.with(objects{14: twin, 3: annots("5 0 R 14 0 R 7 0 R")}), ""), signing{by: identity(t)})
	list, _ := examine(t, update(file, objects{5: letter[5], 14: twin}, ""))
	if got := document.Worst(list[0].Changes); got != document.Unknown || !strings.Contains(changes(list[0]), "over each other") {
		t.Errorf("%s\n%s", got, changes(list[0]))
	}
	list, _ = examine(t, update(file, objects{4: letter[4]}, ""))
	if got := document.Worst(list[0].Changes); got != document.Harmless {
		t.Errorf("other object written again: %s\n%s", got, changes(list[0]))
	}
}
