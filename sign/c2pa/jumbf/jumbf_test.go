package jumbf

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

func box(kind string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), kind...), body...)
}

func super(label string, parts ...[]byte) []byte {
	desc := box("jumd", make([]byte, 16), []byte{3}, []byte(label), []byte{0})
	return box("jumb", append([][]byte{desc}, parts...)...)
}

func TestParse(t *testing.T) {
	long := append([]byte{0, 0, 0, 1, 'j', 's', 'o', 'n', 0, 0, 0, 0, 0, 0, 0, 18}, "{}"...)
	data := append(super("a", super("b", box("cbor", []byte("x"))), long), "rest"...)
	b, rest, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	if b.Label != "a" || len(b.Children) != 2 || string(rest) != "rest" || len(b.Payload) != len(data)-8-4 {
		t.Errorf("%q %d children, %d bytes, rest %q", b.Label, len(b.Children), len(b.Payload), rest)
	}
	if inner := b.Children[0]; inner.Label != "b" || string(inner.Content("cbor")) != "x" || inner.Content("json") != nil {
		t.Errorf("%+v", inner)
	}
	if got := b.Content("json"); string(got) != "{}" {
		t.Errorf("long box: %q", got)
	}
}

// TestMalformed starts from a box that is read and breaks it in one way.
func TestMalformed(t *testing.T) {
	deep := box("cbor", nil)
	for range MaxDepth + 1 {
		deep = super("d", deep)
	}
	good := super("a", box("cbor", []byte("x")))
	resized := func(size byte) []byte { b := bytes.Clone(good); b[3] = size; return b }
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":              {nil, "cut off"},
		"too long":           {resized(200), "states 200 bytes"},
		"too short":          {resized(7), "states 7 bytes"},
		"long header cut":    {resized(1)[:12], "long box header is cut off"},
		"no superbox":        {box("cbor"), "where a superbox should"},
		"no description":     {box("jumb", box("cbor")), "not with its description"},
		"short description":  {box("jumb", box("jumd", make([]byte, 16))), "16 bytes"},
		"label without end":  {box("jumb", box("jumd", make([]byte, 16), []byte{3, 'a'})), "no end"},
		"label with a slash": {super("a/b"), "URI"},
		"label too long":     {super(strings.Repeat("a", MaxLabel+1)), "label has"},
		"too deep":           {deep, "nested deeper"},
		"too many":           {super("a", bytes.Repeat(box("free"), MaxBoxes)), "more than"},
	} {
		if _, _, err := Parse(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func FuzzJUMBF(f *testing.F) {
	f.Add(super("c2pa", super("m", super("a", box("cbor", []byte("x")), box("json", []byte("{}"))), box("free", make([]byte, 4)))))
	f.Add([]byte{0, 0, 0, 1, 'j', 'u', 'm', 'b', 0, 0, 0, 0, 0, 0, 0, 99})
	f.Add([]byte{0, 0, 0, 0, 'j', 'u', 'm', 'b', 0, 0, 0, 0, 'j', 'u', 'm', 'd'})
	f.Fuzz(func(t *testing.T, data []byte) {
		b, rest, err := Parse(data)
		if err != nil {
			return
		}
		if len(b.Payload)+8+len(rest) > len(data) || !bytes.HasSuffix(data, rest) {
			t.Fatalf("%d and %d bytes of %d", len(b.Payload), len(rest), len(data))
		}
		inside(t, b, 0)
	})
}

// inside holds that children lie one after the other in their parent.
func inside(t *testing.T, b *Box, depth int) {
	if depth > MaxDepth {
		t.Fatal("too deep")
	}
	at := 0
	for _, c := range b.Children {
		i := bytes.Index(b.Payload[at:], c.Payload)
		if i < 0 {
			t.Fatalf("%q is not in its parent", c.Type)
		}
		at += i + len(c.Payload)
		inside(t, c, depth+1)
	}
}
