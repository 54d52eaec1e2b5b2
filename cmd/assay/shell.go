package main

import (
	"os"
	"path/filepath"
	"strings"
)

// shellLine joins words to a line that a person can paste into a shell.
func shellLine(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = w
		if w == "" || strings.ContainsFunc(w, needsQuotes) {
			quoted[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return strings.Join(quoted, " ")
}

func needsQuotes(r rune) bool {
	plain := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-_./:@%+,=", r)
	return !plain
}

// near is path as seen from the working folder where it lies below it.
func near(path string) string {
	wd, err := os.Getwd()
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(wd, path)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return path
	}
	return rel
}

// caseArg is the --case that a command needs to find dir.
func caseArg(dir string) string {
	if abs, err := filepath.Abs("assay-case"); err == nil && abs == dir {
		return ""
	}
	return " --case " + shellLine([]string{near(dir)})
}
