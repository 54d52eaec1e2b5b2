package source

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"syscall"

	"assay/item"
)

// folder walks the folders of a leak.
type folder struct {
	*walk
	dir  *os.Root
	root item.Locator
}

// readNames lists a folder in bytewise order. What could be read comes with
// the error.
func readNames(dir *os.Root, name string) ([]string, error) {
	f, err := dir.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	slices.Sort(names)
	return names, err
}

// entries visits the names of the folder below.
func (f *folder) entries(below string, names []string) error {
	for _, name := range names {
		if err := f.entry(path.Join(below, name)); err != nil {
			return err
		}
	}
	return nil
}

// entry visits what stands at name, a path below the root.
func (f *folder) entry(name string) error {
	at := f.root
	at.File = name
	info, err := f.dir.Lstat(name)
	if err != nil {
		return f.unreadable(at, nil, err)
	}
	if info.IsDir() {
		names, err := readNames(f.dir, name)
		if err := f.entries(name, names); err != nil {
			return err
		}
		if err != nil {
			return f.unreadable(at, nil, err)
		}
		return nil
	}
	if info.Mode().Type() == fs.ModeSymlink {
		if info, err = f.follow(name); err != nil {
			return f.unreadable(at, nil, err)
		}
	}
	return f.file(at, info, func() (*os.File, error) {
		return f.dir.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	})
}

// follow looks at what a symbolic link leads to: it may be a file of the leak.
func (f *folder) follow(name string) (fs.FileInfo, error) {
	const recheck = "readlink FILE"
	info, err := f.dir.Stat(name)
	switch {
	case err != nil:
		target, _ := f.dir.Readlink(name)
		return nil, refuse("source/link", fmt.Sprintf("it is a symbolic link to %q, which leads to no file of the leak: %s", target, reason(err)), recheck)
	case info.IsDir():
		return nil, refuse("source/link", "it is a symbolic link to a folder, and is not followed", recheck)
	}
	return info, nil
}

// loneFile visits the file that was handed over by itself.
func (k *walk) loneFile(path string, at item.Locator) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("leak: %w", err)
	}
	return k.file(at, info, func() (*os.File, error) {
		return os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	})
}

// file visits a file of the leak. It is opened without waiting, lest something
// else takes its place that blocks.
func (k *walk) file(at item.Locator, info fs.FileInfo, open func() (*os.File, error)) error {
	if k.Finished != nil && k.Finished(at.String(), info.Size(), info.ModTime()) {
		return nil
	}
	file := &File{Size: info.Size(), Modified: info.ModTime()}
	if !info.Mode().IsRegular() {
		return k.unreadable(at, file, errSpecial(info.Mode()))
	}
	f, err := open()
	if err != nil {
		return k.unreadable(at, file, err)
	}
	defer f.Close()
	if now, err := f.Stat(); err != nil || !now.Mode().IsRegular() {
		return k.unreadable(at, file, errSpecial(fs.ModeIrregular))
	}
	k.budget = NewBudget(info.Size())
	return k.examine(content{
		at: at, r: &cancelled{k.ctx, f}, random: f,
		size: info.Size(), base: info.Size(), file: file,
	})
}

func errSpecial(mode fs.FileMode) error {
	what := "something that is no file"
	switch mode.Type() {
	case fs.ModeNamedPipe:
		what = "a named pipe"
	case fs.ModeSocket:
		what = "a socket"
	case fs.ModeDevice, fs.ModeDevice | fs.ModeCharDevice:
		what = "a device"
	}
	return refuse("source/not-a-file", "it is "+what+", and is not opened", "ls -l FILE")
}

// unreadable visits what could not be opened.
func (k *walk) unreadable(at item.Locator, file *File, err error) error {
	e := Entry{Locator: at, File: file}
	e.spoil("all of it", err)
	return k.emit(e)
}
