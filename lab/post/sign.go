package post

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"
)

// signing is how a provider writes its signatures.
type signing struct {
	fields     []string // in the order of h=, those that the mail has
	simpleBody bool     // c=relaxed/simple
	time       func(at time.Time) string
	order      string // of the tags, such as "v a c d s h bh b"; t stands where time is written
	width      int    // of the lines of b=
}

// signature is a DKIM-Signature field over a mail, without its end of line.
// RFC 6376 §3.5
func (s *signing) signature(pd *period, domain string, raw []byte, at time.Time) string {
	head, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	names, canon := s.cover(splitFields(head))
	tags := map[string]string{
		"v": "1", "a": "rsa-sha256", "c": "relaxed/relaxed", "d": domain, "s": pd.selector, "q": "dns/txt",
		"h": strings.Join(names, ":"), "t": s.time(at), "bh": s.bodyHash(body),
	}
	if s.simpleBody {
		tags["c"] = "relaxed/simple"
	}
	field := s.write(tags)
	sum := sha256.Sum256([]byte(canon + relaxedField(field)))
	sig, err := rsa.SignPKCS1v15(nil, pd.key(), crypto.SHA256, sum[:])
	if err != nil {
		panic(err) // a key made here
	}
	return field + broken(base64.StdEncoding.EncodeToString(sig), s.width)
}

// write is the field up to and with "b=".
func (s *signing) write(tags map[string]string) string {
	b := "DKIM-Signature:"
	length := len(b)
	for _, name := range strings.Fields(s.order) {
		tag := name + "=" + tags[name] + ";"
		if tags[name] == "" && name != "b" {
			continue
		}
		if name == "h" && len(tag) > s.width {
			tag = "h=" + foldAt(tags["h"], ":", s.width) + ";"
		}
		if name == "b" {
			tag = "b="
		}
		if length+1+len(tag) > 78 || name == "h" || name == "b" || name == "bh" {
			b += crlf + " " + strings.Repeat(" ", s.indent())
			length = 1
		} else {
			b += " "
		}
		b += tag
		length += 1 + len(tag)
	}
	return b
}

func (s *signing) indent() int { return s.width % 8 }

// foldAt cuts a list behind separators, so that lines are no longer than width.
func foldAt(list, sep string, width int) string {
	var b strings.Builder
	length := 0
	for i, item := range strings.SplitAfter(list, sep) {
		if length+len(item) > width && i > 0 {
			b.WriteString(crlf + "         ")
			length = 0
		}
		b.WriteString(item)
		length += len(item)
	}
	return b.String()
}

// broken cuts a text into lines of a width, which go on with a blank.
func broken(text string, width int) string {
	var b strings.Builder
	for len(text) > width {
		b.WriteString(text[:width] + crlf + "         ")
		text = text[width:]
	}
	return b.String() + text
}

// splitFields are the fields of a head, folded as they are, without their ends.
func splitFields(head []byte) (list []string) {
	for line := range strings.SplitSeq(string(head), crlf) {
		if len(list) > 0 && line != "" && (line[0] == ' ' || line[0] == '\t') {
			list[len(list)-1] += crlf + line
		} else {
			list = append(list, line)
		}
	}
	return list
}

// cover picks the fields to sign, the lowest of a name first, and canonicalises
// them. RFC 6376 §5.4.2
func (s *signing) cover(fields []string) (names []string, canon string) {
	var b strings.Builder
	for i, name := range s.fields {
		// A name that stands again covers that no second field was added. §8.15
		again := slices.ContainsFunc(s.fields[:i], func(n string) bool { return strings.EqualFold(n, name) })
		for i := len(fields) - 1; i >= 0 && !again; i-- {
			if own, _, _ := strings.Cut(fields[i], ":"); strings.EqualFold(own, name) {
				names = append(names, name)
				b.WriteString(relaxedField(fields[i]) + crlf)
				break
			}
		}
		if again {
			names = append(names, name)
		}
	}
	return names, b.String()
}

// relaxedField is a field in relaxed form, without its end. RFC 6376 §3.4.2
func relaxedField(field string) string {
	name, value, _ := strings.Cut(field, ":")
	return strings.ToLower(strings.TrimRight(name, " \t")) + ":" + strings.Join(strings.FieldsFunc(value, blank), " ")
}

func blank(c rune) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// bodyHash is over the body in simple or relaxed form. RFC 6376 §3.4.3, §3.4.4
func (s *signing) bodyHash(body []byte) string {
	h := sha256.New()
	var line []byte
	pending := 0 // empty lines, which do not count at the end
	wrote := false
	for l := range bytes.Lines(body) {
		l = bytes.TrimSuffix(l, []byte(crlf))
		if !s.simpleBody {
			l = relaxedLine(line[:0], l)
			line = l
		}
		if len(l) == 0 {
			pending++
			continue
		}
		for ; pending > 0; pending-- {
			h.Write([]byte(crlf))
		}
		h.Write(l)
		h.Write([]byte(crlf))
		wrote = true
	}
	if s.simpleBody && !wrote {
		h.Write([]byte(crlf))
	}
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// relaxedLine joins runs of blanks to one, and drops those at the end.
func relaxedLine(dst, line []byte) []byte {
	line = bytes.TrimRight(line, " \t")
	for i, c := range line {
		if c == '\t' {
			c = ' '
		}
		if c == ' ' && i > 0 && (line[i-1] == ' ' || line[i-1] == '\t') {
			continue
		}
		dst = append(dst, c)
	}
	return dst
}

// noTime, signedAt and signedUntil are what providers write of the time.
func noTime(time.Time) string { return "" }

func signedAt(at time.Time) string { return fmt.Sprint(at.Unix()) }

// signedUntil: since 2023 the big webmail writes when it signed and that the
// signature ends a week later.
func signedUntil(at time.Time) string {
	if at.Year() < 2023 {
		return ""
	}
	return fmt.Sprintf("%d; x=%d", at.Unix(), at.Unix()+7*86400)
}
