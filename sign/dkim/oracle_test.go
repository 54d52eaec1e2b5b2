package dkim_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	msgauth "github.com/emersion/go-msgauth/dkim"

	"assay/keys"
	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

// The least that must be compared, so that the test cannot pass idle.
const (
	leastValid = 1800 // signatures that go-msgauth finds valid
	leastBody  = 250  // bodies that it finds altered
	leastField = 10   // fields that it finds altered
)

// tally counts comparisons by go-msgauth's answer, and what it refuses by its
// reason.
type tally struct {
	valid, body, field int
	refused            map[string]int
}

// TestOracle holds assay's mathematics against go-msgauth, on every real mail
// and every suite message that go-msgauth is willing to verify. It refuses
// SHA-1, small keys, l= and past x= before it computes anything.
func TestOracle(t *testing.T) {
	lists := []suite{
		{"list-ksummit/eml", published},
		{"pairs-relay-altered", published},
	}
	if _, err := os.Stat(corpora + lists[0].folder); err != nil {
		t.Skip("the lists are not here: ", err)
	}
	count := tally{refused: map[string]int{}}
	for _, s := range append(lists, suites...) {
		count.compareAll(t, s)
	}
	t.Logf("go-msgauth: %d valid, %d bodies altered, %d fields altered; refused: %v", count.valid, count.body, count.field, count.refused)
	if count.valid < leastValid || count.body < leastBody || count.field < leastField {
		t.Error("too few signatures were compared")
	}
}

func (c *tally) compareAll(t *testing.T, s suite) {
	s.each(t, func(file string, raw []byte, lookup sign.Lookup) {
		c.compare(t, file, raw, lookup)
	})
}

// compare verifies one message with both.
func (c *tally) compare(t *testing.T, path string, raw []byte, lookup sign.Lookup) {
	m := mail.Parse(raw)
	facts := dkim.NewReader(m).Read()
	if len(facts.Signatures) == 0 || m.Lines == mail.Mixed {
		return
	}
	if m.Lines == mail.LF {
		raw = bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n"))
	}
	theirs, err := msgauth.VerifyWithOptions(bytes.NewReader(raw), &msgauth.VerifyOptions{LookupTXT: textOf(lookup)})
	if err != nil {
		c.refused[reason(err)]++
		return
	}
	ours := sign.JudgeAll(&facts, lookup, examined)
	if len(ours) != len(theirs) {
		t.Errorf("%s: %d signatures, go-msgauth has %d", path, len(ours), len(theirs))
		return
	}
	for i, v := range theirs {
		body, header := ours[i].BodyHash == sign.Matches, ours[i].Header == sign.Matches
		agreed := true
		switch why := reason(v.Err); why {
		case "":
			c.valid++
			agreed = body && header
		case "body hash did not verify":
			c.body++
			agreed = !body
		case "signature did not verify":
			c.field++
			agreed = body && !header
		default:
			c.refused[why]++
		}
		if !agreed {
			t.Errorf("%s, signature %d: body %s, header %s; go-msgauth: %v", path, i+1, ours[i].BodyHash, ours[i].Header, v.Err)
		}
	}
}

// reason is go-msgauth's error without what differs from case to case.
func reason(err error) string {
	if err == nil {
		return ""
	}
	text, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "dkim: "), ":")
	return text
}

// textOf answers as a DNS with the records of lookup does.
func textOf(lookup sign.Lookup) func(string) ([]string, error) {
	return func(name string) (list []string, err error) {
		for _, k := range lookup(strings.ToLower(name)) {
			if k.State != keys.Absent {
				list = append(list, k.Record)
			}
		}
		if list == nil {
			return nil, errors.New("no such name")
		}
		return list, nil
	}
}
