package officesig

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
)

// pack is a zip package by the names of its parts.
type pack struct {
	names    []string // of members that are no folders, in the order of the directory, each once
	twice    []string // names that more than one member has
	differ   []string // those of twice whose members hold different bytes
	members  map[string]*zip.File
	folded   map[string]string // of OOXML, where case does not count; nil for others. ECMA-376 part 2 §6.2.2.3
	unpacked int64             // bytes unpacked so far
}

// open reads the directory of a package.
func open(content []byte) (*pack, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("not a zip package: %w", err)
	}
	if len(z.File) > maxMembers {
		return nil, fmt.Errorf("a package of %d members is over the %d that are read", len(z.File), maxMembers)
	}
	p := &pack{members: map[string]*zip.File{}}
	for _, f := range z.File {
		if f.Name == "[Content_Types].xml" {
			p.folded = map[string]string{}
		}
	}
	doubles := map[string]bool{}
	for _, f := range z.File {
		switch {
		case strings.HasSuffix(f.Name, "/"):
			continue
		case p.has(f.Name):
			if !doubles[f.Name] {
				p.twice = append(p.twice, f.Name)
			}
			doubles[f.Name] = true
			if first := p.members[p.actual(f.Name)]; (first.CRC32 != f.CRC32 || first.UncompressedSize64 != f.UncompressedSize64) && !slices.Contains(p.differ, f.Name) {
				p.differ = append(p.differ, f.Name)
			}
		default:
			p.names = append(p.names, f.Name)
		}
		if p.members[f.Name] == nil {
			p.members[f.Name] = f
		}
		if low := strings.ToLower(f.Name); p.folded != nil && p.folded[low] == "" {
			p.folded[low] = f.Name
		}
	}
	return p, nil
}

// actual is the name as the package spells it; empty where it has no such part.
func (p *pack) actual(name string) string {
	if p.members[name] != nil && p.folded == nil {
		return name
	}
	return p.folded[strings.ToLower(name)]
}

func (p *pack) has(name string) bool { return p.actual(name) != "" }

// read unpacks one part.
func (p *pack) read(name string) ([]byte, error) {
	f := p.members[p.actual(name)]
	if f == nil {
		return nil, fmt.Errorf("%q is not in the package", name)
	}
	left := maxUnpacked - p.unpacked
	if f.UncompressedSize64 > maxPart {
		return nil, fmt.Errorf("a part of %d bytes is over the %d that are read", f.UncompressedSize64, int64(maxPart))
	}
	rc, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(rc, min(maxPart, left)+1))
	p.unpacked += n
	switch {
	case err != nil:
		return nil, fmt.Errorf("it cannot be unpacked: %w", err)
	case n > min(maxPart, left):
		return nil, errors.New("it unpacks to more bytes than are read")
	}
	return b.Bytes(), nil
}

// named is the part that the URI of a reference names, as the package spells it.
// Some programmes do not escape what they write into URIs.
func (p *pack) named(uri string) (string, error) {
	name, err := partName(uri)
	if actual := p.actual(name); err == nil && actual != "" {
		return actual, nil
	}
	if actual := p.actual(strings.TrimPrefix(uri, "/")); actual != "" {
		return actual, nil
	}
	return name, err
}

// partName is the part that the URI of a reference names: its path without the
// slash before it, unescaped. ECMA-376 part 2 §6.2.2, ODF 1.3 part 2 §5.3
func partName(uri string) (string, error) {
	path, _, _ := strings.Cut(uri, "?")
	path, _, _ = strings.Cut(path, "#")
	name, err := url.PathUnescape(strings.TrimPrefix(path, "/"))
	if err != nil {
		return "", fmt.Errorf("reference %q is not understood", uri)
	}
	if strings.Contains(path, "://") {
		return "", fmt.Errorf("reference %q leads out of the package, where nothing is fetched", uri)
	}
	return name, nil
}
