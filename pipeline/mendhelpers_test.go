package pipeline

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"assay/casefile"
	"assay/examine"
	"assay/internal/mailtest"
	"assay/item"
	"assay/judge"
	"assay/keys"
)

// damaged is a mail of a made-up author, and what happened to it after it was
// signed.
type damaged struct {
	from, header, body string // header: further fields
	after              func(signed string) string
}

func (d damaged) bytes() string {
	_, host, _ := strings.Cut(d.from, "@")
	raw := "From: Ann <" + d.from + ">\r\nTo: b@council.example\r\n" + d.header +
		"Subject: The contract\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\nMIME-Version: 1.0\r\n"
	if !strings.HasPrefix(d.body, "Content-Type") {
		raw += "Content-Type: text/plain\r\n\r\n"
	}
	signed := mailtest.Signature{Key: mailtest.RSA(1024), Domain: host, Selector: "k1"}.Sign(raw + d.body)
	return d.after(signed)
}

var (
	footer   = behind("________________\r\nA list of mail\r\n")
	mboxFrom = changed("\r\nFrom here", "\r\n>From here")
)

func behind(text string) func(string) string {
	return func(signed string) string { return "List-Id: <talk.lists.example>\r\n" + signed + text }
}

func changed(old, with string) func(string) string {
	return func(signed string) string { return strings.Replace(signed, old, with, 1) }
}

func both(first, second func(string) string) func(string) string {
	return func(signed string) string { return second(first(signed)) }
}

// repairKeys are the keys of all made-up authors.
func repairKeys() (list []keys.Key) {
	for _, d := range []string{"press.example", "union.example", "council.example", "evil.example", "gmail.com", "outlook.com"} {
		list = append(list, keys.New("k1._domainkey."+d, mailtest.RSA(1024).Record(""), keys.Origin{Source: keys.FromZone, File: "keys.zone"}))
	}
	return list
}

// writeMails writes mails by name.
func writeMails(t *testing.T, mails map[string]damaged) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "leak")
	for name, d := range mails {
		writeFile(t, filepath.Join(dir, name), d.bytes())
	}
	return dir
}

func repairer(c *casefile.Case, dir string) *Repairer {
	return &Repairer{
		Keys: keys.NewSet(repairKeys()).Lookup, Roots: []Root{root(dir)}, Examiner: &examine.Examiner{Spool: c.CacheDir()}, Workers: 2,
		Begin: func(int, int) {}, Step: func() {},
	}
}

// repaired reads a leak into a case, repairs and judges it, and returns the
// records by path.
func repaired(t *testing.T, dir string) map[string]*judge.Record {
	t.Helper()
	c := newCase(t)
	if _, err := AddKeys(c, repairKeys()); err != nil {
		t.Fatal(err)
	}
	r, _ := reader(c, false)
	if err := r.Read(t.Context(), root(dir)); err != nil {
		t.Fatal(err)
	}
	if missing, err := RepairCase(t.Context(), c, repairer(c, dir)); missing > 0 || err != nil {
		t.Fatalf("%d mails are missing, %v", missing, err)
	}
	return byPath(t, lines(t, c))
}

func byPath(t *testing.T, lines []string) map[string]*judge.Record {
	t.Helper()
	list := map[string]*judge.Record{}
	for _, line := range lines {
		r, err := judge.ReadRecord([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range r.Paths {
			list[strings.TrimPrefix(p, "leak/")] = r
		}
	}
	return list
}

// describe is what a record says of a repair.
func describe(r *judge.Record) string {
	var undone, limits []string
	if r.Repair != nil {
		undone = r.Repair.Rewrites
	}
	for _, l := range r.Limits {
		if strings.HasPrefix(l, "repaired") || l == "addition-unsigned" {
			limits = append(limits, l)
		}
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %v %s", r.Conclusion, r.Basis, undone, strings.Join(limits, " ")))
}

// checkSigned holds a repair to its patch: it leads to a message whose
// signature holds, and that is not the stored one.
func checkSigned(t *testing.T, r *judge.Record, stored []byte) {
	t.Helper()
	if r.Repair == nil {
		return
	}
	signed, err := Signed(r, stored)
	if err != nil || bytes.Equal(signed, stored) {
		t.Fatalf("the signed message is the stored one, or %v", err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "signed.eml")
	writeFile(t, path, string(signed))
	checked, err := Check(t.Context(), []Root{{Path: path, Locator: item.Locator{Root: "signed.eml"}}}, &examine.Examiner{Spool: dir})
	if err != nil {
		t.Fatal(err)
	}
	holds := false
	j := &judge.Judge{Keys: keys.NewSet(repairKeys()).Lookup, Now: examined}
	err = checked.Judge(j, func(r *judge.Record) error {
		holds = holds || len(r.Signatures) > 0 && r.Signatures[0].Holds()
		return nil
	})
	if err != nil || !holds {
		t.Errorf("the signature of the signed message does not hold (%v):\n%s", err, signed)
	}
}
