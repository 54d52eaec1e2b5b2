package tell

import (
	"bytes"
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"assay/mail"
)

// lengths: some programmes write down how long a text is, or its checksum.
var lengths = Tell{
	ID:    "mail/lengths",
	Asks:  "Is every length or checksum that the mail states of its own parts the right one?",
	Rests: "RFC 1864 for Content-MD5, RFC 2183 §2.7 for size; Content-Length and Lines as mailbox files have them",
	Innocent: []string{"a list, scanner or gateway that changed the body and left the field",
		"a programme that counts before it encodes, or guesses"},
	Cause: Lengths,
	Mail: func(m *Mail) Result {
		var s statedLengths
		s.ofBody(m)
		m.Root.Leaves(func(p *mail.Part) bool {
			s.md5Of(m, p)
			s.sizeOf(m, p)
			return len(s.marks) < maxMarks
		})
		if s.stated == 0 {
			return NotApplicable()
		}
		return Of(s.marks)
	},
}

// statedLengths gathers what is stated and what of it is wrong.
type statedLengths struct {
	stated int
	marks  []Mark
}

func (s *statedLengths) wrong(f mail.Field, said, is, recheck string) {
	s.marks = append(s.marks, Mark{
		Where:   fmt.Sprintf("%s at byte %d", f.Name(), f.Offset),
		Why:     fmt.Sprintf("%s says %s; it is %s. What was put in or taken out later changes the one and not the other.", f.Name(), said, is),
		Recheck: recheck,
	})
}

// Lines that a mailbox adds or takes at the end of a body make no difference.
const spareLines = 3

// ofBody checks Content-Length and Lines, which delivery programmes write.
func (s *statedLengths) ofBody(m *Mail) {
	body := m.Raw[m.Body:]
	lines := bytes.Count(body, []byte("\n"))
	crlf := bytes.Count(body, []byte("\r\n"))
	if f, n, ok := stated(m, "content-length"); ok {
		s.stated++
		// Some count line ends as one byte, some as two.
		least, most := len(body)-crlf-spareLines*2, len(body)-crlf+lines+spareLines*2
		short := n >= len(body)-crlf-spareLines*2 && n <= len(body)-crlf+spareLines*2
		long := n >= most-spareLines*4 && n <= most
		if !short && !long {
			s.wrong(f, strconv.Itoa(n)+" bytes", fmt.Sprintf("%d to %d", least, most), fmt.Sprintf("tail -c +%d MAIL | wc -c", m.Body+1))
		}
	}
	if f, n, ok := stated(m, "lines"); ok {
		s.stated++
		if n < lines-spareLines || n > lines+spareLines {
			s.wrong(f, strconv.Itoa(n)+" lines", strconv.Itoa(lines), fmt.Sprintf("tail -c +%d MAIL | wc -l", m.Body+1))
		}
	}
}

// stated is the number in a field that stands once.
func stated(m *Mail, name string) (f mail.Field, n int, ok bool) {
	list := m.All(name)
	if len(list) != 1 {
		return f, 0, false
	}
	n, err := strconv.Atoi(list[0].Unfolded())
	return list[0], n, err == nil && n >= 0
}

// md5Of checks Content-MD5, the checksum of the decoded part with line ends of
// text as CRLF. RFC 1864 §2
func (s *statedLengths) md5Of(m *Mail, p *mail.Part) {
	f, ok := fieldOf(p, "content-md5")
	if !ok {
		return
	}
	want, err := base64.StdEncoding.DecodeString(strings.TrimSpace(f.Unfolded()))
	if err != nil || len(want) != md5.Size {
		return
	}
	s.stated++
	content, _ := m.Decode(p)
	lf := bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))
	crlf := bytes.ReplaceAll(lf, []byte("\n"), []byte("\r\n"))
	for _, form := range [][]byte{content, lf, crlf, bytes.TrimSuffix(crlf, []byte("\r\n")), append(crlf, '\r', '\n')} {
		if sum := md5.Sum(form); bytes.Equal(sum[:], want) {
			return
		}
	}
	sum := md5.Sum(crlf)
	s.wrong(f, f.Unfolded(), base64.StdEncoding.EncodeToString(sum[:]), "decode the part, turn its line ends to CRLF, openssl md5 -binary | base64")
}

// sizeOf checks the size that Content-Disposition states of a file that is
// kept in base64, whose bytes are the file's own.
func (s *statedLengths) sizeOf(m *Mail, p *mail.Part) {
	f, ok := fieldOf(p, "content-disposition")
	if !ok || p.Encoding != "base64" || strings.HasPrefix(p.Type, "text/") {
		return
	}
	n, ok := sizeParam(f.Unfolded())
	if !ok {
		return
	}
	s.stated++
	if content, _ := m.Decode(p); len(content) != n {
		s.wrong(f, fmt.Sprintf("size=%d", n), fmt.Sprintf("%d bytes", len(content)), "decode the part and count its bytes")
	}
}

// sizeParam reads the size in a Content-Disposition.
func sizeParam(value string) (int, bool) {
	for param := range strings.SplitSeq(value, ";") {
		name, size, ok := strings.Cut(param, "=")
		if ok && strings.EqualFold(strings.TrimSpace(name), "size") {
			n, err := strconv.Atoi(strings.Trim(size, " \t\""))
			return n, err == nil && n > 0
		}
	}
	return 0, false
}

func fieldOf(p *mail.Part, name string) (mail.Field, bool) {
	for _, f := range p.Header {
		if f.Is(name) {
			return f, true
		}
	}
	return mail.Field{}, false
}
