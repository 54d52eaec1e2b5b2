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

// TestManyPartFields: of the headers of many parts MaxPartFields fields are
// read in all, and each part says what is left.
func TestManyPartFields(t *testing.T) {
	part := "--x\n" + strings.Repeat("a:\n", MaxFields/2) + "\n\n"
	parts := 2*MaxPartFields/(MaxFields/2) + 1
	m := Parse([]byte("Content-Type: multipart/mixed; boundary=x\n\n" + strings.Repeat(part, parts) + "--x--\n"))
	checkOffsets(t, m)
	read, cut := 0, 0
	m.Root.Leaves(func(p *Part) bool { read += len(p.Header); return true })
	for _, d := range m.Defects {
		if d.ID == HeaderCut && d.Part != "" {
			cut++
		}
	}
	if read != MaxPartFields || cut != parts-MaxPartFields/(MaxFields/2) || m.Truncated {
		t.Errorf("%d fields are read, %d headers cut, truncated %t", read, cut, m.Truncated)
	}
}

// TestLongValues: what a large mail holds in one value, or declares of one
// text, is neither decoded as a whole nor compared as a whole: megabytes that
// are allocated in all.
func TestLongValues(t *testing.T) {
	const size = 24 << 20
	long := func(piece string) string { return strings.Repeat(piece, size/len(piece)) }
	for _, c := range []struct {
		name, raw string
		most      uint64
	}{
		{"To", "To: " + long("a@example.org, ") + "\n\n", 16},
		{"Subject", "Subject: " + long("=?utf-8?q?=E9?= ") + "\n\n", 16},
		{"file name", "Content-Disposition: attachment; filename=\"" + long("\x80") + "\"\n\n", 16},
		{"RFC 2231", "Content-Disposition: attachment; filename*=windows-1252''" + long("%80") + "\n\n", 16},
		{"charset", "Content-Type: text/plain; charset=" + long("x") + "\n\ntext", 16},
		{"UTF-16", "Content-Type: text/plain; charset=utf-16\n\n" + long("a\x00"), 32},
		{"HTML", "Content-Type: text/html; charset=windows-1252\n\n<p>" + long("\x80"), 128},
		{"lines of base64", "Content-Transfer-Encoding: base64\n\n" + long("\n") + "YQ==", 64},
		{"alternatives", "Content-Type: multipart/alternative; boundary=x\n\n--x\n\n" + long("a b ") + "\n--x\nContent-Type: text/html\n\n<p>\n--x--\n", 32},
	} {
		data := []byte(c.raw)
		used := allocated(func() {
			m := Parse(data)
			readAll(m)
			m.Misfits()
			m.Text()
		})
		if used>>20 > c.most {
			t.Errorf("%s: %d MB were allocated, more than %d", c.name, used>>20, c.most)
		}
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
