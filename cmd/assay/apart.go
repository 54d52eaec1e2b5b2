package main

import (
	"fmt"
	"path/filepath"
	"strings"
)

// apart makes sure that the case does not lie inside the leak, nor the leak
// inside the case: the leak is only read.
func apart(caseDir string, paths []string) error {
	dir := resolved(caseDir)
	for _, p := range paths {
		leak := resolved(p)
		if within(dir, leak) {
			return usageError{fmt.Errorf("--case %q lies inside the leak %q: choose a folder outside it", caseDir, p)}
		}
		if within(leak, dir) {
			return usageError{fmt.Errorf("the leak %q lies inside --case %q: choose another folder for the case", p, caseDir)}
		}
	}
	return nil
}

func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

// resolved is path without symbolic links, as far as it exists.
func resolved(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	rest := ""
	for dir := abs; ; dir = filepath.Dir(dir) {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			return filepath.Join(real, rest)
		}
		if dir == filepath.Dir(dir) {
			return abs
		}
		rest = filepath.Join(filepath.Base(dir), rest)
	}
}
