package lab

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"assay/lab/post"
	"assay/lab/world"
)

// export writes mail of one box in the form that it has in the leak.
type export interface {
	// add stores a mail in a folder and gives its path, as assay names it,
	// relative to the leak. stored are the bytes of the item.
	add(folder string, at time.Time, stored []byte) (path string, err error)
	close() error
}

// fits are the bytes of a mail as a form can hold them, and the names of the
// damage that this was.
func fits(form world.Form, raw []byte) (stored []byte, damage []string) {
	if form == world.EML || form == world.Zip {
		return raw, nil
	}
	if out := damages["line-ends"].Apply(nil, raw); !bytes.Equal(out, raw) {
		raw, damage = out, append(damage, "line-ends")
	}
	if form == world.Mbox {
		out, more := escaped(raw)
		return out, append(damage, more...)
	}
	return raw, damage
}

// escaped is a mail that can stand in a mailbox file: no line of it is taken for
// the beginning of another, and its last line ends.
func escaped(raw []byte) (stored []byte, damage []string) {
	if bytes.Contains(raw, []byte("\nFrom ")) || bytes.HasPrefix(raw, []byte("From ")) {
		raw, damage = damages["from-escaped"].Apply(nil, raw), []string{"from-escaped"}
	}
	if !bytes.HasSuffix(raw, []byte("\n")) {
		raw = append(bytes.Clone(raw), '\n')
	}
	return raw, damage
}

// damages are those of package post by name.
var damages = func() map[string]post.Damage {
	m := map[string]post.Damage{}
	for _, d := range post.Damages() {
		m[d.Name] = d
	}
	return m
}()

func newExport(leak string, b *world.Box) (export, error) {
	switch b.Form {
	case world.Mbox:
		return &mboxes{leak: leak, box: b.Folder, files: map[string]*mbox{}}, nil
	case world.Maildir:
		return &mailFiles{leak: leak, box: b.Folder, maildir: true, host: strings.ReplaceAll(b.Account.Provider.Domain, ".", "-"), made: map[string]bool{}}, nil
	case world.Zip:
		return newZipped(leak, b.Folder)
	}
	return &mailFiles{leak: leak, box: b.Folder, made: map[string]bool{}}, nil
}

// mboxes is a file a folder.
type mboxes struct {
	leak, box string
	files     map[string]*mbox
}

type mbox struct {
	file *os.File
	out  *bufio.Writer
	at   int64
}

func (m *mboxes) add(folder string, at time.Time, stored []byte) (string, error) {
	name := m.box + "/" + strings.ToLower(folder) + ".mbox"
	f := m.files[name]
	if f == nil {
		file, err := create(m.leak, name)
		if err != nil {
			return "", err
		}
		f = &mbox{file: file, out: bufio.NewWriterSize(file, 32<<10)}
		m.files[name] = f
	}
	line := "From - " + at.UTC().Format(time.ANSIC) + "\n"
	for _, part := range [][]byte{[]byte(line), stored, {'\n'}} {
		if _, err := f.out.Write(part); err != nil {
			return "", err
		}
	}
	path := fmt.Sprintf("%s@%d+%d", name, f.at+int64(len(line)), len(stored))
	f.at += int64(len(line)+len(stored)) + 1
	return path, nil
}

func (m *mboxes) close() (err error) {
	for _, f := range m.files {
		err = errors.Join(err, f.out.Flush(), f.file.Close())
	}
	return err
}

// mailFiles is a file a mail: a Maildir, or files as clients save them.
type mailFiles struct {
	leak, box string
	maildir   bool
	host      string
	count     int
	made      map[string]bool // folders
}

func (m *mailFiles) add(folder string, at time.Time, stored []byte) (string, error) {
	m.count++
	name := fmt.Sprintf("%s/%s/%05d.eml", m.box, folder, m.count)
	if m.maildir {
		below := "."
		if folder != "Inbox" {
			below = "." + folder
		}
		name = filepath.ToSlash(filepath.Join(m.box, "Maildir", below, "cur", fmt.Sprintf("%d.M%06dP%d.%s,S=%d", at.Unix(), at.Nanosecond()/1000, m.count, m.host, len(stored))))
	}
	return name, write(m.leak, name, stored, at, m.made)
}

func (m *mailFiles) close() error { return nil }

// zipped is one archive of files.
type zipped struct {
	box   string
	file  *os.File
	out   *zip.Writer
	count int
}

func newZipped(leak, box string) (*zipped, error) {
	file, err := create(leak, box+".zip")
	if err != nil {
		return nil, err
	}
	return &zipped{box: box, file: file, out: zip.NewWriter(file)}, nil
}

func (z *zipped) add(folder string, at time.Time, stored []byte) (string, error) {
	z.count++
	name := fmt.Sprintf("%s/%05d.eml", folder, z.count)
	w, err := z.out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at.UTC()})
	if err != nil {
		return "", err
	}
	_, err = w.Write(stored)
	return z.box + ".zip!" + name, err
}

func (z *zipped) close() error { return errors.Join(z.out.Close(), z.file.Close()) }

// create makes a file below a folder, with the folders between.
func create(below, name string) (*os.File, error) {
	path := filepath.Join(below, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	return os.Create(path)
}

// write makes a file of a time; made remembers folders that are there.
func write(below, name string, content []byte, at time.Time, made map[string]bool) error {
	path := filepath.Join(below, filepath.FromSlash(name))
	if dir := filepath.Dir(path); !made[dir] {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		made[dir] = true
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		return err
	}
	return os.Chtimes(path, at, at)
}
