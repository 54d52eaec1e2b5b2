package pipeline

import (
	"context"
	"path"
	"sync"

	"assay/item"
)

// maxFileNames bounds the names of loose files that are remembered.
const maxFileNames = 200_000

// files finds loose files of the leak by the names that mail gave them: what
// somebody saved out of a mail and deleted there. A wrong file does no harm, as
// the signature of the mail decides.
type files struct {
	*repairs
	once  sync.Once
	paths map[string]string // by base name; of several the first
}

// named is the content of the loose file of a name; nil where there is none
// that can be read.
func (f *files) named(name string) []byte {
	f.once.Do(f.gather)
	at, ok := f.paths[path.Base(name)]
	if !ok {
		return nil
	}
	l, err := item.ParseLocator(at)
	if err != nil {
		return nil
	}
	for _, root := range f.Roots {
		if root.Locator.Root != l.Root || root.Locator.Nth != l.Nth {
			continue
		}
		// What cannot be read again is as good as missing here: the run has
		// named it when it read the leak.
		if content, err := f.Examiner.Bytes(context.Background(), root.Path, l); err == nil {
			return content
		}
	}
	return nil
}

// gather remembers the first places of all names. The shelf's error is no
// reason to stop: without names nothing is put back.
func (f *files) gather() {
	f.paths = map[string]string{}
	_ = f.shelf.Files(func(at string) error {
		l, err := item.ParseLocator(at)
		if err != nil {
			return err
		}
		name := path.Base(l.Root)
		if l.File != "" {
			name = path.Base(l.File)
		}
		if n := len(l.Steps); n > 0 && l.Steps[n-1].Kind == item.Member {
			name = path.Base(l.Steps[n-1].Name)
		}
		if _, known := f.paths[name]; !known && len(f.paths) < maxFileNames {
			f.paths[name] = at
		}
		return nil
	})
}
