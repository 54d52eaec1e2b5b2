package tell_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"assay/mail"
	"assay/tell"
)

// slowest is far above what all tells need for a mail of maxFuzzed bytes.
const (
	slowest   = 2 * time.Second
	maxFuzzed = 1 << 20
)

// FuzzMail runs every tell over mail that nobody wrote: no panic, bounded time,
// and every finding is whole.
func FuzzMail(f *testing.F) {
	names, err := filepath.Glob("testdata/*/*.eml")
	if err != nil || len(names) == 0 {
		f.Fatal(len(names), err)
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) <= maxFuzzed {
			examine(t, raw)
		}
	})
}

func examine(t *testing.T, raw []byte) {
	m := mail.Parse(raw)
	text := m.Text()
	begin := time.Now()
	report := tell.OfMail(tell.NewMail(m, text))
	if took := time.Since(begin); took > slowest {
		t.Errorf("%d bytes took %s", len(raw), took)
	}
	for _, found := range report.Findings {
		if found.Where == "" || found.Why == "" || found.Recheck == "" {
			t.Errorf("an incomplete finding: %+v", found)
		}
	}
}

// TestCrowdedMail repeats what tells read, as often as fits into a megabyte.
func TestCrowdedMail(t *testing.T) {
	for _, field := range []string{
		"Received: from a (b [c]) by d with e id 1coVY8-0004Tq-2V for <f>; Tue, 14 Mar 2017 09:12:40 +0100\n",
		"Received: " + string(bytes.Repeat([]byte("(from "), 10_000)) + "\n",
		"DKIM-Signature: t=1; d=a.example\n",
		"X-OriginalArrivalTime: 14 Mar 2017 08:12:40.0123 (UTC) FILETIME=[00000000:00000000]\n",
		"References: " + string(bytes.Repeat([]byte(" <20170314081233.GA4711@a.example>"), 1_500)) + "\n",
		"Authentication-Results: " + string(bytes.Repeat([]byte(" header.from=a.example"), 2_500)) + "\n",
		"Thread-Index: " + string(bytes.Repeat([]byte("AQAA"), 15_000)) + "\n",
	} {
		head := "Date: Tue, 14 Mar 2017 09:12:33 +0100\nFrom: a@b.example\n"
		examine(t, []byte(head+string(bytes.Repeat([]byte(field), maxFuzzed/len(field)))+"\nx\n"))
	}
	for _, line := range []string{"On 5 March 2018 Ada wrote:\n", "From: Ada\n", "Sent: 5 March 2018\n", "1 1 1 1 1 1 1 1 1 :\n"} {
		examine(t, []byte("Date: Tue, 14 Mar 2017 09:12:33 +0100\n\n"+string(bytes.Repeat([]byte(line), maxFuzzed/len(line)))))
	}
}
