package tell

import (
	"bytes"
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"slices"
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

// spareLines are those that mailboxes add or take at the end of a body: real ones
// that were split differ by two and three.
const spareLines = 3

// ofBody checks Content-Length and Lines, which delivery programmes write.
func (s *statedLengths) ofBody(m *Mail) {
	body := m.Raw[m.Body:]
	if f, n, ok := stated(m, "content-length"); ok {
		s.stated++
		if short, long := spans(body); !slices.Contains(short[:], n) && !slices.Contains(long[:], n) {
			s.wrong(f, strconv.Itoa(n)+" bytes", fmt.Sprintf("%d, or %d with line ends of two bytes", short[1], long[1]), fmt.Sprintf("tail -c +%d MAIL | wc -c", m.Body+1))
		}
	}
	if f, n, ok := stated(m, "lines"); ok {
		s.stated++
		if lines := bytes.Count(body, []byte("\n")); n < lines-spareLines || n > lines+spareLines {
			s.wrong(f, strconv.Itoa(n)+" lines", strconv.Itoa(lines), fmt.Sprintf("tail -c +%d MAIL | wc -l", m.Body+1))
		}
	}
}

// spans are the lengths that a body may be said to have, line ends counted as
// one byte and as two: without the empty line that a mailbox puts behind it, as
// it stands, and with the one that another took away.
func spans(body []byte) (short, long [3]int) {
	lines := bytes.Count(body, []byte("\n"))
	n := len(body) - bytes.Count(body, []byte("\r\n"))
	less, more := 0, 1
	if bytes.HasSuffix(body, []byte("\n\n")) || bytes.HasSuffix(body, []byte("\n\r\n")) {
		less, more = 1, 0
	}
	return [3]int{n - less, n, n + more}, [3]int{n + lines - 2*less, n + lines, n + lines + 2*more}
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
