package pipeline

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/casefile"
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
	for _, d := range []string{"press.example", "union.example", "council.example", "evil.example"} {
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
		Keys: keys.NewSet(repairKeys()).Lookup, Roots: []Root{root(dir)}, Spool: c.CacheDir(), Workers: 2,
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

const plain = "The meeting is on Monday.\r\nFrom here it is an hour.\r\n"

// others are mails of a list with a footer, of several organisations.
func others(froms ...string) map[string]damaged {
	m := map[string]damaged{}
	for i, from := range froms {
		m[fmt.Sprintf("other%d.eml", i)] = damaged{from: from, body: fmt.Sprintf("Text %d.\r\n", i), after: footer}
	}
	return m
}

func TestRepair(t *testing.T) {
	ann := func(after func(string) string) damaged {
		return damaged{from: "ann@press.example", body: plain, after: after}
	}
	for name, test := range map[string]struct {
		mail   damaged
		others map[string]damaged
		want   string // conclusion, basis, rewrites, limits that matter
	}{
		"invisible": {ann(mboxFrom), nil, "verified author-signed [mbox-from] repaired"},
		"a footer that stands nowhere else": {ann(footer), nil,
			"corroborated repaired [list-footer] repaired repaired-in-part"},
		"a footer on too few": {ann(footer), others("a@union.example", "b@council.example"),
			"corroborated repaired [list-footer] repaired repaired-in-part"},
		"a footer of the list": {ann(footer), others("a@union.example", "b@council.example", "c@council.example"),
			"verified author-signed [list-footer] addition-unsigned repaired"},
		"a footer of one organisation's list": {ann(footer), others("a@press.example", "b@press.example", "c@press.example"),
			"verified author-signed [list-footer] addition-unsigned repaired"},
		"a footer on mail that one stranger made": {ann(footer), others("a@evil.example", "b@evil.example", "c@evil.example", "d@evil.example"),
			"corroborated repaired [list-footer] repaired repaired-in-part"},
		"a footer on mail of one author": {ann(footer), map[string]damaged{
			"1.eml": {"b@union.example", "", "1\r\n", footer}, "2.eml": {"b@union.example", "", "2\r\n", footer}, "3.eml": {"b@union.example", "", "3\r\n", footer}},
			"corroborated repaired [list-footer] repaired repaired-in-part"},
		"a postscript beside the footer of the list": {
			ann(both(changed("an hour.\r\n", "an hour.\r\nP.S. Pay him.\r\n"), footer)), others("a@union.example", "b@council.example", "c@council.example"),
			"corroborated repaired [list-footer] repaired repaired-in-part"},
		"another word": {ann(both(changed("Monday", "Sunday"), footer)), nil, "undetermined  []"},
		"another date": {ann(both(changed("21 Apr", "22 Apr"), footer)), nil, "undetermined  []"},
		"a tag": {ann(changed("Subject: ", "Subject: [talk] ")), nil,
			"corroborated repaired [subject-tag] repaired repaired-in-part"},
		"the author replaced": {
			ann(both(changed("From: Ann <ann@press.example>", "From: Ann via talk <talk@lists.example>\r\nX-Original-From: Ann <ann@press.example>"), footer)), nil,
			"corroborated repaired [list-footer from-rewritten] repaired repaired-in-part"},
		"a stranger's signature": {damaged{from: "ann@press.example", body: plain, after: func(string) string {
			raw := "From: Ann <ann@press.example>\r\nSubject: x\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\n\r\nText.\r\n"
			return mailtest.Signature{Key: mailtest.RSA(1024), Domain: "evil.example", Selector: "k1"}.Sign(raw) + "more\r\n"
		}}, nil, "undetermined  [list-footer] repaired"},
	} {
		t.Run(name, func(t *testing.T) {
			mails := map[string]damaged{"a.eml": test.mail}
			for n, o := range test.others {
				mails[n] = o
			}
			dir := writeMails(t, mails)
			r := repaired(t, dir)["a.eml"]
			got := describe(r)
			if got != test.want {
				t.Errorf("%s\nwant %s", got, test.want)
				for _, f := range r.Findings {
					t.Logf("%s: %s", f.ID, f.Why)
				}
			}
			stored, err := os.ReadFile(filepath.Join(dir, "a.eml"))
			if err != nil {
				t.Fatal(err)
			}
			checkSigned(t, r, stored)
		})
	}
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
	checked, err := Check(t.Context(), []Root{{Path: path, Locator: item.Locator{Root: "signed.eml"}}}, dir)
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

// TestClaimOfRepaired: the claim names the signed author and what was added.
func TestClaimOfRepaired(t *testing.T) {
	dir := writeMails(t, map[string]damaged{"a.eml": {from: "ann@press.example", body: plain, after: both(
		changed("From: Ann <ann@press.example>", "From: Ann via talk <talk@lists.example>\r\nX-Original-From: Ann <ann@press.example>"), footer)}})
	claim := repaired(t, dir)["a.eml"].Claim
	for _, words := range []string{"sent by Ann <ann@press.example>", "but for 2 lines put in that began \"____", `from, which reads "Ann via talk <talk@lists.example>" here`} {
		if !strings.Contains(claim, words) {
			t.Errorf("claim %q lacks %q", claim, words)
		}
	}
}

// TestFilesOfRepaired: what was signed vouches for the files in it, and not for
// one that was put in later.
func TestFilesOfRepaired(t *testing.T) {
	const body = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee below.\r\n--b\r\nContent-Disposition: attachment; filename=x\r\n\r\nsigned file\r\n--b--\r\n"
	dir := writeMails(t, map[string]damaged{"a.eml": {from: "ann@press.example", body: body,
		after: changed("--b--", "--b\r\nContent-Disposition: attachment; filename=y\r\n\r\nfile put in\r\n--b--")}})
	list := repaired(t, dir)
	for path, want := range map[string]string{
		"a.eml":   "corroborated repaired [extra-part] repaired repaired-in-part",
		"a.eml#2": "corroborated carried [] repaired repaired-in-part", "a.eml#3": "undetermined  []",
	} {
		if got := describe(list[path]); got != want {
			t.Errorf("%s: %s\nwant %s", path, got, want)
		}
	}
}

// TestRepairInside: mails in an archive, in a mailbox and in another mail are
// found again.
func TestRepairInside(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "leak")
	mail := func(n int) string {
		return damaged{from: "ann@press.example", body: fmt.Sprintf("Number %d.\r\nFrom here.\r\n", n), after: mboxFrom}.bytes()
	}
	var pack bytes.Buffer
	z := zip.NewWriter(&pack)
	for i := range 3 {
		w, err := z.Create(fmt.Sprintf("%d.eml", i))
		if err == nil {
			_, err = w.Write([]byte(mail(i)))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "pack.zip"), pack.String())
	writeFile(t, filepath.Join(dir, "box.mbox"), "From x Fri Apr 21 09:12:33 2017\r\n"+mail(4)+"\r\nFrom x Fri Apr 21 09:12:33 2017\r\n"+mail(5))
	writeFile(t, filepath.Join(dir, "outer.eml"), "From: x@stranger.example\r\nSubject: fwd\r\nMIME-Version: 1.0\r\n"+
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"+mail(6)+"\r\n--b--\r\n")
	n := 0
	for path, r := range repaired(t, dir) {
		if r.Repair == nil {
			continue
		}
		n++
		if got := describe(r); got != "verified author-signed [mbox-from] repaired" {
			t.Errorf("%s: %s", path, got)
		}
	}
	if n != 6 {
		t.Errorf("%d are repaired, want 6", n)
	}
}

// shuffled are mails whose addresses a list has put into another order: short
// lists and long ones between the same people.
func shuffled() map[string]damaged {
	people := []string{"a@union.example", "q@press.example", "c@council.example", "z@union.example", "b@press.example", "m@council.example",
		"e@union.example", "k@press.example", "d@council.example", "y@union.example", "f@press.example"}
	mails := map[string]damaged{}
	for n := 4; n <= len(people); n++ {
		signed := strings.Join(people[:n], ", ")
		order := slices.Clone(people[:n])
		slices.Reverse(order)
		order[0], order[n/2] = order[n/2], order[0]
		mails[fmt.Sprintf("%02d.eml", n)] = damaged{from: "ann@press.example", header: "Cc: " + signed + "\r\n",
			body: fmt.Sprintf("Mail to %d.\r\n", n), after: changed(signed, strings.Join(order, ", "))}
	}
	return mails
}

// TestRounds: what one mail teaches serves the next, and a run that is stopped
// anywhere comes to the same end.
func TestRounds(t *testing.T) {
	dir := writeMails(t, shuffled())
	fill := func() *casefile.Case {
		c := newCase(t)
		r, _ := reader(c, false)
		if _, err := AddKeys(c, repairKeys()); err != nil {
			t.Fatal(err)
		}
		if err := r.Read(t.Context(), root(dir)); err != nil {
			t.Fatal(err)
		}
		return c
	}
	whole := fill()
	if _, err := RepairCase(t.Context(), whole, repairer(whole, dir)); err != nil {
		t.Fatal(err)
	}
	want := lines(t, whole)
	for path, r := range byPath(t, want) {
		if got := describe(r); got != "verified author-signed [address-order] repaired" {
			t.Errorf("%s: %s", path, got)
		}
	}
	broken := fill()
	for stops := int32(1); ; stops++ {
		ctx, stop := context.WithCancel(t.Context())
		r := repairer(broken, dir)
		var steps atomic.Int32
		r.Step = func() {
			if steps.Add(1) == 3 {
				stop()
			}
		}
		_, err := RepairCase(ctx, broken, r)
		stop()
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) || stops > 50 {
			t.Fatalf("stop %d: %v", stops, err)
		}
	}
	if diff := cmp.Diff(want, lines(t, broken)); diff != "" {
		t.Errorf("after stops:\n%s", diff)
	}
}

// TestRepairAsCheck: without a case the same is said.
func TestRepairAsCheck(t *testing.T) {
	mails := shuffled()
	mails["footer.eml"] = damaged{from: "ann@press.example", body: plain, after: footer}
	dir := writeMails(t, mails)
	want := repaired(t, dir)
	checked, err := Check(t.Context(), []Root{root(dir)}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	lookup := keys.NewSet(repairKeys()).Lookup
	if err := checked.Repair(t.Context(), lookup, 2); err != nil {
		t.Fatal(err)
	}
	var got []string
	err = checked.Judge(&judge.Judge{Keys: lookup, Now: examined}, func(r *judge.Record) error {
		got = append(got, jsonOf(t, r))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, r := range want {
		listed = append(listed, jsonOf(t, r))
	}
	slices.Sort(listed)
	slices.Sort(got)
	if diff := cmp.Diff(listed, got); diff != "" {
		t.Error(diff)
	}
}

// TestLateKeys: without a key nothing is searched; with one that comes later it
// is, if the leak is still there.
func TestLateKeys(t *testing.T) {
	dir := writeMails(t, map[string]damaged{"a.eml": {from: "ann@press.example", body: plain, after: mboxFrom}})
	c := newCase(t)
	r, _ := reader(c, false)
	if err := r.Read(t.Context(), root(dir)); err != nil {
		t.Fatal(err)
	}
	searched := 0
	repair := func(lookup func(string) []keys.Key) (missing int) {
		p := repairer(c, dir)
		p.Keys = lookup
		p.Begin = func(_, n int) { searched += n }
		missing, err := RepairCase(t.Context(), c, p)
		if err != nil {
			t.Fatal(err)
		}
		return missing
	}
	if repair(func(string) []keys.Key { return nil }); searched > 0 {
		t.Error("searched without a key")
	}
	if _, err := AddKeys(c, repairKeys()); err != nil {
		t.Fatal(err)
	}
	lookup := keys.NewSet(repairKeys()).Lookup
	away := dir + " away"
	if err := os.Rename(filepath.Join(dir, "a.eml"), away); err != nil {
		t.Fatal(err)
	}
	if missing := repair(lookup); missing != 1 {
		t.Errorf("%d mails are missing, want 1", missing)
	}
	if got := describe(byPath(t, lines(t, c))["a.eml"]); got != "undetermined  []" {
		t.Error(got)
	}
	if err := os.Rename(away, filepath.Join(dir, "a.eml")); err != nil {
		t.Fatal(err)
	}
	if missing := repair(lookup); missing != 0 {
		t.Errorf("%d mails are missing", missing)
	}
	if got := describe(byPath(t, lines(t, c))["a.eml"]); got != "verified author-signed [mbox-from] repaired" {
		t.Error(got)
	}
	searched = 0
	if repair(lookup); searched > 0 {
		t.Error("searched again under the same keys")
	}
}
