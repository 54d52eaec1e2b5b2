package pipeline

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/internal/mailtest"
)

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
		"another date": {ann(both(changed("Fri, 21 Apr", "Sat, 22 Apr"), footer)), nil, "undetermined  []"},
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

// TestDetachedFile: a file that a programme has saved out of a mail is put back
// where the leak holds it, and only that file.
func TestDetachedFile(t *testing.T) {
	const content, had = "%PDF-1.4 made up", "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n"
	detach := changed(had+"\r\nJVBERi0xLjQgbWFkZSB1cA==\r\n",
		"Content-Type: application/pdf; name=a.pdf\r\nX-Mozilla-External-Attachment-URL: file:///tmp/a.pdf\r\n"+
			"X-Mozilla-Altered: AttachmentDetached; date=\"Fri Apr 21 17:28:24 2017\"\r\n\r\n"+
			"You deleted an attachment from this message. The original MIME headers for the attachment were:\r\n"+had+"\r\n\r\n")
	body := "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee below.\r\n--b\r\n" + had + "\r\nJVBERi0xLjQgbWFkZSB1cA==\r\n--b--\r\n"
	for file, want := range map[string]string{
		content:         "corroborated repaired [detached-file] repaired repaired-in-part",
		content + " no": "undetermined  []",
	} {
		dir := writeMails(t, map[string]damaged{"a.eml": {from: "ann@press.example", body: body, after: detach}})
		writeFile(t, filepath.Join(dir, "saved", "a.pdf"), file)
		if got := describe(repaired(t, dir)["a.eml"]); got != want {
			t.Errorf("beside %q: %s\nwant %s", file, got, want)
		}
	}
}
