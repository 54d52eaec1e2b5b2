package proof_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/examine"
	"assay/internal/mailtest"
	"assay/keys"
	"assay/proof"
	"assay/sign"
)

const letter = "From: Ann Author <ann@press.example>\r\nTo: b@council.example\r\nSubject: The  contract\r\n of Lyon\r\n" +
	"Date: Fri, 21 Apr 2017 09:12:33 +0200\r\n\r\nThe meeting \t is on Monday. \r\n\r\nbh=none\r\n\r\n\r\n"

// lookup knows the keys by the selector that names them.
func lookup(name string) []keys.Key {
	k := mailtest.Ed25519
	switch selector, _, _ := strings.Cut(name, "."); selector {
	case "k2048":
		k = mailtest.RSA(2048)
	case "k1024":
		k = mailtest.RSA(1024)
	case "k512":
		k = mailtest.RSA(512)
	}
	return []keys.Key{keys.New(name, k.Record(""), keys.Origin{File: "keys.zone", Line: 1})}
}

func by(selector string, k mailtest.Key) mailtest.Signature {
	return mailtest.Signature{Key: k, Domain: "press.example", Selector: selector}
}

// checksOf reads a mail and lists its checks.
func checksOf(raw string) []proof.Check {
	facts := examine.Signatures([]byte(raw))
	return proof.Of([]byte(raw), &facts, sign.JudgeAll(&facts, lookup, 0), lookup)
}

// written writes the proof of a mail and returns its folder.
func written(t *testing.T, raw string) (dir string, checks []proof.Check) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "proof")
	checks = checksOf(raw)
	if err := proof.Write(dir, []byte(raw), []byte(raw), checks); err != nil {
		t.Fatal(err)
	}
	if kept, err := os.ReadFile(filepath.Join(dir, "message.eml")); err != nil || string(kept) != raw {
		t.Errorf("the mail is not beside its proof as it is: %v", err)
	}
	return dir, checks
}

// verify runs the script of a proof with the real openssl.
func verify(t *testing.T, dir string) (out string, ok bool) {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is missing: ", err)
	}
	b, err := exec.Command("sh", filepath.Join(dir, "verify.sh")).CombinedOutput()
	return string(b), err == nil
}

// TestVerify: what assay says holds, openssl says too, for every algorithm and
// however the lines of the file end; and no byte can be changed.
func TestVerify(t *testing.T) {
	rsa2048 := by("k2048", mailtest.RSA(2048))
	sha1, length := rsa2048, rsa2048
	sha1.SHA1, length.Length = true, true
	for name, test := range map[string]struct {
		raw  string
		want string // the lines but for titles
	}{
		"rsa-sha256":      {rsa2048.Sign(letter), "Verified OK, Body OK"},
		"1,024 bits":      {by("k1024", mailtest.RSA(1024)).Sign(letter), "Verified OK, Body OK"},
		"512 bits":        {by("k512", mailtest.RSA(512)).Sign(letter), "Verified OK, Body OK"},
		"rsa-sha1":        {sha1.Sign(letter), "Verified OK, Body OK"},
		"Ed25519":         {by("ed", mailtest.Ed25519).Sign(letter), "Signature Verified Successfully, Body OK"},
		"text beyond l=":  {length.Sign(letter) + "added\r\n", "Verified OK, Body OK"},
		"ARC":             {rsa2048.Seal(letter, "dmarc=pass header.from=press.example"), "Verified OK, Verified OK, Body OK"},
		"LF":              {strings.ReplaceAll(rsa2048.Sign(letter), "\r\n", "\n"), "Verified OK, Body OK"},
		"mixed line ends": {strings.Replace(rsa2048.Sign(letter), "Monday. \r\n", "Monday. \n", 1), "Verified OK, Body OK"},
		"no body":         {rsa2048.Sign(strings.SplitAfter(letter, "\r\n\r\n")[0]), "Verified OK, Body OK"},
		"two signatures":  {by("ed", mailtest.Ed25519).Sign(rsa2048.Sign(letter)), "Signature Verified Successfully, Body OK, Verified OK, Body OK"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, checks := written(t, test.raw)
			out, ok := verify(t, dir)
			if diff := cmp.Diff(test.want, answers(out, checks)); diff != "" || !ok {
				t.Errorf("ok %v: %s\n%s", ok, diff, out)
			}
			for _, name := range []string{"signed-bytes", "body", "signature", "body-hash"} {
				spoil(t, dir, name)
			}
		})
	}
}

// answers joins what a script prints, without titles.
func answers(out string, checks []proof.Check) string {
	for _, c := range checks {
		out = strings.Replace(out, c.Title+"\n", "", 1)
	}
	return strings.ReplaceAll(strings.TrimSpace(out), "\n", ", ")
}

// spoil changes a byte of a file of the proof, and wants the script to fail.
func spoil(t *testing.T, dir, name string) {
	t.Helper()
	path := filepath.Join(dir, name)
	good, err := os.ReadFile(path)
	if os.IsNotExist(err) && strings.HasPrefix(name, "body") {
		return // of a seal
	}
	if err != nil {
		t.Fatal(err)
	}
	bad := append([]byte{}, good...)
	if len(bad) == 0 {
		bad = []byte("x")
	} else {
		bad[len(bad)/2] ^= 1
	}
	if err := os.WriteFile(path, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, ok := verify(t, dir); ok {
		t.Errorf("%s was changed, and the script says:\n%s", name, out)
	}
	if err := os.WriteFile(path, good, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestFailed: of a signature that does not hold, the script says so.
func TestFailed(t *testing.T) {
	raw := by("k2048", mailtest.RSA(2048)).Sign(letter)
	for change, want := range map[string]string{
		"Monday":   "Verified OK, Body Failure: its hash is ",
		"contract": "Verification failure",
	} {
		dir, checks := written(t, strings.Replace(raw, change, "changed", 1))
		if out, ok := verify(t, dir); ok || !strings.Contains(answers(out, checks), want) {
			t.Errorf("without %q: ok %v\n%s", change, ok, out)
		}
	}
}

// TestOrder: the author's own signature that holds comes first; one without a
// key gives no check.
func TestOrder(t *testing.T) {
	raw := by("k2048", mailtest.RSA(2048)).Sign(letter)
	stranger := mailtest.Signature{Key: mailtest.Ed25519, Domain: "lists.example", Selector: "ed"}
	facts := examine.Signatures([]byte(stranger.Sign(raw)))
	judged := sign.JudgeAll(&facts, lookup, 0)
	for i := range judged {
		judged[i].Aligned = judged[i].Domain == "press.example"
	}
	checks := proof.Of([]byte(stranger.Sign(raw)), &facts, judged, lookup)
	if len(checks) != 2 || checks[0].Title != "dkim press.example / k2048" || checks[1].Title != "dkim lists.example / ed" {
		t.Errorf("checks %+v", checks)
	}
	none := func(string) []keys.Key { return nil }
	if list := proof.Of([]byte(raw), &facts, sign.JudgeAll(&facts, none, 0), none); len(list) != 0 {
		t.Errorf("%d checks without a key", len(list))
	}
}

// TestHostileNames: what a mail calls its domain and selector is text of the
// script and nothing else.
func TestHostileNames(t *testing.T) {
	dir := t.TempDir()
	sign := by("k2048", mailtest.RSA(2048))
	for _, name := range []string{`x'; touch ` + dir + `/run; '`, "$(touch " + dir + "/run)", "`touch " + dir + "/run`", "\x1b[2J", "a\\nb"} {
		sign.Selector = name
		checks := checksOf(sign.Sign(letter))
		for i := range checks {
			checks[i].Title += name // whatever the reader refused
		}
		checks = append(checks, proof.Check{Title: name, Algorithm: "rsa-sha256", Key: &lookup("k2048.")[0]})
		to := filepath.Join(t.TempDir(), "proof")
		if err := proof.Write(to, nil, nil, checks); err != nil {
			t.Fatal(err)
		}
		out, _ := verify(t, to)
		if strings.Contains(out, "\x1b") {
			t.Errorf("the script prints %q", out)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("a script ran what a mail told it to: %v, %v", left, err)
	}
}

// TestFolder: an older proof is not written over.
func TestFolder(t *testing.T) {
	dir, checks := written(t, by("k2048", mailtest.RSA(2048)).Sign(letter))
	if err := proof.Write(dir, nil, nil, checks); err == nil || !strings.Contains(err.Error(), "is not empty") {
		t.Errorf("error %v", err)
	}
	for _, name := range []string{"verify.sh", "signed-bytes", "signature", "key.pem", "key-record.txt", "body", "body-hash"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if record, _ := os.ReadFile(filepath.Join(dir, "key-record.txt")); !strings.Contains(string(record), "keys.zone:1") {
		t.Errorf("the record of the key is %q", record)
	}
}

// TestHostileRepair: what the script shows of a repair holds no control
// characters, and no file of it can be changed.
func TestHostileRepair(t *testing.T) {
	if _, err := exec.LookPath("patch"); err != nil {
		t.Skip("patch is missing: ", err)
	}
	signed := by("k2048", mailtest.RSA(2048)).Sign(letter)
	run := t.TempDir()
	stored := signed + "\x1b[2J\r\n\x1b]0;x\x07\r\n-- message.eml\r\n@@ -1 +1 @@\r\n1e touch " + run + "/x\r\nIndex: ../x\r\n--- /dev/null\r\n+++ ../x\r\n"
	for _, long := range []bool{false, true} {
		if long {
			stored += strings.Repeat("\x1b[2J long\r\n", 8000)
		}
		dir := filepath.Join(t.TempDir(), "proof")
		if err := proof.Write(dir, []byte(stored), []byte(signed), checksOf(signed)); err != nil {
			t.Fatal(err)
		}
		out, ok := verify(t, dir)
		if !ok || strings.Contains(out, "\x1b") || long == strings.Contains(out, "Repair OK") {
			t.Errorf("ok %v: %q", ok, out[:min(len(out), 2000)])
		}
		if long {
			continue
		}
		for _, name := range []string{"message.eml", "repaired.eml", "repair.patch"} {
			spoil(t, dir, name)
		}
	}
	if left, err := os.ReadDir(run); err != nil || len(left) > 0 {
		t.Errorf("the script ran what the mail told it to: %v, %v", left, err)
	}
}
