package post_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"assay/lab/post"
	"assay/mail"
	"assay/sign"
)

// contents are the decoded parts of a mail, without the blanks and line ends
// that damage may take.
func contents(raw []byte) (list []string) {
	m := mail.Parse(raw)
	m.Root.Leaves(func(p *mail.Part) bool {
		b, _ := m.Decode(p)
		text := regexp.MustCompile(`>*From `).ReplaceAllString(string(b), "From ") // a soft break may stand before it
		list = append(list, p.Type+" "+strings.Join(strings.Fields(text), " "))
		return true
	})
	return list
}

// did says of each damage whether it happened, and what it must not touch.
var did = map[string]func(t *testing.T, before, after []byte) bool{
	"line-ends": func(t *testing.T, before, after []byte) bool {
		if bytes.Contains(after, []byte("\r")) || !bytes.Equal(bytes.ReplaceAll(after, []byte("\n"), []byte("\r\n")), before) {
			t.Error("more than line ends changed")
		}
		return true
	},
	"from-escaped": func(t *testing.T, before, after []byte) bool {
		if bytes.Contains(after, []byte("\nFrom ")) {
			t.Error("a line begins with From")
		}
		if !bytes.Equal(bytes.ReplaceAll(after, []byte("\n>From "), []byte("\nFrom ")), before) {
			t.Error("it cannot be undone")
		}
		return len(after) > len(before)
	},
	"client-fields": func(t *testing.T, before, after []byte) bool {
		return len(mail.Parse(after).Header) > len(mail.Parse(before).Header)
	},
	"fields-refolded": func(t *testing.T, before, after []byte) bool {
		a, b := mail.Parse(before), mail.Parse(after)
		if len(a.Header) != len(b.Header) {
			t.Fatal("fields are lost")
		}
		for i := range a.Header {
			if got, want := fields(b.Header[i]), fields(a.Header[i]); got != want {
				t.Errorf("%q, was %q", got, want)
			}
		}
		return !bytes.Equal(before, after)
	},
	"fields-dropped": func(t *testing.T, before, after []byte) bool {
		m := mail.Parse(after)
		if len(m.All("received"))+len(m.All("dkim-signature")) > 0 || len(m.All("from")) != 1 || len(m.All("date")) != 1 || len(m.All("subject")) != 1 || m.Header[0].Name() != "From" {
			t.Error("the wrong fields are left")
		}
		return true
	},
	"blanks-stripped": func(t *testing.T, before, after []byte) bool {
		_, body, _ := strings.Cut(string(after), "\r\n\r\n")
		if strings.Contains(body, " \r\n") {
			t.Error("a line ends in a blank")
		}
		return len(after) < len(before)
	},
	"end-trimmed": func(t *testing.T, before, after []byte) bool {
		if !bytes.HasPrefix(before, after) || bytes.HasSuffix(after, []byte("\r\n\r\n")) {
			t.Error("more than the end changed")
		}
		return len(after) < len(before)
	},
	"base64-rewrapped": func(t *testing.T, before, after []byte) bool {
		if bytes.Equal(before, after) || !bytes.Contains(before, []byte("encoding: base64")) && !bytes.Contains(before, []byte("Encoding: base64")) {
			return false
		}
		return regexp.MustCompile(`\r\n[A-Za-z0-9+/]{64}\r\n`).Match(after) && !regexp.MustCompile(`\r\n[A-Za-z0-9+/]{72,76}\r\n[A-Za-z0-9+/]{72,76}\r\n`).Match(after[bytes.Index(after, []byte("\r\n\r\n")):])
	},
}

func fields(f mail.Field) string { return strings.Join(strings.Fields(string(f.Raw)), " ") }

// TestDamageIsWhatItSays: each happens to some mail, changes no word of any, and
// breaks signatures only where it says so.
func TestDamageIsWhatItSays(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	all := writers()
	list := mails(r, 3)
	for _, d := range post.Damages() {
		t.Run(d.Name, func(t *testing.T) {
			happened, broke := 0, 0
			for i, p := range list {
				before := network.Deliver(r, p, all[i%len(all)])
				if i%2 == 0 && (d.Name == "end-trimmed") {
					before = append(before, "\r\n\r\n"...)
				}
				after := d.Apply(r, before)
				if !did[d.Name](t, before, after) {
					continue
				}
				happened++
				if got, want := fmt.Sprint(contents(after)), fmt.Sprint(contents(before)); got != want {
					t.Fatalf("%d by %s: %s\nwas %s", i, p.From.Mailer, got, want)
				}
				for j, s := range signatures(after) {
					if s.Result != sign.Pass && signatures(before)[j].Result == sign.Pass {
						broke++
					}
				}
			}
			if happened == 0 || broke > 0 && !d.Breaks {
				t.Errorf("happened to %d of %d mails, broke %d", happened, len(list), broke)
			}
			t.Logf("happened to %d of %d mails, broke %d signatures", happened, len(list), broke)
		})
	}
}
