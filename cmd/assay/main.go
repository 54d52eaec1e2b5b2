// Command assay examines a leaked archive and says of every item what can be
// proved about it. See README.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"assay/examine"
	"assay/report"
)

// version is what the log of a case records; releases set it.
const version = "0.1.0"

// Exit statuses. What assay concludes never changes them.
const (
	exitDone   = 0
	exitFailed = 1 // something could not be read, or the run failed
	exitUsage  = 2
)

// memoryGoal keeps the garbage collector from letting the heap grow where
// there is no need: a whole run stays under 300 MB.
const memoryGoal = 160 << 20

// commands is the whole command line.
type commands struct {
	Run        runCmd        `cmd:"" help:"Examine a leak into a case; run again to resume."`
	Check      checkCmd      `cmd:"" help:"Examine one message or a few, without a case."`
	Ls         lsCmd         `cmd:"" help:"List what a case holds."`
	Show       showCmd       `cmd:"" help:"Show one item: claim, conclusion, every finding, proof to recheck."`
	Revisions  revisionsCmd  `cmd:"" help:"The former states that a PDF still holds."`
	Keys       keysCmd       `cmd:"" help:"The keys of a case, and where each came from."`
	Tells      tellsCmd      `cmd:"" help:"What traces are looked for, what each rests on, and who is innocent."`
	Lab        labCmd        `cmd:"" help:"Measure assay: make leaks with known truth, and score a case."`
	Completion completionCmd `cmd:"" help:"Print a completion script for a shell."`
	Version    versionCmd    `cmd:"" help:"Print the version."`

	PrintVersion kong.VersionFlag `name:"version" help:"Print the version."`
}

// system is what commands see of the world.
type system struct {
	ctx            context.Context
	stdout, stderr io.Writer
	stdin          io.Reader
	args           []string
	now            func() time.Time
	workers        int
	outStyle       report.Style
	terminal       struct{ in, out, err bool }
	reader         examine.Documents // nil: documents are not read
	failed         bool              // something could not be read; named on stderr
	named          int64             // items that could not be read, named so far
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == childCommand {
		serveDocuments(os.Args[2:])
	}
	debug.SetMemoryLimit(memoryGoal)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := &system{
		ctx: ctx, stdout: os.Stdout, stderr: os.Stderr, stdin: os.Stdin,
		args: os.Args, now: time.Now, workers: runtime.GOMAXPROCS(0),
	}
	s.terminal.in = term.IsTerminal(int(os.Stdin.Fd()))
	s.terminal.out = term.IsTerminal(int(os.Stdout.Fd()))
	s.terminal.err = term.IsTerminal(int(os.Stderr.Fd()))
	s.outStyle.Color = s.terminal.out && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	os.Exit(s.main(os.Args[1:]))
}

// usageError is a command line that cannot be carried out.
type usageError struct{ error }

// main runs a command line and returns the exit status.
func (s *system) main(args []string) int {
	exited := -1
	parser, err := newParser(s, func(status int) { exited = status })
	if err != nil {
		s.complain("%v", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	kctx, err := parser.Parse(args)
	if exited >= 0 { // --help was printed
		return exited
	}
	if err != nil {
		s.complain("%v", err)
		fmt.Fprintln(s.stderr, "assay --help lists the commands; assay COMMAND --help shows examples.")
		return exitUsage
	}
	err = kctx.Run(s)
	var usage usageError
	switch {
	case errors.As(err, &usage):
		s.complain("%v", err)
		return exitUsage
	case s.ctx.Err() != nil:
		s.complain("stopped; what was done is kept, and the same command goes on from there")
		return exitFailed
	case err != nil:
		s.complain("%s", reasons(err))
		return exitFailed
	case s.failed:
		return exitFailed
	}
	return exitDone
}

func newParser(s *system, exit func(int)) (*kong.Kong, error) {
	return kong.New(&commands{},
		kong.Name("assay"),
		kong.Description(description),
		kong.Writers(s.stdout, s.stderr),
		kong.Exit(exit),
		kong.Vars{"version": versionLine()},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
}

// complain prints one line about something that went wrong.
func (s *system) complain(format string, args ...any) {
	fmt.Fprintln(s.stderr, "assay: "+report.Safe(fmt.Sprintf(format, args...)))
}

// reasons is err in one line. Errors that are joined are mostly one that came
// up in several places: a case that failed fails again when it is closed.
func reasons(err error) string {
	var list []string
	for line := range strings.SplitSeq(err.Error(), "\n") {
		if !slices.Contains(list, line) {
			list = append(list, line)
		}
	}
	return strings.Join(list, "; ")
}

type versionCmd struct{}

func (versionCmd) Run(s *system) error {
	_, err := fmt.Fprintln(s.stdout, versionLine())
	return err
}

func versionLine() string {
	return fmt.Sprintf("assay %s (%s, %s/%s)", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
