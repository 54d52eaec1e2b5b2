package item

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Locator says how to find an item's bytes again: the PATH that was handed
// over, a file below it, and the steps that lead inwards. Its written form is
// the item's path:
//
//	leak/inbox.mbox@10233+4821     the 4,821 bytes at offset 10,233
//	leak/a.zip!b/c.eml             the member b/c.eml
//	leak/a.zip!b/c.eml+2           the second member of that name
//	leak/a.zip!b/c.eml#1.2         MIME part 1.2 of the mail there
//	leak/a.zip!b/c.eml#2#1         part 1 of the message that is part 2
//
// Inside names the signs ! @ + # %, control characters and bytes that are not
// UTF-8 are written as % and two hex digits.
type Locator struct {
	Root  string // base name of the PATH given
	Nth   int    // 0; or 2, 3, …: another PATH of the same base name
	File  string // slash-separated file below the root; empty where the PATH is the file
	Steps []Step // from the file inwards
}

// StepKind says what a step is.
type StepKind byte

// The kinds of steps, by the sign that opens each.
const (
	Member StepKind = '!'
	Range  StepKind = '@'
	Part   StepKind = '#'
)

// Step leads from a container or a mail to something inside it.
type Step struct {
	Kind   StepKind
	Name   string // Member: name as it stands in the archive, unescaped
	Nth    int    // Member: 0; or 2, 3, …: a further member of that name
	Offset int64  // Range: bytes from the start of the container
	Length int64  // Range: bytes
	Part   string // Part: number of the MIME part as in IMAP, such as 1.2
}

// Member returns the locator of the nth (from 1) member called name.
func (l Locator) Member(name string, nth int) Locator {
	if nth == 1 {
		nth = 0
	}
	return l.with(Step{Kind: Member, Name: name, Nth: nth})
}

// Range returns the locator of length bytes at offset.
func (l Locator) Range(offset, length int64) Locator {
	return l.with(Step{Kind: Range, Offset: offset, Length: length})
}

// Part returns the locator of a MIME part of the mail at l.
func (l Locator) Part(number string) Locator {
	return l.with(Step{Kind: Part, Part: number})
}

// Parent returns the locator of what l stands in; ok is false where l is a
// file of the leak itself.
func (l Locator) Parent() (parent Locator, ok bool) {
	if len(l.Steps) == 0 {
		return l, false
	}
	l.Steps = l.Steps[: len(l.Steps)-1 : len(l.Steps)-1]
	return l, true
}

// Base is the file of the leak that l leads into.
func (l Locator) Base() Locator {
	l.Steps = nil
	return l
}

// ID is the digest by which an item is known that cannot be read.
func (l Locator) ID() Digest { return Sum([]byte(l.String())) }

func (l Locator) with(s Step) Locator {
	steps := make([]Step, len(l.Steps)+1)
	copy(steps, l.Steps)
	steps[len(l.Steps)] = s
	l.Steps = steps
	return l
}

// String gives the path.
func (l Locator) String() string {
	b := make([]byte, 0, len(l.Root)+len(l.File)+32*len(l.Steps)+1)
	b = appendNth(appendEscaped(b, l.Root), l.Nth)
	if l.File != "" {
		b = appendEscaped(append(b, '/'), l.File)
	}
	for _, s := range l.Steps {
		b = append(b, byte(s.Kind))
		switch s.Kind {
		case Member:
			b = appendNth(appendEscaped(b, s.Name), s.Nth)
		case Range:
			b = strconv.AppendInt(b, s.Offset, 10)
			b = strconv.AppendInt(append(b, '+'), s.Length, 10)
		case Part:
			b = append(b, s.Part...)
		}
	}
	return string(b)
}

func appendNth(b []byte, nth int) []byte {
	if nth < 2 {
		return b
	}
	return strconv.AppendInt(append(b, '+'), int64(nth), 10)
}

// signs are the bytes that mean something in a path.
const signs = "!@+#%"

func appendEscaped(b []byte, name string) []byte {
	const hexDigits = "0123456789ABCDEF"
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		plain := (r != utf8.RuneError || n > 1) && r >= ' ' && r != 0x7f && !strings.ContainsRune(signs, r)
		for ; n > 0; n-- {
			if c := name[i]; plain {
				b = append(b, c)
			} else {
				b = append(b, '%', hexDigits[c>>4], hexDigits[c&15])
			}
			i++
		}
	}
	return b
}
