package ole

// Extract writes the storage e as a compound file of its own. Its streams are
// those that stand in f; its container is new, so its digest is found nowhere
// else.
func (f *File) Extract(e *Entry) []byte { return Build(f.node(e)) }

func (f *File) node(e *Entry) Node {
	n := Node{Name: e.Name, CLSID: e.class, Created: e.Created, Modified: e.Modified}
	if e.Type == Stream {
		if n.Data = f.Data(e); n.Data == nil {
			n.Data = []byte{}
		}
		return n
	}
	for _, c := range e.Children {
		n.Children = append(n.Children, f.node(c))
	}
	return n
}
