package xmp

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"assay/document"
)

// sample uses every form of RDF/XML that occurs: attributes, elements, arrays,
// structures in three spellings, qualifiers, language alternatives.
const sample = `<?xpacket begin="` + "\uFEFF" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Example Core 1.0">
<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<r:Description r:about="uuid:1" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Painter 3.2 (Linux)" xmp:CreateDate="2015-01-02T03:04:05.5+01:00">
 <dc:title xmlns:dc="http://purl.org/dc/elements/1.1/"><r:Alt><r:li xml:lang="x-default">A &amp; B</r:li><r:li xml:lang="fr">C</r:li></r:Alt></dc:title>
 <dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/"><r:Seq><r:li>Ann Example</r:li><r:li>Bob Example</r:li></r:Seq></dc:creator>
</r:Description>
<r:Description xmlns:m="http://ns.adobe.com/xap/1.0/mm/" xmlns:e="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" xmlns:s="http://ns.adobe.com/xap/1.0/sType/ResourceRef#">
 <m:DocumentID>xmp.did:1</m:DocumentID>
 <m:DerivedFrom s:instanceID="xmp.iid:0" s:documentID="xmp.did:0"/>
 <m:History><r:Seq>
  <r:li e:action="created" e:when="2015-01-02T03:04:05Z" e:softwareAgent="Painter 3.2"/>
  <r:li r:parseType="Resource"><e:action>saved</e:action><e:when>2015-01-02T03:05</e:when><e:changed>/</e:changed></r:li>
  <r:li><r:Description e:action="converted" e:parameters="from a to b"/></r:li>
 </r:Seq></m:History>
 <q:Held xmlns:q="http://example.org/q/"><r:Description><r:value>v</r:value><q:by>Ann</q:by></r:Description></q:Held>
 <q:Link xmlns:q="http://example.org/q/" r:resource="http://example.org/x"/>
</r:Description>
</r:RDF></x:xmpmeta>
   ` + `<?xpacket end="w"?>`

func parse(t *testing.T, text string) *Packet {
	t.Helper()
	p, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestParse(t *testing.T) {
	p := parse(t, sample)
	want := []string{
		"xmp:CreatorTool=Painter 3.2 (Linux)", "xmp:CreateDate=2015-01-02T03:04:05.5+01:00",
		"dc:title[1]=A & B", "dc:title[2]=C", "dc:creator[1]=Ann Example", "dc:creator[2]=Bob Example",
		"xmpMM:DocumentID=xmp.did:1", "xmpMM:DerivedFrom/stRef:instanceID=xmp.iid:0", "xmpMM:DerivedFrom/stRef:documentID=xmp.did:0",
		"xmpMM:History[1]/stEvt:action=created", "xmpMM:History[1]/stEvt:when=2015-01-02T03:04:05Z", "xmpMM:History[1]/stEvt:softwareAgent=Painter 3.2",
		"xmpMM:History[2]/stEvt:action=saved", "xmpMM:History[2]/stEvt:when=2015-01-02T03:05", "xmpMM:History[2]/stEvt:changed=/",
		"xmpMM:History[3]/stEvt:action=converted", "xmpMM:History[3]/stEvt:parameters=from a to b",
		"q:Held=v", "q:Held/q:by=Ann", "q:Link=http://example.org/x",
	}
	var got []string
	for _, f := range p.flat() {
		got = append(got, f.Path+"="+f.Value)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if p.Toolkit != "Example Core 1.0" || p.About != "uuid:1" || p.Broken != "" {
		t.Errorf("toolkit %q, about %q, broken %q", p.Toolkit, p.About, p.Broken)
	}
	if d := cmp.Diff(Ref{DocumentID: "xmp.did:0", InstanceID: "xmp.iid:0"}, p.DerivedFrom()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(Step{Action: "saved", When: "2015-01-02T03:05", Changed: "/", Path: "xmpMM:History[2]"}, p.history()[1]); d != "" {
		t.Error(d)
	}
}

// TestEncodings holds that UTF-16 of either order says the same as UTF-8, and
// that Find sees packets of all three among other bytes.
func TestEncodings(t *testing.T) {
	want := parse(t, sample)
	for name, packet := range map[string][]byte{
		"utf-8": []byte(sample), "utf-16le": utf16Of(sample, binary.LittleEndian), "utf-16be": utf16Of(sample, binary.BigEndian),
	} {
		for _, before := range []string{"", "xx", "xxx\x00", "xxx"} {
			file := slices.Concat([]byte(before), packet, []byte("behind <>"))
			spans, more := Find(file)
			if len(spans) != 1 || more || spans[0].Length != len(packet) || spans[0].Offset != len(before) {
				t.Errorf("%s after %q: %+v of %d bytes", name, before, spans, len(packet))
				continue
			}
			got, err := Parse(file[spans[0].Offset:][:spans[0].Length])
			if err != nil {
				t.Fatal(name, err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(name, d)
			}
		}
	}
}

func utf16Of(s string, order binary.AppendByteOrder) (out []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestFind(t *testing.T) {
	bare := sample[strings.Index(sample, "<x:xmpmeta"):strings.Index(sample, "</x:xmpmeta>")] + "</x:xmpmeta>"
	spans, more := Find([]byte("a" + sample + "b" + bare + "c<x:xmpmeta"))
	want := []Span{{1, len(sample), true}, {2 + len(sample), len(bare), false}, {3 + len(sample) + len(bare), 10, false}}
	if d := cmp.Diff(want, spans); d != "" || more {
		t.Error(d, more)
	}
	if spans, more = Find(bytes.Repeat([]byte(bare), MaxPackets+1)); len(spans) != MaxPackets || !more {
		t.Errorf("%d packets, more %v", len(spans), more)
	}
}

func TestBroken(t *testing.T) {
	cut := sample[:strings.Index(sample, "xmpMM")+strings.Index(sample, "<m:History>")]
	if p := parse(t, cut); p.Broken == "" || p.First(Basic, "CreatorTool") == "" {
		t.Errorf("cut packet: broken %q, tool %q", p.Broken, p.First(Basic, "CreatorTool"))
	}
	head := `<r:RDF xmlns:r="` + nsRDF + `"><r:Description>`
	if p := parse(t, head+strings.Repeat("<a>", MaxDepth+1)); !strings.Contains(p.Broken, "nested") {
		t.Errorf("deep packet: %q", p.Broken)
	}
	if p := parse(t, head+strings.Repeat("<a/>", MaxElements+1)); !strings.Contains(p.Broken, "more than") {
		t.Errorf("packet of many elements: %q", p.Broken)
	}
	bomb := `<!DOCTYPE a [<!ENTITY b "bbbb">]>` + head + `<c>&b;</c></r:Description></r:RDF>`
	if p := parse(t, bomb); p.First("", "c") != "&b;" {
		t.Errorf("entity became %q", p.First("", "c"))
	}
	for _, none := range []string{"", "<a/>", "text", "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"} {
		if _, err := Parse([]byte(none)); err == nil {
			t.Errorf("%q is taken for a packet", none)
		}
	}
}

func TestFill(t *testing.T) {
	var d document.Document
	Fill(&d, parse(t, sample), "XMP")
	wantTimes := []document.Time{
		{What: document.Created, At: "2015-01-02T03:04:05.5+01:00", Where: "XMP xmp:CreateDate"},
		{What: document.Edited, At: "2015-01-02T03:04:05Z", Where: "XMP xmpMM:History[1]/stEvt:when"},
		{What: document.Edited, At: "2015-01-02T03:05:00", Text: "2015-01-02T03:05", Where: "XMP xmpMM:History[2]/stEvt:when"},
	}
	if diff := cmp.Diff(wantTimes, d.Times); diff != "" {
		t.Error(diff)
	}
	wantSoftware := []document.Software{
		{Name: "Painter", Version: "3.2 (Linux)", Role: "creator", Where: "XMP xmp:CreatorTool"},
		{Name: "Painter", Version: "3.2", Role: "editor", Where: "XMP xmpMM:History[1]/stEvt:softwareAgent"},
	}
	if diff := cmp.Diff(wantSoftware, d.Software); diff != "" {
		t.Error(diff)
	}
	wantAuthors := []document.Said{{Value: "Ann Example", Where: "XMP dc:creator[1]"}, {Value: "Bob Example", Where: "XMP dc:creator[2]"}}
	if diff := cmp.Diff(wantAuthors, d.Authors); diff != "" {
		t.Error(diff)
	}
	if len(d.Titles) != 2 || len(d.Findings) != 0 {
		t.Errorf("%d titles, findings %v", len(d.Titles), d.Findings)
	}
}

func TestDate(t *testing.T) {
	for text, want := range map[string]string{
		"2015-01-02T03:04:05Z":         "2015-01-02T03:04:05Z",
		"2015-01-02T03:04:05.120Z":     "2015-01-02T03:04:05.12Z",
		"2015-01-02T03:04-05:00":       "2015-01-02T03:04:00-05:00",
		"2015-01-02T03:04:05":          "2015-01-02T03:04:05",
		"2015-01-02T03:04:05.0+1:00":   "2015-01-02T03:04:05+01:00",
		"2015:01:02 03:04:05":          "2015-01-02T03:04:05",
		"2015-01-02":                   "", // a day has no time
		"2015-13-02T03:04:05Z":         "",
		"0000:00:00 00:00:00":          "",
		"yesterday, or the day before": "",
	} {
		if got := Date(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSplitVersion(t *testing.T) {
	for text, want := range map[string][2]string{
		"Adobe Photoshop 21.0 (Macintosh)": {"Adobe Photoshop", "21.0 (Macintosh)"},
		"GIMP 2.10":                        {"GIMP", "2.10"},
		"Adobe Photoshop CS6 (Windows)":    {"Adobe Photoshop CS6 (Windows)", ""},
		"2.0":                              {"2.0", ""},
		"":                                 {"", ""},
	} {
		if name, version := SplitVersion(text); [2]string{name, version} != want {
			t.Errorf("%q: %q %q", text, name, version)
		}
	}
	if got := Device("Canon ", "Canon EOS 5D"); got != "Canon EOS 5D" {
		t.Error(got)
	}
	if got := Device("NIKON CORPORATION", "NIKON D1"); got != "NIKON D1" {
		t.Error(got)
	}
	if got := Device("Example", ""); got != "Example" {
		t.Error(got)
	}
	if got := Device("SONY", "DSC-1"); got != "SONY DSC-1" {
		t.Error(got)
	}
}

// FuzzXMP holds that nothing panics, that spans lie inside, and that two
// readings agree.
func FuzzXMP(f *testing.F) {
	f.Add([]byte(sample))
	f.Add(utf16Of(sample, binary.BigEndian))
	f.Add([]byte(sample[:700]))
	f.Fuzz(func(t *testing.T, content []byte) {
		spans, _ := Find(content)
		end := 0
		for _, s := range spans {
			if s.Offset < end || s.Length <= 0 || s.Offset+s.Length > len(content) {
				t.Fatalf("%+v of %d bytes after %d", s, len(content), end)
			}
			end = s.Offset + s.Length
		}
		p, err := Parse(content)
		if err != nil {
			return
		}
		var one, two document.Document
		Fill(&one, p, "XMP")
		q, _ := Parse(content)
		Fill(&two, q, "XMP")
		if d := cmp.Diff(one, two); d != "" {
			t.Fatal(d)
		}
	})
}
