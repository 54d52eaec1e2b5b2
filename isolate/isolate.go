// Package isolate runs parsers of hostile files where they can do no harm: in
// a child process of the same programme, with bounds on memory and time.
//
// recover is not enough. A parser that loops, allocates 64 GB, overflows its
// stack or calls os.Exit ends the process it is in. Here it ends a child: the
// caller gets a Failure on that one file, and the next file finds a new child.
//
// The parent holds a Pool. Each child is the same binary, started with a hidden
// command that calls Child; it serves requests from one Table, one at a time,
// and is used again from file to file. Parent and child speak frames over two
// pipes; see frame.go.
//
// What a child is denied, by platform:
//
//   - everywhere: the parent's environment, its open files, its folder, its
//     terminal; more time than Options.Time; more Go memory than Options.Memory
//     (looked at every WatchEvery, so that a short burst passes it);
//   - Linux, by the kernel: private writable memory (RLIMIT_DATA), writing to
//     files (RLIMIT_FSIZE), core dumps, more than MaxFiles open files, living
//     on after its parent (PR_SET_PDEATHSIG). The parent also looks at the
//     resident memory, which counts what is not Go's;
//   - Linux on amd64 and arm64: sockets and the start of programmes (seccomp);
//   - macOS, Windows, others: none of what the kernel does on Linux. Reading
//     files and opening sockets is not denied there, and a child whose parent was
//     killed ends when it sees its pipe closed.
//
// Nothing hides files that the user may read from a parser that can be made to
// run foreign code. Go code that parses cannot easily be made to.
package isolate

import (
	"context"
	"errors"
	"fmt"
)

// A Parser turns one request into one answer. It is pure: nothing is kept from
// one call to the next but what makes it faster.
type Parser func(request []byte) (answer []byte, err error)

// Table names the parsers that a child serves.
type Table map[string]Parser

// A Runner runs one named parser on one request. The error is a *Failure where
// the parser went wrong as a programme, the context's where that ended, ErrStart
// where no child can be had; all else is the parser's own error, as it said it.
type Runner interface {
	Do(ctx context.Context, parser string, request []byte) (answer []byte, err error)
}

// ErrStart says that no child process can be started: a fault of the machine or
// of the set-up, not of the file.
var ErrStart = errors.New("cannot start the child process that reads files")

// ErrClosed says that the pool was closed.
var ErrClosed = errors.New("the pool of child processes is closed")

// Direct is a Runner that calls the parsers in this process, for tests. It
// survives a panic, and nothing else of what a Pool survives.
func Direct(table Table) Runner { return direct(table) }

type direct Table

func (d direct) Do(ctx context.Context, parser string, request []byte) ([]byte, error) {
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	kind, answer := run(Table(d), parser, request, MaxAnswer)
	return understood(parser, kind, answer)
}

// run calls one parser and says what came of it as a frame would.
func run(table Table, parser string, request []byte, bound int) (kind byte, answer []byte) {
	defer func() {
		if r := recover(); r != nil {
			kind, answer = framePanic, []byte(firstLine(fmt.Sprint(r)))
		}
	}()
	parse := table[parser]
	if parse == nil {
		return frameError, fmt.Appendf(nil, "no parser is named %q", parser)
	}
	answer, err := parse(request)
	switch {
	case err != nil:
		return frameError, []byte(firstLine(err.Error()))
	case len(answer) > bound:
		return frameTooMuch, fmt.Append(nil, len(answer))
	}
	return frameAnswer, answer
}

// understood is the answer or the error that a frame of an answer means.
func understood(parser string, kind byte, answer []byte) ([]byte, error) {
	switch kind {
	case frameAnswer:
		return answer, nil
	case frameError:
		return nil, errors.New(firstLine(string(answer)))
	case framePanic:
		return nil, &Failure{Parser: parser, How: Panicked, Detail: firstLine(string(answer))}
	case frameTooMuch:
		return nil, &Failure{Parser: parser, How: TooMuch, Detail: firstLine(string(answer)) + " bytes"}
	}
	return nil, &Failure{Parser: parser, How: Rubbish, Detail: fmt.Sprintf("a frame of kind %q", kind)}
}
