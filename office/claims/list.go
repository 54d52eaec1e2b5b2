package claims

import "fmt"

// List is a set that keeps its order.
type List struct {
	Values []string
	has    map[string]bool
	cut    bool
}

// maxList bounds one list.
const maxList = 20_000

// Add adds what is not there; an empty value adds nothing.
func (l *List) Add(v string) {
	if v == "" || l.has[v] {
		return
	}
	if len(l.Values) >= maxList {
		l.cut = true
		return
	}
	if l.has == nil {
		l.has = map[string]bool{}
	}
	l.has[v] = true
	l.Values = append(l.Values, v)
}

// Has says whether v is there.
func (l *List) Has(v string) bool { return l.has[v] }

// List adds a list as Values does, and says where it was cut.
func (c *Claims) List(name string, l *List, separator, where string) {
	c.Values(name, l.Values, separator, where)
	if l.cut {
		c.D.Note("office/list-cut", where, fmt.Sprintf("There are more than %d different values of %q; the rest is left out.", maxList, name))
	}
}
