package main

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"testing"
	"time"

	"assay/internal/mailtest"
)

// TestRecoverKilled: a search for keys that is killed again and again ends with
// the same keys and the same list as one that is left alone.
func TestRecoverKilled(t *testing.T) {
	dir := t.TempDir()
	for i := range 40 {
		domain := fmt.Sprintf("d%d.example", i)
		key := mailtest.RSAWith(1024, 3+i%2*2)
		for j := range 3 {
			raw := mailtest.Signature{Key: key, Domain: domain, Selector: "k1"}.Sign(fmt.Sprintf(
				"From: a@%s\r\nSubject: Letter %d\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\n\r\nText.\r\n", domain, j))
			folder := "leak"
			if j == 2 && i%4 == 0 {
				folder = "elsewhere"
			}
			write(t, dir, fmt.Sprintf("%s/%d/%d.eml", folder, i, j), raw)
		}
	}
	search := func(name string) *exec.Cmd {
		cmd := exec.Command("assay-cheap", "keys", "recover", "--case", name, "--anchor", "elsewhere")
		cmd.Dir = dir
		return cmd
	}
	for _, name := range []string{"whole", "killed"} {
		output(t, dir, exitDone, "run", "--case", name, "leak")
	}
	began := time.Now()
	if out, err := search("whole").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	patience := time.Since(began)
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	kills := 0
	for try := 1; ; try++ {
		cmd := search("killed")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if endsWithin(cmd, time.Duration(r.Int64N(int64(patience)*int64(try)/6+1))) {
			break
		}
		kills++
	}
	t.Logf("seed %d: killed %d times", seed, kills)
	if kills < 2 {
		t.Errorf("seed %d: killed %d times only", seed, kills)
	}
	for _, command := range [][]string{{"keys", "list"}, {"ls", "--json"}} {
		want, _ := output(t, dir, exitDone, append(command, "--case", "whole")...)
		got, _ := output(t, dir, exitDone, append(command, "--case", "killed")...)
		sameState(t, want, got)
	}
}
