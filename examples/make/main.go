// Make writes the made-up leak in examples/leak, its public keys in
// examples/keys.zone and root certificates in examples/roots.pem, and what an examination of it must give in
// examples/expected.tsv and examples/README.md:
//
//	go run ./examples/make [DIR]
//
// DIR is where to write; it is examples where none is given. Nothing that stands
// there is removed. The same bytes come out every time: nothing is taken from
// the clock or from chance, RSA (PKCS #1 v1.5) and Ed25519 sign alike each time,
// and archives are packed without compressing, so that no version of a
// compressor matters.
//
// The verdicts are written by hand, scene by scene, from the rules; none comes
// from running assay. Signing and packing share no code with it either.
package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

//go:embed readme.md
var readme string

func main() {
	dir := "examples"
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := write(dir); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

// write makes everything below dir. A test tells of files that stand there and
// are no longer made.
func write(dir string) error {
	signers, err := readSigners()
	if err != nil {
		return err
	}
	if err := readHolders(); err != nil {
		return err
	}
	l, err := buildLeak(signers)
	if err != nil {
		return err
	}
	files := map[string][]byte{
		"keys.zone":    zone(signers),
		"roots.pem":    roots(),
		"expected.tsv": []byte(l.expected()),
		"README.md":    []byte(strings.Replace(readme, "{{table}}\n", l.table(), 1)),
	}
	for name, content := range l.files {
		files[filepath.Join(root, name)] = content
	}
	for name, content := range files {
		if err := writeFile(filepath.Join(dir, name), content); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(name string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, content, 0o644)
}
