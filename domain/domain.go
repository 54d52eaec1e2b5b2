// Package domain says which domain names belong together, by the Public Suffix
// List that is compiled in, and which are mail providers open to anyone.
//
// What it cannot show: that two names of one organisation are in the same
// hands, or that two organisations are not. The lists are of the day on which
// the programme was built.
package domain

import (
	_ "embed"
	"strings"
	"sync"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// Organisational is the domain under which an organisation registered name:
// one label more than the public suffix (RFC 7489 §3.2). Where name is itself a
// public suffix, or none can be found, it is name.
func Organisational(name string) string {
	name = ASCII(name)
	org, err := publicsuffix.EffectiveTLDPlusOne(name)
	if err != nil {
		return name
	}
	return org
}

// Shared reports whether name is a public suffix: anyone can have a domain below
// it.
func Shared(name string) bool {
	suffix, _ := publicsuffix.PublicSuffix(ASCII(name))
	return suffix == ASCII(name)
}

// Aligned reports whether two names belong together as DMARC's relaxed
// alignment has it: they share their organisational domain. RFC 7489 §3.1.1
func Aligned(a, b string) bool {
	return a != "" && b != "" && Organisational(a) == Organisational(b)
}

// OfAddress is the part of a mail address behind its last @.
func OfAddress(addr string) string { return addr[strings.LastIndexByte(addr, '@')+1:] }

// Within reports whether name is parent or lies below it.
func Within(name, parent string) bool {
	name, parent = ASCII(name), ASCII(parent)
	return parent != "" && (name == parent || strings.HasSuffix(name, "."+parent))
}

// ASCII is name in lower case, without a dot at the end, its labels in the
// form that the DNS holds. RFC 5890 §2.3.2.1
func ASCII(name string) string {
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	for i := range len(name) {
		if name[i] >= 0x80 {
			if a, err := idna.Lookup.ToASCII(name); err == nil {
				return a
			}
			return name
		}
	}
	return name
}

//go:embed providers.txt
var providerList string

// providers holds the lines of providers.txt.
var providers = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(providerList) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			m[line] = true
		}
	}
	return m
})

// Public reports whether anyone can have an address under name: people who
// share such a domain have nothing in common.
func Public(name string) bool {
	org := Organisational(name)
	first, _, _ := strings.Cut(org, ".")
	return providers()[org] || providers()[ASCII(name)] || providers()[first+".*"]
}
