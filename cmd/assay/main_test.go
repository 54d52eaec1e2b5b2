package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary be the programme: under the name assay it runs
// main. Under the name assay-cheap it looks for keys with small exponents only,
// which takes no time.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"assay": main, "assay-cheap": func() {
		exponents = []int{3, 5}
		main()
	}})
}

// TestScripts runs every file of testdata/script: the programme as a person
// meets it. The commands beside testscript's own stand in script_test.go.
func TestScripts(t *testing.T) {
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	cache := t.TempDir()
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "sign": signMail, "seal": sealMail, "key": addKey, "records": checkRecords,
			"dns": startDNS, "asked": checkAsked, "raw": writeRaw, "shell": shell, "newer": makeNewer,
			"oneline": oneLine, "alike": makeAlike, "letters": writeLetters, "embed": embed, "labelled": labelled,
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXAMPLES", examples)
			env.Setenv("XDG_CACHE_HOME", cache) // one for all: filling it takes seconds
			return nil
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// programme is assay as a process of its own.
func programme(tb testing.TB, dir string, args ...string) *exec.Cmd {
	tb.Helper()
	path, err := exec.LookPath("assay")
	if err != nil {
		tb.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = dir
	return cmd
}

// output is what the programme writes to standard output; it fails the test
// where the exit status is not the one wanted.
func output(tb testing.TB, dir string, want int, args ...string) (stdout, stderr string) {
	tb.Helper()
	cmd := programme(tb, dir, args...)
	var out, err strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &err
	_ = cmd.Run() // the status tells
	if got := cmd.ProcessState.ExitCode(); got != want {
		tb.Fatalf("assay %q: exit status %d, want %d\n%s%s", args, got, want, out.String(), err.String())
	}
	return out.String(), err.String()
}

// write writes a file below dir, and its folders.
func write(tb testing.TB, dir, name, content string) {
	tb.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		tb.Fatal(err)
	}
}
