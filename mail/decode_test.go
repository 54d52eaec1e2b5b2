package mail

import (
	"strings"
	"testing"
)

// decoded is the content of a message's only part in a transfer encoding.
func decoded(encoding, body string) (string, int) {
	m := Parse([]byte("Content-Transfer-Encoding: " + encoding + "\r\n\r\n" + body))
	content, rubbish := m.Decode(m.Root)
	return string(content), rubbish
}

func TestDecode(t *testing.T) {
	cases := []struct {
		name, encoding, body, want string
		rubbish                    int
	}{
		{"none", "8bit", "a=41\r\n", "a=41\r\n", 0},
		{"unknown", "x-own", "YQ==", "YQ==", 0},
		{"with a comment", "base64 (x)", "YQ==", "a", 0},

		{"base64", "base64", "AAEC\r\nAw==\r\n", "\x00\x01\x02\x03", 0},
		{"base64, case of its name", "BASE64", "YQ==", "a", 0},
		{"base64, no padding", "base64", "YWI", "ab", 0},
		{"base64, one letter left over", "base64", "YWJjZ", "abc", 0},
		{"base64, blanks", "base64", " YW\tJj ", "abc", 0},
		{"base64, rubbish", "base64", "Y*W!Jj\x00", "abc", 3},
		{"base64, padding inside", "base64", "YQ==YmM=", "abc", 0},
		{"base64, text behind", "base64", "YQ==\r\n-- \r\nYmM", "abc", 2},
		{"base64, empty", "base64", "", "", 0},

		{"quoted-printable", "quoted-printable", "caf=C3=A9\r\n", "café\r\n", 0},
		{"QP, small letters", "quoted-printable", "=c3=a9", "é", 0},
		{"QP, soft break", "quoted-printable", "a=\r\nb=\nc= \t\r\nd", "abcd", 0},
		{"QP, soft break at the end", "quoted-printable", "a=", "a", 0},
		{"QP, an equals sign alone", "quoted-printable", "a=b=4", "a=b=4", 2},
		{"QP, blanks before a line end", "quoted-printable", "a \t\r\nb \nc ", "a\r\nb\nc", 0},
		{"QP, an encoded blank there", "quoted-printable", "a=20\r\nb =09\nc=20", "a \r\nb \t\nc ", 0},

		{"uuencode", "x-uuencode", "begin 644 a.txt\r\n#86)C\r\n`\r\nend\r\n", "abc", 0},
		{"uuencode, text around", "uuencode", "see\r\nbegin 0644 a b.txt\r\n#86)C\r\n \r\nend\r\nend", "abc", 0},
		{"uuencode, blanks lost at the end of a line", "uuencode", "begin 644 a\r\n#86\r\nend\r\n", "a`\x00", 0},
		{"uuencode, a line missing", "uuencode", "begin 644 a\r\n#\r\nend\r\n", "", 3},
		{"uuencode, no end", "uuencode", "begin 644 a\r\n#86)C\r\n", "begin 644 a\r\n#86)C\r\n", 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, rubbish := decoded(c.encoding, c.body); got != c.want || rubbish != c.rubbish {
				t.Errorf("%q, %d bytes of rubbish; want %q, %d", got, rubbish, c.want, c.rubbish)
			}
		})
	}
}

func TestEmbeddedFiles(t *testing.T) {
	const file = "begin 644 a.txt\r\n#86)C\r\n`\r\nend\r\n"
	cases := []struct {
		name, body string
		names      []string
	}{
		{"none", "no file\r\n", nil},
		{"one", "see\r\n\r\n" + file + "end", []string{"a.txt"}},
		{"two", file + "and\r\n" + strings.Replace(file, "a.txt", "b c", 1), []string{"a.txt", "b c"}},
		{"not at the beginning of a line", "x" + file, nil},
		{"no mode", strings.Replace(file, "644", "abc", 1), nil},
		{"no name", strings.Replace(file, " a.txt", "", 1), nil},
		{"prose", "begin 100 things\r\nand end them well, with a sentence that is far longer than any line of the encoding\r\nend\r\n", nil},
		{"a broken one before a good one", "begin 644 x\r\n\x01\r\n" + file, []string{"a.txt"}},
		{"no end", strings.Replace(file, "end", "", 1), nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := Parse([]byte("Subject: s\r\n\r\n" + c.body))
			files := m.EmbeddedFiles(m.Root)
			if len(files) != len(c.names) {
				t.Fatalf("%d files, want %q", len(files), c.names)
			}
			for i, f := range files {
				if content, rubbish := m.Decode(f); f.Embedded.Name != c.names[i] || string(content) != "abc" || rubbish != 0 {
					t.Errorf("%q: %q, %d bytes of rubbish", f.Embedded.Name, content, rubbish)
				}
				if raw := string(m.Raw[f.Span.Start:f.Span.End]); !strings.HasPrefix(raw, "begin ") {
					t.Errorf("stands as %q", raw)
				}
			}
		})
	}
	m := Parse([]byte("Content-Transfer-Encoding: base64\r\n\r\n" + file))
	if files := m.EmbeddedFiles(m.Root); files != nil {
		t.Errorf("%d files inside base64", len(files))
	}
}

func TestText(t *testing.T) {
	const html = "Content-Type: text/html; charset=utf-8\r\n\r\n"
	cases := []struct{ name, raw, want string }{
		{"plain", "Subject: s\r\n\r\nbody\r\n", "body\r\n\n"},
		{"charset", "Content-Type: text/plain; charset=koi8-r\r\n\r\n\xc1", "а\n"},
		{"HTML", html + "<p>a<b>b</b>c<br>d &amp; e", "\nabc\nd & e\n"},
		{"scripts and styles", html + "<style>x</style>a<script>y<b>z</script>b", "ab\n"},
		{"attachments are no text", twoParts, "text\n"},
		{"lines that are no fields", "Subject: s\r\nsecret\r\n\r\nbody", "secret\r\nbody\n"},
		{"a multipart that nobody can take apart", "Content-Type: multipart/mixed\r\n\r\nseen", "seen\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Parse([]byte(c.raw)).Text(); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	m := Parse([]byte("Subject: s\r\n\r\n" + strings.Repeat("é", MaxText)))
	if got := m.Text(); len(got) != MaxText || m.Defects[len(m.Defects)-1].ID != TextCut {
		t.Errorf("%d bytes, defects %v", len(got), m.Defects)
	}
}
