package isolate

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

// Bounds a child sets itself.
const (
	MaxFiles = 64       // open files
	MaxStack = 64 << 20 // bytes of one goroutine's stack: endless recursion ends early, and says so
)

// exitOverMemory is the exit status of a child that found itself over memory.
const exitOverMemory = 77

// Child serves the table to the parent over standard input and output until the
// parent is gone, and then ends the process. It is all that the hidden command
// does. What parsers print goes to the standard error.
func Child(table Table) {
	out, err := takeOutput()
	if err == nil {
		err = serve(&lifeline{os.Stdin}, out, table, confine)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "assay child:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// lifeline ends the process when its parent is gone, whatever a parser is doing:
// the next frame is awaited while one is worked on.
type lifeline struct{ in io.Reader }

func (l *lifeline) Read(b []byte) (int, error) {
	n, err := l.in.Read(b)
	if err != nil {
		os.Exit(0)
	}
	return n, err
}

// serve reads frames from in and writes the answers to out until in ends. It
// has the terms of the first frame put in force. The error is of the pipes or
// the frames; what parsers do wrong is answered.
func serve(in io.Reader, out io.Writer, table Table, confine func(terms) error) error {
	b := bufio.NewReaderSize(in, 64<<10)
	kind, content, err := readFrame(b, 64)
	if err != nil {
		return fmt.Errorf("no terms came: %w", err)
	}
	if kind != frameTerms {
		return fmt.Errorf("%w: kind %q where terms were awaited", errFrame, kind)
	}
	t, err := readTerms(content)
	if err != nil {
		return err
	}
	if err := confine(t); err != nil {
		return writeFrame(out, frameReady, []byte(firstLine(err.Error())))
	}
	if err := writeFrame(out, frameReady); err != nil {
		return err
	}
	stop := make(chan struct{})
	defer close(stop)
	for r := range requests(b, stop) {
		if r.err != nil {
			return r.err
		}
		if last, err := answer(out, table, r, t); last || err != nil {
			return err
		}
	}
	return nil
}

type request struct {
	parser  string
	content []byte
	err     error
}

// requests reads ahead, so that the end of in is seen while a parser works. The
// channel closes at the end of in.
func requests(in io.Reader, stop chan struct{}) chan request {
	list := make(chan request)
	go func() {
		defer close(list)
		for {
			var r request
			kind, content, err := readFrame(in, MaxRequest+maxName+1)
			switch {
			case err == io.EOF:
				return
			case err != nil:
				r.err = err
			case kind != frameRequest:
				r.err = fmt.Errorf("%w: kind %q where a request was awaited", errFrame, kind)
			default:
				r.parser, r.content, r.err = splitRequest(content)
			}
			select {
			case list <- r:
			case <-stop:
				return
			}
			if r.err != nil {
				return
			}
		}
	}()
	return list
}

// answer answers one request. last says that the process should end: a parser
// that panicked may hold locks, and a heap that stays large is not worth keeping.
func answer(out io.Writer, table Table, r request, t terms) (last bool, err error) {
	kind, content := run(table, r.parser, r.content, int(t.answer))
	r.content = nil
	if kind == framePanic {
		return true, writeFrame(out, kind, content)
	}
	if inUse() > t.memory/2 {
		debug.FreeOSMemory()
		if inUse() > t.memory/2 {
			if err := writeFrame(out, frameLast); err != nil {
				return true, err
			}
			last = true
		}
	}
	return last, writeFrame(out, kind, content)
}
