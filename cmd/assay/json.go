package main

import (
	"encoding/json"
	"io"
)

// writeJSON writes a record, or whatever a command lists, as one line.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false) // it is read by people and grep
	return e.Encode(v)
}
