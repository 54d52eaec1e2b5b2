package casefile

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"testing"
	"time"
)

// A run that is killed again and again, at random instants, ends with the same
// list as one that is left alone.
func TestKilledRunEndsTheSame(t *testing.T) {
	undisturbed := t.TempDir()
	began := time.Now()
	if child, _ := start(t, "run", undisturbed); child.Wait() != nil {
		t.Fatal("the undisturbed run failed")
	}
	whole := time.Since(began)

	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	killed := t.TempDir()
	kills := 0
	for try := 1; ; try++ {
		child, _ := start(t, "run", killed)
		// Ever later, so that the run ends at last.
		patience := time.Duration(r.Int64N(int64(whole)*int64(try)/8 + 1))
		if endsWithin(t, child, patience) {
			break
		}
		kills++
	}
	if kills < 3 {
		t.Errorf("seed %d: the run was killed %d times only", seed, kills)
	}
	t.Logf("seed %d: killed %d times, whole run %v", seed, kills, whole)

	want, got := digestOfList(t, undisturbed), digestOfList(t, killed)
	if got != want {
		t.Errorf("seed %d: the list of the killed run is %s, of the undisturbed %s", seed, got, want)
	}
}

// endsWithin says whether child succeeded within patience; it kills it where
// it did not end.
func endsWithin(t *testing.T, child *exec.Cmd, patience time.Duration) bool {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Fatalf("a resumed run failed: %v", err)
		}
		return true
	case <-time.After(patience):
		if err := child.Process.Kill(); err != nil {
			t.Log(err) // it ended this moment
		}
		return <-ended == nil
	}
}

// digestOfList hashes all that List and Counts give, and checks that the case
// is complete.
func digestOfList(t *testing.T, dir string) string {
	t.Helper()
	v, err := OpenView(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	h := sha256.New()
	rows := 0
	err = v.List(Filter{}, func(r Row) error {
		rows++
		line, err := json.Marshal(r)
		_, _ = h.Write(line)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := runUnits + 2*50; rows != want {
		t.Errorf("the list has %d rows, want %d", rows, want)
	}
	if n, err := v.Pending(); n != 0 || err != nil {
		t.Errorf("%d items are not judged, %v", n, err)
	}
	found := 0
	err = v.List(Filter{Match: `"document 7"`}, func(Row) error {
		found++
		return nil
	})
	if found != 1 || err != nil {
		t.Errorf("the words find %d items, %v; want 1", found, err)
	}
	counts, err := v.Counts()
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(h, fmt.Sprint(counts))
	return hex.EncodeToString(h.Sum(nil))
}

// What was committed before a kill is there, what was not is gone, and the
// case opens at once, to read and to write.
func TestKilledHolderFreesTheCase(t *testing.T) {
	dir := t.TempDir()
	child, out := start(t, "hold", dir)
	if line, err := out.ReadString('\n'); line != "held\n" {
		t.Fatalf("the child says %q, %v", line, err)
	}
	for _, open := range []func(string) (*Case, error){Create, Open} {
		_, err := open(dir)
		wantError(t, err, ErrInUse)
	}
	checkHeld(t, dir)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it says that it was killed
	checkHeld(t, dir)
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	closeCase(t, c)
	checkHeld(t, dir)
}

func checkHeld(t *testing.T, dir string) {
	t.Helper()
	v, err := OpenView(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if got := firstPaths(list(t, v, Filter{})); len(got) != 1 || got[0] != "a" {
		t.Errorf("the case lists %q, want a alone", got)
	}
}
