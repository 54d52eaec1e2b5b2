package isolate

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// child is one child process, as its parent sees it. One goroutine uses it at a
// time.
type child struct {
	options Options
	cmd     *exec.Cmd
	in, out *os.File // the parent's ends
	answers *bufio.Reader
	stderr  *tail
	served  int
	ended   chan struct{} // closed when the process is gone and waited for
}

// start starts a child and agrees on the terms with it.
func start(ctx context.Context, o Options) (*child, error) {
	c, err := spawn(o)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStart, err)
	}
	t := terms{memory: uint64(o.Memory), answer: uint64(o.Answer), writes: o.Writes}
	kind, said, err := c.exchange(ctx, StartTime, "start", frameTerms, t.bytes())
	if err == nil && (kind != frameReady || len(said) > 0) {
		err = fmt.Errorf("it says %q", firstLine(string(said)))
	}
	if err != nil {
		c.end()
		if cause := context.Cause(ctx); cause != nil {
			return nil, cause
		}
		return nil, fmt.Errorf("%w: %w", ErrStart, err)
	}
	return c, nil
}

// spawn starts the process: no environment (os/exec adds SYSTEMROOT on Windows,
// which Go needs there), the root as its folder, no files but the three.
func spawn(o Options) (*child, error) {
	if len(o.Command) == 0 {
		return nil, errors.New("no command is given")
	}
	childIn, in, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	out, childOut, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, childIn.Close(), in.Close())
	}
	c := &child{options: o, in: in, out: out, stderr: &tail{}, ended: make(chan struct{})}
	c.answers = bufio.NewReaderSize(out, 64<<10)
	c.cmd = exec.Command(o.Command[0], o.Command[1:]...)
	c.cmd.Stdin, c.cmd.Stdout, c.cmd.Stderr = childIn, childOut, c.stderr
	c.cmd.Env = []string{"GOTRACEBACK=single"}
	c.cmd.Dir = filepath.VolumeName(o.Command[0]) + string(filepath.Separator)
	c.cmd.SysProcAttr = attributes()
	c.cmd.WaitDelay = time.Second
	err = errors.Join(c.cmd.Start(), childIn.Close(), childOut.Close())
	if c.cmd.Process == nil {
		return nil, errors.Join(err, in.Close(), out.Close())
	}
	go func() {
		c.cmd.Wait() // what it says is read from ProcessState
		close(c.ended)
	}()
	return c, nil
}

// gone says whether the process has ended.
func (c *child) gone() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
}

// end kills the process, waits for it and closes the pipes.
func (c *child) end() {
	if !c.gone() {
		c.cmd.Process.Kill() // it fails only where the process is gone by now
		<-c.ended
	}
	c.in.Close()
	c.out.Close()
}

// ask sends a request and waits for the answer. again says that the child can
// be used for the next.
func (c *child) ask(ctx context.Context, parser string, request []byte) (answer []byte, again bool, err error) {
	name := append([]byte{byte(len(parser))}, parser...)
	kind, answer, err := c.exchange(ctx, c.options.Time, parser, frameRequest, name, request)
	if err != nil {
		return nil, false, err
	}
	c.served++
	again = c.served < MaxServed && kind != framePanic
	if kind == frameLast {
		again = false
		if kind, answer, err = c.exchange(ctx, c.options.Time, parser, 0); err != nil {
			return nil, false, err
		}
	}
	if c.answers.Buffered() > 0 { // it would be taken for the next one's answer
		again = false
	}
	answer, err = understood(parser, kind, answer)
	if f := (*Failure)(nil); errors.As(err, &f) && f.How == Rubbish {
		again = false
	}
	return answer, again, err
}

// reply is what came back from a child.
type reply struct {
	kind    byte
	content []byte
	err     error
}

// exchange sends a frame (none where its kind is 0) and reads one, and kills the
// child where that takes too long, too much memory, or is no longer wanted.
func (c *child) exchange(ctx context.Context, limit time.Duration, parser string, kind byte, parts ...[]byte) (byte, []byte, error) {
	replies := make(chan reply, 1)
	go func() {
		var r reply
		if kind != 0 {
			r.err = writeFrame(c.in, kind, parts...)
		}
		if r.err == nil {
			r.kind, r.content, r.err = readFrame(c.answers, max(c.options.Answer, maxLine+8))
		}
		replies <- r
	}()
	err := c.watch(ctx, limit, parser, replies)
	if err != nil {
		c.end()
	}
	r := <-replies
	switch {
	case err != nil:
		return 0, nil, err
	case errors.Is(r.err, errFrame):
		return 0, nil, &Failure{Parser: parser, How: Rubbish, Detail: firstLine(r.err.Error())}
	case r.err != nil:
		return 0, nil, c.died(parser)
	}
	return r.kind, r.content, nil
}

// watch returns nil when a reply is there (it stays in the channel), or why the
// child is to be killed.
func (c *child) watch(ctx context.Context, limit time.Duration, parser string, replies chan reply) error {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	ticker := time.NewTicker(WatchEvery)
	defer ticker.Stop()
	var w watch
	for {
		select {
		case r := <-replies:
			replies <- r
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-timer.C:
			return over(parser, OverTime, limit)
		case <-ticker.C:
			if w.over(resident(c.cmd.Process.Pid), uint64(c.options.Memory)) {
				return over(parser, OverMemory, fmt.Sprint(c.options.Memory>>20, " MB"))
			}
		}
	}
}

// died waits for the end of a child that closed its pipe, and says why it ended.
func (c *child) died(parser string) error {
	patience := time.NewTimer(c.cmd.WaitDelay)
	defer patience.Stop()
	select {
	case <-c.ended:
	case <-patience.C:
		c.end()
	}
	return autopsy(parser, c.stderr.String(), c.cmd.ProcessState)
}

// tail keeps the last bytes of what a child writes to its standard error, where
// the Go runtime says why it ends.
type tail struct{ kept []byte }

// maxTail is what is kept; a trace of one goroutine is shorter.
const maxTail = 64 << 10

// Write is called by one goroutine of os/exec, which is done before ended closes.
func (t *tail) Write(b []byte) (int, error) {
	t.kept = append(t.kept, b...)
	if len(t.kept) > 2*maxTail {
		t.kept = append(t.kept[:0], t.kept[len(t.kept)-maxTail:]...)
	}
	return len(b), nil
}

func (t *tail) String() string { return string(t.kept) }
