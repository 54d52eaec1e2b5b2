package repair

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"assay/mail"
)

// FuzzSearch searches in any mail for any digest. What it says it found has
// the body hash that bh= announces and the digest that was asked for.
func FuzzSearch(f *testing.F) {
	for _, d := range damages {
		l := d.letters()[0]
		if damaged, ok := d.damaged(l, l); ok {
			f.Add([]byte(damaged), make([]byte, 32), "cee@example.net,dan@example.com,bob@example.net", false)
		}
	}
	f.Add([]byte(signedTop+"Cc: a: b;, c\n\nx"), make([]byte, 32), ",,", true)
	f.Fuzz(func(t *testing.T, raw, digest []byte, order string, lax bool) {
		m := mail.Parse(raw)
		before := bytes.Clone(raw)
		target := Target{Digest: digest}
		if lax { // takes the first digest that begins so
			target = Target{Verify: func(d []byte) bool { return len(digest) > 0 && d[0] == digest[0] }}
		}
		hints := Hints{Orders: [][]string{strings.Split(order, ",")}, Types: []string{order}}
		if field, ok := m.First("dkim-signature"); ok {
			out := Search(m, field, target, hints, Usual)
			if !bytes.Equal(raw, before) {
				t.Fatal("the mail was changed")
			}
			if again := Search(m, field, target, hints, Usual); !bytes.Equal(again.Raw, out.Raw) || again.Tries != out.Tries {
				t.Fatal("two searches differ")
			}
			if out.Raw != nil && !out.Body {
				t.Fatal("a message without a body that fits")
			}
			Compare(m, mail.Parse(out.Raw))
		}
	})
}

// FuzzCompare: no mail differs from itself, and one that shows other words in
// its only text never passes for the same.
func FuzzCompare(f *testing.F) {
	f.Add([]byte(signedMail), []byte(strings.Replace(signedMail, "100", "900", 1)))
	f.Add([]byte("Subject: a\n\nb"), []byte("Subject: [c] a\nContent-Type: text/html\n\n<p>b"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		m, n := mail.Parse(a), mail.Parse(b)
		if d := Compare(m, m); d.Visible() || d.Reordered {
			t.Errorf("%q differs from itself: %+v", a, d)
		}
		d := Compare(m, n)
		Compare(n, m)
		if d.Visible() {
			return
		}
		for _, one := range []*mail.Message{m, n} {
			if one.Root.Type != "text/plain" || !one.Root.Own() || len(one.Defects) > 0 {
				return
			}
		}
		if x, y := words(m), words(n); m.Root.Encoding == "7bit" && n.Root.Encoding == "7bit" && !bytes.Contains(a, []byte("From ")) && strings.Join(x, " ") != strings.Join(y, " ") {
			t.Errorf("%q and %q pass for the same", x, y)
		}
	})
}

// FuzzPatch has the patch applied by other code.
func FuzzPatch(f *testing.F) {
	f.Add([]byte("a\nb\nc\n"), []byte("a\nc\nd"))
	f.Add([]byte(signedMail), []byte(strings.ReplaceAll(signedMail, "100", "900")))
	f.Fuzz(func(t *testing.T, stored, signed []byte) {
		patch := Patch(stored, signed)
		if patch == "" || bytes.Equal(stored, signed) {
			return
		}
		if got, err := apply(string(stored), patch); err != nil || got != string(signed) {
			t.Errorf("%q, want %q (%v)\n%s", got, signed, err, patch)
		}
	})
}

// apply applies a unified diff.
func apply(text, patch string) (string, error) {
	lines := strings.SplitAfter(text, "\n")
	var out strings.Builder
	at := 0
	list := strings.SplitAfter(patch, "\n")[2:]
	for i, line := range list {
		if line == "" || line[0] == '\\' {
			continue
		}
		body := line[1:]
		if i+1 < len(list) && strings.HasPrefix(list[i+1], `\`) {
			body = strings.TrimSuffix(body, "\n")
		}
		switch line[0] {
		case '@':
			from, count := 0, 1
			if _, err := fmt.Sscanf(line, "@@ -%d,%d", &from, &count); err != nil {
				count = 1
			}
			if count > 0 {
				from--
			}
			for ; at < from; at++ {
				out.WriteString(lines[at])
			}
		case '+':
			out.WriteString(body)
		case '-', ' ':
			if at >= len(lines) || lines[at] != body {
				return "", fmt.Errorf("line %d is not %q", at, body)
			}
			if at++; line[0] == ' ' {
				out.WriteString(body)
			}
		}
	}
	return out.String() + strings.Join(lines[min(at, len(lines)):], ""), nil
}
