package main

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "draw docs/check.svg again")

// TestPictureIsWhatAssayPrints keeps the picture of README.md true.
func TestPictureIsWhatAssayPrints(t *testing.T) {
	var drawn bytes.Buffer
	if err := draw(&drawn, "../.."); err != nil {
		t.Fatal(err)
	}
	const name = "../check.svg"
	if *update {
		if err := os.WriteFile(name, drawn.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, drawn.Bytes()) {
		t.Error("docs/check.svg is not what assay prints now: go run ./docs/picture > docs/check.svg")
	}
}
