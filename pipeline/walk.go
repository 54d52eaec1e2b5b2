package pipeline

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"assay/source"
)

// job is one entry on its way to a worker.
type job struct {
	entry  source.Entry
	weight int64
	unit   string // under which its end is remembered; empty for none
	family *family
}

func newJob(e source.Entry) job {
	return job{entry: e, weight: min(maxInFlight, 1+flightShare*int64(len(e.Data)))}
}

// family is the units of one file of the leak. The entry that ends the file
// waits until all others are stored, and is not stored where one was not: the
// next run then reads the file again.
type family struct {
	sync.WaitGroup
	broken atomic.Bool
}

// walk sends the entries of a root to the workers.
func (r *Reader) walk(ctx context.Context, root Root, jobs chan<- job, room *semaphore.Weighted) error {
	stamp := ""
	w := source.Walker{Spool: r.Case.CacheDir(), Keep: r.examiner().Keep}
	var failed error
	if r.Resume {
		w.Finished = func(path string, size int64, modified time.Time) bool {
			stamp = fmt.Sprintf(" %d %d", size, modified.UnixNano())
			done, err := r.finished(path, size, modified)
			failed = errors.Join(failed, err)
			return done
		}
		w.Skip = func(path string) (int64, bool) {
			expanded, done, err := r.Case.UnitDone(path + stamp)
			failed = errors.Join(failed, err)
			return expanded, done
		}
	} else {
		w.Finished = func(_ string, size int64, modified time.Time) bool {
			stamp = fmt.Sprintf(" %d %d", size, modified.UnixNano())
			return false
		}
	}
	kin := &family{}
	return w.Walk(ctx, root.Path, root.Locator, func(e source.Entry) error {
		if failed != nil {
			return failed
		}
		j := newJob(e)
		j.family = kin
		if e.File == nil {
			kin.Add(1)
			j.unit = e.Locator.String() + stamp
		} else {
			kin = &family{}
		}
		return j.send(ctx, jobs, room)
	})
}

// send hands a job to the workers as soon as there is room for it.
func (j job) send(ctx context.Context, jobs chan<- job, room *semaphore.Weighted) error {
	if err := room.Acquire(ctx, j.weight); err != nil {
		return err
	}
	select {
	case jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	}
	return settle(ctx, room, j.weight)
}

// settle waits, behind a large mail, until it is examined. While it is, no
// other is read: the reader's own copy would come on top of maxInFlight.
func settle(ctx context.Context, room *semaphore.Weighted, weight int64) error {
	if weight <= flightShare*largeMail {
		return nil
	}
	if err := room.Acquire(ctx, maxInFlight); err != nil {
		return err
	}
	room.Release(maxInFlight)
	return nil
}

// finished reports whether an earlier run has read a file of the leak as it is
// now.
func (r *Reader) finished(path string, size int64, modified time.Time) (bool, error) {
	f, ok, err := r.Case.FileDone(path)
	if err != nil || !ok || f.Size != size || !f.ModTime.Equal(modified) {
		return false, err
	}
	r.Progress(Progress{Bytes: size})
	return true, nil
}
