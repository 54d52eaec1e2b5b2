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
		{"a bare CR is no line end", "text", "te\rxt", nil},
		{"a line that is no field", "Subject", "no field\r\nSubject", []string{HeaderJunk}},
		{"a From_ line", "Subject", "From a Tue Mar 14 09:12:33 2017\r\nSubject", []string{HeaderPostmark}},
		{"a quoted From_ line", "Subject", ">From a Tue Mar 14 09:12:33 2017\r\nSubject", []string{HeaderPostmark}},
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
		got = append(got, part{p.Number, p.Type, string(m.rawBody(p))})
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

// TestHeaderSplit: a CR that ends no line makes a field that programmes read in
// two ways; one at the end of a line does not.
func TestHeaderSplit(t *testing.T) {
	for raw, want := range map[string]bool{
		"X: 1\r\n folded\r\nFrom: a@example.org\r\n\r\nbody\r\n": false,
		"X: 1\rFrom: b@example.org\r\nTo: c\r\n\r\nbody\r\n":     true,
		"X: 1\r\r\nTo: c\r\n\r\nbody\r\n":                        true,
		"X: 1\rTo: c\r\rbody\r":                                  false, // CR ends every line
		"X: 1\nTo: c\n\nbo\rdy\n":                                false, // in the body
	} {
		m := Parse([]byte(raw))
		got := slices.ContainsFunc(m.Defects, func(d Defect) bool { return d.ID == HeaderSplit })
		if got != want {
			t.Errorf("%q: %v", raw, got)
		}
	}
}
