package conclude

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed limits.tsv
var limitTable string

// Limits maps every limit that a conclusion can have to what it means.
var Limits = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(limitTable) {
		if token, meaning, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && token[0] != '#' {
			m[token] = meaning
		}
	}
	return m
})
