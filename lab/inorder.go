package lab

import (
	"context"
	"sync"
)

// inOrder makes things with several workers and visits them in the order of
// their numbers, as long as visit wants more; at most a few are made ahead.
func inOrder[T any](ctx context.Context, n, workers int, produce func(int) T, visit func(int, T) (more bool, err error)) error {
	ctx, stop := context.WithCancel(ctx)
	type job struct {
		n   int
		out chan T
	}
	ahead := 4 * workers
	queue, jobs := make(chan job, ahead), make(chan job)
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()
	running.Go(func() {
		defer close(queue)
		defer close(jobs)
		for i := range n {
			j := job{i, make(chan T, 1)}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	for range workers {
		running.Go(func() {
			for j := range jobs {
				j.out <- produce(j.n)
			}
		})
	}
	for j := range queue {
		select {
		case v := <-j.out:
			if more, err := visit(j.n, v); err != nil || !more {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
