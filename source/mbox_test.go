package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"assay/item"
)

const fromDated = "From a@example.org Thu Jan  1 00:00:00 1970\n"

func TestFromLine(t *testing.T) {
	for line, want := range map[string]fromForm{
		"From a@b.example Thu Jan  1 00:00:00 1970":             dated,
		"From a@b.example Thu Jan 1 00:00:00 1970 +0000":        dated,
		"From a@b.example Thu Jan 01 00:00:00 +0000 1970":       dated,
		"From a@b.example  Thu Jan  1 00:00 1970 remote from x": dated,
		"From 12@xxx [ufa]  Sun Aug  5 09:51:15 2001":           dated,
		"From - Sat 23 Jan 2016 22:06:43 +0200":                 dated,
		"From - Thu, 06 Apr 2023 05:20:15 GMT":                  dated,
		"From ???@??? Mon Apr 02 10:20:30 2001":                 dated,
		"From MAILER-DAEMON Fri Jul  8 12:08:34 2011\r":         dated,
		"From -":                           dateless,
		"From - \r":                        dateless,
		"From 1844347792267117879@xxx":     dateless,
		"From me":                          notFrom,
		"From a@b.example and c@d.example": notFrom,
		"From what I heard on Thu Jan 1 it began":                        notFrom,
		"From Thu Jan 1 at last to be there by 10:30 or later than that": notFrom,
		"From : a@b.example":                                              notFrom,
		"From: a@b.example Thu Jan  1 00:00:00 1970":                      notFrom,
		">From a@b.example Thu Jan  1 00:00:00 1970":                      notFrom,
		"From " + strings.Repeat("x", 2000) + " Thu Jan  1 00:00:00 1970": notFrom,
	} {
		if got := formOf([]byte(line + "\nSubject: x\n")); got != want {
			t.Errorf("%q: form %d, want %d", line, got, want)
		}
	}
	for day := range strings.SplitSeq("Mon Tue Wed Thu Fri Sat Sun", " ") {
		for month := range strings.SplitSeq("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", " ") {
			if line := "From x " + day + " " + month + " 1 00:00:00 1970"; formOf([]byte(line)) != dated {
				t.Errorf("%q has no date", line)
			}
		}
	}
}

// split returns the messages of an mbox, as offset and text; nil text is "-".
func split(t testing.TB, text string, maxMail int) (messages []string) {
	t.Helper()
	s := newSplitter(strings.NewReader(text), maxMail)
	for {
		m, err := s.next()
		if err == io.EOF {
			return messages
		}
		if err != nil || m.err != nil {
			t.Fatal(err, m.err)
		}
		data := "-"
		if m.data != nil {
			data = string(m.data)
		}
		if m.length != int64(len(data)) && m.data != nil || m.data != nil && text[m.offset:m.offset+m.length] != data {
			t.Errorf("%d+%d is not %q", m.offset, m.length, data)
		}
		messages = append(messages, data)
		s.pass(m)
	}
}

func TestSplit(t *testing.T) {
	two := "Subject: 2\n\ntwo\n"
	length := func(n int) string { return fmt.Sprintf("Subject: 1\nContent-Length: %d\n\n", n) }
	trap := "one\n\n" + fromDated + "Subject: no\n\nnot a message\n"
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"one":                 {fromDated + two, []string{two}},
		"blank line at end":   {fromDated + two + "\n", []string{two}},
		"two":                 {fromDated + two + "\n" + fromDated + two, []string{two, two}},
		"CRLF":                {strings.ReplaceAll(fromDated+two+"\n"+fromDated+two, "\n", "\r\n"), []string{"Subject: 2\r\n\r\ntwo\r\n", "Subject: 2\r\n\r\ntwo\r\n"}},
		"two blank lines":     {fromDated + two + "\n\n" + fromDated + two, []string{two + "\n", two}},
		"escaped, not undone": {fromDated + two + "\n>From x\n>>From y\n", []string{two + "\n>From x\n>>From y\n"}},
		"no blank line":       {fromDated + two + fromDated + two, []string{two + fromDated + two}},
		"no date":             {fromDated + two + "\nFrom me\n", []string{two + "\nFrom me\n"}},
		"empty messages":      {fromDated + "\n" + fromDated + "\n" + fromDated, []string{"", "", ""}},
		"no line end":         {fromDated + "Subject: x", []string{"Subject: x"}},
		"Thunderbird":         {"From - Thu Jan  1 00:00:00 1970\n" + two + "From - Thu Jan  1 00:00:00 1970\n" + two, []string{two, two}},
		"loose form":          {"From -\n" + two + "\nFrom -\n" + two, []string{two, two}},
		"loose in strict":     {fromDated + two + "\nFrom -\nX: y\n", []string{two + "\nFrom -\nX: y\n"}},
		"length believed":     {fromDated + length(len(trap)) + trap + "\n" + fromDated + two, []string{length(len(trap)) + trap, two}},
		"length, no blank":    {fromDated + length(len(trap)) + trap + fromDated + two, []string{length(len(trap)) + trap, two}},
		"length to the end":   {fromDated + length(len(trap)) + trap, []string{length(len(trap)) + trap}},
		"length too short":    {fromDated + length(len(trap)-1) + trap + "\n" + fromDated + two, []string{length(len(trap)-1) + "one\n", "Subject: no\n\nnot a message\n", two}},
		"length too long":     {fromDated + length(len(trap)+1000) + trap, []string{length(len(trap)+1000) + "one\n", "Subject: no\n\nnot a message\n"}},
		"length no number":    {fromDated + "Content-Length: x\n\n" + two, []string{"Content-Length: x\n\n" + two}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, split(t, test.text, MaxMail)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSplitTooLarge(t *testing.T) {
	const limit = 1 << 20
	large := strings.Repeat("Subject: large\n", 2*limit/15)
	text := fromDated + large + "\n" + fromDated + "Subject: 2\n\ntwo\n\n" + fromDated + large
	if diff := cmp.Diff([]string{"-", "Subject: 2\n\ntwo\n", "-"}, split(t, text, limit)); diff != "" {
		t.Error(diff)
	}
}

func TestMboxCutOff(t *testing.T) {
	broken := errors.New("broken disk")
	r := io.MultiReader(strings.NewReader(fromDated+aMail+"\n"+fromDated+aMail), iotest.ErrReader(broken))
	s := newSplitter(r, MaxMail)
	m, err := s.next()
	if err != nil || m.err != nil || string(m.data) != aMail {
		t.Fatalf("first message %q, %v, %v", m.data, m.err, err)
	}
	s.pass(m)
	if m, err = s.next(); err != nil || m.err != broken {
		t.Errorf("message cut off: %v, %v", m.err, err)
	}
	s.pass(m)
	if _, err = s.next(); err != broken {
		t.Errorf("end: %v", err)
	}
}

func TestMboxEntries(t *testing.T) {
	text := fromDated + aMail + "\n" + fromDated + "Subject: 2\n\n"
	entries := walkOne(t, text)
	checkEntries(t, entries)
	want := []string{"mail mail f@44+43", "mail mail f@132+11", "container mbox f"}
	if diff := cmp.Diff(want, summary(entries)); diff != "" {
		t.Error(diff)
	}
	if entries[2].Digest != item.Sum([]byte(text)) || entries[2].File.Digest != entries[2].Digest {
		t.Error("the container's digest is not the file's")
	}
}

// FuzzSplit: messages, From_ lines and the blank lines of the format account
// for every byte.
func FuzzSplit(f *testing.F) {
	f.Add([]byte(fromDated + aMail + "\n" + fromDated + "Content-Length: 3\n\nabc" + fromDated))
	f.Add([]byte("From -\nA: b\nFrom -\nA: b\n\nFrom -\nA: b\r\n\r\n"))
	f.Add([]byte(fromDated + strings.Repeat("x\n\n"+fromDated, 9)))
	f.Fuzz(func(t *testing.T, text []byte) {
		if !isMbox(text) {
			return
		}
		const limit = 1 << 12
		s := newSplitter(iotest.HalfReader(bytes.NewReader(text)), limit)
		var at int64
		for n := 0; ; n++ {
			m, err := s.next()
			if err == io.EOF {
				break
			}
			if err != nil || m.err != nil {
				t.Fatal(err, m.err)
			}
			between := text[at:m.offset]
			if n > 0 {
				between = between[blankLine(between):]
			}
			line, rest, _ := bytes.Cut(between, []byte("\n"))
			if !bytes.HasPrefix(bytes.TrimPrefix(line, byteOrderMark), []byte(fromMark)) || len(rest) > 0 {
				t.Fatalf("%q stands between messages", text[at:m.offset])
			}
			if m.data != nil && !bytes.Equal(m.data, text[m.offset:m.offset+m.length]) {
				t.Fatalf("message at %d is %q", m.offset, m.data)
			}
			if (m.data == nil) != (m.length > limit) {
				t.Fatalf("message of %d bytes has data: %v", m.length, m.data != nil)
			}
			at = m.offset + m.length
			s.pass(m)
		}
		if left := text[at:]; len(left) != blankLine(left) {
			t.Fatalf("%q is left", left)
		}
	})
}
