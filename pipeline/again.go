package pipeline

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"assay/examine"
	"assay/item"
	"assay/source"
)

// again reads some mails of a leak a second time. Archives are gone through
// from their beginning, so that the time it takes grows with what is read, and
// not with the number of mails in one archive.
type again struct {
	roots    []Root
	examiner *examine.Examiner
	workers  int
	wanted   map[item.Digest]bool
	paths    map[string]bool // of the wanted mails, and all that they stand in
}

func newAgain(roots []Root, x *examine.Examiner, workers int) *again {
	a := &again{roots: roots, workers: workers, wanted: map[item.Digest]bool{}, paths: map[string]bool{}}
	// Of documents only those are read again that a wanted mail stands in.
	a.examiner = &examine.Examiner{Spool: x.Spool, Documents: x.Documents, Wanted: func(l item.Locator) bool { return a.paths[l.String()] }}
	return a
}

// want asks for the mail that stands at path.
func (a *again) want(d item.Digest, path string) error {
	l, err := item.ParseLocator(path)
	if err != nil {
		return err
	}
	a.wanted[d] = true
	for ok := true; ok; l, ok = l.Parent() {
		a.paths[l.String()] = true
	}
	return nil
}

// read calls visit, from several goroutines, with every mail that was asked for
// and is still there, once.
func (a *again) read(ctx context.Context, visit func(item.Digest, []byte) error) error {
	group, ctx := errgroup.WithContext(ctx)
	jobs := make(chan job, queueLength)
	room := semaphore.NewWeighted(maxInFlight)
	group.Go(func() error {
		defer close(jobs)
		return a.walk(ctx, jobs, room)
	})
	for range a.workers {
		group.Go(func() error {
			for j := range jobs {
				err := a.examiner.Entry(ctx, j.entry, func(it examine.Item) error {
					if it.Facts.Kind != item.Mail || !a.wanted[it.Digest] || !a.paths[it.Locator.String()] {
						return nil
					}
					return visit(it.Digest, it.Raw)
				})
				if err != nil {
					return err
				}
				room.Release(j.weight)
			}
			return nil
		})
	}
	return group.Wait()
}

func (a *again) walk(ctx context.Context, jobs chan<- job, room *semaphore.Weighted) error {
	w := source.Walker{
		Spool:    a.examiner.Spool,
		Keep:     a.examiner.Keep,
		Finished: func(path string, _ int64, _ time.Time) bool { return !a.paths[path] },
		Skip:     func(path string) (int64, bool) { return 0, !a.paths[path] },
	}
	for _, root := range a.roots {
		err := w.Walk(ctx, root.Path, root.Locator, func(e source.Entry) error {
			if e.Kind != item.Mail && !a.paths[e.Locator.String()] {
				return nil
			}
			return newJob(e).send(ctx, jobs, room)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
