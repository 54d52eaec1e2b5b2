package pipeline

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"assay/casefile"
	"assay/internal/mailtest"
	"assay/item"
	"assay/judge"
	"assay/keys"
)

// examined is the moment of every examination here.
var examined = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)

func letter(subject, rest string) string {
	raw := "From: Ann <ann@press.example>\r\nTo: b@council.example\r\nSubject: " + subject +
		"\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\nMIME-Version: 1.0\r\n" + rest
	return mailtest.Signature{Key: mailtest.Ed25519, Domain: "press.example", Selector: "k1"}.Sign(raw)
}

// makeLeak writes a leak in which items stand in several places and in each
// other.
func makeLeak(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "leak")
	inner := letter("inner", "\r\nInner text.\r\n")
	outer := letter("outer", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee below.\r\n"+
		"--b\r\nContent-Type: message/rfc822\r\n\r\n"+inner+"\r\n--b\r\nContent-Disposition: attachment; filename=x\r\n\r\nshared\r\n--b--\r\n")
	var pack bytes.Buffer
	z := zip.NewWriter(&pack)
	for name, content := range map[string]string{"again.eml": outer, "shared.txt": "shared"} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var mbox strings.Builder
	for i := range 50 {
		fmt.Fprintf(&mbox, "From x Fri Apr 21 09:12:33 2017\r\n%s\r\n", letter(fmt.Sprint(i), "\r\nText.\r\n"))
	}
	for name, content := range map[string]string{
		"outer.eml": outer, "pack.zip": pack.String(), "inbox.mbox": mbox.String(), "cut.zip": pack.String()[:200],
		"loose.txt": "loose", "folder/outer.eml": outer,
	} {
		writeFile(t, filepath.Join(dir, name), content)
	}
	return dir
}

func writeFile(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

var known = []keys.Key{keys.New("k1._domainkey.press.example", mailtest.Ed25519.Record(""), keys.Origin{Source: keys.FromZone, File: "keys.zone", Line: 3})}

func newCase(t *testing.T) *casefile.Case {
	t.Helper()
	c, err := casefile.Create(filepath.Join(t.TempDir(), "case"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// told counts what a Reader tells.
type told struct {
	sync.Mutex
	items  int
	bytes  int64
	unread []string
}

func reader(c *casefile.Case, resume bool) (*Reader, *told) {
	n := &told{}
	return &Reader{
		Case: c, Workers: 3, Resume: resume, Clock: func() time.Time { return examined },
		Progress: func(p Progress) { n.Lock(); n.items += p.Items; n.bytes += p.Bytes; n.Unlock() },
		Unread:   func(u Unread) { n.Lock(); n.unread = append(n.unread, u.Path+": "+u.Why); n.Unlock() },
	}, n
}

func root(dir string) Root { return Root{Path: dir, Locator: item.Locator{Root: "leak"}} }

// lines judges a case and returns its records.
func lines(t *testing.T, c *casefile.Case) (list []string) {
	t.Helper()
	if err := JudgeCase(t.Context(), c, 3, examined, func() {}); err != nil {
		t.Fatal(err)
	}
	err := c.List(casefile.Filter{}, func(row casefile.Row) error {
		r, err := Record(row)
		if err != nil {
			return err
		}
		list = append(list, jsonOf(t, r))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func jsonOf(t *testing.T, r *judge.Record) string {
	t.Helper()
	b, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
