package claims

// List is a set that keeps its order.
type List struct {
	Values []string
	has    map[string]bool
}

// maxList bounds one list, far beyond what is kept of one.
const maxList = 20_000

// Add adds what is not there; an empty value adds nothing.
func (l *List) Add(v string) {
	if v == "" || l.has[v] || len(l.Values) >= maxList {
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
