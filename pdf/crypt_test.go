package pdf

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// encrypted has qpdf encrypt content.
func encrypted(t *testing.T, content []byte, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Skip("qpdf is not here: ", err)
	}
	in, out := filepath.Join(t.TempDir(), "in.pdf"), filepath.Join(t.TempDir(), "out.pdf")
	if err := os.WriteFile(in, content, 0o600); err != nil {
		t.Fatal(err)
	}
	args = append(append([]string{"--allow-weak-crypto", "--encrypt"}, args...), "--", in, out)
	if said, err := exec.Command("qpdf", args...).CombinedOutput(); err != nil {
		t.Fatalf("qpdf %q: %v: %s", args, err, said)
	}
	content, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// TestEncryption reads what qpdf encrypted with each handler: with the empty
// password as user and as owner, and with none that is known.
func TestEncryption(t *testing.T) {
	for _, how := range []string{"40", "128 --use-aes=n", "128 --use-aes=y", "128 --force-V4", "256", "256 --force-R5"} {
		for _, c := range []struct {
			user, owner string
			opens       bool
		}{{"", "owner", true}, {"", "", true}, {"user", "owner", false}} {
			args := append([]string{c.user, c.owner}, strings.Fields(how)...)
			d, err := Read(encrypted(t, onePage().bytes(), args...))
			if err != nil {
				t.Fatalf("%q: %v", args, err)
			}
			var ids []string
			for _, f := range d.Findings {
				ids = append(ids, f.ID)
			}
			want := "pdf/permissions"
			if !c.opens {
				want = "pdf/encrypted"
			}
			if got := strings.Join(ids, " "); got != want {
				t.Errorf("%q: findings %q, want %q", args, got, want)
			}
			if read := len(d.Titles) == 1 && d.Titles[0].Value == "Minutes"; read != c.opens || !c.opens && len(d.Titles) > 0 {
				t.Errorf("%q: titles %v", args, d.Titles)
			}
		}
	}
}

// TestEncryptedStreams holds that streams come out as they went in, and that
// without a password none comes out.
func TestEncryptedStreams(t *testing.T) {
	for _, how := range []string{"40", "128 --use-aes=y", "256"} {
		for user, want := range map[string]string{"": "BT /F1 12 Tf (pay 100) Tj ET", "user": ""} {
			f := open(t, encrypted(t, onePage().bytes(), append([]string{user, "owner"}, strings.Fields(how)...)...))
			v := f.Now()
			s, ok := v.Resolve(v.Pages()[0].Dict.Get("Contents")).(*Stream)
			if !ok {
				t.Fatal("no content")
			}
			got, err := v.Decode(s)
			if strings.TrimSpace(string(got)) != want || (err == nil) != (user == "") {
				t.Errorf("%s, user %q: %q, %v", how, user, got, err)
			}
		}
	}
}

// TestClearMetadata reads the XMP of a file of which all else is locked.
func TestClearMetadata(t *testing.T) {
	content, err := os.ReadFile(corpora + "pdf-pdfbox/pdfbox/src/test/resources/org/apache/pdfbox/encryption/AES128ExposedMeta.pdf")
	if err != nil {
		t.Skip("the corpora are not here: ", err)
	}
	d, err := Read(content)
	if err != nil || len(d.Times) == 0 || !strings.HasPrefix(d.Times[0].Where, "XMP") {
		t.Errorf("%v, times %v", err, d.Times)
	}
}
