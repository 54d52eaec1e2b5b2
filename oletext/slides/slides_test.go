package slides_test

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/document"
	"assay/internal/doctest"
	"assay/ole"
	"assay/oletext/slides"
)

var le = binary.LittleEndian

// rec is a record; version 15 makes it a container.
func rec(version, instance, kind uint16, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	b := le.AppendUint16(le.AppendUint16(nil, version|instance<<4), kind)
	return append(le.AppendUint32(b, uint32(len(body))), body...)
}

func u32(list ...uint32) (b []byte) {
	for _, v := range list {
		b = le.AppendUint32(b, v)
	}
	return b
}

func chars(text string) []byte {
	var b []byte
	for _, r := range text {
		b = le.AppendUint16(b, uint16(r))
	}
	return rec(0, 0, 0xFA0, b)
}

func bytes(text string) []byte { return rec(0, 0, 0xFA8, []byte(text)) }

// deck is a presentation that is written save by save.
type deck struct {
	stream []byte
	last   uint32
}

// save appends things by number, then the record of the save. Number 1 is the
// document.
func (k *deck) save(things map[uint32][]byte) {
	directory := []byte{}
	for n := uint32(1); n < 10; n++ {
		if thing := things[n]; thing != nil {
			directory = append(directory, u32(n|1<<20, uint32(len(k.stream)))...)
			k.stream = append(k.stream, thing...)
		}
	}
	at := uint32(len(k.stream))
	k.stream = append(k.stream, rec(0, 0, 0x1772, directory)...)
	edit := uint32(len(k.stream))
	k.stream = append(k.stream, rec(0, 0, 0xFF5, u32(256), []byte{0, 0, 0, 3}, u32(k.last, at, 1, 9), u32(0))...)
	k.last = edit
}

func (k *deck) file(token uint32) []byte {
	user := append(u32(20, token, k.last), 8, 0, 0xF4, 3, 3, 0, 0, 0)
	user = append(user, "Ana Ruiz\x08\x00\x00\x00"...)
	for _, r := range "Ana Ruiz" {
		user = le.AppendUint16(user, uint16(r))
	}
	return ole.Build(ole.Node{Children: []ole.Node{{Name: "Current User", Data: rec(0, 0, 0xFF6, user)}, {Name: "PowerPoint Document", Data: k.stream}}})
}

const plain, cipher = 0xE391C05F, 0xF3D1C4DF

// persist is the entry of a slide in a list.
func persist(n uint32) []byte { return rec(0, 0, 0x3F3, u32(n, 0, 0, 256, 0)) }

// sample is a presentation of two slides and notes, saved twice: the second
// save replaced slide 3.
func sample() *deck {
	k := &deck{}
	document := rec(15, 0, 0x3E8,
		rec(15, 0, 0xFF0, persist(2), rec(0, 0, 0xF9F, u32(0)), chars("Title Ж"), persist(3)),
		rec(15, 2, 0xFF0, persist(4)))
	box := func(text []byte) []byte { return rec(15, 0, 0x40C, rec(15, 0, 0xF00D, text)) }
	k.save(map[uint32][]byte{
		1: document,
		2: rec(15, 0, 0x3EE, box(rec(0, 0, 0xF9E, u32(0))), box(bytes("Box of slide one"))),
		3: rec(15, 0, 0x3EE, box(bytes("The words before"))),
		4: rec(15, 0, 0x3F0, box(bytes("What I say"))),
	})
	k.save(map[uint32][]byte{3: rec(15, 0, 0x3EE, box(bytes("The words after")))})
	return k
}

func read(t testing.TB, content []byte) *document.Document {
	t.Helper()
	f, err := ole.Open(content)
	if err != nil {
		t.Fatal(err)
	}
	d := &document.Document{}
	slides.Read(f, d)
	return d
}

func TestSlides(t *testing.T) {
	d := read(t, sample().file(plain))
	if want := "Title Ж\nBox of slide one\nThe words after\n\nWhat I say\n"; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	if diff := cmp.Diff([]string{"The words before"}, doctest.Fields(d, "text of an earlier save")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"ole/unseen-text"}, doctest.IDs(d)); diff != "" {
		t.Error(diff)
	}
	if d.Pages != 2 || len(doctest.Fields(d, "save")) != 2 || d.Editors[0].Value != "Ana Ruiz" {
		t.Errorf("%d slides, saves %v, editors %v", d.Pages, doctest.Fields(d, "save"), d.Editors)
	}
}

func TestEncrypted(t *testing.T) {
	d := read(t, sample().file(cipher))
	if diff := cmp.Diff([]string{"ole/encrypted"}, doctest.IDs(d)); diff != "" || d.Text != "" {
		t.Errorf("%s, text %q", diff, d.Text)
	}
}

// TestDamagedChain lets the last save name itself as the one before.
func TestDamagedChain(t *testing.T) {
	for name, change := range map[string]func(k *deck){
		"circle":  func(k *deck) { le.PutUint32(k.stream[k.last+16:], k.last) },
		"outside": func(k *deck) { le.PutUint32(k.stream[k.last+16:], 1<<30) },
		"nothing": func(k *deck) { k.last = 0 },
	} {
		k := sample()
		change(k)
		d := read(t, k.file(plain))
		if !strings.Contains(d.Text, "The words after") || !slices.Contains(doctest.IDs(d), "ole/slides-damaged") {
			t.Errorf("%s: text %q, findings %v", name, d.Text, doctest.IDs(d))
		}
	}
}

// TestDeepRecords nests containers deeper than is followed.
func TestDeepRecords(t *testing.T) {
	deep := bytes("bottom")
	for range 2000 {
		deep = rec(15, 0, 0x3EE, deep)
	}
	k := &deck{}
	k.save(map[uint32][]byte{1: rec(15, 0, 0x3E8, rec(15, 0, 0xFF0, persist(2))), 2: deep})
	if d := read(t, k.file(plain)); d.Text != "" || !slices.Contains(doctest.IDs(d), "ole/slides-damaged") {
		t.Errorf("text %q, findings %v", d.Text, doctest.IDs(d))
	}
}

func FuzzSlides(f *testing.F) {
	k := sample()
	whole, err := ole.Open(k.file(plain))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole.Stream("Current User"), whole.Stream("PowerPoint Document"), []byte{})
	f.Add(whole.Stream("Current User"), slices.Concat(k.stream, rec(15, 0, 0x2EE0, rec(0, 0, 0xFBA, []byte("a\x00")), rec(0, 0, 0x2EE1, make([]byte, 28)))), rec(0, 0x6E0, 0xF01E, make([]byte, 40)))
	f.Fuzz(func(t *testing.T, user, stream, pictures []byte) {
		var nodes []ole.Node
		for i, b := range [][]byte{user, stream, pictures} {
			nodes = append(nodes, ole.Node{Name: [3]string{"Current User", "PowerPoint Document", "Pictures"}[i], Data: append([]byte{}, b...)})
		}
		d := read(t, ole.Build(ole.Node{Children: nodes}))
		d.Bound()
	})
}
