package casefile

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"assay/item"
)

// childVariable has the test binary play another process: its value is a role,
// a colon and the folder of the case.
const childVariable = "CASEFILE_TEST_CHILD"

func TestMain(m *testing.M) {
	role, dir, child := strings.Cut(os.Getenv(childVariable), ":")
	if !child {
		os.Exit(m.Run())
	}
	if err := map[string]func(string) error{"hold": hold, "run": run}[role](dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// start starts a child and returns what it writes to its standard output.
func start(tb testing.TB, role, dir string) (*exec.Cmd, *bufio.Reader) {
	tb.Helper()
	self, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	child := exec.Command(self)
	child.Env = append(os.Environ(), childVariable+"="+role+":"+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := child.Start(); err != nil {
		tb.Fatal(err)
	}
	return child, bufio.NewReader(out)
}

// hold opens the case, puts an item that is committed and one that is not,
// says so and waits to be killed.
func hold(dir string) error {
	c, err := Create(dir)
	if err != nil {
		return err
	}
	if err := c.Put(Part{Items: []Item{mail("a", "leak/a", "")}}); err != nil {
		return err
	}
	if err := c.Flush(); err != nil {
		return err
	}
	c.mu.Lock() // no timer commits the second one
	if err := c.begin(); err != nil {
		return err
	}
	b := mail("b", "leak/b", "")
	if err := c.putItem(&b); err != nil {
		return err
	}
	fmt.Println("held")
	_, err = io.Copy(io.Discard, os.Stdin) // until it is killed
	time.Sleep(time.Minute)
	return err
}

const (
	runUnits   = 8_000
	runWorkers = 3
)

// run examines a made-up leak: it skips the units that are done, reads the
// rest in any order and judges.
func run(dir string) error {
	c, err := Create(dir)
	if err != nil {
		return err
	}
	if _, err := c.AddKeys(Key{Name: "s._domainkey.example.org", Record: "v=DKIM1; p=", Origin: []byte(`{}`)}); err != nil {
		return err
	}
	units := make(chan int)
	errs := make(chan error, runWorkers)
	var group sync.WaitGroup
	for range runWorkers {
		group.Go(func() {
			for n := range units {
				if err := runUnit(c, n); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	for n := range runUnits {
		select {
		case units <- n:
		case err := <-errs:
			return err
		}
	}
	close(units)
	group.Wait()
	if err := c.Judge(context.Background(), runtime.GOMAXPROCS(0), judge); err != nil {
		return err
	}
	return c.Close()
}

// runUnit puts a mail in one part, and in another its two attachments: a mail
// that units share, and a document in that mail.
func runUnit(c *Case, n int) error {
	at := fmt.Sprintf("leak/%d.eml", n*7919%runUnits)
	if _, done, err := c.UnitDone(at); done || err != nil {
		return err
	}
	inner := mail(fmt.Sprintf("inner %d", n%50), at+"#2", at)
	document := mail(fmt.Sprintf("document %d", n%50), at+"#2#1", at+"#2")
	document.Kind = item.Document
	if err := c.Put(Part{Items: []Item{mail(at, at, "")}}); err != nil {
		return err
	}
	return c.Put(Part{Items: []Item{inner, document}, Unit: &Unit{Path: at, Expanded: int64(n)}})
}
