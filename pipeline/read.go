// Package pipeline is the way of a leak through the rooms: sources are walked,
// every item is examined on all cores, what was read goes into the case, and
// then everything is judged from the outside inwards. A leak that is looked at
// without a case takes the same way through memory.
//
// Memory is bounded whatever the size of the leak: mails under way are counted
// by their bytes, and the rest is in the case.
package pipeline

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"assay/casefile"
	"assay/examine"
	"assay/item"
	"assay/source"
)

const (
	// maxInFlight bounds the bytes of mails that are examined at a time. One
	// mail takes three times its size: its bytes, its parts decoded, its text.
	maxInFlight = 3 * source.MaxMail
	flightShare = 3

	// largeMail is the size of a mail above which no other is read meanwhile.
	largeMail = 16 << 20

	// queueLength is how many entries wait for a worker.
	queueLength = 256

	// flushItems is after how many items of one unit some are stored before
	// the rest is examined.
	flushItems = 500
)

// Root is one PATH of a leak.
type Root struct {
	Path    string       // to open it by
	Locator item.Locator // its beginning, Root and Nth
}

// Unread is an item that could not be read, for standard error.
type Unread struct {
	Path string
	Why  string
}

// Reader reads leaks into a case.
type Reader struct {
	Case    *casefile.Case
	Workers int
	// Documents reads documents; nil: they are known by their bytes alone.
	Documents examine.Documents
	// Resume is set where the case may hold some of the leak already.
	Resume bool
	// Clock gives the time that the log has.
	Clock func() time.Time
	// Progress is told of every file and mail that was read. It may be called
	// from several goroutines.
	Progress func(Progress)
	// Unread is told of every item that could not be read, likewise.
	Unread func(Unread)
}

// Progress is one step of reading.
type Progress struct {
	Items int   // read in this step
	Bytes int64 // of files of the leak, read to here in this step
}

// Read reads one root. Items that cannot be read are no errors.
func (r *Reader) Read(ctx context.Context, root Root) error {
	group, ctx := errgroup.WithContext(ctx)
	jobs := make(chan job, queueLength)
	room := semaphore.NewWeighted(maxInFlight)
	group.Go(func() error {
		defer close(jobs)
		return r.walk(ctx, root, jobs, room)
	})
	examiner := r.examiner()
	for range r.Workers {
		group.Go(func() error {
			for j := range jobs {
				if err := r.work(ctx, examiner, j); err != nil {
					return err
				}
				room.Release(j.weight)
			}
			return nil
		})
	}
	err := group.Wait()
	return errors.Join(err, r.Case.Flush())
}

func (r *Reader) examiner() *examine.Examiner {
	return &examine.Examiner{Spool: r.Case.CacheDir(), Documents: r.Documents}
}

// work examines one entry and stores it, with all that stands in it.
func (r *Reader) work(ctx context.Context, x *examine.Examiner, j job) (err error) {
	if j.unit != "" {
		defer func() {
			if err != nil {
				j.family.broken.Store(true)
			}
			j.family.Done()
		}()
	}
	s := store{r: r}
	if err := x.Entry(ctx, j.entry, s.add); err != nil {
		return err
	}
	last := casefile.Part{Items: s.items}
	p := Progress{Items: s.count}
	if j.unit != "" {
		last.Unit = &casefile.Unit{Path: j.unit, Expanded: j.entry.Expanded}
	}
	if j.entry.File != nil {
		p.Bytes = j.entry.File.Size
		if j.family.Wait(); !j.family.broken.Load() {
			r.endFile(&last, j.entry, s.first)
		}
	}
	if err := r.put(last); err != nil {
		return err
	}
	r.Progress(p)
	return nil
}

// endFile marks the file of the leak that ends with e as read, and logs it.
func (r *Reader) endFile(part *casefile.Part, e source.Entry, first item.Digest) {
	f := &casefile.File{Path: e.Locator.String(), Size: e.File.Size, ModTime: e.File.Modified, Digest: e.File.Digest}
	if e.Kind == item.Mail {
		f.Digest = first
	}
	part.File = f
	part.Log = []casefile.Entry{sourceRead(r.Clock(), f)}
}
