package pdfsig_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"assay/document"
	"assay/finding"
	"assay/internal/signtest"
)

var ranges = regexp.MustCompile(`/ByteRange \[0 (\d+) (\d+) (\d+)\]`)

func number(t testing.TB, text []byte) int {
	n, err := strconv.Atoi(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestCoverage starts from a file that is signed whole, and spoils one thing.
func TestCoverage(t *testing.T) {
	id := identity(t)
	signed := sign(t, update(nil, honest, ""), signing{by: id})
	m := ranges.FindSubmatchIndex(signed)
	from, to := number(t, signed[m[2]:m[3]]), number(t, signed[m[4]:m[5]])
	set := func(format string, args ...any) []byte {
		b := bytes.Clone(signed)
		text := fmt.Sprintf(format, args...)
		copy(b[m[0]:m[1]], text+strings.Repeat(" ", m[1]-m[0]-len(text)))
		return b
	}
	flip := func(at int) []byte {
		b := bytes.Clone(signed)
		b[at] ^= 1
		return b
	}
	digit := func(at int) []byte { // another hexadecimal digit
		b := bytes.Clone(signed)
		b[at] = "12"[b[at]&1]
		return b
	}
	for _, c := range []struct {
		name   string
		file   []byte
		want   finding.Result
		whole  bool
		worst  document.Weight
		covers string
		says   string // in the reason or the changes
	}{
		{"whole", signed, finding.Pass, true, "", "the whole file", ""},
		{"blanks behind it", append(bytes.Clone(signed), "\r\n \x00"...), finding.Pass, true, "", "the whole file", ""},
		{"words in front of the value", flip(bytes.Index(signed, []byte("500"))), finding.Fail, true, "", "the whole file", "not those that were signed"},
		{"a byte behind the value", flip(to + 3), finding.Fail, true, "", "the whole file", "not those that were signed"},
		{"a byte of the signature value", digit(bytes.LastIndexAny(signed[:to-1], "123456789abcdef")), finding.Fail, true, "", "the whole file", ""},
		{"text behind it", append(bytes.Clone(signed), "bye"...), finding.Pass, false, "", "state 2 of 2", ""},
		{"no ranges", set("/ByteRang [0 1 2 3]"), finding.PermError, false, "", "nothing", "does not say which bytes"},
		{"empty ranges", set("/ByteRange []"), finding.PermError, false, "", "nothing", "does not say which bytes"},
		{"no numbers", set("/ByteRange [null /A (b) 1]"), finding.PermError, false, "", "nothing", "outside"},
		{"three numbers", set("/ByteRange [0 %d %d]", from, to), finding.PermError, false, "", "nothing", "odd count"},
		{"beyond the end", set("/ByteRange [0 %d %d %d]", from, to, len(signed)), finding.PermError, false, "", "nothing", "outside"},
		{"negative", set("/ByteRange [0 %d -5 10]", from), finding.PermError, false, "", "nothing", "outside"},
		{"overlapping", set("/ByteRange [0 %d 0 %d]", from, from), finding.PermError, false, "", "nothing", "overlap"},
		{"gap too big", set("/ByteRange [0 %d %d %d]", from, to+30, len(signed)-to-30), finding.Fail, false, document.Unknown, "", "beside its own value"},
		{"not from the beginning", set("/ByteRange [9 %d %d %d]", from-9, to, len(signed)-to), finding.Fail, false, document.Unknown, "", "beginning"},
		{"one range", set("/ByteRange [0 %d]", from), finding.Fail, false, document.Unknown, "", "one range"},
		{"gap elsewhere", set("/ByteRange [0 10 20 %d]", len(signed)-20), finding.Fail, false, document.Unknown, "", "not its own value"},
		{"no value", bytes.Replace(signed, []byte("/Contents <"), []byte("/Contentz <"), 1), finding.PermError, false, "", "nothing", "has no value"},
	} {
		list, _ := examine(t, c.file)
		if len(list) == 0 {
			if c.want != finding.PermError {
				t.Errorf("%s: no signature", c.name)
			}
			continue
		}
		s := list[0]
		if s.Result != c.want || s.Whole != c.whole || document.Worst(s.Changes) != c.worst {
			t.Errorf("%s: %s %q, whole %v, worst %q\n%s", c.name, s.Result, s.Reason, s.Whole, document.Worst(s.Changes), changes(s))
		}
		if !strings.Contains(s.Covers, c.covers) || !strings.Contains(s.Reason+changes(s), c.says) {
			t.Errorf("%s: covers %q, %q\n%s", c.name, s.Covers, s.Reason, changes(s))
		}
		if c.want == finding.Pass && (s.Signer != "A Signer (Example)" || s.Claimed == nil || s.Claimed.At != "2024-05-01T12:00:00Z") {
			t.Errorf("%s: by %q, %+v", c.name, s.Signer, s.Claimed)
		}
	}
}

// TestWrapping moves the signed tail behind new objects, and has a new signature
// dictionary leave these out.
func TestWrapping(t *testing.T) {
	signed := sign(t, update(nil, honest, ""), signing{by: identity(t)})
	m := ranges.FindSubmatch(signed)
	from, to := number(t, m[1]), number(t, m[2])
	tail := signed[to:]
	contents := signed[from:to]
	// the new dictionary and the other words stand where nothing covers them
	head := append(bytes.Clone(signed[:to]), tail...)
	at := len(head)
	fake := fmt.Sprintf("20 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange [0 %d %%d %d]/Contents %s>>\nendobj\n", from, len(tail), contents)
	words := "4 0 obj\n" + letter[12] + "\nendobj\n"
	body := fmt.Sprintf(fake, 1_000_000_000) + words
	file := append(bytes.Clone(head), strings.Replace(body, "1000000000", fmt.Sprintf("%010d", at+len(body)), 1)...)
	file = append(file, tail...)
	b := bytes.NewBuffer(file)
	places := map[int]int{20: at, 4: at + strings.Index(body, "4 0 obj\n<</Len")}
	list, _ := examine(t, table(b, signed, objects{20: "", 4: ""}, places, ""))
	if len(list) == 0 {
		t.Fatal("no signature")
	}
	s := list[0]
	if s.Result != finding.Pass || s.Whole || document.Worst(s.Changes) != document.Hidden || !strings.Contains(changes(s), "beside its own value") {
		t.Errorf("%s %s, whole %v\n%s", s.Result, s.Reason, s.Whole, changes(s))
	}
}

// TestForms reads a document timestamp, and signatures of odd forms.
func TestForms(t *testing.T) {
	id := identity(t)
	at := time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)
	plain := update(nil, honest, "")
	stamped := sign(t, plain, signing{by: id, form: "ETSI.RFC3161", make: func(b []byte) []byte { return signtest.Stamp(t, id, at, b) }})
	list, _ := examine(t, stamped)
	if s := list[0]; s.Type != document.StampedPDF || s.Result != finding.Pass || s.Stamp == nil || s.Stamp.At != "2024-06-01T00:00:00Z" || !s.Whole {
		t.Errorf("%+v", s)
	}
	list, _ = examine(t, sign(t, plain, signing{by: id, form: "example.form"}))
	if s := list[0]; s.Result != finding.PermError || !strings.Contains(s.Reason, "example.form") {
		t.Errorf("%s %s", s.Result, s.Reason)
	}
	_, found := examine(t, sign(t, plain, signing{by: id, make: func(b []byte) []byte { return append(signtest.CMS{}.Sign(t, id, b), "hidden words"...) }}))
	if len(found) != 1 || found[0].ID != "pdf/signature-odd" || !strings.Contains(found[0].Why, "12 bytes that are not zero") {
		t.Errorf("%+v", found)
	}
}

// TestFieldDrawsOther: the letter's field of that sort is told of, whether or not
// anything is signed; the one that draws its value is not.
func TestFieldDrawsOther(t *testing.T) {
	for file, want := range map[string]int{string(update(nil, letter, "")): 1, string(update(nil, honest, "")): 0} {
		_, found := examine(t, []byte(file))
		if len(found) != want || want == 1 && (found[0].ID != "pdf/field-draws-other" || !strings.Contains(found[0].Why, `draws "York", and its value is "Leeds"`)) {
			t.Errorf("%+v, want %d", found, want)
		}
	}
}

// TestPermits reads what certifications allow.
func TestPermits(t *testing.T) {
	plain := update(nil, honest, "")
	for extra, want := range map[string]string{
		"": "", certified(1): "nothing", certified(2): "forms", certified(3): "forms and notes", certified(9): "forms",
	} {
		list, _ := examine(t, sign(t, plain, signing{by: identity(t), extra: extra}))
		if got := list[0].Permits; got != want {
			t.Errorf("%s permits %q, want %q", extra, got, want)
		}
	}
}

// TestLoose: a signature that no field leads to is told of, and usage rights
// are no signature of the author.
func TestLoose(t *testing.T) {
	signed := sign(t, update(nil, honest, ""), signing{by: identity(t), value: 31})
	list, found := examine(t, signed)
	if len(list) != 1 || list[0].Result != finding.Pass || len(found) != 1 || found[0].ID != "pdf/signature-loose" {
		t.Errorf("%d signatures, %+v", len(list), found)
	}
	list, found = examine(t, update(signed, objects{1: strings.TrimSuffix(letter[1], ">>") + "/Perms<</UR3 31 0 R>>>>"}, ""))
	if len(list) != 0 || len(found) != 1 || found[0].ID != "pdf/usage-rights" {
		t.Errorf("%d signatures, %+v", len(list), found)
	}
}

// TestSigners: one file signed twice tells of both, each of its own state.
func TestSigners(t *testing.T) {
	id := identity(t)
	file := sign(t, update(nil, honest, ""), signing{by: id})
	more := objects{30: "<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature2)/Rect[0 0 0 0]/F 132/P 3 0 R/V 31 0 R>>", 3: annots("5 0 R 6 0 R 7 0 R 30 0 R"),
		1: strings.Replace(letter[1], "7 0 R]", "7 0 R 30 0 R]", 1)}
	list, found := examine(t, sign(t, file, signing{by: id, value: 31, more: more}))
	if len(list) != 2 || len(found) != 0 {
		t.Fatalf("%d signatures, %+v", len(list), found)
	}
	first, second := list[0], list[1]
	if first.Whole || first.Revision != 2 || !second.Whole || second.Revision != 3 || first.Result != finding.Pass || second.Result != finding.Pass {
		t.Errorf("%+v\n%+v", first, second)
	}
	if first.Where != `field "Signature1"` || second.Where != `field "Signature2"` {
		t.Errorf("%s, %s", first.Where, second.Where)
	}
}

func FuzzSignatures(f *testing.F) {
	signed := sign(f, update(nil, honest, ""), signing{by: identity(f)})
	f.Add(signed)
	f.Add(update(signed, objects{4: letter[12], 5: "", 3: annots("6 0 R")}, ""))
	f.Add(sign(f, update(nil, honest, ""), signing{by: identity(f), extra: certified(2)}))
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 1<<20 {
			return
		}
		list, found := tryExamine(content)
		for _, s := range list {
			if s.Result == "" || s.Covers == "" || (s.Reason == "") != (s.Result == finding.Pass) {
				t.Errorf("%+v", s)
			}
		}
		for _, one := range found {
			if one.Says != finding.Neutral {
				t.Errorf("%+v", one)
			}
		}
	})
}

func BenchmarkSignatures(b *testing.B) {
	file := sign(b, update(nil, honest, ""), signing{by: identity(b)})
	changed := update(file, objects{4: letter[12]}, "")
	for name, content := range map[string][]byte{"whole": file, "changed": changed} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if list, _ := tryExamine(content); len(list) != 1 {
					b.Fatal("no signature")
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "signatures/s")
		})
	}
}
