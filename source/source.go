// Package source finds what a leak is made of: it goes through folders,
// mailbox files and archives, nested in each other, and yields every mail,
// document and container, and everything that cannot be read, with the reason.
//
// Content is recognised by its bytes, not by its name: mail (RFC 5322), mbox
// (RFC 4155, with the mboxo, mboxrd and mboxcl2 variants), zip (APPNOTE.TXT
// 6.3.10), tape archives (POSIX.1-2017 pax and what came before), gzip (RFC
// 1952), bzip2, xz (format 1.2.0) and zstd (RFC 8878). A Maildir is a folder
// like any other. The mailboxes of Outlook and some archives are recognised
// and not read; their entries say which command converts them.
//
// The leak is only read, through os.Root, so that no link leads out of it; no
// name inside an archive is used as the name of a file. All reading has the
// bounds of limits.go.
//
// What it cannot show: what was deleted from a mailbox file or archive but
// still stands in its gaps; members of an archive behind the place where it is
// damaged; whether an mbox separates its messages where its writer did, where
// bodies hold From_ lines unescaped.
package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"assay/finding"
	"assay/item"
)

// Entry is one thing found.
type Entry struct {
	Locator item.Locator
	Kind    item.Kind
	Format  Format // empty where nothing of it was seen
	// Size is in bytes; of what was not read to its end, what is known of it:
	// as its surroundings say, or as many as were read.
	Size int64
	// Digest is of the bytes; of the locator where Kind is Unreadable; zero
	// where Kind is Mail, and then that of Data.
	Digest item.Digest
	// Data is a mail as it is stored, at most MaxMail bytes, or a document that
	// Walker.Keep wants, at most MaxDocument bytes; the receiver's to keep. Nil
	// for all others.
	Data     []byte
	Findings []finding.Finding // what was wrong
	// Expanded is what reading this entry, with all that stands in it, took
	// from the Budget of its file, and skipping it saves.
	Expanded int64
	// File is set on the entry of a file of the leak itself. That entry is the
	// last of the file: it comes after all that stands in it.
	File *File
}

// File is what the log of a case records of a file of the leak.
type File struct {
	Size     int64
	Modified time.Time
	// Digest is of the file's bytes; zero for a mail, where it is the item's,
	// and where the file could not be read to its end.
	Digest item.Digest
}

// Walker goes through leaks. It keeps nothing between walks, so one Walker can
// be used by several goroutines if its functions can.
type Walker struct {
	// Spool is the folder for temporary files, which nested archives of more
	// than MaxInMemory need. Where it is empty, those are unreadable.
	Spool string
	// Finished reports whether an earlier walk has finished this file of the
	// leak: then it is skipped with all that stands in it. Nil: none.
	Finished func(path string, size int64, modified time.Time) bool
	// Skip reports whether an earlier walk has visited the entry at path,
	// which stands in a file, and what its Expanded was. It must not be true
	// for what stands in a file that changed since. Nil: none.
	Skip func(path string) (expanded int64, done bool)
	// Keep reports whether the bytes of the document at l, which begins with
	// head (HeadSize bytes, or all), are wanted. Nil: none are.
	Keep func(l item.Locator, head []byte) bool
}

// Walk goes through the file or folder at path, which may be a symbolic link,
// and calls visit with every entry: files by name, bytewise; what stands in an
// archive in its order; a container after what stands in it. Root is the
// locator of path, with Root and Nth set.
//
// What cannot be read is an entry. An error is one of: path cannot be opened,
// ctx has ended, visit returned it, a temporary file cannot be written. Visit
// is called in the caller's goroutine.
func (w *Walker) Walk(ctx context.Context, path string, root item.Locator, visit func(Entry) error) error {
	k := w.begin(ctx, visit)
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("leak: %w", err)
	}
	if !info.IsDir() {
		return unwrapAbort(k.loneFile(path, root))
	}
	dir, err := os.OpenRoot(path)
	if err != nil {
		return fmt.Errorf("leak: %w", err)
	}
	defer dir.Close()
	names, err := readNames(dir, ".")
	if err != nil {
		return fmt.Errorf("leak: folder %q: %w", path, err)
	}
	f := folder{k, dir, root}
	return unwrapAbort(f.entries("", names))
}

// Inside goes through content that stands at the locator at, such as an
// archive attached to a mail, as Walk goes through a file: last comes an entry
// for at itself, which says what the content is. The budget is shared by all
// archives of one mail, and not safe for use at the same time.
func (w *Walker) Inside(ctx context.Context, at item.Locator, r io.ReaderAt, size int64, budget *Budget, visit func(Entry) error) error {
	k := w.begin(ctx, visit)
	k.budget = budget
	c := content{at: at, r: &cancelled{ctx, io.NewSectionReader(r, 0, size)}, random: r, size: size, base: size}
	return unwrapAbort(k.examine(c))
}

func (w *Walker) begin(ctx context.Context, visit func(Entry) error) *walk {
	return &walk{Walker: w, ctx: ctx, visit: visit, room: MaxMembers}
}

// walk is a Walk or an Inside under way.
type walk struct {
	*Walker
	ctx    context.Context
	visit  func(Entry) error
	budget *Budget // of the file that is read
	room   int     // for names of members, see MaxMembers
}

// emit hands an entry to the receiver.
func (k *walk) emit(e Entry) error {
	if err := k.ctx.Err(); err != nil {
		return &abortError{err}
	}
	if err := k.visit(e); err != nil {
		return &abortError{err}
	}
	return nil
}

// skips reports whether an earlier walk visited what stands at l, and takes
// from the budget what that took.
func (k *walk) skips(l item.Locator) bool {
	if k.Skip == nil {
		return false
	}
	expanded, done := k.Skip(l.String())
	if done {
		k.budget.spent += expanded
	}
	return done
}

// unwrapAbort is the error inside an abortError.
func unwrapAbort(err error) error {
	var abort *abortError
	if errors.As(err, &abort) {
		return abort.err
	}
	return err
}
