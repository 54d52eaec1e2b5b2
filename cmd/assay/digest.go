package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// fileDigest is a file as the log of a case has it.
type fileDigest struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// digests gives size and SHA-256 of a file, or of every file in a folder.
func digests(path string) (list []fileDigest, err error) {
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		one, err := digest(p)
		list = append(list, one)
		return err
	})
	return list, err
}

func digest(path string) (fileDigest, error) {
	f, err := os.Open(path)
	if err != nil {
		return fileDigest{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return fileDigest{path, n, hex.EncodeToString(h.Sum(nil))}, err
}

// tempDir makes a folder for temporary files; remove takes it away again.
func tempDir() (dir string, remove func(), err error) {
	dir, err = os.MkdirTemp("", "assay-")
	return dir, func() { _ = os.RemoveAll(dir) }, err
}
