// Package lab makes leaks with known truth: a made-up organisation (lab/world)
// whose mailboxes were stolen, exported with innocent damage, and in part forged
// (lab/forge), with a label for every item (lab/label). Real mail can be the
// base instead.
//
// What is made depends on seed, size, share of forgeries and version alone, byte
// for byte, however many workers there are.
//
// What it cannot stand for: how often anything happens in a real leak. It shows
// that a check finds what it is meant to find, and never how seldom it accuses
// the innocent: for that there is real mail.
package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Options say what leak to make.
type Options struct {
	Seed   uint64
	Size   int     // items: mails, attachments, loose documents
	Forged float64 // the share of items that are forged, from 0 to MaxForged
	Base   string  // file or folder of authentic mail; empty: all mail is made up
	Out    string  // a folder that does not exist, or is empty
	Spool  string  // folder for temporary files, where Base has large archives

	Workers  int             // at least 1
	Progress func(items int) // may be nil; called now and then, in order
}

// The bounds of what is made.
const (
	MinSize, MaxSize = 100, 10_000_000
	MaxForged        = 0.5
)

// Names below Options.Out.
const (
	LeakFolder = "leak"
	KeysFile   = "keys.zone"
	WorldFile  = "world.json"
	ReadmeFile = "README.md"
)

// Made is what was made.
type Made struct {
	Items     int // labels
	Forged    int // of them, not authentic
	Acts      int
	Mailboxes int
}

// Make makes a leak below o.Out.
func Make(ctx context.Context, o Options) (Made, error) {
	if err := o.Check(); err != nil {
		return Made{}, err
	}
	if err := os.MkdirAll(filepath.Join(o.Out, LeakFolder), 0o755); err != nil {
		return Made{}, fmt.Errorf("lab: %w", err)
	}
	k, err := newMaking(o)
	if err != nil {
		return Made{}, err
	}
	if o.Base != "" {
		err = k.base(ctx)
	} else {
		err = k.made(ctx)
	}
	return k.count, errors.Join(err, k.close())
}

// Check says what of the options cannot be.
func (o *Options) Check() error {
	switch {
	case o.Size < MinSize || o.Size > MaxSize:
		return fmt.Errorf("lab: a size of %d; it is %d to %d", o.Size, MinSize, MaxSize)
	case o.Forged < 0 || o.Forged > MaxForged:
		return fmt.Errorf("lab: a share of %v forged; it is 0 to %v", o.Forged, MaxForged)
	case o.Workers < 1:
		return fmt.Errorf("lab: %d workers", o.Workers)
	}
	switch list, err := os.ReadDir(o.Out); {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return fmt.Errorf("lab: %w", err)
	case len(list) > 0:
		return fmt.Errorf("lab: folder %q is not empty: it is never written over", o.Out)
	}
	return nil
}
