package xmlsig

import (
	"errors"
	"fmt"
)

// Namespaces that XML itself has.
const (
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsSpace = "http://www.w3.org/2000/xmlns/"
)

// scope is the namespaces that are declared where a reader stands. Each prefix
// has a stack of names, so that a look-up costs the same at any depth.
type scope struct {
	names    map[string][]string
	declared [][]string // prefixes, per open element
}

func newScope() *scope { return &scope{names: map[string][]string{}} }

func (s *scope) lookup(prefix string) (string, bool) {
	if prefix == "xml" {
		return xmlSpace, true
	}
	stack := s.names[prefix]
	if len(stack) == 0 {
		return "", prefix == ""
	}
	return stack[len(stack)-1], true
}

func (s *scope) declare(prefix, name string) {
	s.names[prefix] = append(s.names[prefix], name)
	last := len(s.declared) - 1
	s.declared[last] = append(s.declared[last], prefix)
}

// enter opens an element: it takes in its declarations, gives every attribute
// its namespace, and returns that of the element. Namespaces in XML 1.0 §2–6
func (s *scope) enter(prefix string, attributes []attribute) (string, error) {
	s.declared = append(s.declared, nil)
	for _, a := range attributes {
		declares, isDeclaration := a.declares()
		if !isDeclaration {
			continue
		}
		if err := lawful(declares, a); err != nil {
			return "", err
		}
		if declares != "xml" {
			s.declare(declares, a.value)
		}
	}
	for i := range attributes {
		a := &attributes[i]
		if _, isDeclaration := a.declares(); isDeclaration {
			a.space = xmlnsSpace
		} else if a.prefix != "" {
			space, known := s.lookup(a.prefix)
			if !known {
				return "", fmt.Errorf("prefix %q is not declared", a.prefix)
			}
			a.space = space
		} else {
			a.space = ""
		}
	}
	space, known := s.lookup(prefix)
	if !known || prefix == "xmlns" {
		return "", fmt.Errorf("prefix %q is not declared", prefix)
	}
	return space, unique(attributes)
}

func (s *scope) leave() {
	last := len(s.declared) - 1
	for _, prefix := range s.declared[last] {
		if stack := s.names[prefix]; len(stack) > 1 {
			s.names[prefix] = stack[:len(stack)-1]
		} else {
			delete(s.names, prefix) // files may have any number of prefixes
		}
	}
	s.declared = s.declared[:last]
}

// declares is the prefix that a declares, "" for the default namespace.
func (a attribute) declares() (prefix string, isDeclaration bool) {
	switch {
	case a.prefix == "xmlns":
		return a.local, true
	case a.prefix == "" && a.local == "xmlns":
		return "", true
	}
	return "", false
}

// lawful refuses declarations that touch XML's own names. Namespaces in XML 1.0 §3
func lawful(prefix string, a attribute) error {
	switch {
	case prefix == "xmlns", a.value == xmlnsSpace, (prefix == "xml") != (a.value == xmlSpace):
		return fmt.Errorf("prefix %q is declared against the rules", prefix)
	case prefix != "" && a.value == "":
		return fmt.Errorf("prefix %q is undeclared", prefix)
	}
	return nil
}

// unique refuses an element that has one attribute twice.
func unique(attributes []attribute) error {
	if len(attributes) > 8 {
		seen := make(map[[2]string]bool, len(attributes))
		for _, a := range attributes {
			key := [2]string{a.space, a.local}
			if seen[key] {
				return errTwice(a)
			}
			seen[key] = true
		}
		return nil
	}
	for i, a := range attributes {
		for _, b := range attributes[:i] {
			if a.local == b.local && a.space == b.space {
				return errTwice(a)
			}
		}
	}
	return nil
}

func errTwice(a attribute) error { return fmt.Errorf("attribute %q stands twice", a.local) }

var errInherited = errors.New("xml:base above what is signed, which Canonical XML 1.1 joins: not read")
