package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// abortError ends a walk: it is no property of the leak but of the run, such
// as a full disk, or an error of the receiver.
type abortError struct{ err error }

func (e *abortError) Error() string { return e.err.Error() }
func (e *abortError) Unwrap() error { return e.err }

// isAbort reports whether err ends the walk.
func isAbort(err error) bool {
	var abort *abortError
	return errors.As(err, &abort)
}

// errNoSpool is given where a temporary file is needed and no folder was given.
var errNoSpool = errors.New("it is too large to be read in memory, and there is no folder for temporary files")

// spooled is a copy of a stream that can be read at any place. It has to be
// closed.
type spooled struct {
	io.ReaderAt
	size int64
	file *os.File // nil where it is in memory
}

// spool copies r to memory, or to a temporary file in dir where it is larger
// than inMemory. The file is unlinked at once where the system allows it, so
// that nothing stays behind even when the process is killed. With an error of
// reading r comes a copy of what could be read.
func spool(r io.Reader, dir string, inMemory int) (*spooled, error) {
	var buf bytes.Buffer
	n, err := io.CopyN(&buf, r, int64(inMemory)+1)
	if err != nil {
		s := &spooled{ReaderAt: bytes.NewReader(buf.Bytes()), size: n}
		if err == io.EOF {
			err = nil
		}
		return s, err
	}
	if dir == "" {
		return nil, errNoSpool
	}
	f, err := os.CreateTemp(dir, "spool-*")
	if err != nil {
		return nil, &abortError{fmt.Errorf("temporary file: %w", err)}
	}
	os.Remove(f.Name()) // where it fails, Close removes it
	s := &spooled{ReaderAt: f, file: f}
	s.size, err = io.Copy(abortWriter{f}, io.MultiReader(&buf, r))
	return s, err
}

// Close gives up the memory or the file. It does nothing to a nil copy.
func (s *spooled) Close() error {
	if s == nil || s.file == nil {
		return nil
	}
	err := s.file.Close()
	if gone := os.Remove(s.file.Name()); gone != nil && !errors.Is(gone, os.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}

// abortWriter marks the errors of writing, so that they are told from those of
// reading the leak.
type abortWriter struct{ w io.Writer }

func (a abortWriter) Write(p []byte) (int, error) {
	n, err := a.w.Write(p)
	if err != nil {
		err = &abortError{fmt.Errorf("temporary file: %w", err)}
	}
	return n, err
}
