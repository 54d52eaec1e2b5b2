package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
)

// root is the folder of the leak, and how every path begins.
const root = "leak"

// leak is the files of the leak and the items that stand in them.
type leak struct {
	studio *studio
	files  map[string][]byte // by path below root
	items  []*item
	byID   map[string]*item
	err    error // the first one
}

// item is one item with all its places.
type item struct {
	paths      []string
	name, kind string
	want       verdict
}

// add lists what stands at path. What cannot be read is known by its path,
// everything else by its content: equal content is one item.
func (l *leak) add(path, name, kind, content string, want verdict) {
	id := fmt.Sprintf("%x", sha256.Sum256([]byte(content)))
	if kind == "unreadable" {
		id = path
	}
	it := l.byID[id]
	if it == nil {
		it = &item{name: name, kind: kind, want: want}
		l.byID[id] = it
		l.items = append(l.items, it)
	}
	if it.kind != kind || it.name != name || it.want.conclusion != want.conclusion || !slices.Equal(it.want.limits, want.limits) {
		l.fail(fmt.Errorf("%q at %q is also %q at %q, and must get something else there", name, path, it.name, it.paths))
	}
	it.paths = append(it.paths, path)
}

func (l *leak) fail(err error) {
	if l.err == nil && err != nil {
		l.err = err
	}
}

// scene makes a scene.
func (l *leak) scene(name string) *made {
	m, err := l.studio.make(name)
	if err != nil {
		l.fail(err)
		return &made{}
	}
	return m
}

// ends turns CRLF into what a file has at the end of its lines.
type ends string

const (
	crlf ends = "\r\n"
	lf   ends = "\n"
)

// toCRLF is text that a scene gives, as mail has it.
func toCRLF(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }

func (e ends) of(text string) string { return strings.ReplaceAll(text, "\r\n", string(e)) }

// mail lists a mail at path, stored with these line ends, and all inside it.
func (l *leak) mail(path string, m *made, stored string, e ends) {
	l.add(path, m.name, "mail", stored, m.want)
	for _, in := range m.inside {
		content := in.content
		if in.asStored {
			content = e.of(content)
		}
		l.add(path+in.step, in.name, in.kind, content, in.want)
	}
}

// write adds a file to the leak.
func (l *leak) write(file, content string) { l.files[file] = []byte(content) }

// eml adds a file that is one mail.
func (l *leak) eml(file, name string, e ends) {
	m := l.scene(name)
	stored := e.of(m.raw)
	l.write(file, stored)
	l.mail(root+"/"+escape(file), m, stored, e)
}

// escape writes the signs that mean something in a path as they are written
// inside names.
var escape = strings.NewReplacer("%", "%25", "!", "%21", "@", "%40", "+", "%2B", "#", "%23").Replace

// sorted is the items in the order of their first paths.
func (l *leak) sorted() []*item {
	for _, it := range l.items {
		slices.Sort(it.paths)
	}
	return slices.SortedFunc(slices.Values(l.items), func(a, b *item) int { return cmp.Compare(a.paths[0], b.paths[0]) })
}

// expected is the file expected.tsv.
func (l *leak) expected() string {
	var b strings.Builder
	b.WriteString("# path\tkind\tconclusion\tlimits\texample\n")
	for _, it := range l.sorted() {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", it.paths[0], it.kind, it.want.conclusion, strings.Join(it.want.limits, ","), it.name)
	}
	return b.String()
}

// table is the items as README.md shows them.
func (l *leak) table() string {
	var b strings.Builder
	b.WriteString("| item | example | must get | limits | why |\n| --- | --- | --- | --- | --- |\n")
	for _, it := range l.sorted() {
		limits := make([]string, 0, len(it.want.limits))
		for _, token := range it.want.limits {
			limits = append(limits, "`"+token+"`")
		}
		fmt.Fprintf(&b, "| `%s` (%s) | %s | %s | %s | %s |\n", strings.Join(it.paths, "`, `"), it.kind,
			it.name, it.want.conclusion, strings.Join(limits, " "), it.want.why)
	}
	return b.String()
}
