//go:build !linux

package isolate

import "os"

// confine has no kernel's help here: the runtime's own bounds and the watch over
// its memory are all there is.
func confine(t terms) error {
	restrain(t)
	return nil
}

// resident is not known here; the child watches its own memory.
func resident(int) uint64 { return 0 }

// takeOutput keeps the standard output for frames: what parsers print through
// os.Stdout goes to the standard error.
func takeOutput() (*os.File, error) {
	out := os.Stdout
	os.Stdout = os.Stderr
	return out, nil
}
