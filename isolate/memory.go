package isolate

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// inUse is the memory that the Go runtime holds of the system, in bytes.
func inUse() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64() - samples[1].Value.Uint64()
}

// patience is how many looks in a row may find too much memory: the collector of
// a busy machine lags behind a parser that makes garbage.
const patience = 4

// watch counts the looks that found too much memory.
type watch int

// over says whether used has been over the limit for too long.
func (w *watch) over(used, limit uint64) bool {
	if used <= limit {
		*w = 0
		return false
	}
	*w++
	return *w >= patience
}

// restrain sets what the Go runtime itself can bound. The collector works harder
// from three quarters of the limit on, so that garbage is not taken for need.
func restrain(t terms) {
	debug.SetMaxStack(MaxStack)
	debug.SetMemoryLimit(int64(t.memory / 4 * 3))
	go func() {
		var w watch
		for range time.Tick(WatchEvery) {
			if w.over(inUse(), t.memory) {
				os.Exit(exitOverMemory)
			}
		}
	}()
}
