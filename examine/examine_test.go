package examine

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/item"
	"assay/source"
)

const intro = "From: Ann Author <ann@press.example>\r\nSubject: s\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\nMIME-Version: 1.0\r\n"

// examined is a mail and all that stands in it, by path.
func examined(t testing.TB, raw string) (order []string, items map[string]Item) {
	t.Helper()
	items = map[string]Item{}
	e := source.Entry{Locator: item.Locator{Root: "m"}, Kind: item.Mail, Format: source.FormatMail, Data: []byte(raw), Size: int64(len(raw))}
	err := (&Examiner{}).Entry(t.Context(), e, func(it Item) error {
		path := it.Locator.String()
		order = append(order, path)
		items[path] = it
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return order, items
}

func zipOf(t testing.TB, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(content))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// nested holds an attachment, a message with one, a zip with a message, a file
// in uuencode, and what says it is a message and is none.
func nested(t testing.TB) string {
	pack := base64.StdEncoding.EncodeToString([]byte(zipOf(t, "in.eml", intro+"\r\nIn the zip.\r\n")))
	inner := intro + "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nInner.\r\n--i\r\nContent-Disposition: attachment; filename=deep\r\n\r\ndeep\r\n--i--\r\n"
	part := "--b\r\nContent-Type: application/octet-stream\r\n"
	return intro + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nText.\r\n\r\nbegin 644 uu\r\n#86)C\r\n`\r\nend\r\n" +
		part + "Content-Disposition: attachment; filename=\"a.bin\"\r\n\r\nattached\r\n" +
		"--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner + "\r\n" +
		part + "Content-Transfer-Encoding: base64\r\n\r\n" + pack + "\r\n" +
		"--b\r\nContent-Type: message/rfc822\r\n\r\nno message at all\r\n--b--\r\n"
}

// TestNested: everything inside a mail is an item of its own, the outer before
// the inner, and its bytes are found again by its path.
func TestNested(t *testing.T) {
	raw := nested(t)
	x := &Examiner{Spool: t.TempDir()}
	order, items := examined(t, raw)
	want := map[string]item.Kind{
		"m": item.Mail, "m#1.1": item.Document, "m#2": item.Document, "m#3": item.Mail, "m#3#2": item.Document,
		"m#4": item.Container, "m#4!in.eml": item.Mail, "m#5": item.Document,
	}
	got := map[string]item.Kind{}
	for path, it := range items {
		got[path] = it.Facts.Kind
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	if len(order) != len(items) || order[0] != "m" {
		t.Errorf("the order is %q", order)
	}
	file := filepath.Join(t.TempDir(), "m")
	if err := os.WriteFile(file, []byte(raw), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, it := range items {
		b, err := x.Bytes(t.Context(), file, it.Locator)
		if err != nil || item.Sum(b) != it.Digest || int64(len(b)) != it.Facts.Size {
			t.Errorf("%s: %d bytes, %v", path, len(b), err)
		}
	}
	for _, part := range items["m"].Facts.Parts {
		if it, ok := items["m#"+part.Number]; !ok || it.Digest.String() != part.Item {
			t.Errorf("part %+v is no item", part)
		}
	}
	for _, path := range []string{"m#9", "m#3#9", "m#4!other", "m!x"} {
		l, err := item.ParseLocator(path)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := x.Bytes(t.Context(), file, l); err == nil {
			t.Errorf("%s gives %d bytes", path, len(b))
		}
	}
}

// TestFields: what the header says, and where it says two things.
func TestFields(t *testing.T) {
	for name, test := range map[string]struct {
		header string
		want   Facts
		ids    []string // of findings that have to be there
	}{
		"plain": {"From: Ann <Ann@Press.example>\r\nTo: B <b@x.example>\r\nCc: c@x.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\nMessage-ID: <1@x>\r\n",
			Facts{Subject: "Grüße", From: "Ann <Ann@Press.example>", Date: "2017-04-21T09:12:33+02:00", DateText: "Fri, 21 Apr 2017 09:12:33 +0200",
				MessageID: "<1@x>", FromFields: 1, Authors: []string{"ann@press.example"}, AuthorsSure: true, Recipients: []string{"b@x.example", "c@x.example"}}, nil},
		"two Froms":    {"From: a@x.example\r\nFrom: b@x.example\r\n", Facts{From: "a@x.example and also b@x.example", FromFields: 2, Authors: []string{"a@x.example", "b@x.example"}}, []string{"mail/field-doubled"}},
		"no From":      {"To: b@x.example\r\n", Facts{Recipients: []string{"b@x.example"}}, []string{"mail/from-bad"}},
		"broken date":  {"From: a@x.example\r\nDate: yesterday\r\n", Facts{From: "a@x.example", DateText: "yesterday", FromFields: 1, Authors: []string{"a@x.example"}, AuthorsSure: true}, []string{"mail/date-bad"}},
		"two Subjects": {"From: a@x.example\r\nSubject: one\r\nSubject: two\r\n", Facts{Subject: "one", From: "a@x.example", FromFields: 1, Authors: []string{"a@x.example"}, AuthorsSure: true}, []string{"mail/field-doubled"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, items := examined(t, test.header+"\r\nText.\r\n")
			f := items["m"].Facts
			got := Facts{Subject: f.Subject, From: f.From, Date: f.Date, DateText: f.DateText, MessageID: f.MessageID,
				FromFields: f.FromFields, Authors: f.Authors, AuthorsSure: f.AuthorsSure, Recipients: f.Recipients}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			var ids []string
			for _, finding := range f.Findings {
				ids = append(ids, finding.ID)
			}
			for _, id := range test.ids {
				if !slices.Contains(ids, id) {
					t.Errorf("findings %q lack %s", ids, id)
				}
			}
			if test.ids == nil && len(ids) > 0 {
				t.Errorf("findings %q", ids)
			}
		})
	}
}

// TestBounds: what is kept of a mail is bounded, and what is left out is said.
func TestBounds(t *testing.T) {
	many := strings.Repeat("a@x.example, ", 1000)
	_, items := examined(t, "From: "+many+"b@x.example\r\nTo: "+many+"c@x.example\r\nSubject: "+strings.Repeat("long ", 1000)+"\r\n\r\n")
	f := items["m"].Facts
	if len(f.Authors) > maxAddresses || len(f.Recipients) > maxAddresses || len(f.Subject) > maxText+len("…") || !strings.HasSuffix(f.Subject, "…") {
		t.Errorf("%d authors, %d recipients, %d bytes of subject", len(f.Authors), len(f.Recipients), len(f.Subject))
	}
	broken := intro + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" +
		strings.Repeat("--b\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n?!\r\n", 2*maxFindings) + "--b--\r\n"
	_, items = examined(t, broken)
	if list := items["m"].Facts.Findings; len(list) != maxFindings+1 || list[maxFindings].ID != "mail/more-defects" {
		t.Errorf("%d findings", len(list))
	}
	raw := intro + "\r\nThe last.\r\n"
	for range MaxSteps + 5 {
		raw = intro + "Content-Type: message/rfc822\r\n\r\n" + raw
	}
	order, items := examined(t, raw)
	last := items[order[len(order)-1]]
	if len(order) != MaxSteps+2 || last.Facts.Kind != item.Unreadable || last.IDOf != item.IDOfLocator || last.Facts.Findings[0].ID != "source/too-deep" {
		t.Errorf("%d items, the last %+v", len(order), last)
	}
}

// TestStops: an error of who receives, and an end of the run, end the reading.
func TestStops(t *testing.T) {
	e := source.Entry{Locator: item.Locator{Root: "m"}, Kind: item.Mail, Data: []byte(nested(t))}
	full := errors.New("full")
	for n := range 8 {
		count := 0
		err := (&Examiner{}).Entry(t.Context(), e, func(Item) error {
			if count++; count > n {
				return full
			}
			return nil
		})
		if !errors.Is(err, full) || count != n+1 {
			t.Errorf("error %v after %d items, want it after %d", err, count, n)
		}
	}
}

// TestCrash: a mistake in a parser costs one item.
func TestCrash(t *testing.T) {
	e := source.Entry{Locator: item.Locator{Root: "m"}, Kind: item.Mail, Data: []byte(intro + "\r\n")}
	var got []Item
	err := (&Examiner{}).Entry(t.Context(), e, func(it Item) error {
		if got = append(got, it); len(got) == 1 {
			panic("a mistake")
		}
		return nil
	})
	if err != nil || len(got) != 2 || got[1].Facts.Kind != item.Unreadable || got[1].Facts.Findings[0].ID != "source/crashed" {
		t.Errorf("%v, %+v", err, got)
	}
}

// TestFactsAreKept: facts come out of a case as they went in.
func TestFactsAreKept(t *testing.T) {
	_, items := examined(t, nested(t))
	for path, it := range items {
		b, err := it.Facts.JSON()
		if err != nil {
			t.Fatal(err)
		}
		back, err := ReadFacts(b)
		if err != nil {
			t.Fatal(err)
		}
		again, err := back.JSON()
		if err != nil || !bytes.Equal(b, again) {
			t.Errorf("%s: %s became %s, %v", path, b, again, err)
		}
	}
	if _, err := ReadFacts([]byte("{")); err == nil {
		t.Error("broken facts are no error")
	}
}

// FuzzExamine: no mail makes a parser fail, and what is not a container can be
// read again by its path.
func FuzzExamine(f *testing.F) {
	f.Add(nested(f))
	f.Add(intro + "DKIM-Signature: v=1; a=rsa-sha256; d=press.example; s=k; h=from; bh=AA==; b=AA==\r\n\r\ntext")
	f.Add("From: a\nContent-Type: multipart/mixed; boundary=\"\"\n\n--\n\n----\n")
	f.Fuzz(func(t *testing.T, raw string) {
		order, items := examined(t, raw)
		if len(order) != len(items) {
			t.Errorf("%d items at %d paths: %q", len(order), len(items), order)
		}
		for path, it := range items {
			for _, finding := range it.Facts.Findings {
				if finding.ID == "source/crashed" {
					t.Errorf("%s: %s", path, finding.Why)
				}
			}
			if steps := it.Locator.Steps; len(steps) == 1 && it.IDOf == item.IDOfBytes {
				if b, ok := decodePart([]byte(raw), steps[0].Part); !ok || item.Sum(b) != it.Digest {
					t.Errorf("%s: %d bytes, %v", path, len(b), ok)
				}
			}
			if _, err := it.Facts.JSON(); err != nil {
				t.Error(fmt.Errorf("%s: %w", path, err))
			}
		}
	})
}
