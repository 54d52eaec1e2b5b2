package repair

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"assay/mail"
)

// signedMail is what was signed: text and page, a picture in it, and a file.
const signedMail = `From: "Ann Author" <ann@example.org>
To: Bob <bob@example.net>, "Cee, C." <cee@example.net>
Cc: dan@example.com (Dan), eve@example.com
Reply-To: ann@example.org
Subject: Re: the price is 100
Date: Fri, 21 Apr 2017 09:12:33 +0200
Message-ID: <1@example.org>
In-Reply-To: <0@example.net>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=out

This is a multi-part message in MIME format.
--out
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/plain; charset=utf-8

I will pay.
From now on: 100 a day.
--in
Content-Type: multipart/related; boundary=page

--page
Content-Type: text/html; charset=utf-8

<html><body><p>I will <a href="https://pay.example/">pay</a>.</p>
<img src="cid:seal"><p>From now on: 100 a day.</p>
</body></html>
--page
Content-Type: image/png
Content-ID: <seal>
Content-Disposition: inline; filename=seal.png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--page--
--in--
--out
Content-Type: application/pdf; name=offer.pdf
Content-Disposition: attachment; filename=offer.pdf
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--out
Content-Type: text/plain; name=terms.txt
Content-Disposition: attachment; filename=terms.txt

Payable at once.
--out--
`

// compared compares the signed mail with what a change makes of it.
func compared(t testing.TB, change func(string) string) (string, Difference) {
	t.Helper()
	stored := change(signedMail)
	if stored == signedMail {
		t.Fatal("the change changes nothing")
	}
	return stored, Compare(mail.Parse([]byte(stored)), mail.Parse([]byte(signedMail)))
}

func replace(pairs ...string) func(string) string {
	return func(s string) string {
		for i := 0; i < len(pairs); i += 2 {
			if !strings.Contains(s, pairs[i]) {
				panic(fmt.Sprintf("no %q", pairs[i]))
			}
			s = strings.Replace(s, pairs[i], pairs[i+1], 1)
		}
		return s
	}
}

// TestCompareInvisible has the same mail written in other ways.
func TestCompareInvisible(t *testing.T) {
	for name, change := range map[string]func(string) string{
		"CRLF":               func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"mbox":               replace("\nFrom now", "\n>From now"),
		"blanks at ends":     replace("I will pay.\n", "I will pay.  \n\n\n"),
		"folded":             replace("net>, ", "net>,\n\t"),
		"quotes":             replace(`"Ann Author"`, "Ann Author"),
		"case of a domain":   replace("bob@example.net", "bob@EXAMPLE.NET"),
		"encoded name":       replace(`"Ann Author"`, "=?utf-8?q?Ann_Author?="),
		"encoded comma":      replace(`"Cee, C."`, "=?utf-8?q?Cee=2C_C=2E?="),
		"comment":            replace("dan@example.com (Dan)", "Dan <dan@example.com>"),
		"subject encoded":    replace("the price", "=?utf-8?q?the?= price"),
		"date":               replace("Fri, 21 Apr", "21 Apr"),
		"quoted-printable":   replace("\n\nI will pay.", "\nContent-Transfer-Encoding: quoted-printable\n\nI =\nwill p=61y."),
		"base64":             replace("\n\nI will pay.\nFrom now on: 100 a day.\n", "\nContent-Transfer-Encoding: base64\n\n"+base64.StdEncoding.EncodeToString([]byte("I will pay.\r\nFrom now on: 100 a day.\r\n"))+"\n"),
		"boundary":           func(s string) string { return strings.NewReplacer("--in", "--other", "=in", "=other").Replace(s) },
		"no preamble":        replace("This is a multi-part message in MIME format.\n", ""),
		"preamble":           replace("This is a multi-part message in MIME format.", "This is a MIME-formatted message."),
		"width of a file":    replace("JVBERi0xLjQK", "JVBERi\n0xLjQK"),
		"a field of a list":  func(s string) string { return "List-Id: <l.example.net>\nX-Spam: no\n" + s },
		"mixed around mixed": replace("boundary=out\n", "boundary=far\n\n--far\nContent-Type: multipart/mixed; boundary=out\n", "--out--\n", "--out--\n--far--\n"),
	} {
		t.Run(name, func(t *testing.T) {
			if _, d := compared(t, change); d.Visible() || d.Reordered {
				t.Errorf("%+v", d)
			}
		})
	}
}

// TestCompareShows changes one thing that a reader, or some programme, sees.
func TestCompareShows(t *testing.T) {
	text := func(s string, lines int, inside bool) Difference {
		return Difference{Added: []Addition{{Kind: AddedText, Text: s, Lines: lines, Inside: inside}}}
	}
	changed := func(name, stored, signed string) Difference {
		return Difference{Fields: []Field{{name, stored, signed}}}
	}
	for name, c := range map[string]struct {
		change func(string) string
		want   Difference
	}{
		"footer of the text":     {replace("100 a day.\n--in", "100 a day.\n____\nlist@example.net\n--in"), text("____\nlist@example.net", 2, false)},
		"forged postscript":      {replace("100 a day.\n--in", "100 a day.\n\nPS: I lied.\n--in"), text("PS: I lied.", 1, false)},
		"banner":                 {replace("\nI will pay.", "\nFrom outside!\nI will pay."), text("From outside!", 1, false)},
		"words in the middle":    {replace("I will pay.\n", "I will pay.\nNot.\n"), text("Not.", 1, true)},
		"footer of the page":     {replace("</body>", "<p>Scanned</p>\n</body>"), text("Scanned", 1, false)},
		"a part of text":         {replace("--out--", "--out\nContent-Type: text/plain\n\nfooter\n--out--"), text("footer", 1, false)},
		"a tag":                  {replace("Re: the", "[list] Re: the"), Difference{Added: []Addition{{Kind: AddedTag, Text: "[list]"}}}},
		"a tag behind Re":        {replace("Re: the", "Re: [list] the"), Difference{Added: []Addition{{Kind: AddedTag, Text: "[list]"}}}},
		"two tags":               {replace("Re: the", "[ext] [list] Re: the"), Difference{Added: []Addition{{Kind: AddedTag, Text: "[ext] [list]"}}}},
		"a tag with words":       {replace("Re: the", "[list] not Re: the"), changed("subject", "[list] not Re: the price is 100", "Re: the price is 100")},
		"words behind a subject": {replace("is 100", "is 100 [list] off"), changed("subject", "Re: the price is 100 [list] off", "Re: the price is 100")},
		"order of people":        {replace("dan@example.com (Dan), eve@example.com", "eve@example.com, dan@example.com (Dan)"), Difference{Reordered: true}},
		"a figure":               {replace("100 a day.\n--in", "900 a day.\n--in"), Difference{Added: []Addition{{Kind: AddedText, Text: "From now on: 900 a day.", Lines: 1}}, Removed: []string{"From now on: 100 a day."}}},
		"a line taken away":      {replace("I will pay.\nFrom", "From"), Difference{Removed: []string{"I will pay."}}},
		"author":                 {replace("ann@example.org>", "list@example.net>"), changed("from", `"Ann Author" <list@example.net>`, `"Ann Author" <ann@example.org>`)},
		"a second author":        {replace("To: Bob", "From: x@example.net\nTo: Bob"), changed("from", `"Ann Author" <ann@example.org> and also x@example.net`, `"Ann Author" <ann@example.org>`)},
		"a second date":          {replace("Date: ", "Date: Fri, 21 Apr 2017 09:12:33 +0200\nDate: "), changed("date", "Fri, 21 Apr 2017 09:12:33 +0200 and also Fri, 21 Apr 2017 09:12:33 +0200", "Fri, 21 Apr 2017 09:12:33 +0200")},
		"another zone":           {replace("09:12:33 +0200", "07:12:33 +0000"), changed("date", "Fri, 21 Apr 2017 07:12:33 +0000", "Fri, 21 Apr 2017 09:12:33 +0200")},
		"a name":                 {replace("Bob <", "Rob <"), changed("to", `Rob <bob@example.net>, "Cee, C." <cee@example.net>`, `Bob <bob@example.net>, "Cee, C." <cee@example.net>`)},
		"a name in a comment":    {replace("(Dan)", "(Don)"), changed("cc", "dan@example.com (Don), eve@example.com", "dan@example.com (Dan), eve@example.com")},
		"one more in Cc":         {replace("eve@example.com\n", "eve@example.com, f@example.com\n"), changed("cc", "dan@example.com (Dan), eve@example.com, f@example.com", "dan@example.com (Dan), eve@example.com")},
		"another thread":         {replace("<0@example.net>", "<9@example.net>"), changed("in-reply-to", "<9@example.net>", "<0@example.net>")},
		"a file added":           {replace("--out--", "--out\nContent-Type: application/pdf\n\nx\n--out--"), Difference{Added: []Addition{{Kind: AddedFile}}}},
		"a file in uuencode":     {replace("a day.\n--in", "a day.\nbegin 644 a.bin\n#86)C\n`\nend\n--in"), Difference{Added: []Addition{{Kind: AddedText, Text: "begin 644 a.bin\n#86)C\n`\nend", Lines: 4}, {Kind: AddedFile}}}},
		"a file taken away":      {replace("--out\nContent-Type: application/pdf; name=offer.pdf\nContent-Disposition: attachment; filename=offer.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n", ""), Difference{LostParts: 1, Structure: true}},
		"a file renamed":         {replace("filename=offer.pdf", "filename=final.pdf"), replaced},
		"a file of another type": {replace("application/pdf", "application/x-msdownload"), replaced},
		"another file":           {replace("JVBERi0xLjQK", "JVBERi0xLjUK"), replaced},
		"another text file":      {replace("Payable at once", "Payable at last"), replaced},
		"another picture":        {replace("iVBORw0KGgo=", "iVBORw0KGAo="), replaced},
		"pictures swapped":       {replace("<seal>", "<other>"), replaced},
		"a link":                 {replace("https://pay.example/", "https://evil.example/"), Difference{Added: []Addition{{Kind: AddedText, Text: `<a href="https://evil.example/">`, Lines: 1, Inside: true}}, Removed: []string{`<a href="https://pay.example/">`}}},
		"hidden by a style":      {replace("<body>", "<style>p{display:none}</style><body>"), text("p{display:none}", 1, false)},
		"the page alone":         {replace("<p>From now on: 100", "<p>From now on: 900"), Difference{Added: []Addition{{Kind: AddedText, Text: "From now on: 900 a day.", Lines: 1}}, Removed: []string{"From now on: 100 a day."}}},
		"another alternative":    {replace("--in--", "--in\nContent-Type: text/html\n\nI will not.\n--in--"), Difference{Added: []Addition{{Kind: AddedText, Text: "I will not.", Lines: 1}}, Structure: true}},
		"no alternatives more":   {replace("multipart/alternative", "multipart/mixed"), Difference{Structure: true}},
		"another start":          {replace("multipart/related;", "multipart/related; start=\"<seal>\";"), Difference{Structure: true}},
		"text shown as a file":   {replace("text/plain; charset=utf-8", "text/plain; name=x.txt"), Difference{Structure: true, Removed: []string{"I will pay.", "From now on: 100 a day."}, Added: []Addition{{Kind: AddedFile}}}},
		"a file shown as text":   {replace("; name=terms.txt\nContent-Disposition: attachment; filename=terms.txt", ""), Difference{Structure: true, LostParts: 1, Added: []Addition{{Kind: AddedText, Text: "Payable at once.", Lines: 1}}}},
		"text before the parts":  {replace("This is a multi-part message in MIME format.", "Hello"), text("Hello", 1, false)},
		"text behind the parts":  {func(s string) string { return s + "Hello\n" }, text("Hello", 1, false)},
		"text in the header":     {replace("To: Bob", "Hello you\nTo: Bob"), text("Hello you", 1, false)},
		"a field cut in two":     {replace("To: Bob <bob@example.net>, ", "To: "), changed("to", `"Cee, C." <cee@example.net>`, `Bob <bob@example.net>, "Cee, C." <cee@example.net>`)},
		"beyond 64 KiB of a field": {func(s string) string {
			return strings.Replace(s, "In-Reply-To: <0@example.net>", "References: "+strings.Repeat("<0@example.net> ", 5000)+"<9@example.net>", 1)
		}, Difference{Fields: []Field{{Name: "in-reply-to"}, {Name: "references"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			stored, got := compared(t, c.change)
			if !got.Visible() && !got.Reordered {
				t.Errorf("nothing is seen")
			}
			if name == "beyond 64 KiB of a field" {
				for i := range got.Fields {
					got.Fields[i].Stored, got.Fields[i].Signed = "", ""
				}
			}
			unlisted := cmpopts.IgnoreFields(Difference{}, "Kept", "List")
			files := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Key" }, cmp.Ignore())
			for i, a := range got.Added {
				if a.Kind == AddedFile {
					got.Added[i].Text = ""
				}
			}
			if diff := cmp.Diff(c.want, got, unlisted, files); diff != "" {
				t.Errorf("(-want +got)\n%s\n%s", diff, stored)
			}
			if only := len(c.want.Added) > 0 && !c.want.changed(); got.OnlyAdded() != only {
				t.Errorf("only added: %v", got.OnlyAdded())
			}
		})
	}
}

// replaced is a file instead of another.
var replaced = Difference{LostParts: 1, Added: []Addition{{Kind: AddedFile}}}

// TestAnyWordShows changes one letter or figure anywhere in what is read.
func TestAnyWordShows(t *testing.T) {
	start := strings.Index(signedMail, "\n\n")
	rapid.Check(t, func(r *rapid.T) {
		at := rapid.IntRange(start, len(signedMail)-1).Filter(func(i int) bool {
			c := signedMail[i]
			line := signedMail[strings.LastIndexByte(signedMail[:i], '\n')+1:]
			return (c >= '0' && c <= '9' || c >= 'a' && c <= 'z') && !strings.HasPrefix(line, "--") && !strings.HasPrefix(line, "Content-") && !strings.HasPrefix(line, "This is")
		}).Draw(r, "at")
		stored := signedMail[:at] + "Q" + signedMail[at+1:]
		if d := Compare(mail.Parse([]byte(stored)), mail.Parse([]byte(signedMail))); !d.Visible() || d.OnlyAdded() {
			r.Errorf("%q: %+v", stored[at-20:at+20], d)
		}
	})
}

// TestKeysOfAdditions: the same footer below other texts has the same key,
// another one has another.
func TestKeysOfAdditions(t *testing.T) {
	of := func(text, footer string) string {
		page := func(s string) *mail.Message {
			return mail.Parse([]byte("Subject: x\nContent-Type: text/html\n\n<body>" + s + "</body>\n"))
		}
		d := Compare(page(text+footer), page(text))
		if !d.OnlyAdded() || len(d.Added) != 1 {
			t.Fatalf("%+v", d)
		}
		return d.Added[0].Key
	}
	footer := "<p>Scanned by us</p>"
	first := of("<p>Hello</p>", footer)
	for _, text := range []string{"<div>Hello</div>", "Hello", "<p>Scanned by</p>", "<p>a</p><p>b</p>"} {
		if of(text, footer) != first {
			t.Errorf("%q: another key", text)
		}
	}
	if of("<p>Hello</p>", "<p>Scanned by me</p>") == first || of("<p>Hello</p>", `<p id="x">Scanned by us</p>`) == first {
		t.Error("the key of another footer is the same")
	}
}
