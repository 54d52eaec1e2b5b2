package post_test

import (
	"bytes"
	"fmt"
	"html"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"assay/lab/post"
	"assay/mail"
)

// TestAnyTextSurvives: whatever is written, every mailer writes it so that it
// can be read, in lines that SMTP carries, and signatures hold.
func TestAnyTextSurvives(t *testing.T) {
	all := writers()
	letters := rapid.SliceOfN(rapid.SampledFrom([]rune("ab .=>-<&\"\n\n éœ€😀7From_")), 0, 400)
	rapid.Check(t, func(t *rapid.T) {
		a := all[rapid.IntRange(0, len(all)-1).Draw(t, "writer")]
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		text, subject := string(letters.Draw(t, "text")), strings.Join(strings.Fields(string(letters.Draw(t, "subject"))), " ")
		first := network.Post(r, &post.Letter{From: a, To: []post.Party{a.Party()}, Subject: "S" + subject, At: from.Add(100 * time.Hour), Text: text})
		second := network.Post(r, &post.Letter{From: a, To: []post.Party{a.Party()}, Subject: "S", At: from.Add(200 * time.Hour), Text: text, ReplyTo: first})
		for _, raw := range [][]byte{first.Raw, network.Deliver(r, second, a)} {
			for line := range bytes.Lines(raw) {
				if len(line) > 1000 || !bytes.HasSuffix(line, []byte("\r\n")) {
					t.Fatalf("a line of %d bytes: %q", len(line), line)
				}
			}
			m := mail.Parse(raw)
			m.Root.Leaves(func(p *mail.Part) bool {
				content, _ := m.Decode(p)
				got, _ := mail.DecodeCharset(content, p.Charset())
				if p.Type == "text/html" {
					got = html.UnescapeString(tags.ReplaceAllString(got, ""))
				}
				if !strings.Contains(bare(got), bare(text)) {
					t.Fatalf("%s: %q is not in %q", p.Type, bare(text), bare(got))
				}
				return true
			})
			for _, s := range signatures(raw) {
				if !s.Holds() {
					t.Fatalf("%s: %s", s.Result, s.Reason)
				}
			}
		}
		if s, _ := mail.Parse(first.Raw).First("subject"); bare(s.Text()) != bare("S"+subject) {
			t.Fatalf("subject %q, was %q", s.Text(), "S"+subject)
		}
	})
}

var tags = regexp.MustCompile(`<[^>]*>`)

// bare is a text without what mailers may change: blanks and marks of quotation.
func bare(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || c == '>' {
			return -1
		}
		return c
	}, s)
}

// TestThreadsStayBounded: everybody quotes everything, and mails do not grow
// without end.
func TestThreadsStayBounded(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 1))
	all := writers()
	var last *post.Posted
	for i := range 120 {
		l := &post.Letter{From: all[i%len(all)], To: []post.Party{all[(i+1)%len(all)].Party()}, Subject: "Accounts", At: from.Add(time.Duration(i) * 9 * time.Hour), Text: french, ReplyTo: last}
		last = network.Post(r, l)
		if len(last.Raw) > 40_000 || len(last.References) > 20 {
			t.Fatalf("answer %d has %d bytes, %d references", i, len(last.Raw), len(last.References))
		}
		silent(t, fmt.Sprintf("answer %d by %s", i, last.From.Mailer), last.Raw)
	}
}
