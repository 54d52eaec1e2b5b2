package parcel

import (
	"bytes"
	_ "embed"
	"errors"
	"strings"
	"sync"
)

//go:embed namespaces.tsv
var namespaceTable string

// namespaces maps URIs to the short names of namespaces.tsv.
var namespaces = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(namespaceTable) {
		if short, uri, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			m[uri] = short
		}
	}
	return m
})

// maxKnown bounds the names that are remembered of a part that makes up names.
const maxKnown = 10_000

var errNamespaces = errors.New("it declares too many namespaces")

// declare takes the declarations among the attributes of a tag.
func (s *scanner) declare() error {
	for _, a := range s.attrs {
		prefix, is := declares(a.name)
		if !is {
			continue
		}
		if len(s.scope) >= maxNamespaces {
			return errNamespaces
		}
		s.scope = append(s.scope, binding{prefix, unescape(a.value)})
		s.forget()
	}
	return nil
}

// forget drops the names that were resolved; a large map anew, since clearing
// it costs what it once held.
func (s *scanner) forget() {
	if len(s.names) > 64 {
		s.names = map[string]string{}
		return
	}
	clear(s.names)
}

// declares says whether an attribute declares a namespace, and for which
// prefix (Namespaces in XML 1.0 §3).
func declares(name []byte) (prefix string, is bool) {
	if !bytes.HasPrefix(name, []byte("xmlns")) {
		return "", false
	}
	if rest := name[len("xmlns"):]; len(rest) == 0 {
		return "", true
	} else if rest[0] == ':' {
		return string(rest[1:]), true
	}
	return "", false
}

// attrName is the short name of an attribute; one without a prefix has no
// namespace.
func (s *scanner) attrName(raw []byte) string {
	if bytes.IndexByte(raw, ':') < 0 {
		return string(raw)
	}
	return s.short(raw)
}

// short is the short name of what stands there with a prefix, or in the
// default namespace.
func (s *scanner) short(raw []byte) string {
	if name, ok := s.names[string(raw)]; ok {
		return name
	}
	prefix, local, ok := strings.Cut(string(raw), ":")
	if !ok {
		prefix, local = "", prefix
	}
	name := s.resolve(prefix, local)
	if len(s.names) < maxKnown {
		s.names[string(raw)] = name
	}
	return name
}

func (s *scanner) resolve(prefix, local string) string {
	uri := ""
	for i := len(s.scope) - 1; i >= 0; i-- {
		if s.scope[i].prefix == prefix {
			uri = s.scope[i].uri
			break
		}
	}
	switch short, ok := namespaces()[uri]; {
	case ok:
		return short + ":" + local
	case uri != "":
		return "{" + uri + "}" + local
	case prefix != "": // never declared, or XML's own
		return prefix + ":" + local
	}
	return local
}
