package main

import (
	"fmt"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"assay/pipeline"
)

// plainEvery is how often a line is printed where there is no terminal.
const plainEvery = 10 * time.Second

// progress tells on standard error how far a long piece of work is: a bar with
// rate and time left on a terminal, a line now and then elsewhere.
type progress struct {
	s          *system
	what       string
	totalBytes int64
	totalItems int64

	mu    sync.Mutex
	bar   *progressbar.ProgressBar
	items int64
	bytes int64
	began time.Time
	told  time.Time
}

func (s *system) newProgress(what string, totalBytes int64) *progress {
	p := &progress{s: s, what: what, totalBytes: totalBytes, began: s.now()}
	p.told = p.began
	return p
}

// open makes the bar when the first step is told: the total is known by then.
func (p *progress) open() {
	if p.bar != nil || !p.s.terminal.err {
		return
	}
	options := []progressbar.Option{
		progressbar.OptionSetWriter(p.s.stderr), progressbar.OptionSetDescription(p.what),
		progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true), progressbar.OptionFullWidth(),
		progressbar.OptionThrottle(100 * time.Millisecond), progressbar.OptionClearOnFinish(),
	}
	if p.totalBytes > 0 {
		options = append(options, progressbar.OptionShowBytes(true)) // and bytes a second
	} else {
		options = append(options, progressbar.OptionShowIts(), progressbar.OptionSetItsString("items"))
	}
	p.bar = progressbar.NewOptions64(max(p.totalBytes, p.totalItems, 1), options...)
}

func (p *progress) add(step pipeline.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.items += int64(step.Items)
	p.bytes += step.Bytes
	if p.open(); p.bar != nil {
		n := int64(step.Items)
		if p.totalBytes > 0 {
			n = step.Bytes
			p.bar.Describe(fmt.Sprintf("%s, %d items", p.what, p.items))
		}
		// A terminal that cannot be written to is no reason to stop.
		_ = p.bar.Add64(n)
		return
	}
	if now := p.s.now(); now.Sub(p.told) >= plainEvery {
		p.told = now
		fmt.Fprintf(p.s.stderr, "assay: %s\n", p.line(now))
	}
}

// tell tells how many of all items are done, and what is under way.
func (p *progress) tell(done, all int64, now string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.items, p.totalItems = done, all
	if p.open(); p.bar != nil {
		p.bar.Describe(p.what + ": " + now)
		_ = p.bar.Set64(done) // a terminal that cannot be written to is no reason to stop
		return
	}
	if at := p.s.now(); at.Sub(p.told) >= plainEvery {
		p.told = at
		fmt.Fprintf(p.s.stderr, "assay: %s: %d of %d, %s\n", p.what, done, all, now)
	}
}

// clear makes room for a line on the terminal.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

// line is progress in words: what, how much of it, rate, time left.
func (p *progress) line(now time.Time) string {
	spent := now.Sub(p.began)
	text := fmt.Sprintf("%s: %d items", p.what, p.items)
	if p.totalBytes > 0 {
		text += fmt.Sprintf(", %d of %d MB", p.bytes>>20, p.totalBytes>>20)
	}
	done := float64(p.bytes) / float64(max(p.totalBytes, 1))
	if p.totalItems > 0 {
		text += fmt.Sprintf(" of %d", p.totalItems)
		done = float64(p.items) / float64(p.totalItems)
	}
	text += fmt.Sprintf(", %.0f items/s", float64(p.items)/max(spent.Seconds(), 0.001))
	if done > 0.01 && done < 1 {
		left := time.Duration(float64(spent) * (1 - done) / done)
		text += fmt.Sprintf(", about %s left", left.Round(time.Second))
	}
	return text
}

// unread names an item that could not be read, on a line of its own.
func (p *progress) unread(u pipeline.Unread) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	p.s.named++
	p.s.fail("%s: %s", u.Path, u.Why)
}

func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Clear()
		return
	}
	if now := p.s.now(); now.Sub(p.began) >= plainEvery {
		fmt.Fprintf(p.s.stderr, "assay: %s\n", p.line(now))
	}
}
