package main

import (
	"io"

	"assay/judge"
)

// writeJSON writes a record as one line.
func writeJSON(w io.Writer, r *judge.Record) error {
	b, err := r.JSON()
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}
