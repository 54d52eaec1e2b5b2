package isolate

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// calm is a table of parsers without harm.
var calm = Table{
	"echo":  func(b []byte) ([]byte, error) { return b, nil },
	"panic": func(b []byte) ([]byte, error) { panic(string(b)) },
}

// frames writes the terms and then requests.
func frames(requests ...string) []byte {
	var b bytes.Buffer
	writeFrame(&b, frameTerms, terms{memory: DefaultMemory, answer: 1 << 10}.bytes())
	for _, r := range requests {
		writeFrame(&b, frameRequest, []byte{4}, []byte(r))
	}
	return b.Bytes()
}

// talk is what a child answers to what its parent sends.
func talk(sent []byte) (answers string, err error) {
	var out bytes.Buffer
	err = serve(bytes.NewReader(sent), &out, calm, func(terms) error { return nil })
	for {
		kind, content, err := readFrame(&out, MaxAnswer)
		if err != nil {
			break
		}
		answers += string(kind) + string(content) + "\n"
	}
	return answers, err
}

func TestServe(t *testing.T) {
	if got, err := talk(frames("echoa", "nonea", "echo"+strings.Repeat("a", 1<<10+1), "echob")); got != "R\nAa\nEno parser is named \"none\"\nM1025\nAb\n" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	sent := frames("echoa")
	for _, c := range []struct {
		name string
		sent []byte
		want error
	}{
		{"nothing", nil, io.EOF},
		{"a request without terms", sent[len(frames()):], errFrame},
		{"terms twice", append(frames(), frames()...), errFrame},
		{"terms of a small memory", []byte("T\x00\x00\x00\x1f" + termsMagic + "\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x01\x00"), errFrame},
		{"cut off", sent[:len(sent)-1], io.ErrUnexpectedEOF},
		{"a name beyond the frame", append(frames(), "Q\x00\x00\x00\x01\x04"...), errFrame},
		{"a length over the bound", append(frames(), "Q\xff\xff\xff\xff"...), errFrame},
	} {
		if _, err := talk(c.sent); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// TestAPanicIsTheLastAnswer holds that a child does not go on after a panic.
func TestAPanicIsTheLastAnswer(t *testing.T) {
	var out bytes.Buffer
	sent := frames()
	var b bytes.Buffer
	writeFrame(&b, frameRequest, []byte{5}, []byte("panicfirst\nsecond"))
	writeFrame(&b, frameRequest, []byte{4}, []byte("echoa"))
	err := serve(io.MultiReader(bytes.NewReader(sent), &b), &out, calm, func(terms) error { return nil })
	if want := "R\x00\x00\x00\x00P\x00\x00\x00\x05first"; out.String() != want || err != nil {
		t.Errorf("%q, %v", out.String(), err)
	}
}

func TestFirstLine(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " a\x00b\r\nc": "a b", "\xff": "\uFFFD",
		strings.Repeat("a", maxLine-1) + "é": strings.Repeat("a", maxLine-1) + "…",
	} {
		if got := firstLine(text); got != want {
			t.Errorf("%.20q: %.20q, want %.20q", text, got, want)
		}
	}
}

// FuzzServe sends anything to a child: it must not panic, must answer with
// frames alone, and say the same twice.
func FuzzServe(f *testing.F) {
	f.Add(frames())
	f.Add(frames("echoa", "echob"))
	f.Add(frames("pani"))
	f.Add(frames("echoa")[:40])
	f.Fuzz(func(t *testing.T, sent []byte) {
		first, err1 := talk(sent)
		second, err2 := talk(sent)
		if first != second || (err1 == nil) != (err2 == nil) {
			t.Errorf("%q, %v; then %q, %v", first, err1, second, err2)
		}
	})
}

// FuzzReadFrame reads anything as answers of a child.
func FuzzReadFrame(f *testing.F) {
	f.Add([]byte("A\x00\x00\x00\x01a"))
	f.Add([]byte("P\x00\x00\x01\x00"))
	f.Fuzz(func(t *testing.T, sent []byte) {
		kind, content, err := readFrame(bytes.NewReader(sent), 1<<20)
		if err != nil {
			return
		}
		var again bytes.Buffer
		if err := writeFrame(&again, kind, content); err != nil || !bytes.HasPrefix(sent, again.Bytes()) {
			t.Errorf("%q written as %q", sent, again.Bytes())
		}
		if _, err := understood("p", kind, content); err != nil && strings.ContainsAny(err.Error(), "\n\r") {
			t.Errorf("%q", err)
		}
	})
}
