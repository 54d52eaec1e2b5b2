package parcel

import (
	"encoding/xml"
	"strings"
	"sync"
)

// namespaces maps URIs to the short names of namespaces.tsv.
var namespaces = sync.OnceValue(func() map[string]string {
	table, err := tables.ReadFile("namespaces.tsv")
	if err != nil {
		panic(err) // it is part of the programme
	}
	m := map[string]string{}
	for line := range strings.Lines(string(table)) {
		if short, uri, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			m[uri] = short
		}
	}
	return m
})

// names turns the names of one part into short ones.
type names struct{ known map[xml.Name]string }

// maxKnown bounds what is remembered of a part that makes up names.
const maxKnown = 10_000

func (n *names) short(name xml.Name) string {
	if s, ok := n.known[name]; ok {
		return s
	}
	s := name.Local
	if prefix, ok := namespaces()[name.Space]; ok {
		s = prefix + ":" + s
	} else if name.Space != "" {
		s = "{" + name.Space + "}" + s
	}
	if len(n.known) < maxKnown {
		n.known[name] = s
	}
	return s
}
