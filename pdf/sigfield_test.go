package pdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// signed is the file of one page with a field of a signature.
func signed() *maker {
	m := onePage()
	m.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[8 0 R]>>/Perms<</DocMDP 10 0 R>>>>")
	m.object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[9 0 R]>>")
	m.object(8, "<</T(deal)/Kids[9 0 R]>>")
	m.object(9, "<</T(seller)/FT/Sig/Parent 8 0 R/Subtype/Widget/Rect[10 20 110 70]/V 10 0 R/Lock<</Action/Include/Fields[(sum)]/P 2>>>>")
	m.object(10, "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[0 10 30 40]/Contents<3003020101000000>/M(D:20200102030405Z)/Name(A. Sample)/Reason(agreed)/Location(Exampleton)"+
		"/Reference[<</TransformMethod/DocMDP/TransformParams<</P 2>>>>]/Prop_Build<</App<</Name/Signer>>>>>>")
	m.end(rootInfo)
	return m
}

// TestSignatureField holds what is read off a signature, and that its value
// stands where it is said to.
func TestSignatureField(t *testing.T) {
	content := signed().bytes()
	list := open(t, content).Now().Signatures()
	if len(list) != 1 {
		t.Fatalf("%d signatures", len(list))
	}
	s := list[0]
	if got := string(content[s.ContentsFrom:s.ContentsTo]); got != "<3003020101000000>" {
		t.Errorf("/Contents stands at %q", got)
	}
	if got := fmt.Sprintf("%x of %x", s.Unpadded(), s.Contents); got != "3003020101 of 3003020101000000" {
		t.Error(got)
	}
	got := fmt.Sprint(s.Name, s.Field, s.Value, s.Page, s.Rect, s.Hidden, *s.Lock, s.Type, s.Filter, s.SubFilter, s.ByteRange, s.Signer, s.Reason, s.Location, s.Claimed, s.References, s.Permission, s.Loose, s.Software)
	want := "deal.seller9 10 1 [10 20 110 70] false {  2 Include [sum] } Sig Adobe.PPKLite ETSI.CAdES.detached [0 10 30 40] A. Sample agreed Exampleton D:20200102030405Z [{DocMDP 2  [] }] [DocMDP] false Signer"
	if diff := cmp.Diff(strings.ReplaceAll(want, " ", ""), strings.ReplaceAll(got, " ", "")); diff != "" {
		t.Error(diff)
	}
}

// TestLooseSignature takes the field away: the signature still stands there.
func TestLooseSignature(t *testing.T) {
	m := signed()
	m.object(1, "<</Type/Catalog/Pages 2 0 R>>")
	m.object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>")
	m.end(rootInfo)
	f := open(t, m.bytes())
	now, before := f.Now().Signatures(), f.At(2).Signatures()
	if len(now) != 1 || !now[0].Loose || now[0].Value != 10 || len(before) != 1 || before[0].Loose {
		t.Errorf("now %+v, before %+v", now, before)
	}
}

// TestUnsignedField is a place for a signature, which is flat and so not seen.
func TestUnsignedField(t *testing.T) {
	m := signed()
	m.object(9, "<</T(seller)/FT/Sig/Parent 8 0 R/Subtype/Widget/Rect[10 20 10 20]>>")
	m.object(10, "null")
	m.end(rootInfo)
	list := open(t, m.bytes()).Now().Signatures()
	if len(list) != 2 || list[0].Dict != nil || !list[0].Hidden || list[0].ContentsFrom != -1 || !list[1].Loose {
		t.Errorf("%+v", list)
	}
}

func TestUnpadded(t *testing.T) {
	long := append([]byte{0x30, 0x82, 0x01, 0x00}, make([]byte, 300)...)
	for _, c := range []struct {
		in   []byte
		want int
	}{
		{nil, 0}, {[]byte("no DER"), 6}, {long, 260},
		{[]byte{0x30, 0x80, 1, 0, 0, 0, 0}, 7}, // its end is made of zeros
		{[]byte{0x30, 0x7f, 1}, 3}, {[]byte{0x30, 0x84, 0xff, 0xff, 0xff, 0xff}, 6},
	} {
		s := SignatureField{Contents: c.in}
		if got := len(s.Unpadded()); got != c.want {
			t.Errorf("%x: %d bytes, want %d", c.in, got, c.want)
		}
	}
}
