package keys

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Bounds of a folder of keys.
const (
	maxFolderFiles = 200_000 // two a domain at a large provider
	maxFolderDepth = 16      // folders in each other; key folders have one or two
)

// privateKey is said of a private key that no public one stands beside.
const privateKey = "holds a private key, which is not read: give the public key " +
	"(openssl pkey -pubout) or the DNS record that was made with it"

// ReadFolder reads all key files in fsys and below: opendkim's
// DOMAIN/SELECTOR.txt, rspamd's DOMAIN.SELECTOR.pub, PEM public keys named
// either way, zone files and JSON archives. root is the name that origins begin
// with. Files that are no key material are counted in Skipped; symbolic links
// and special files are problems, as is a private key without its public one.
func ReadFolder(fsys fs.FS, root string) Batch {
	f := &folder{fsys: fsys, root: root, out: newCollector(), public: map[string]bool{}}
	// visit returns no error but fs.SkipDir and fs.SkipAll.
	_ = fs.WalkDir(fsys, ".", f.visit)
	for _, name := range f.private {
		if !f.public[stem(name)] {
			f.out.problem(path.Join(root, name), 0, privateKey, "")
		}
	}
	return f.out.done()
}

type folder struct {
	fsys    fs.FS
	root    string
	out     *collector
	files   int
	public  map[string]bool // files that gave keys, without their extension
	private []string
}

func (f *folder) visit(name string, d fs.DirEntry, err error) error {
	shown := path.Join(f.root, name)
	switch {
	case err != nil:
		f.out.problem(shown, 0, "cannot be read: "+err.Error(), "")
		if d != nil && d.IsDir() {
			return fs.SkipDir
		}
		return nil
	case d.IsDir():
		if strings.Count(name, "/") >= maxFolderDepth {
			f.out.problem(shown, 0, fmt.Sprintf("is not read: more than %d folders deep", maxFolderDepth), "")
			return fs.SkipDir
		}
		return nil
	case !d.Type().IsRegular():
		f.out.problem(shown, 0, "is not followed: a symbolic link or no regular file", "")
		return nil
	}
	if f.files++; f.files > maxFolderFiles {
		f.out.problem(shown, 0, fmt.Sprintf("this file and all behind it are not read: more than %d files", maxFolderFiles), "")
		return fs.SkipAll
	}
	f.read(name, shown)
	return nil
}

func (f *folder) read(name, shown string) {
	r, err := f.fsys.Open(name)
	if err != nil {
		f.out.problem(shown, 0, "cannot be read: "+err.Error(), "")
		return
	}
	defer r.Close()
	// What stood there as a file may be a pipe by now, which would never end.
	if info, err := r.Stat(); err != nil || !info.Mode().IsRegular() {
		f.out.problem(shown, 0, "is not read: no regular file", "")
		return
	}
	before := len(f.out.batch.Keys)
	switch form := f.out.readFile(r, shown, placeOf(shown), false); {
	case form == formPrivate:
		f.private = append(f.private, name)
	case form == formUnknown:
		f.out.batch.Skipped++
	case len(f.out.batch.Keys) > before:
		f.public[stem(name)] = true
	}
}

// stem is a path without its last extension.
func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }
