package parcel

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/document"
	"assay/office/claims"
)

// member is one entry of a package that a test makes.
type member struct {
	zip.FileHeader
	data string
}

func pack(t testing.TB, members ...member) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.CreateHeader(&m.FileHeader)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, m.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func named(name, data string) member {
	return member{zip.FileHeader{Name: name, Method: zip.Deflate}, data}
}

// describe lists the findings, and what the container tells.
func describe(t testing.TB, content []byte) (*document.Document, string) {
	p, err := Open(content)
	if err != nil {
		t.Fatal(err)
	}
	d := &document.Document{}
	p.Describe(claims.Of(d))
	var ids []string
	for _, f := range d.Findings {
		ids = append(ids, f.ID)
	}
	return d, strings.Join(ids, " ")
}

// TestDamage starts from a whole package and changes one thing.
func TestDamage(t *testing.T) {
	long := strings.Repeat("a good deal of text, ", 1000)
	whole := pack(t, named("a.xml", "<a/>"), named("b.xml", long), named("c.xml", "<c/>"))
	directory := bytes.Index(whole, []byte("PK\x01\x02"))
	for name, c := range map[string]struct {
		content []byte
		ids     string
		members int
	}{
		"whole":             {whole, "", 3},
		"no directory":      {whole[:directory], "office/package-damaged", 3},
		"cut in the middle": {whole[:bytes.Index(whole, []byte("c.xml"))-10], "office/package-damaged", 2},
		"bytes before it":   {append([]byte("#!/bin/sh\n"), whole...), "office/bytes-before-package", 3},
		"a name twice":      {pack(t, named("a.xml", "1"), named("A.xml", "2")), "office/member-twice", 2},
		"encrypted":         {pack(t, member{zip.FileHeader{Name: "a", Flags: 1}, "x"}), "office/encrypted", 1},
		"two writers":       {pack(t, named("a", ""), member{zip.FileHeader{Name: "b", ExternalAttrs: 1, CreatorVersion: 3 << 8}, ""}), "office/zip-writers-mixed", 2},
		"one without time": {pack(t, named("a", ""), member{zip.FileHeader{Name: "b", Modified: time.Unix(1e9, 0)}, ""}),
			"office/member-times-mixed", 2},
		"a name that differs":  {bytes.Replace(whole, []byte("a.xml"), []byte("d.xml"), 1), "office/member-names-differ", 3},
		"a member left behind": {leftover(t, whole), "office/leftover-member", 2},
	} {
		_, ids := describe(t, c.content)
		p, err := Open(c.content)
		if ids != c.ids || err != nil || len(p.Members) != c.members {
			t.Errorf("%s: findings %q, want %q; %d members, want %d; %v", name, ids, c.ids, len(p.Members), c.members, err)
		}
	}
	p, err := Open(whole[:directory])
	if err != nil {
		t.Fatal(err)
	}
	if b, err := p.Bytes("b.xml"); string(b) != long || err != nil {
		t.Errorf("salvaged %d bytes, want %d: %v", len(b), len(long), err)
	}
	if _, err := Open([]byte("no package")); err == nil {
		t.Error("anything is a package")
	}
}

// TestTwins holds that both members of one name can be read.
func TestTwins(t *testing.T) {
	p, err := Open(pack(t, named("a.xml", "first"), named("a.xml", "second"), named("a.xml (2)", "odd"), named("A.xml", "third")))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range p.Members {
		content, err := p.Bytes(m.Name)
		got = append(got, fmt.Sprint(m.Name, "=", string(content), err))
	}
	if want := []string{"a.xml=first<nil>", "a.xml (2)=second<nil>", "a.xml (2) (2)=odd<nil>", "A.xml (3)=third<nil>"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// leftover takes b.xml out of the directory of a package, and leaves its bytes.
func leftover(t *testing.T, whole []byte) []byte {
	at := bytes.Index(whole, []byte("PK\x01\x02"))
	second := at + 4 + bytes.Index(whole[at+4:], []byte("PK\x01\x02"))
	third := second + 4 + bytes.Index(whole[second+4:], []byte("PK\x01\x02"))
	out := slices.Concat(whole[:second], whole[third:])
	end := bytes.LastIndex(out, []byte("PK\x05\x06"))
	out[end+8], out[end+10] = 2, 2
	binary.LittleEndian.PutUint32(out[end+12:], uint32(end-at))
	return out
}

// TestLeftoverIsTakenOut holds that the words of a former state come back.
func TestLeftoverIsTakenOut(t *testing.T) {
	d, _ := describe(t, leftover(t, pack(t, named("a.xml", "<a/>"), named("b.xml", "former words"), named("c.xml", "<c/>"))))
	if len(d.Embedded) != 1 || string(d.Embedded[0].Data) != "former words" {
		t.Errorf("%+v", d.Embedded)
	}
}

// TestWritten reads the three ways in which members bear a time.
func TestWritten(t *testing.T) {
	at := time.Date(2017, 4, 21, 10, 11, 12, 0, time.UTC)
	var ntfs []byte
	for shift, v := 0, uint64(at.Unix()+11644473600)*1e7; shift < 64; shift += 8 {
		ntfs = append(ntfs, byte(v>>shift))
	}
	ntfs = append([]byte{0x0a, 0, 32, 0, 0, 0, 0, 0, 1, 0, 24, 0}, append(ntfs, make([]byte, 16)...)...)
	const date, clock = 37<<9 | 4<<5 | 21, 10<<11 | 11<<5 | 6
	for want, h := range map[string]zip.FileHeader{
		"2017-04-21T10:11:12Z":  {Extra: ntfs},
		"2017-04-21T10:11:12":   {ModifiedDate: date, ModifiedTime: clock},
		"2001-09-09T01:46:40Z":  {Extra: []byte{0x55, 0x54, 5, 0, 1, 0, 0xca, 0x9a, 0x3b}, ModifiedDate: date},
		"":                      {ModifiedDate: 0x21},
		"2017-04-21T10:11:12\t": {ModifiedDate: date, ModifiedTime: clock, Extra: []byte{0x55, 0x54, 255, 255, 1}},
	} {
		if got := (&Member{header: h}).written(); got != strings.TrimSpace(want) {
			t.Errorf("%+v: %q, want %q", h, got, want)
		}
	}
}

// TestBombs holds that no member and no package expands beyond the bounds.
func TestBombs(t *testing.T) {
	bomb := named("bomb.xml", strings.Repeat("\x00", MaxMember+1))
	p, err := Open(pack(t, bomb))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := p.Bytes("bomb.xml"); !errors.Is(err, errTooLarge) || len(b) > MaxMember+1<<16 {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	p.left = 10
	if _, err := p.Bytes("bomb.xml"); !errors.Is(err, errTooLarge) {
		t.Errorf("the package's bound: %v", err)
	}
	var many []member
	for i := range MaxMembers + 5 {
		many = append(many, named(fmt.Sprint(i), ""))
	}
	if _, ids := describe(t, pack(t, many...)); ids != "office/too-many-members" {
		t.Errorf("findings %q", ids)
	}
}

// TestUnlike names the member that another programme put in.
func TestUnlike(t *testing.T) {
	ours := func(name string) member {
		//lint:ignore SA1019 the field itself is what is read
		return member{zip.FileHeader{Name: name, Method: zip.Deflate, CreatorVersion: 3 << 8, ModifiedDate: 0x21}, "<a/>"}
	}
	//lint:ignore SA1019 the field itself is what is read
	foreign := member{zip.FileHeader{Name: "c.xml", Method: zip.Deflate, ModifiedDate: 37<<9 | 4<<5 | 21}, "<a/>"}
	d, _ := describe(t, pack(t, ours("a.xml"), ours("b.xml"), foreign))
	var told []string
	for _, f := range d.Fields {
		if f.Name == "member unlike the others" {
			told = append(told, f.Value+" "+f.Where)
		}
	}
	want := "c.xml zip: version 2.0 on MS-DOS, with a time 2017-04-21T00:00:00, the others version 2.0 on Unix, without a time"
	if got := strings.Join(told, "; "); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if d, _ = describe(t, pack(t, ours("a.xml"), foreign)); strings.Contains(fmt.Sprint(d.Fields), "unlike") {
		t.Errorf("of two none is the other: %v", d.Fields)
	}
}
