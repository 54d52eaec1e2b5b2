package pipeline

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

// zipped is an archive with one file.
func zipped(t *testing.T, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(content))
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPutInLater: nothing that was put into a signed message later is vouched
// for, however it stands there and whatever stands in it.
func TestPutInLater(t *testing.T) {
	const body = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n" +
		"--b\r\nContent-Disposition: attachment; filename=x\r\n\r\nsigned file\r\n--b--\r\n"
	inner := "From: Ann <ann@press.example>\r\nTo: b@council.example\r\nSubject: forged\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\n"
	part := func(fields, content string) string { return "--b\r\n" + fields + "\r\n\r\n" + content + "\r\n--b--" }
	for name, put := range map[string]string{
		"a file":               part("Content-Disposition: attachment; filename=y", "forged"),
		"a named text":         part("Content-Type: text/plain; name=y.txt", "forged"),
		"a text of its own":    part("Content-Type: text/x-note", "forged"),
		"a mail":               part("Content-Type: message/rfc822", inner+"\r\nforged\r\n"),
		"a mail with a file":   part("Content-Type: message/rfc822", inner+"Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Disposition: attachment; filename=y\r\n\r\nforged\r\n--i--\r\n"),
		"a mail with the file": part("Content-Type: message/rfc822", inner+"Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Disposition: attachment; filename=y\r\n\r\nforged\r\n--i\r\nContent-Disposition: attachment; filename=x\r\n\r\nsigned file\r\n--i--\r\n"),
		"an archive":           part("Content-Type: application/zip\r\nContent-Transfer-Encoding: base64", base64Of(zipped(t, "y", "forged"))),
		"a mail in an archive": part("Content-Type: application/zip\r\nContent-Transfer-Encoding: base64", base64Of(zipped(t, "y.eml", inner+"\r\nforged\r\n"))),
		"a digest":             part("Content-Type: multipart/digest; boundary=d", "--d\r\n\r\n"+inner+"\r\nforged\r\n--d--"),
		"uuencode":             part("Content-Type: text/plain", uu("forged")),
	} {
		t.Run(name, func(t *testing.T) {
			dir := writeMails(t, map[string]damaged{"a.eml": {from: "ann@press.example", body: body, after: changed("--b--", put)}})
			list := repaired(t, dir)
			if list["a.eml"].Repair == nil {
				t.Fatal("it was not repaired")
			}
			n := 0
			for path, r := range list {
				got := describe(r)
				switch {
				case path == "a.eml":
				case path == "a.eml#2":
					if !strings.HasPrefix(got, "corroborated carried") {
						t.Errorf("%s: %s", path, got)
					}
				case r.Conclusion != "undetermined" && !strings.HasSuffix(path, "#3#2"):
					t.Errorf("%s: %s: %s", path, got, r.Claim)
				default:
					n++
				}
			}
			if n == 0 {
				t.Error("nothing was put in")
			}
		})
	}
}
