package isolate

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// What a pool does where its options do not say.
const (
	DefaultMemory = 512 << 20        // bytes of one child
	MinMemory     = 64 << 20         // bytes under which no child is started
	DefaultTime   = 60 * time.Second // of one request
	StartTime     = 30 * time.Second // until a new child answers
	MaxServed     = 5000             // requests until a child is replaced
	WatchEvery    = 25 * time.Millisecond
)

// Options of a pool.
type Options struct {
	// Command is the programme and its arguments; it calls Child with the table.
	Command  []string
	Children int           // at most so many at a time; at least one
	Memory   int64         // bytes of one child; 0 for DefaultMemory
	Time     time.Duration // of one request, by the wall clock; 0 for DefaultTime
	Answer   int           // bytes of one answer; 0 for MaxAnswer
	// Writes lets the children write files. For work of the programme's own,
	// such as filling a cache; never for files of the leak.
	Writes bool
}

// Pool is a Runner that keeps children and uses them again. It is safe for use
// by several goroutines. Children are started when they are first needed.
type Pool struct {
	options Options
	slots   chan *child // one entry per child that may be; nil where none runs
	closed  chan struct{}
	once    sync.Once
}

// New makes a pool; nothing is started yet.
func New(o Options) *Pool {
	o.Children = max(o.Children, 1)
	if o.Memory == 0 {
		o.Memory = DefaultMemory
	}
	o.Memory = max(o.Memory, MinMemory)
	if o.Time == 0 {
		o.Time = DefaultTime
	}
	if o.Answer == 0 || o.Answer > MaxAnswer {
		o.Answer = MaxAnswer
	}
	p := &Pool{options: o, slots: make(chan *child, o.Children), closed: make(chan struct{})}
	for range o.Children {
		p.slots <- nil
	}
	return p
}

// Do runs a parser on a request in a child, waiting for a free one. A child that
// failed, was stopped, or asked to be replaced is ended before Do returns.
func (p *Pool) Do(ctx context.Context, parser string, request []byte) ([]byte, error) {
	if len(request) > MaxRequest || len(parser) > maxName || parser == "" {
		return nil, fmt.Errorf("a request of %d bytes to parser %q cannot be sent to a child: at most %d bytes", len(request), parser, MaxRequest)
	}
	c, err := p.take(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { p.slots <- c }()
	if c != nil && c.gone() { // it was killed from outside while nobody used it
		c.end()
		c = nil
	}
	if c == nil {
		if c, err = start(ctx, p.options); err != nil {
			return nil, err
		}
	}
	answer, again, err := c.ask(ctx, parser, request)
	if !again {
		c.end()
		c = nil
	}
	return answer, err
}

// take waits for a slot.
func (p *Pool) take(ctx context.Context) (*child, error) {
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	select {
	case <-p.closed:
		return nil, ErrClosed
	default:
	}
	select {
	case c := <-p.slots:
		return c, nil
	case <-p.closed:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// Close waits for requests under way and ends all children. Do then gives
// ErrClosed. To end at once, cancel the requests' context first.
func (p *Pool) Close() error {
	p.once.Do(func() {
		close(p.closed)
		for range p.options.Children {
			if c := <-p.slots; c != nil {
				c.end()
			}
		}
	})
	return nil
}
