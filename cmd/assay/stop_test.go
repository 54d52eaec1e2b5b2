package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/internal/mailtest"
)

// Sizes of the leak that runs are stopped in.
const (
	inMbox    = 3000
	inMaildir = 300
	inZip     = 500
)

// mailsInMbox is inMbox, or fewer where time is short, as under the race
// detector.
func mailsInMbox() int {
	if testing.Short() {
		return inMbox / 5
	}
	return inMbox
}

// makeLeak writes a leak of a few thousand mails, most of them signed, in an
// mbox, a Maildir and a zip, and their key.
func makeLeak(t *testing.T, dir string) {
	t.Helper()
	var mbox, pack bytes.Buffer
	for i := range mailsInMbox() {
		fmt.Fprintf(&mbox, "From a@press.example Fri Apr 21 09:12:33 2017\r\n%s\r\n", letter(i))
	}
	write(t, dir, "leak/inbox.mbox", mbox.String())
	for i := range inMaildir {
		write(t, dir, fmt.Sprintf("leak/Maildir/cur/%d.host:2,S", i), letter(mailsInMbox()+i))
	}
	z := zip.NewWriter(&pack)
	for i := range inZip {
		w, err := z.Create(fmt.Sprintf("mails/%d.eml", i))
		must(err)
		put(w, "%s", letter(mailsInMbox()-inZip/2+i)) // half of them are in the mbox too
	}
	must(z.Close())
	write(t, dir, "leak/pack.zip", pack.String())
	write(t, dir, "leak/broken.zip", pack.String()[:pack.Len()/2])
	write(t, dir, "keys.zone", fmt.Sprintf("k1._domainkey.press.example. IN TXT %q\n", mailtest.Ed25519.Record("")))
}

// letter is one of many mails; every third carries an attachment that others
// carry too, every seventh another mail.
func letter(i int) string {
	head := fmt.Sprintf("From: Author %d <a%d@press.example>\r\nTo: b@council.example\r\nSubject: Letter %d\r\n"+
		"Date: Fri, 21 Apr 2017 09:12:33 +0200\r\nMessage-ID: <%d@press.example>\r\nMIME-Version: 1.0\r\n", i, i, i, i)
	part := ""
	switch {
	case i%7 == 0:
		part = "Content-Type: message/rfc822\r\n\r\n" + letter(i+1)
	case i%3 == 0:
		part = "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n" +
			"Content-Disposition: attachment; filename=a.bin\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(fmt.Sprint(i%50), 500))) + "\r\n"
	}
	raw := head + "Content-Type: multipart/mixed; boundary=\"part of " + fmt.Sprint(i) + "\"\r\n\r\n" +
		"--part of " + fmt.Sprint(i) + "\r\n\r\nThe text of letter " + fmt.Sprint(i) + ".\r\n"
	if part != "" {
		raw += "--part of " + fmt.Sprint(i) + "\r\n" + part
	}
	raw += "--part of " + fmt.Sprint(i) + "--\r\n"
	if i%5 == 0 {
		return raw
	}
	return mailtest.Signature{Key: mailtest.Ed25519, Domain: "press.example", Selector: "k1"}.Sign(raw)
}

// runArgs is a run of that leak; its broken zip makes the exit status 1.
func runArgs(dir string) []string {
	return []string{"run", "--case", dir, "--keys", "keys.zone", "leak"}
}

// state is all that a case tells: the list, and some of its items.
func state(t *testing.T, dir, name string) string {
	t.Helper()
	list, _ := output(t, dir, exitDone, "ls", "--json", "--case", name)
	for _, item := range []string{"leak/pack.zip!mails/7.eml#2", "leak/broken.zip", "leak/Maildir/cur/5.host:2,S"} {
		shown, _ := output(t, dir, exitDone, "show", "--json", "--case", name, item)
		list += shown
	}
	return list
}

// sameState compares line by line: the whole is too long to print.
func sameState(t *testing.T, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	t.Errorf("%d lines, want %d", len(g), len(w))
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			t.Fatalf("line %d is\n%s\nwant\n%s", i+1, g[i], w[i])
		}
	}
}

// A run that is killed again and again, at random instants, ends with the same
// list and the same items as one that is left alone.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	makeLeak(t, dir)
	began := time.Now()
	output(t, dir, exitFailed, runArgs("whole")...)
	patience := time.Since(began)
	want := state(t, dir, "whole")
	if n := strings.Count(want, `"conclusion":"verified"`); n < mailsInMbox()/2 {
		t.Fatalf("%d mails are verified", n)
	}

	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	kills := 0
	for try := 1; ; try++ {
		cmd := programme(t, dir, runArgs("killed")...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Ever later, so that the run ends at last.
		if endsWithin(cmd, time.Duration(r.Int64N(int64(patience)*int64(try)/6+1))) {
			break
		}
		kills++
	}
	t.Logf("seed %d: killed %d times", seed, kills)
	if kills < 3 {
		t.Errorf("seed %d: the run was killed %d times only", seed, kills)
	}
	sameState(t, want, state(t, dir, "killed"))
}

// endsWithin kills a process that has not ended in time, and reports whether
// it ended by itself.
func endsWithin(cmd *exec.Cmd, patience time.Duration) bool {
	timer := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() }) // it may end this moment
	defer timer.Stop()
	_ = cmd.Wait() // the status tells
	return cmd.ProcessState.Exited()
}

// A run that is interrupted says so in one line, and the next one ends as if
// nothing had been.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	makeLeak(t, dir)
	output(t, dir, exitFailed, runArgs("whole")...)
	cmd := programme(t, dir, runArgs("stopped")...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for { // until something is read
		if info, err := os.Stat(filepath.Join(dir, "stopped", "case.db-wal")); err == nil && info.Size() > 1<<20 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the status tells
	lines := slices.DeleteFunc(strings.SplitAfter(stderr.String(), "\n"), func(line string) bool {
		return line == "" || strings.Contains(line, "broken.zip") // which is named when it is read
	})
	if cmd.ProcessState.ExitCode() != exitFailed || len(lines) != 1 || !strings.HasPrefix(lines[0], "assay: stopped; what was done is kept") {
		t.Errorf("exit status %d and %q", cmd.ProcessState.ExitCode(), lines)
	}
	output(t, dir, exitFailed, runArgs("stopped")...)
	sameState(t, state(t, dir, "whole"), state(t, dir, "stopped"))
}
