// Command makedocs makes the labelled pairs of the tells of PDF, pictures and office documents,
// the same ones each time: go run ./tell/testdata/makedocs, from the project's root.
package main

import (
	"log"
	"os"
	"path/filepath"
	"slices"
)

// pair is the labelled pair of one tell.
type pair struct {
	folder, ending    string
	edit              string // what was done to authentic, in one line
	authentic, edited []byte
}

func main() {
	for _, p := range slices.Concat(pdfPairs(), imagePairs(), officePairs()) {
		dir := filepath.Join("tell", "testdata", p.folder)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			log.Fatal(err)
		}
		for name, content := range map[string][]byte{
			"authentic." + p.ending: p.authentic,
			"edited." + p.ending:    p.edited,
			"edit.txt":              []byte(p.edit + "\n"),
		} {
			if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
				log.Fatal(err)
			}
		}
	}
}
