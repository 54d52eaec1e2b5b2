// Package vba reads the macro projects of Office documents ([MS-OVBA]): the
// names of their modules and the lines of their source. A compound file may be
// a document, or the vbaProject.bin of an OOXML package. Macros are common and
// mean nothing by themselves; what they do is not judged here.
package vba

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"assay/ole"
	"assay/ole/locale"
)

const (
	maxModules = 1000
	maxSource  = 16 << 20 // bytes of all directories and source of one file
)

// Project is one macro project.
type Project struct {
	Path    string // of its storage in the compound file; empty for the root
	Name    string
	Modules []Module
	Problem string // what could not be read; empty for nothing
}

// Module is one module of a project.
type Module struct {
	Name   string
	Lines  int // of source that are neither empty nor attributes, which all modules have
	Source string
}

// Find reads every project of f: storages that hold VBA/dir.
func Find(f *ole.File) (list []Project) {
	budget := maxSource
	for _, e := range f.Entries {
		if e.Type == ole.Stream || e.Lost {
			continue
		}
		for _, c := range e.Children {
			if c.Type == ole.Storage && strings.EqualFold(c.Name, "VBA") && !hollow(c) {
				list = append(list, read(f, e.Path, c, &budget))
			}
		}
	}
	return list
}

// hollow says whether nothing is left of a project: Office empties the streams
// of one that was removed, and Publisher makes the storage for none.
func hollow(s *ole.Entry) bool {
	for _, c := range s.Children {
		if c.Size > 0 || len(c.Children) > 0 {
			return false
		}
	}
	return true
}

// read reads the project whose VBA storage is s.
func read(f *ole.File, path string, s *ole.Entry, budget *int) Project {
	p := Project{Path: path}
	streams := map[string]*ole.Entry{}
	for _, c := range s.Children {
		streams[strings.ToLower(c.Name)] = c
	}
	dir, err := Decompress(f.Data(streams["dir"]), *budget)
	*budget -= len(dir)
	if err != nil {
		p.Problem = fmt.Sprintf("its directory: %v", err)
		return p
	}
	modules := p.directory(dir)
	for _, m := range modules {
		stream := streams[strings.ToLower(m.stream)]
		if stream == nil {
			p.Problem = fmt.Sprintf("module %q has no stream", m.name)
			continue
		}
		data := f.Data(stream)
		if m.offset > len(data) {
			p.Problem = fmt.Sprintf("module %q: its source is said to lie beyond its stream", m.name)
			continue
		}
		source, err := Decompress(data[m.offset:], *budget)
		if err != nil {
			p.Problem = fmt.Sprintf("module %q: %v", m.name, err)
		}
		*budget -= len(source)
		text, known := locale.Text(m.page, source)
		if !known {
			p.Problem = fmt.Sprintf("its code page %d is not known; 1252 is taken", m.page)
		}
		p.Modules = append(p.Modules, Module{Name: m.name, Lines: lines(text), Source: text})
	}
	return p
}

type module struct {
	name, stream string
	offset, page int
}

// directory reads the records of the dir stream that matter: identifier,
// length, value. [MS-OVBA] §2.3.4.2
func (p *Project) directory(b []byte) (list []module) {
	page := locale.Western
	for len(b) >= 6 {
		id, size := binary.LittleEndian.Uint16(b), int64(binary.LittleEndian.Uint32(b[2:]))
		if id == 9 { // PROJECTVERSION has a fixed length beside the one it states
			size = 6
		}
		if size > int64(len(b)-6) {
			p.Problem = "its directory is cut off"
			return list
		}
		v := b[6 : 6+size]
		b = b[6+size:]
		text := func() string { t, _ := locale.Text(page, v); return t }
		last := len(list) - 1
		switch {
		case id == 3 && size == 2:
			page = int(binary.LittleEndian.Uint16(v))
		case id == 4:
			p.Name = text()
		case id == 0x19 && len(list) == maxModules:
			p.Problem = fmt.Sprintf("it has more than %d modules", maxModules)
			return list
		case id == 0x19:
			list = append(list, module{name: text(), page: page})
		case id == 0x1A && last >= 0:
			list[last].stream = text()
		case id == 0x32 && last >= 0:
			list[last].stream = locale.UTF16Text(v)
		case id == 0x47 && last >= 0:
			list[last].name = locale.UTF16Text(v)
		case id == 0x31 && size == 4 && last >= 0:
			list[last].offset = int(binary.LittleEndian.Uint32(v))
		}
	}
	return list
}

func lines(source string) (n int) {
	for line := range strings.Lines(source) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "Attribute ") {
			n++
		}
	}
	return n
}

// Decompress undoes the compression of source and directory, up to most bytes.
// What could be read comes with the error. [MS-OVBA] §2.4.1
func Decompress(b []byte, most int) (out []byte, err error) {
	if len(b) == 0 || b[0] != 1 {
		return nil, errors.New("no compressed container")
	}
	for b = b[1:]; len(b) >= 2; {
		header := binary.LittleEndian.Uint16(b)
		size := int(header&0xFFF) + 3
		if header>>12&7 != 3 {
			return out, errors.New("a compressed chunk without its mark")
		}
		if size > len(b) {
			return out, errors.New("a compressed chunk is cut off")
		}
		if len(out)+4096 > most {
			return out, fmt.Errorf("more than %d bytes", most)
		}
		if header&0x8000 == 0 {
			out = append(out, b[2:size]...)
		} else if out, err = chunk(out, b[2:size]); err != nil {
			return out, err
		}
		b = b[size:]
	}
	return out, nil
}

// chunk unpacks tokens: single bytes, or copies from earlier in the chunk.
func chunk(out, b []byte) ([]byte, error) {
	start := len(out)
	for len(b) > 0 {
		flags := b[0]
		b = b[1:]
		for bit := 0; bit < 8 && len(b) > 0; bit++ {
			if flags>>bit&1 == 0 {
				out, b = append(out, b[0]), b[1:]
				continue
			}
			if len(b) < 2 {
				return out, errors.New("a copy token is cut off")
			}
			token := binary.LittleEndian.Uint16(b)
			b = b[2:]
			wide := uint(4) // bits of the offset grow with what is unpacked
			for ; wide < 12 && 1<<wide < len(out)-start; wide++ {
			}
			length, back := int(token&(0xFFFF>>wide))+3, int(token>>(16-wide))+1
			if back > len(out)-start || len(out)-start+length > 4096 {
				return out, errors.New("a copy token points outside its chunk")
			}
			for range length {
				out = append(out, out[len(out)-back])
			}
		}
	}
	return out, nil
}
