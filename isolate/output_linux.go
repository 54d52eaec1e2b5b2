package isolate

import (
	"os"

	"golang.org/x/sys/unix"
)

// takeOutput keeps the standard output for frames under another number, and
// points number 1 to the standard error: nothing that parsers print, by whatever
// way, gets between frames.
func takeOutput() (*os.File, error) {
	fd, err := unix.FcntlInt(1, unix.F_DUPFD_CLOEXEC, 3)
	if err != nil {
		return nil, err
	}
	if err := unix.Dup3(2, 1, 0); err != nil {
		return nil, err
	}
	os.Stdout = os.Stderr
	return os.NewFile(uintptr(fd), "frames"), nil
}
