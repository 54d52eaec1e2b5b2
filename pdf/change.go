package pdf

import (
	"fmt"
	"slices"
	"strings"

	"assay/document"
)

// Changes says in plain words what state n+1 did to state n. The weights are
// those of a file that nobody signed: Harmless is what no reader sees, Allowed
// what forms and notes are made for, Visible what a reader sees otherwise.
func (f *File) Changes(n int) []document.Change {
	return f.explain(n, f.Diff(n, n+1))
}

// explain says what the changed objects amount to.
func (f *File) explain(n int, objects []ObjectChange) []document.Change {
	c := &changes{f: f, index: map[[3]string]int{}, objects: objects, a: f.At(n), b: f.At(n + 1)}
	if c.a.reached().cut || c.b.reached().cut {
		c.say(document.Unknown, fmt.Sprintf("revision %d", n+1), "%d objects changed; the file has too many for what they mean to be found out", len(objects))
		return c.list
	}
	c.trailer()
	c.pages()
	c.signatures()
	c.fields()
	for _, o := range c.objects {
		c.object(o)
	}
	c.tell()
	return c.list
}

type changes struct {
	f       *File
	a, b    *View
	objects []ObjectChange
	list    []document.Change
	groups  []group
	index   map[[3]string]int
	signed  []string // paths under which all belongs to new signatures
	filled  map[int]bool
}

// group gathers objects of which the same can be said.
type group struct {
	weight  document.Weight
	what    string
	where   string // of the first
	numbers []int
}

func (c *changes) say(w document.Weight, where, format string, args ...any) {
	c.list = append(c.list, document.Change{Weight: w, What: fmt.Sprintf(format, args...), Where: where})
}

// gather adds an object to the group of what and where.
func (c *changes) gather(w document.Weight, what, where string, number int) {
	key := [3]string{string(w), what, where}
	if i, ok := c.index[key]; ok {
		c.groups[i].numbers = append(c.groups[i].numbers, number)
		return
	}
	if len(c.groups) >= document.MaxFields { // the rest counts with the last
		g := &c.groups[len(c.groups)-1]
		g.what, g.numbers = "many other objects changed", append(g.numbers, number)
		return
	}
	c.index[key] = len(c.groups)
	c.groups = append(c.groups, group{w, what, where, []int{number}})
}

// maxNumbers bounds the object numbers that are told of one group.
const maxNumbers = 10

// Objects names objects by their numbers: "object 4", "objects 4, 5, and 9 more".
func Objects(numbers []int) string {
	var parts []string
	for i, n := range numbers {
		if i == maxNumbers {
			parts = append(parts, fmt.Sprintf("and %d more", len(numbers)-i))
			break
		}
		parts = append(parts, fmt.Sprint(n))
	}
	if len(numbers) == 1 {
		return "object " + parts[0]
	}
	return "objects " + strings.Join(parts, ", ")
}

func (c *changes) tell() {
	for _, g := range c.groups {
		where := Objects(g.numbers)
		if g.where != "" {
			where = g.where + ", " + where
		}
		c.say(g.weight, where, "%s", g.what)
	}
}

// trailer tells of another catalogue or encryption.
func (c *changes) trailer() {
	if len(c.objects) == 0 || c.objects[0].Number != 0 {
		return
	}
	for _, p := range c.objects[0].Paths {
		switch {
		case p == "/Root":
			c.say(document.Unknown, "trailer", "another object is the document's catalogue")
		case strings.HasPrefix(p, "/Encrypt"):
			c.say(document.Unknown, "trailer", "the encryption changed")
		case p == "/Info" && c.b.info() == nil:
			c.say(document.Harmless, "trailer", "the document information was dropped")
		case p == "/ID" || p == "/ID[0]":
			c.say(document.Harmless, "trailer", "the file's permanent identifier changed: a writer that copies, merges or converts does so")
		}
	}
}

// pages tells of pages that came, went or moved.
func (c *changes) pages() {
	before, after := c.a.Pages(), c.b.Pages()
	old, young := map[int]int{}, map[int]int{}
	for _, p := range before {
		old[p.Ref.Number] = p.Number
	}
	for _, p := range after {
		young[p.Ref.Number] = p.Number
	}
	count := 0
	tell := func(format string, number int, ref Ref) {
		if count++; count <= maxPaths {
			c.say(document.Visible, fmt.Sprintf("page %d, object %d", number, ref.Number), format, number)
		}
	}
	for _, p := range after {
		if p.Ref.Number != 0 && old[p.Ref.Number] == 0 {
			tell("page %d was added", p.Number, p.Ref)
		}
	}
	for _, p := range before {
		if p.Ref.Number != 0 && young[p.Ref.Number] == 0 {
			tell("page %d was taken away", p.Number, p.Ref)
		}
	}
	if count > maxPaths {
		c.say(document.Visible, "the page tree", "%d pages in all came or went", count)
	}
	if count == 0 && !slices.EqualFunc(before, after, func(x, y Page) bool { return x.Ref == y.Ref }) {
		c.say(document.Visible, "the page tree", "the pages stand in another order, or another number of times")
	}
}
