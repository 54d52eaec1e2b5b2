package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"assay/casefile"
	"assay/examine"
	"assay/pipeline"
	"assay/reading"
	"assay/report"
)

type revisionsCmd struct {
	caseFlag
	Out      string `help:"Write every revision to this new folder, as a PDF." placeholder:"DIR" type:"path"`
	Pictures bool   `help:"Write a picture of every page, too."`
	JSON     bool   `name:"json" help:"One JSON object a line."`
	Item     string `arg:"" name:"ITEM" help:"Path in the case, 8 or more hex digits of the hash, or a PDF file."`
}

func (c *revisionsCmd) Run(s *system) (err error) {
	if c.Pictures && c.Out == "" {
		return usageError{errors.New("--pictures goes with --out")}
	}
	spool, remove, err := tempDir()
	if err != nil {
		return err
	}
	defer remove()
	reader, end, err := s.documents()
	if err != nil {
		return err
	}
	defer end()
	content, err := c.content(s, &examine.Examiner{Spool: spool, Documents: reader})
	if err != nil {
		return err
	}
	states, err := reader.States(s.ctx, content)
	if err != nil {
		return fmt.Errorf("%q: %w", c.Item, err)
	}
	if c.Out != "" {
		if err := c.write(s, reader, states); err != nil {
			return err
		}
	}
	for _, state := range states {
		if c.JSON {
			err = writeJSON(s.stdout, state)
		} else {
			err = report.State(s.stdout, &state, len(states), s.outStyle)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// content is the bytes of the item: of a file where there is one of that name,
// else of the case.
func (c *revisionsCmd) content(s *system, x *examine.Examiner) (content []byte, err error) {
	if info, err := os.Stat(c.Item); err == nil && info.Mode().IsRegular() {
		return os.ReadFile(c.Item)
	}
	v, err := casefile.OpenView(c.Case)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	row, err := v.Find(c.Item)
	if err != nil {
		return nil, err
	}
	r, err := pipeline.Record(row)
	if err != nil {
		return nil, err
	}
	roots, err := v.Roots()
	if err != nil {
		return nil, err
	}
	return s.reread(x, r, roots)
}

// write writes the revisions, and pictures of their pages where those are
// wanted, to a new folder.
func (c *revisionsCmd) write(s *system, reader *reading.Reader, states []reading.State) error {
	if err := os.Mkdir(c.Out, 0o700); err != nil {
		return err
	}
	for _, state := range states {
		base := filepath.Join(c.Out, fmt.Sprintf("revision-%d", state.Number))
		if err := os.WriteFile(base+".pdf", state.Content, 0o600); err != nil {
			return err
		}
		for page := 1; c.Pictures && page <= state.Pages; page++ {
			png, err := reader.Picture(s.ctx, state.Content, page)
			if err != nil {
				if s.ctx.Err() != nil {
					return err
				}
				s.fail("revision %d: %v", state.Number, err)
				continue
			}
			if err := os.WriteFile(fmt.Sprintf("%s-page-%d.png", base, page), png, 0o600); err != nil {
				return err
			}
		}
	}
	return nil
}
