package mail

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestManyParts: of a mail of 100,000 parts MaxParts are taken apart, and the
// rest is counted.
func TestManyParts(t *testing.T) {
	const parts = 100_000
	m := Parse([]byte("Content-Type: multipart/mixed; boundary=x\r\n\r\n" + strings.Repeat("--x\r\n\r\na\r\n", parts) + "--x--\r\n"))
	checkOffsets(t, m)
	leaves := 0
	m.Root.Leaves(func(*Part) bool { leaves++; return true })
	if leaves != MaxParts-1 || !slices.Contains(ids(m), PartsCut) || !m.Root.Closed {
		t.Errorf("%d leaves, closed %t, defects %q", leaves, m.Root.Closed, ids(m))
	}
	if want := fmt.Sprintf("%d more parts", parts-leaves); !strings.Contains(m.Defects[0].Why, want) {
		t.Errorf("%q, want %q", m.Defects[0].Why, want)
	}
}

// TestDeepParts: of 1,000 multiparts inside each other MaxDepth are opened.
func TestDeepParts(t *testing.T) {
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	m := Parse([]byte(b.String()))
	checkOffsets(t, m)
	depth := 0
	for p := m.Root; len(p.Children) > 0; p = p.Children[0] {
		depth++
	}
	if depth != MaxDepth || !slices.Contains(ids(m), PartsCut) {
		t.Errorf("%d deep, defects %q", depth, ids(m))
	}
}

// TestManyFields: of a header of 1,000,000 fields MaxFields are read.
func TestManyFields(t *testing.T) {
	m := Parse([]byte(strings.Repeat("a:b\r\n c\r\n", 1_000_000) + "\r\nbody"))
	checkOffsets(t, m)
	if len(m.Header) != MaxFields || !m.Truncated || string(m.Raw[m.Body:]) != "body" {
		t.Errorf("%d fields, truncated %t, body at %d", len(m.Header), m.Truncated, m.Body)
	}
}

// TestLongHeader: a header of 100 MB, in one line or in folds, is not copied.
func TestLongHeader(t *testing.T) {
	const size = 100 << 20
	for name, line := range map[string]string{"one line": "x", "folds": "x\r\n "} {
		raw := append([]byte("X: "), bytes.Repeat([]byte(line), size/len(line))...)
		raw = append(raw, "\r\n\r\nbody"...)
		var m *Message
		if used := allocated(func() { m = Parse(raw) }); used > 8<<20 {
			t.Errorf("%s: %d bytes were allocated", name, used)
		}
		if string(m.Raw[m.Body:]) != "body" {
			t.Errorf("%s: the body begins at %d", name, m.Body)
		}
	}
}

// TestHostileText reads a megabyte of what makes careless readers quadratic:
// with one step for each pair of bytes it would run for hours. What is
// allocated stays within a small multiple of the input.
func TestHostileText(t *testing.T) {
	const size = 1 << 20
	multipart := "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
	for _, c := range []struct{ head, piece string }{
		{"Subject: ", "=?"}, {"Subject: ", "=?a?q?"}, {"Subject: ", "=?a?q?x?= "}, {"Subject: ", "=?a"},
		{"From: ", "("}, {"From: ", ","}, {"From: ", "<"}, {"From: ", "\""}, {"From: ", "a:"}, {"From: ", "\\"}, {"From: ", "a,"},
		{"Content-Type: text/plain", ";"}, {"Content-Type: text/plain", ";a=b"}, {"Content-Type: text/plain;", "("}, {"Content-Type: a/b", ";a*0=b"},
		{"Date: ", "("}, {"Date: ", "1 "},
		{"Subject: s\r\n\r\n", "begin 644 x\r\n"}, {"Subject: s\r\n\r\n", "begin "}, {"Subject: s\r\n\r\n", "begin 644 x\r\nAAAA\r\n"},
		{"Subject: s\r\n\r\n", "--\r\n"}, {"Subject: s\r\n\r\n", "-"}, {multipart, "--x\r\n"}, {multipart, "--x--\r\n"}, {multipart, "--y\r\n"},
		{"Content-Transfer-Encoding: quoted-printable\r\n\r\n", "="}, {"Content-Transfer-Encoding: quoted-printable\r\n\r\n", "= "},
		{"Content-Transfer-Encoding: base64\r\n\r\n", "="},
		{"Content-Type: text/html\r\n\r\n", "<"}, {"Content-Type: text/html\r\n\r\n", "<!--"}, {"Content-Type: text/html\r\n\r\n", "<script>"}, {"Content-Type: text/html\r\n\r\n", "&#1"},
		{"Content-Type: text/plain; charset=utf-7\r\n\r\n", "+"}, {"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n", "\x1b"},
	} {
		raw := []byte(c.head + strings.Repeat(c.piece, size/len(c.piece)))
		used := allocated(func() {
			m := Parse(raw)
			readAll(m)
			m.Text()
			m.Misfits()
		})
		if used > 60*size {
			t.Errorf("%q %q…: %d bytes were allocated", c.head, c.piece, used)
		}
	}
}

// allocated is how many bytes do allocates in all.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
