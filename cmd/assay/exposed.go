package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"assay/casefile"
	"assay/keys"
	"assay/pipeline"
	"assay/report"
)

// exposedFlags say which keys are no secret any more, and what is older.
type exposedFlags struct {
	Exposed  []string `help:"List of keys whose private half is public; may be repeated." placeholder:"FILE" sep:"none" type:"path"`
	Acquired string   `help:"Day on which all of the leak was in hand; \"unknown\" takes it back." placeholder:"DATE"`
}

// unknownDay takes the day of acquisition back.
const unknownDay = "unknown"

func (f *exposedFlags) none() bool { return len(f.Exposed) == 0 && f.Acquired == "" }

// acquired is the day of --acquired, "" where it is not known. RFC 3339 §5.6,
// full-date
func (f *exposedFlags) acquired(now time.Time) (string, error) {
	if f.Acquired == "" || f.Acquired == unknownDay {
		return "", nil
	}
	switch _, err := time.Parse(time.DateOnly, f.Acquired); {
	case err != nil:
		return "", usageError{fmt.Errorf("--acquired %q is not a day as in 2017-05-05, nor %q", f.Acquired, unknownDay)}
	case f.Acquired > now.Format(time.DateOnly):
		return "", usageError{fmt.Errorf("--acquired %q has not come yet", f.Acquired)}
	}
	return f.Acquired, nil
}

// fitsAcquired refuses to put what is new into a case that says that all of it
// was in hand on a day: it would be believed for no reason.
func (f *exposedFlags) fitsAcquired(store *casefile.Case, paths []string) error {
	day, err := store.Acquired()
	if err != nil || day == "" || f.Acquired != "" {
		return err
	}
	roots, err := store.Roots()
	if err != nil {
		return err
	}
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(roots, func(r casefile.Root) bool { return r.Path == abs }) {
			return usageError{fmt.Errorf("%q is new, and the case says that all in it was in hand on %s: give --acquired again, with the day on which that holds for all of it, or %q", near(path), day, unknownDay)}
		}
	}
	return nil
}

// addExposed keeps lists of exposed keys and the day of acquisition in the
// case, and logs where they came from.
func (s *system) addExposed(store *casefile.Case, f exposedFlags) error {
	list, files := s.readExposed(f.Exposed)
	if _, err := pipeline.AddExposed(store, list); err != nil {
		return err
	}
	for _, file := range files {
		logged, err := digests(file.path)
		if err != nil {
			return fmt.Errorf("exposed keys: %w", err)
		}
		if err := s.log(store, pipeline.ExposedRead, map[string]any{"path": file.path, "keys": file.keys, "files": logged}); err != nil {
			return err
		}
	}
	if f.Acquired == "" {
		return nil
	}
	day, err := f.acquired(s.now())
	if err != nil {
		return err
	}
	if err := store.SetAcquired(day); err != nil {
		return err
	}
	return s.log(store, pipeline.Acquired, map[string]any{"day": f.Acquired})
}

// readExposed reads lists of exposed keys. Broken lines are named on standard
// error, and the rest is returned.
func (s *system) readExposed(paths []string) (list []keys.Exposed, files []keyFile) {
	for _, path := range paths {
		batch, err := keys.ReadExposed(path)
		if err != nil {
			s.fail("exposed keys: %v", err)
			continue
		}
		for _, p := range batch.Problems {
			if p.Kept {
				fmt.Fprintln(s.stderr, "assay: note: "+report.Safe(p.String()))
			} else {
				s.fail("exposed keys: %s", p)
			}
		}
		list = append(list, batch.Exposed...)
		files = append(files, keyFile{path, len(batch.Exposed)})
	}
	return list, files
}
