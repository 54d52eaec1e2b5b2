package mail

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ids are the defects of a message, each once.
func ids(m *Message) (list []string) {
	for _, d := range m.Defects {
		if !slices.Contains(list, d.ID) {
			list = append(list, d.ID)
		}
	}
	return list
}

// postmark is the From_ line of a mailbox file.
const postmark = "From a Tue Mar 14 09:12:33 2017\r\n"

// TestDefects starts from a message in which nothing is wrong and changes one
// thing.
func TestDefects(t *testing.T) {
	cases := []struct {
		name, old, new string
		want           []string
	}{
		{"nothing", "", "", nil},
		{"LF", "\r\n", "\n", []string{LineEndsRead}},
		{"CR", "\r\n", "\r", []string{LineEndsRead}},
		{"mixed line ends", "text\r\n", "text\n", []string{LineEndsRead}},
		{"a bare CR is no line end", "text\r\n--", "te\rxt\r\n--", nil},
		{"a line that is no field", "Subject", "no field\r\nSubject", []string{HeaderJunk}},
		{"a From_ line", "From: A", postmark + "From: A", []string{HeaderPostmark}},
		{"a quoted From_ line", "From: A", ">" + postmark + "From: A", []string{HeaderPostmark}},
		{"two From_ lines", "From: A", postmark + ">" + postmark + "From: A", []string{HeaderPostmark}},
		{"a From_ line without seconds", "From: A", strings.Replace(postmark, ":33", "", 1) + "From: A", []string{HeaderPostmark}},
		{"a From_ line with a zone", "From: A", strings.Replace(postmark, "2017", "+0100 2017", 1) + "From: A", []string{HeaderPostmark}},
		{"a From_ line with a zone behind", "From: A", strings.Replace(postmark, "2017", "2017 +0100", 1) + "From: A", []string{HeaderPostmark}},
		{"a From_ line below a field", "Subject", postmark + "Subject", []string{HeaderJunk}},
		{"a From_ line below a line that is no field", "From: A", "no field\r\n" + postmark + "From: A", []string{HeaderJunk}},
		{"a From_ line and text", "From: A", postmark[:len(postmark)-2] + " pay\r\nFrom: A", []string{HeaderJunk}},
		{"a From_ line and folded text", "From: A", postmark + " pay\r\nFrom: A", []string{HeaderJunk}},
		{"prose like a From_ line", "From: A", ">From me personally: pay him 12:00 noon sharp\r\nFrom: A", []string{HeaderJunk}},
		{"no month in a From_ line", "From: A", strings.Replace(postmark, "Mar", "Mer", 1) + "From: A", []string{HeaderJunk}},
		{"no day in a From_ line", "From: A", strings.Replace(postmark, " 14", "", 1) + "From: A", []string{HeaderJunk}},
		{"no year in a From_ line", "From: A", strings.Replace(postmark, " 2017", "", 1) + "From: A", []string{HeaderJunk}},
		{"no weekday in a From_ line", "From: A", strings.Replace(postmark, "Tue ", "", 1) + "From: A", []string{HeaderJunk}},
		{"a From_ line in a part", "Content-Type: app", postmark + "Content-Type: app", nil},
		{"a byte order mark", "From: A", "\xef\xbb\xbfFrom: A", []string{LeadingBlank}},
		{"blank lines above", "From: A", " \t\r\n\r\nFrom: A", []string{LeadingBlank}},
		{"both, and a From_ line", "From: A", "\xef\xbb\xbf\r\n" + postmark + "From: A", []string{HeaderPostmark, LeadingBlank}},
		{"a long field", "two\r\n parts", strings.Repeat("two parts ", MaxValue/8), []string{FieldCut}},
		{"a long field of a part", "a.bin", strings.Repeat("a.bin", MaxValue/4), []string{FieldCut, TypeBad}},
		{"a long field that nobody reads", "Subject", "X: " + strings.Repeat("x", MaxValue) + "\r\nSubject", nil},
		{"a type of more than a token's length", "octet-stream", strings.Repeat("x", maxToken+1), []string{TypeBad}},
		{"From_ without a time", "Subject", "From there\r\nSubject", []string{HeaderJunk}},
		{"a blank before a colon", "Subject:", "Subject :", nil},
		{"a header without end", twoParts[strings.Index(twoParts, "\r\n\r\n"):], "\r\n", []string{HeaderUnended, BoundaryMissing}},
		{"no closing delimiter", "--next--\r\n", "", []string{PartUnclosed}},
		{"blanks behind a delimiter", "--next\r\n", "--next \t\r\n", nil},
		{"a part's header without end", "base64\r\n\r\nAAECAw==\r\n", "base64\r\n", []string{PartHeaderUnended}},
		{"another boundary", "boundary=next", "boundary=other", []string{BoundaryMissing}},
		{"no boundary", "; boundary=next", "", []string{BoundaryMissing}},
		{"two boundaries", "boundary=next", "boundary=next; boundary=other", []string{TypeBad}},
		{"a boundary that ends in a blank", "boundary=next", `boundary="next "`, []string{TypeBad}},
		{"no slash", "application/octet-stream", "octet-stream", []string{TypeBad}},
		{"text behind quotes", `"a.bin"`, `"a.bin" b`, []string{TypeBad}},
		{"an encoding nobody knows", "base64", "base65", []string{EncodingUnknown}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			raw := twoParts
			if c.old != "" {
				raw = strings.ReplaceAll(raw, c.old, c.new)
			}
			m := Parse([]byte(raw))
			checkOffsets(t, m)
			if diff := cmp.Diff(c.want, ids(m)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestFields: names, values and offsets of odd fields.
func TestFields(t *testing.T) {
	const raw = "From: a\r\nSUBJECT :b\r\n c\r\n\td\r\nX:\r\njunk\r\n: none\r\nb\xc3\xa9: no name\r\n\r\nbody"
	m := Parse([]byte(raw))
	type field struct {
		Name, Unfolded string
		Offset         int
	}
	var got []field
	for _, f := range m.Header {
		got = append(got, field{f.Name(), f.Unfolded(), f.Offset})
	}
	want := []field{{"From", "a", 0}, {"SUBJECT", "b c\td", 9}, {"X", "", 29}, {"", "junk", 33}, {"", ": none", 39}, {"", "b\xc3\xa9: no name", 47}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if f, ok := m.First("subject"); !ok || string(f.AppendLowerName(nil)) != "subject" || string(f.Value()) != "b\r\n c\r\n\td\r\n" {
		t.Errorf("subject is %q", f.Raw)
	}
	if all := m.All("x"); len(all) != 1 || string(m.Raw[m.Body:]) != "body" {
		t.Errorf("%d fields X, body %q", len(all), m.Raw[m.Body:])
	}
}

// TestTree: the numbers, types and bodies of nested parts.
func TestTree(t *testing.T) {
	const raw = "Content-Type: multipart/mixed; boundary=a\n\nbefore\n--a\nContent-Type: multipart/digest; boundary=b\n\n" +
		"--b\n\nFrom: x\n\ny\n--b--\nbetween\n--a\nContent-Type: text/html\n\n<p>\n--ab\n--a--\nbehind\n"
	m := Parse([]byte(raw))
	checkOffsets(t, m)
	type part struct{ Number, Type, Body string }
	var got []part
	var walk func(*Part)
	walk = func(p *Part) {
		got = append(got, part{p.Number, p.Type, string(m.RawBody(p))})
		for _, c := range p.Children {
			walk(c)
		}
	}
	for _, c := range m.Root.Children {
		walk(c)
	}
	want := []part{
		{"1", "multipart/digest", "--b\n\nFrom: x\n\ny\n--b--\nbetween"},
		{"1.1", "message/rfc822", "From: x\n\ny"},
		{"2", "text/html", "<p>\n--ab"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	r, first := m.Root, m.Root.Children[0]
	spans := []string{string(m.span(r.Preamble)), string(m.span(r.Epilogue)), string(m.span(first.Epilogue))}
	if diff := cmp.Diff([]string{"before", "behind\n", "between"}, spans); diff != "" || r.Number != "" || !r.Closed {
		t.Errorf("number %q, closed %t (-want +got)\n%s", r.Number, r.Closed, diff)
	}
}

func TestFileName(t *testing.T) {
	for header, want := range map[string]string{
		"Content-Disposition: attachment; filename=a.txt":                         "a.txt",
		"Content-Type: text/plain; name=b.txt":                                    "b.txt",
		"Content-Type: a/b; name=b.txt\r\nContent-Disposition: x; filename=a.txt": "a.txt",
		"Content-Disposition: attachment; filename*=utf-8''%C3%A9":                "é",
		"Content-Disposition: attachment; filename=\"=?utf-8?q?=C3=A9?=\"":        "é",
		"Content-Disposition: attachment":                                         "",
		"Subject: s":                                                              "",
	} {
		if got := Parse([]byte(header + "\r\n\r\n")).Root.FileName(); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
}

// TestMisfits starts from mail whose body fits its header and changes one
// thing.
func TestMisfits(t *testing.T) {
	const plain = "Subject: s\r\nContent-Type: text/plain\r\n\r\ntext\r\n"
	const html = "Content-Type: text/html\r\n\r\n<p>text</p>\r\n"
	alternative := strings.NewReplacer("mixed", "alternative", "application/octet-stream; name=\"a.bin\"", "text/html",
		"Content-Transfer-Encoding: base64\r\n", "", "AAECAw==", "<p>text").Replace(twoParts)
	cases := []struct{ name, raw, old, new, why string }{
		{"plain", plain, "", "", ""},
		{"no header at all", plain, "Content-Type: text/plain\r\n", "", ""},
		{"HTML", html, "", "", ""},
		{"two parts", twoParts, "", "", ""},
		{"alternatives", alternative, "", "", ""},
		{"a customary preamble", twoParts, "\r\n\r\n--next", "\r\n\r\nThis is a multi-part message in MIME format.\r\n--next", ""},
		{"one of two lines", twoParts, "\r\n\r\n--next", "\r\n\r\n  This message is in MIME format.  The first part should be readable text,\r\n  while the remaining parts are likely unreadable.\r\n\r\n--next", ""},
		{"blank lines behind", twoParts, "--next--\r\n", "--next--\r\n\r\n \r\n", ""},

		{"two Content-Types", plain, "Content-Type", "Content-Type: text/plain\r\nContent-Type", "content-type stands twice"},
		{"two encodings", plain, "Content-Type", "Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: 7bit\r\nContent-Type", "content-transfer-encoding stands twice"},
		{"a type in doubt", plain, "text/plain", "text/plain; charset=a; charset=b", "without doubt"},
		{"an encoding nobody knows", plain, "Content-Type", "Content-Transfer-Encoding: x\r\nContent-Type", "is not known"},
		{"declared as a file", plain, "text/plain", "application/zip", "hides it"},
		{"declared as a message", plain, "text/plain", "message/rfc822", "hides it"},
		{"HTML as plain text", html, "text/html", "text/plain", "not declared as such"},
		{"plain text as HTML", plain, "text/plain", "text/html", "does not begin as a page does"},
		{"not in the encoding", plain, "Content-Type", "Content-Transfer-Encoding: base64\r\nContent-Type", "not in the charset"},
		{"prose as base64", plain, "Content-Type: text/plain\r\n\r\n", "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\r\nhello =41 ", "does not look like it"},
		{"another type of text", plain, "text/plain", "text/enriched", "hides it"},
		{"UTF-8 as something else", plain, "text/plain\r\n\r\n", "text/plain; charset=koi8-r\r\n\r\né ", "declared to be in koi8-r"},
		{"a multipart that shows one part", twoParts, "mixed", "appledouble", "one part or another"},
		{"a digest", twoParts, "mixed", "digest", "one part or another"},
		{"rubbish in the encoding", plain, "Content-Type: text/plain\r\n\r\n", "Content-Transfer-Encoding: base64\r\n\r\n!", "not in the transfer encoding"},
		{"plain text as quoted-printable", plain, "Content-Type: text/plain\r\n\r\n", "Content-Transfer-Encoding: quoted-printable\r\n\r\ntotal=50", "no programme"},
		{"quoted-printable", plain, "Content-Type: text/plain\r\n\r\n", "Content-Transfer-Encoding: quoted-printable\r\n\r\n=C3=A9=20\r\n=46rom =3D ", ""},
		{"the whole as a file", plain, "Content-Type", "Content-Disposition: attachment\r\nContent-Type", "declared as a file"},
		{"the whole inline", plain, "Content-Type", "Content-Disposition: inline\r\nContent-Type", ""},
		{"a multipart in base64", twoParts, "Content-Type: multipart", "Content-Transfer-Encoding: base64\r\nContent-Type: multipart", "which none may be"},
		{"UTF-7", plain, "text/plain", "text/plain; charset=UTF-7", "other letters to plain ASCII"},
		{"a multipart as plain text", twoParts, "multipart/mixed; boundary=next", "text/plain", "holds the delimiters"},

		{"two dispositions", plain, "Content-Type", "Content-Disposition: inline\r\nContent-Disposition: inline\r\nContent-Type", "content-disposition stands twice"},
		{"a name", plain, "text/plain", "text/plain; name=a", "is given a file name"},
		{"a file name", plain, "Content-Type", "Content-Disposition: inline; filename*=utf-8''a\r\nContent-Type", "is given a file name"},
		{"uuencode", plain, "Content-Type", "Content-Transfer-Encoding: x-uuencode\r\nContent-Type", "hides the text around it"},
		{"a multipart in uuencode", twoParts, "Content-Type: multipart", "Content-Transfer-Encoding: uuencode\r\nContent-Type: multipart", "which none may be"},
		{"a start", alternative, "alternative;", "related; start=\"<2>\";", "other than the first"},
		{"a charset nobody knows", plain, "text/plain", "text/plain; charset=x-own", ""},
		{"one, and not ASCII", plain, "text/plain\r\n\r\n", "text/plain; charset=x-own\r\n\r\n\xe9", "not in the charset"},
		{"a charset in capitals", plain, "text/plain", "text/plain; charset=\"ISO-8859-2\"", ""},
		{"ASCII that is none", plain, "text/plain\r\n\r\n", "text/plain; charset=us-ascii\r\n\r\n\xe9", "not in the charset"},
		{"bytes of no UTF-8", plain, "text\r\n", "te\xe9xt\r\n", "not in the charset"},
		{"a line in a part's header", twoParts, "Content-Transfer-Encoding: base64\r\n", "pay\r\nContent-Transfer-Encoding: base64\r\n", "header of a part"},
		{"a strange field in a part's header", twoParts, "Content-Transfer-Encoding: base64\r\n", "Note: pay\r\nContent-Transfer-Encoding: base64\r\n", "header of a part"},
		{"other fields in a part's header", twoParts, "Content-Transfer-Encoding: base64\r\n", "MIME-Version: 1.0\r\nX-Own: 1\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: base64\r\n", ""},
		{"the message's fields in a part's header", twoParts, "Content-Transfer-Encoding: base64\r\n", "Subject: s\r\nContent-Transfer-Encoding: base64\r\n", "header of a part"},
		{"declared", twoParts, "name=\"a.bin\"\r\n", "protected-headers=v1\r\nSubject: s\r\n", ""},
		{"a rule as a boundary", "Content-Type: multipart/mixed; boundary=---\r\n\r\n-----\r\nsecret\r\n\r\ntext\r\n-------\r\n", "", "", "header of a part"},

		{"a file as alternative", alternative, "text/html", "text/x-own", "no alternatives"},
		{"an appointment as alternative", alternative, "text/html", "text/calendar", ""},
		{"an empty alternative", alternative, "<p>text", "<p>", "no alternatives"},
		{"an alternative without words", alternative, "<p>text", "<p>--", "no alternatives"},
		{"two empty alternatives", alternative, "text\r\n--next", "--next", "no alternatives"},
		{"half of the words", alternative, "<p>text", "<p>text and", ""},
		{"less than half", alternative, "<p>text", "<p>text and more", "no alternatives"},
		{"more text than can be compared", alternative, "<p>text", "<p>text" + strings.Repeat(" text", MaxText/4), "no alternatives"},

		{"another boundary", twoParts, "boundary=next", "boundary=other", "none of the declared parts"},
		{"no closing delimiter", twoParts, "--next--", "", "closing delimiter is missing"},
		{"a preamble", twoParts, "\r\n\r\n--next", "\r\n\r\nhidden\r\n--next", "before the first part"},
		{"more than a customary preamble", twoParts, "\r\n\r\n--next", "\r\n\r\nThis is a multi-part message in MIME format.\r\n\r\nhidden\r\n--next", "before the first part"},
		{"a long customary preamble", twoParts, "\r\n\r\n--next", "\r\n\r\nThis is a multi-part message in MIME format." + strings.Repeat(" pay", 80) + "\r\n--next", "before the first part"},
		{"an epilogue", twoParts, "--next--\r\n", "--next--\r\nhidden\r\n", "behind the last part"},
		{"a boundary that skips parts", twoParts, "text\r\n--next\r\n", "text\r\n--skip\r\n", "nothing declares"},
		{"mixed as alternative", twoParts, "mixed", "alternative", "no alternatives"},
		{"two texts of other words", alternative, "<p>text", "<p>other", "no alternatives"},
		{"two texts as alternatives", alternative, "text/html", "text/plain", "no alternatives"},
		{"a second text in related", twoParts, "multipart/mixed; boundary=next", "multipart/related; boundary=next", ""},
		{"text hidden in related", alternative, "alternative", "related", "keeps from the reader"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			raw := c.raw
			if c.old != "" {
				if raw = strings.Replace(raw, c.old, c.new, 1); raw == c.raw {
					t.Fatalf("%q is not in the message", c.old)
				}
			}
			why := Parse([]byte(raw)).Misfits()
			if c.why == "" && why != nil || !strings.Contains(strings.Join(why, "|"), c.why) {
				t.Errorf("%q, want %q", why, c.why)
			}
		})
	}
}

// TestKeepsASCII: charsets that may change plain text are told from those that
// do not, however their names are written.
func TestKeepsASCII(t *testing.T) {
	for charset, want := range map[string]bool{
		"": true, "utf-8": true, "UTF8": true, " us-ascii ": true, "iso-8859-1": true, "'KOI8-R'": true, "gb2312": true,
		"shift_jis": true, "iso-2022-jp": true, "big5": true, "euc-kr": true, "windows-1251": true, "ibm850": true, "cp1252": true, "x-own": true,

		"utf-7": false, "UTF-7 ": false, "\"unicode-1-1-utf-7\"": false, "x-unicode-2-0-utf-7": false, "csUnicode11UTF7": false,
		"utf-16": false, "UTF_16BE": false, "utf-32": false, "unicode": false, "ucs-2": false, "csUnicode": false,
		"ISO-10646-UCS-2": false, "ibm037": false, "CP037": false, "ibm1047": false, "ibm500": false, "cp1026": false, "ebcdic-us": false,
		"iso-2022-kr": false, "ISO-2022-CN": false, "replacement": false, "hz-gb-2312": false, "x-user-defined": false,
		"DIN_66003": false, "VIQR": false, "JIS_C6220-1969-ro": false,
	} {
		if keepsASCII(charset) != want {
			t.Errorf("%q: %t", charset, !want)
		}
	}
}

// TestLooksQuotedPrintable starts from plain text that is declared to be
// quoted-printable.
func TestLooksQuotedPrintable(t *testing.T) {
	for body, want := range map[string]bool{
		"total 50": true, "": true,
		"total=50": false, "sum=2500": false, "a=20b": false, "a=5Fb": false, "a=01b": false, "a=7F": false, "a =3D b=2Cc": false,
		"sum=2100": false, "sum=2100=\n": true, "sum=2100 =3D": true, "caf=C3=A9=21": true,
		"a=20\r\n": true, "a=2E5": false, "a=2E=\n5": true, "a=09\n": true, "a=09b": false, "a=09b=C3": true,
		"=46rom me": true, "a\nFrom=20me": true, "From=20me": false, "=46ive": false, "a =46rom me": false, "=2E": false, "=2E=\n": true,
	} {
		if looksQuotedPrintable([]byte(body)) != want {
			t.Errorf("%q: %t", body, !want)
		}
	}
}

// TestAmbiguous starts from a header that all programmes end at one place and
// puts one thing into a field.
func TestAmbiguous(t *testing.T) {
	const plain = "X: 1\r\n\tfolded\r\nFrom: a@example.org\r\n\r\nbody\r\n"
	for name, c := range map[string]struct {
		old, new string
		want     bool
	}{
		"nothing":                       {"1", "1", false},
		"UTF-8":                         {"1", "é ä € …", false},
		"a byte of Windows-1252":        {"1", "\x85 \x93", false},
		"a tab":                         {"1", "1\t1", false},
		"DEL":                           {"1", "1\x7f", false},
		"a fold behind an empty line":   {"1", "", false},
		"a CR":                          {"1", "1\rFrom: b@example.org", true},
		"a CR before the line end":      {"1\r\n", "1\r\r\n", true},
		"a CR in the body":              {"body", "bo\rdy", false},
		"NUL":                           {"1", "\x00", true},
		"VT":                            {"1", "\v", true},
		"FF":                            {"1", "\f", true},
		"a separator of ASCII":          {"1", "\x1c", true},
		"next line":                     {"1", "\u0085", true},
		"line separator":                {"1", "\u2028", true},
		"paragraph separator":           {"1", "\u2029", true},
		"a folded line of blanks":       {"\tfolded", "\t \r\n\tfolded", true},
		"a folded line of blanks alone": {"\tfolded", "\t", true},
		"in a line that is no field":    {"X: 1", "X\f1", true},
	} {
		t.Run(name, func(t *testing.T) {
			m := Parse([]byte(strings.Replace(plain, c.old, c.new, 1)))
			if noted := slices.Contains(ids(m), HeaderSplit); noted != c.want || m.Header[0].Ambiguous() != c.want {
				t.Errorf("noted %t, ambiguous %t", noted, m.Header[0].Ambiguous())
			}
		})
	}
	for raw, want := range map[string]bool{"X: 1\rTo: c\r\rbody\r": false, "X: 1\vTo: c\r\rbody\r": true} { // CR ends every line
		if m := Parse([]byte(raw)); m.Header[0].Ambiguous() != want {
			t.Errorf("%q: %t", raw, !want)
		}
	}
}

// TestLong: of a long value the beginning is read, and no character is cut.
func TestLong(t *testing.T) {
	for _, c := range []struct {
		piece string
		want  int
	}{{"x", MaxValue}, {"é", MaxValue}, {"€", MaxValue - 1}, {"\xe9", MaxValue}} {
		m := Parse([]byte("Subject:" + strings.Repeat(c.piece, MaxValue) + "\r\n\r\n"))
		f, _ := m.First("subject")
		if got := f.Unfolded(); len(got) != c.want || !f.Long() || !strings.HasPrefix(string(f.Value()), got) {
			t.Errorf("%q: %d bytes, long %t", c.piece, len(got), f.Long())
		}
	}
}
