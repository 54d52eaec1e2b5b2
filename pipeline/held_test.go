package pipeline

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/judge"
)

func TestKept(t *testing.T) {
	for path, want := range map[string]bool{
		"leak/ann/Sent/1.eml":                    true,
		"leak/ann/sent-mail.mbox@57+1079":        true,
		"leak/ann/.Sent Items/cur/1":             true,
		"leak/ann/Éléments envoyés/1.eml":        true,
		"leak/ann/Gesendete Elemente.mbox@0+812": true,
		"leak/ann/Отправленные/1.eml":            true,
		"leak/ann/Odeslané/1.eml":                true,
		"leak/ann/送信済みメール/1.eml":                 true,
		"leak/ann/Outbox/1.eml":                  true,
		"leak/ann/inbox.mbox@57+1079":            false,
		"leak/ann/Drafts/1.eml":                  false,
		"leak/1.eml":                             false,
	} {
		if got := kept(path); got != want {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}

// TestBoxes: a mailbox is one of three mails that were delivered to it, or lie
// among what its owner sent.
func TestBoxes(t *testing.T) {
	ann, bob := []string{"ann@press.example"}, []string{"bob@council.example"}
	for name, test := range map[string]struct {
		path               string
		delivered, keepers []string
		want               []string
	}{
		"delivered to her":                   {"leak/%d.eml", ann, nil, ann},
		"sent by her, among what was sent":   {"leak/ann/Sent/%d.eml", nil, ann, ann},
		"sent by her, anywhere":              {"leak/ann/%d.eml", nil, ann, nil},
		"sent by her, delivered to him":      {"leak/Sent/%d.eml", bob, nil, bob},
		"in mails that somebody else has":    {"leak/%d.eml#2", ann, nil, nil},
		"delivered to both, as lists do":     {"leak/%d.eml", slices.Concat(ann, bob), nil, slices.Concat(ann, bob)},
		"delivered under sub-addresses":      {"leak/%d.eml", []string{"ann+lists@press.example"}, nil, ann},
		"nobody's":                           {"leak/%d.eml", nil, nil, nil},
		"what was received, among sent mail": {"leak/ann/Sent/%d.eml", nil, nil, nil},
	} {
		b := boxes{}
		for n := range boxMails {
			if got := b.held(judge.Held{}).Accounts; len(got) != 0 {
				t.Errorf("%s: %d mails make the mailboxes %v", name, n, got)
			}
			b.add(fmt.Sprintf(test.path, n), test.delivered, test.keepers)
		}
		got := b.held(judge.Held{Since: "2017-04-01", Accounts: map[string]bool{}})
		if diff := cmp.Diff(test.want, slices.Sorted(maps.Keys(got.Accounts))); diff != "" || got.Since != "2017-04-01" {
			t.Errorf("%s, since %q: %s", name, got.Since, diff)
		}
	}
}

// TestHeldAccounts: those that are named, and those whose mail is in the leak;
// what is named stays as it was.
func TestHeldAccounts(t *testing.T) {
	dir := t.TempDir()
	for n := range boxMails {
		writeFile(t, filepath.Join(dir, "Sent", fmt.Sprintf("%d.eml", n)), letter(fmt.Sprint(n), "\r\nText.\r\n"))
		writeFile(t, filepath.Join(dir, "bob", fmt.Sprintf("%d.eml", n)),
			fmt.Sprintf("Delivered-To: Bob@council.example\r\nReceived: from a; Fri, 21 Apr 2017 09:12:34 +0200\r\nFrom: x@example.org\r\nSubject: %d\r\n\r\nText.\r\n", n))
	}
	c := newCase(t)
	if err := AddHeld(c, []string{"Carl@Example.org", "carl@example.org"}); err != nil {
		t.Fatal(err)
	}
	if err := c.SetIntrusion("2017-04-01"); err != nil {
		t.Fatal(err)
	}
	r, _ := reader(c, false)
	if err := r.Read(t.Context(), root(dir)); err != nil {
		t.Fatal(err)
	}
	got, err := heldAccounts(c.View)
	if err != nil {
		t.Fatal(err)
	}
	want := judge.Held{Since: "2017-04-01", Accounts: map[string]bool{"ann@press.example": true, "bob@council.example": true, "carl@example.org": true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
