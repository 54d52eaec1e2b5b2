package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"assay/casefile"
	"assay/item"
	"assay/pipeline"
)

type runCmd struct {
	caseFlag
	keyFlags
	NoRepair    bool     `help:"Do not look for the messages that failing signatures were made of."`
	NoDocuments bool     `help:"Do not read documents: they are known by their bytes alone."`
	Paths       []string `arg:"" name:"PATH" help:"File or folder of the leak." type:"path"`
}

func (c *runCmd) Run(s *system) (err error) {
	trust, err := trustDomains(c.Trust)
	if err != nil {
		return err
	}
	if _, err := c.acquired(s.now()); err != nil {
		return err
	}
	if err := c.heldFlags.check(); err != nil {
		return err
	}
	if err := apart(c.Case, c.Paths); err != nil {
		return err
	}
	paths := s.present(c.Paths)
	if len(paths) == 0 {
		return errors.New("none of the PATHs can be opened: nothing was done")
	}
	store, err := casefile.Create(c.Case)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := c.fitsAcquired(store, paths); err != nil {
		return err
	}
	began, fresh, err := examinationBegan(store.View, s.now())
	if err != nil {
		return err
	}
	if err := s.log(store, pipeline.RunBegan, map[string]any{"version": version, "command": s.args, "paths": absolute(paths)}); err != nil {
		return err
	}
	if err := s.addInputs(store, c.Keys, trust); err != nil {
		return err
	}
	if err := s.addExposed(store, c.exposedFlags); err != nil {
		return err
	}
	if err := s.addHeld(store, c.heldFlags); err != nil {
		return err
	}
	if err := s.addRoots(store, c.Roots); err != nil {
		return err
	}
	if !c.NoDocuments {
		reader, end, err := s.documents()
		if err != nil {
			return err
		}
		defer end()
		s.reader = reader
	}
	if err := s.examine(store, paths, !fresh, !c.NoRepair, began); err != nil {
		return errors.Join(err, s.log(store, pipeline.RunEnded, map[string]any{"error": err.Error()}))
	}
	if err := s.log(store, pipeline.RunEnded, map[string]any{"complete": true}); err != nil {
		return err
	}
	return errors.Join(s.summary(store.View, c.Case), s.nameUnreadable(store.View, s.named))
}

// addInputs keeps keys and trust in the case, and logs where they came from.
func (s *system) addInputs(store *casefile.Case, keyPaths, trust []string) error {
	list, files := s.readKeys(keyPaths)
	if _, err := pipeline.AddKeys(store, list); err != nil {
		return err
	}
	for _, f := range files {
		logged, err := digests(f.path)
		if err != nil {
			return fmt.Errorf("keys: %w", err)
		}
		if err := s.log(store, pipeline.KeysRead, map[string]any{"path": f.path, "keys": f.keys, "files": logged}); err != nil {
			return err
		}
	}
	_, err := store.AddTrust(trust...)
	return err
}

func (s *system) log(store *casefile.Case, event string, fields any) error {
	e, err := pipeline.LogEntry(s.now(), event, fields)
	if err != nil {
		return err
	}
	return store.Log(e)
}

// examinationBegan is the time of the case's first log entry: the moment by
// which things count as expired, the same for every run. fresh is true where
// there was none.
func examinationBegan(v *casefile.View, now time.Time) (began time.Time, fresh bool, err error) {
	found := errors.New("found")
	err = v.Entries(func(e casefile.Entry) error {
		began = e.At
		return found
	})
	if errors.Is(err, found) {
		return began, false, nil
	}
	return now, true, err
}

func rootOf(store *casefile.Case, path string) (pipeline.Root, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return pipeline.Root{}, err
	}
	base, nth, err := store.Root(abs)
	return pipeline.Root{Path: abs, Locator: item.Locator{Root: base, Nth: nth}}, err
}

func absolute(paths []string) []string {
	list := make([]string, len(paths))
	for i, p := range paths {
		list[i] = resolved(p)
	}
	return list
}

// sizeOf adds up the sizes of the files below paths, for progress alone: what
// cannot be looked at is found and named when it is read.
func sizeOf(paths []string) (total int64) {
	for _, p := range paths {
		_ = filepath.WalkDir(resolved(p), func(_ string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return nil
			}
			if info, err := d.Info(); err == nil {
				total += info.Size()
			}
			return nil
		})
	}
	return total
}
