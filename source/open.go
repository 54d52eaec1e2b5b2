package source

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"syscall"

	"assay/item"
)

// Content is the bytes that a locator leads to. It has to be closed.
type Content struct {
	io.ReaderAt
	Size    int64
	damage  error // why it is not all there is
	closers []io.Closer
}

// Close gives up the file and the temporary files behind the content.
func (c *Content) Close() (err error) {
	for _, closer := range slices.Backward(c.closers) {
		err = errors.Join(err, closer.Close())
	}
	c.closers = nil
	return err
}

// Open finds the bytes again that l leads to. Path is the file or folder that
// was handed over and l starts at; spoolDir is as in Walker. A step to a MIME
// part, or to a file in a document, is not taken: Open stops before the first
// one, and returns the steps that remain. The bounds are those of a walk. An error quotes the locator.
func Open(path string, l item.Locator, spoolDir string) (*Content, []item.Step, error) {
	f, err := openFile(path, l.File)
	if err != nil {
		return nil, nil, fmt.Errorf("open %q: %w", l, err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errSpecial(info.Mode())
	}
	if err != nil {
		f.Close()
		return nil, nil, fmt.Errorf("open %q: %w", l, err)
	}
	c, rest, err := Within(f, info.Size(), l.Steps, spoolDir)
	if err != nil {
		f.Close()
		return nil, nil, fmt.Errorf("open %q: %w", l, err)
	}
	c.closers = slices.Insert(c.closers, 0, io.Closer(f))
	return c, rest, nil
}

func openFile(path, below string) (*os.File, error) {
	if below == "" {
		return os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.OpenFile(below, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// Within takes steps from the content r of size bytes, such as a decoded
// attachment, as Open does from a file. R must stay open as long as what is
// returned.
func Within(r io.ReaderAt, size int64, steps []item.Step, spoolDir string) (*Content, []item.Step, error) {
	c := &Content{ReaderAt: r, Size: size}
	s := stepper{spoolDir, NewBudget(size)}
	for len(steps) > 0 && steps[0].Kind != item.Part && !(steps[0].Kind == item.Member && c.isDocument()) {
		if err := s.take(c, steps[0]); err != nil {
			return nil, nil, errors.Join(err, c.Close())
		}
		steps = steps[1:]
	}
	if c.damage != nil {
		return nil, nil, errors.Join(c.damage, c.Close())
	}
	return c, steps, nil
}

// isDocument reports whether the content is a document, whose files are not
// this package's to take out.
func (c *Content) isDocument() bool {
	head := make([]byte, min(c.Size, HeadSize))
	n, err := c.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return false
	}
	format := Recognise(head[:n])
	if format == FormatZip {
		if d, err := openZip(c.ReaderAt, c.Size); err == nil {
			is, err := d.isPackage()
			return is && err == nil
		}
	}
	return format.Kind() == item.Document
}

// stepper goes inwards.
type stepper struct {
	spool  string
	budget *Budget
}

func (s *stepper) take(c *Content, step item.Step) error {
	if step.Kind == item.Member {
		return s.member(c, step.Name, max(step.Nth, 1))
	}
	if step.Offset > c.Size || step.Length > c.Size-step.Offset {
		return fmt.Errorf("bytes %d+%d lie beyond the %d there are", step.Offset, step.Length, c.Size)
	}
	c.ReaderAt, c.Size = io.NewSectionReader(c.ReaderAt, step.Offset, step.Length), step.Length
	c.damage = nil
	return nil
}

// errTaken ends the search for a member.
var errTaken = errors.New("taken")

// member replaces c by its nth member called name.
func (s *stepper) member(c *Content, name string, nth int) error {
	each, closer, err := s.members(c, name)
	if err != nil {
		return err
	}
	if closer != nil {
		defer closer.Close()
	}
	err = each(func(m *member) error {
		if m.name != name || m.nth != nth {
			return nil
		}
		if err := s.extract(c, m); err != nil {
			return err
		}
		return errTaken
	})
	switch err {
	case errTaken:
		return nil
	case nil:
		return fmt.Errorf("no member %q, number %d of that name", name, nth)
	}
	return err
}

// members lists what stands in c, where a member called name is looked for.
func (s *stepper) members(c *Content, name string) (eachMember, io.Closer, error) {
	room := MaxMembers
	names := newOrdinals(&room)
	in := bufio.NewReaderSize(io.NewSectionReader(c.ReaderAt, 0, c.Size), HeadSize)
	head, _ := in.Peek(HeadSize)
	format := Recognise(head)
	switch format {
	case FormatZip:
		d, err := openZip(c.ReaderAt, c.Size)
		if err != nil {
			return nil, nil, err
		}
		return func(fn func(*member) error) error { return d.each(names, fn) }, nil, nil
	case FormatTar:
		return func(fn func(*member) error) error { return eachTar(in, names, fn) }, nil, nil
	case FormatGzip, FormatBzip2, FormatXZ, FormatZstd:
	default:
		return nil, nil, fmt.Errorf("%s has no members", format)
	}
	rc, _, err := decompress(format, in, c.Size, 0)
	if err != nil {
		return nil, nil, err
	}
	m := &meter{r: rc, budget: s.budget, packed: c.Size}
	stream := bufio.NewReaderSize(&untilTrailing{r: m}, HeadSize)
	if head, _ = stream.Peek(HeadSize); Recognise(head) == FormatTar {
		return func(fn func(*member) error) error { return eachTar(stream, names, fn) }, rc, nil
	}
	// The one member of a compressed file is whatever name is asked for.
	only := &member{name: name, nth: 1, open: func(int) (io.ReadCloser, error) { return io.NopCloser(stream), nil }}
	return func(fn func(*member) error) error { return fn(only) }, rc, nil
}

// extract replaces c by a copy of the member. Where that is damaged at its end,
// what stands before can still be reached.
func (s *stepper) extract(c *Content, m *member) error {
	if m.refusal != nil {
		return m.refusal
	}
	rc, err := m.open(0)
	if err != nil {
		return err
	}
	defer rc.Close()
	var r io.Reader = rc
	if m.expands {
		r = &meter{r: rc, budget: s.budget, packed: m.packed}
	}
	copied, err := spool(r, s.spool, MaxInMemory)
	if copied == nil || isAbort(err) {
		return errors.Join(err, copied.Close())
	}
	c.ReaderAt, c.Size, c.damage = copied, copied.size, err
	c.closers = append(c.closers, copied)
	return nil
}
